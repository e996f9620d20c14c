"""Code blocks, found exactly where SuperFences finds them.

SuperFences reads a page line by line before anything else, so lists, tabs, quotes and blocks count only by what
stands before a line: spaces and `>`. A line that breaks its rules makes it drop the block in silence, and what
follows is read as if the opening line were text; each of these drops is an `Abandoned`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from timonier.core import fence_header
from timonier.core.fence_header import Header
from timonier.core.lines import raw_column, raw_span
from timonier.core.source import Position, Span


@dataclass(frozen=True, slots=True)
class Fence:
    """One code block of a page."""

    lang: str
    """Empty when none is given."""
    options: Mapping[str, str]
    """Plain and brace form alike; a bare flag maps to the empty text."""
    option_spans: Mapping[str, Span]
    header: Span
    """The opening line from its first mark on."""
    span: Span
    """From the opening line's first mark to the end of the closing line."""
    content: str
    """Dedented as it is rendered, lines joined by `\\n`, no final one."""
    starts: tuple[Position, ...]
    """For each content line, where its first character stands in the file."""
    within: tuple[str, ...] = ()
    """Names of the `///` blocks around it, outermost first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fence, its header and the columns in front of it: spaces and `>`."""

    fence: Fence
    header: Header
    prefix: str

    @property
    def first(self) -> int:
        """Line of the opening."""
        return self.fence.span.start.line

    @property
    def last(self) -> int:
        """Line of the closing."""
        return self.fence.span.end.line


Reason = Literal["header", "end", "indent", "quote"]


@dataclass(frozen=True, slots=True)
class Abandoned:
    """An opening line that gives no code block, and the line (1-based) where SuperFences gave up."""

    header: Header
    span: Span
    reason: Reason
    line: int


@dataclass(frozen=True, slots=True)
class Fences:
    """What one reading of a page gives, in order."""

    found: tuple[Found, ...]
    abandoned: tuple[Abandoned, ...]


@dataclass(slots=True)
class _Open:
    """A block whose closing line has not come yet."""

    header: Header
    line: int
    prefix: str
    content: list[tuple[int, str, int]] = field(default_factory=list)
    """Line number, text without the prefix, width of the prefix taken off."""
    after_blank: bool = False

    @property
    def width(self) -> int:
        return len(self.prefix)

    @property
    def quotes(self) -> int:
        return self.prefix.count(">")


_PREFIX = re.compile(r"[> ]*")


def find(raw: Sequence[str], lines: Sequence[str], first: int, *, forge: bool = False) -> Fences:
    """The code blocks of a page whose body begins at line `first`.

    `raw` are the file's lines, `lines` the same after `lines.normalised`. With `forge`, headers are read as
    generously as a forge reads them.
    """
    parse = fence_header.lenient if forge else fence_header.parse
    found: list[Found] = []
    abandoned: list[Abandoned] = []
    for event in _events(lines, first, parse):
        if isinstance(event, Abandoned):
            abandoned.append(event)
        else:
            found.append(_found(raw, lines, *event))
    return Fences(tuple(found), tuple(abandoned))


def _events(
    lines: Sequence[str], first: int, parse: Callable[[str], Header | None]
) -> Iterator[Abandoned | tuple[_Open, int]]:
    current: _Open | None = None
    for number in range(first, len(lines) + 1):
        line = lines[number - 1]
        if current is None:
            if "```" not in line and "~~~" not in line:
                continue
            opened = _open(line, number, parse)
            if opened is None or opened.header.accepted:
                current = opened
            else:
                yield _abandon(opened, "header", number, lines)
            continue
        outcome = _continue(current, line, number)
        if outcome == "open":
            continue
        yield (current, number) if outcome == "closed" else _abandon(current, outcome, number, lines)
        current = None
    if current is not None:
        yield _abandon(current, "end", len(lines), lines)


def _open(line: str, number: int, parse: Callable[[str], Header | None]) -> _Open | None:
    prefix = _prefix(line)
    header = parse(line[len(prefix) :])
    return None if header is None else _Open(header, number, prefix)


def _prefix(line: str, width: int | None = None) -> str:
    """The spaces and `>` that begin `line`, at most `width` of them."""
    match = _PREFIX.match(line) if width is None else _PREFIX.match(line, 0, width)
    return match[0] if match else ""


def _continue(block: _Open, line: str, number: int) -> Literal["open", "closed", "indent", "quote"]:
    """What one more line does to an open block."""
    prefix = _prefix(line, block.width)
    text = line[len(prefix) :]
    quotes = prefix.count(">")
    if quotes > block.quotes:
        return "quote"
    blank = not text if block.quotes else not line.strip()
    if blank:
        block.after_blank = True
    elif len(prefix) < block.width:
        return "indent"
    elif block.after_blank and quotes < block.quotes:
        return "quote"
    elif _closes(block, text):
        return "closed"
    else:
        block.after_blank = False
    block.content.append((number, text, len(prefix)))
    return "open"


def _closes(block: _Open, text: str) -> bool:
    return text.startswith(block.header.marks) and text.rstrip(" ") == block.header.marks


def _abandon(block: _Open, reason: Reason, line: int, lines: Sequence[str]) -> Abandoned:
    opening = lines[block.line - 1]
    span = Span.on_line(block.line, block.width + 1, len(opening.rstrip()) - block.width)
    return Abandoned(block.header, span, reason, line)


def _found(raw: Sequence[str], lines: Sequence[str], block: _Open, last: int) -> Found:
    def on_header(start: int, end: int) -> Span:
        return raw_span(raw, block.line, block.width + start, block.width + end)

    header = block.header
    opening = on_header(0, len(lines[block.line - 1].rstrip()) - block.width)
    fence = Fence(
        lang=header.lang,
        options={option.name: option.value or "" for option in header.options},
        option_spans={option.name: on_header(option.start, option.end) for option in header.options},
        header=opening,
        span=Span(opening.start, Position(last, len(raw[last - 1]) + 1)),
        content="\n".join(text for _, text, _ in block.content),
        starts=tuple(Position(number, raw_column(raw[number - 1], width)) for number, _, width in block.content),
    )
    return Found(fence, header, block.prefix)
