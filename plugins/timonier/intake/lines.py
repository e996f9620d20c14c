"""The lines of a deck, each with its number: what is code is known, so that nothing is ever cut or changed there.

In: a text. Out: `Line`s. A comment over several lines is one of them; a title underlined is one with marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_OPENING = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)])\s+)*(?P<marks>`{3,}|~{3,})(?P<header>.*)")
_UNDERLINED = re.compile(r"[^\s#>|<`~:*+!-].*")
_UNDERLINES = {"=": "#", "-": "##"}
_UNDERLINE = re.compile(r"(?:={2,}|-{5,})\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the deck."""

    number: int
    text: str
    code: bool = False
    opens: bool = False
    """Whether a block of code begins here."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.code and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Left:
    """Something that has no place in a lesson."""

    line: int
    column: int
    message: str


def lines(text: str) -> list[Line]:
    """The lines of a deck."""
    return list(_titles(list(_comments(list(_numbered(text))))))


def opening(text: str) -> re.Match[str] | None:
    """The opening line of a code block: its `marks` and its `header`."""
    found = _OPENING.fullmatch(text)
    return None if found is None or "`" in found["header"] else found


def _numbered(text: str) -> Iterator[Line]:
    marks = ""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        found = None if marks else opening(line)
        yield Line(number, line.rstrip(), bool(marks or found), bool(found))
        if found:
            marks = found["marks"]
        elif marks and re.fullmatch(rf"\s*{marks[0]}{{{len(marks)},}}\s*", line):
            marks = ""


def _comments(found: list[Line]) -> Iterator[Line]:
    """Lines, those that share a comment as one."""
    index = 0
    while index < len(found):
        line, index = found[index], index + 1
        while not line.code and line.text.count("<!--") > line.text.count("-->") and index < len(found):
            line, index = replace(line, text=f"{line.text}\n{found[index].text}"), index + 1
        yield line


def _titles(found: list[Line]) -> Iterator[Line]:
    """Lines, underlined titles as `#` and `##`. Three or four dashes are no underline: they end a slide."""
    skip = False
    for line, after in zip(found, [*found[1:], Line(0, "")], strict=False):
        if skip:
            skip = False
        elif (
            not (line.code or after.code) and _UNDERLINED.fullmatch(line.text) and _UNDERLINE.fullmatch(after.text)
        ):
            yield replace(line, text=f"{_UNDERLINES[after.text[0]]} {line.text}")
            skip = True
        else:
            yield line
