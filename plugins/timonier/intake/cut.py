"""Where the slides of a deck begin and end, and what is said of them before their text.

In: lines. Out: `Raw` slides in order: cut by lines of dashes where there are any, else at the headings of a level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from timonier.intake.lines import Left, Line

HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_REMARK = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)
_CUT = re.compile(r"-{3,}\s*")
_DOWN = re.compile(r"-{4}\s*")
_PROPERTY = re.compile(r"[A-Za-z][\w-]*:(?:\s.*)?")
_KNOWN = re.compile(
    r"(?:layout|name|class|template|count|exclude|background-(?:image|color|size|position)|transition):(?:\s.*)?"
)
"""What remark takes for a property at the head of a slide: any other word there may be text."""
_NO_MATCH = "« {} » : une diapositive n’a pas de réglage de cette sorte"


@dataclass(slots=True)
class Raw:
    """A slide as it is written; `down` is a slide under the one before."""

    down: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def heading(self) -> re.Match[str] | None:
        """The heading that it begins with."""
        line = next((line for line in self.lines if not (line.blank or _REMARK.fullmatch(line.text))), None)
        return HEADING.fullmatch(line.text) if line and not line.code else None


def cut(found: list[Line], level: int, left: list[Left]) -> list[Raw]:
    """The slides of a deck; `level` is that of the headings that begin one, or 0 to find out."""
    slides = [Raw(False)]
    dashes = not level and any(_is_cut(line) for line in found)
    level = level or _level(found)
    top = min((rank for line in found[1:] if (rank := _rank(line))), default=1)
    pending = iter(_without_settings(found, left) if dashes else found)
    for line in pending:
        if dashes and _is_cut(line):
            slides.append(Raw(bool(_DOWN.fullmatch(line.text))))
        elif not dashes and _begins(line, level):
            slides.append(Raw(_rank(line) > top, [line]))
        else:
            slides[-1].lines.append(line)
    for slide in slides:
        _drop_properties(slide, left)
    return [slide for slide in slides if any(not line.blank for line in slide.lines)]


def _is_cut(line: Line) -> bool:
    return not line.code and bool(_CUT.fullmatch(line.text))


def _begins(line: Line, level: int) -> bool:
    return 0 < _rank(line) <= level


def _rank(line: Line) -> int:
    """The level of a heading; 0 for any other line."""
    heading = None if line.code else HEADING.fullmatch(line.text)
    return len(heading[1]) if heading else 0


def _level(found: list[Line]) -> int:
    """The highest level of a heading with text right under it, as Pandoc has it; 1 without any."""
    levels = []
    above = 0
    for line in found:
        if above and not line.blank and not _rank(line):
            levels.append(above)
        above = _rank(line) or (above if line.blank else 0)
    return min(levels, default=1)


def _without_settings(found: list[Line], left: list[Left]) -> Iterator[Line]:
    """Lines without those that Slidev reads as settings: names with values between two lines of dashes."""
    index = 0
    while index < len(found):
        yield found[index]
        index += 1
        if not _is_cut(found[index - 1]):
            continue
        end = index
        while end < len(found) and not found[end].code and _PROPERTY.fullmatch(found[end].text):
            end += 1
        if index < end < len(found) and _is_cut(found[end]):
            left += [_setting(line) for line in found[index:end]]
            index = end + 1


def _drop_properties(slide: Raw, left: list[Left]) -> None:
    """Take away what remark reads as properties: known names at the very head of a slide."""
    while slide.lines and not slide.lines[0].code and _KNOWN.fullmatch(slide.lines[0].text):
        left.append(_setting(slide.lines.pop(0)))


def _setting(line: Line) -> Left:
    return Left(line.number, 1, _NO_MATCH.format(line.text.strip()))
