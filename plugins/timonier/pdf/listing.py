"""A block of code as lines of coloured pieces.

In: the `pre` of a page in print form. Out: a call of `listing` in `typst/book.typ`: lines are not text that flows,
so that each stays what its author wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml.html import HtmlElement

from timonier.pdf.typst_code import array, boolean, call, string

_CLASSES: Final[Mapping[str, str]] = {
    "tm-k": "k",
    "tm-s": "s",
    "tm-n": "n",
    "tm-c": "c",
    "tm-invite": "i",
    "tm-commande": "b",
    "tm-sortie": "o",
    "tm-valeur": "v",
    "tm-trou": "v",
    "tm-remplie": "w",
    "hll": "h",
}
"""The letters of `colours` in `typst/book.typ`."""
_TAGS: Final[Mapping[str, str]] = {"del": "d", "ins": "a", "strong": "b", "b": "b"}
_COLOURED: Final = frozenset("ksnc")
_UNSPLIT: Final = 16
"""Lines of code that is not worth splitting over two pages."""
_TALLEST: Final = 32
"""Rows of code that stays on one page, where its lines are long."""
_TALLEST_LINE: Final = 500
"""Columns: lines with more are not kept together with others."""
_SHORTEST_LONG: Final = 60
"""Columns: a line of fewer fits in the narrowest block, that of a tab in a list."""
_HANGING, _PROMPT, _FURTHEST = 2, 2, 30
"""Columns: by how much a row goes on further right than its line begins; of a prompt; at most."""


@dataclass(slots=True)
class _Line:
    number: str = ""
    pieces: list[tuple[str, str]] = field(default_factory=list)

    def add(self, letters: str, text: str) -> None:
        """More of the line."""
        if text and self.pieces and self.pieces[-1][0] == letters:
            self.pieces[-1] = letters, self.pieces[-1][1] + text
        elif text:
            self.pieces.append((letters, text))

    @property
    def width(self) -> int:
        """Columns."""
        return sum(len(text) for _, text in self.pieces)

    @property
    def hang(self) -> int:
        """The column at which the next rows of the line begin."""
        text = "".join(text for _, text in self.pieces)
        prompt = _PROMPT if any("i" in letters for letters, _ in self.pieces) else 0
        return min(len(text) - len(text.lstrip(" ")) + _HANGING + prompt, _FURTHEST)

    def code(self) -> str:
        """The line as code."""
        pieces = array(f"({string(letters)},{string(text)})" for letters, text in self.pieces)
        return f"({string(self.number)},{self.hang},{pieces})"


def listing(pre: HtmlElement, bar: str, title: str, anchor: str) -> str:
    """The call for a block; `bar` is the code of what stands over it, `title` its name, where it has one."""
    lines = list(_lines(pre))
    whole = len(lines) <= _UNSPLIT and sum(1 + line.width // _SHORTEST_LONG for line in lines) <= _TALLEST
    parted = not whole and all(line.width <= _TALLEST_LINE for line in lines)
    more = {
        "bar": bar,
        "whole": boolean(whole),
        "parted": boolean(parted),
        "name": string(f"{title} (suite)".lstrip()),
    }
    if anchor:
        more["id"] = string(anchor)
    if any(line.width > _SHORTEST_LONG for line in lines):
        more["long"] = "true"
    return call("listing", array(line.code() for line in lines), **more)


def _lines(pre: HtmlElement) -> Iterator[_Line]:
    line = _Line()
    for letters, text, number in _pieces(pre, ""):
        line.number = number or line.number
        first, *rest = text.split("\n")
        line.add(letters, first)
        for each in rest:
            yield line
            line = _Line()
            line.add(letters, each)
    if line.pieces:
        yield line


def _pieces(element: HtmlElement, letters: str) -> Iterator[tuple[str, str, str]]:
    """Texts with the letters of their colours, and the number of the line that begins there, if any."""
    yield letters, element.text or "", element.get("data-ligne", "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child, _inner(letters, child))
        yield letters, child.tail or "", ""


def _inner(letters: str, child: HtmlElement) -> str:
    """In a command all is of one colour."""
    names = (child.get("class") or "").split()
    new = _TAGS.get(child.tag, "") + "".join(_CLASSES.get(name, "") for name in names)
    plain = _COLOURED if "b" in letters else frozenset()
    return letters + "".join(each for each in new if each not in letters and each not in plain)
