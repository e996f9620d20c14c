"""A file's lines as Python-Markdown sees them, and the way back from its columns to the file's.

Python-Markdown turns tabs into spaces to the next multiple of four, empties lines that hold only spaces, and
drops the two control characters that it uses itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timonier.core.source import Position, Span
from timonier.core.syntax import TAB_LENGTH

_OWN_MARKS = re.compile("[\x02\x03]")


def normalised(lines: Sequence[str]) -> list[str]:
    """`lines` as every Markdown rule reads them, one for one."""
    return [normalise(line) for line in lines]


def normalise(line: str) -> str:
    """One line with its tabs expanded; empty when it holds only spaces."""
    expanded = _OWN_MARKS.sub("", line).expandtabs(TAB_LENGTH)
    return expanded if expanded.strip(" ") else ""


def raw_column(line: str, offset: int) -> int:
    """The 1-based column in `line` of what stands `offset` columns from its start once tabs are expanded.

    An offset inside a tab gives the tab's own place; one past the end gives the place just after the line.
    """
    if "\t" not in line:
        return min(offset, len(line)) + 1
    width = 0
    for index, character in enumerate(line):
        width += TAB_LENGTH - width % TAB_LENGTH if character == "\t" else 1
        if width > offset:
            return index + 1
    return len(line) + 1


def raw_span(lines: Sequence[str], number: int, start: int, end: int) -> Span:
    """The place in the file of columns `start` to `end` (from 0) of the normalised line `number`."""
    line = lines[number - 1]
    return Span(Position(number, raw_column(line, start)), Position(number, raw_column(line, end)))
