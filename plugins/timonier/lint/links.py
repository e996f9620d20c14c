"""Where the prose of a page leads: targets of links and images, with their places.

What stands in code blocks, code spans and comments is not a link.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import unquote

from timonier.core.markdown import MarkdownDocument
from timonier.core.source import Position, Span


@dataclass(frozen=True, slots=True)
class Link:
    """A target as written, and where."""

    target: str
    span: Span

    @property
    def file(self) -> str:
        """The file that a relative target names, decoded; nothing for an address, a site root or a bare anchor."""
        path = re.split(r"[#?]", self.target, maxsplit=1)[0]
        return "" if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\", path) else unquote(path)


_TARGET = re.compile(
    r"\]\([ \n]*(?:<(?P<angle>[^<>\n]*)>|(?P<inline>[^\s<>()]+))"
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[ ]*(?:<(?P<within>[^<>\n]*)>|(?P<reference>[^\s<>]+))",
    re.MULTILINE,
)
_TICKS = re.compile("`+")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")


def links(document: MarkdownDocument) -> tuple[Link, ...]:
    """All targets of a page, in order."""
    lines = prose(document)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return tuple(_found("\n".join(lines), starts))


def _found(text: str, starts: list[int]) -> Iterator[Link]:
    text = _PARAGRAPH.sub(lambda paragraph: _without_code(paragraph[0]), _without_comments(text))
    for match in _TARGET.finditer(text):
        group = match.lastgroup or ""
        line = bisect_right(starts, match.start(group))
        start = Position(line, match.start(group) - starts[line - 1] + 1)
        yield Link(match[group], Span(start, Position(line, start.column + len(match[group]))))


def prose(document: MarkdownDocument) -> list[str]:
    """The lines of the page, empty where front matter or a code block stands."""
    lines = list(document.source.lines)
    hidden = [fence.span for fence in document.fences]
    if document.front_matter:
        hidden.append(document.front_matter.span)
    for span in hidden:
        for number in range(span.start.line, span.end.line + 1):
            lines[number - 1] = ""
    return lines


def _without_comments(text: str) -> str:
    """`text` with its comments blanked; what begins one that never closes is text."""
    parts, done = [], 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[done:start], _blank(text[start : end + 3])]
        done = end + 3
    return "".join((*parts, text[done:]))


def _without_code(paragraph: str) -> str:
    """A paragraph with its code spans blanked: a run of backticks up to the next one as long."""
    runs = list(_TICKS.finditer(paragraph))
    nearest: dict[int, int] = {}
    closing = [0] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][0])
        closing[index] = nearest.get(length, 0)
        nearest[length] = index
    parts, done, index = [], 0, 0
    while index < len(runs):
        if closing[index]:
            start, end = runs[index].start(), runs[closing[index]].end()
            parts += [paragraph[done:start], _blank(paragraph[start:end])]
            done, index = end, closing[index]
        index += 1
    return "".join((*parts, paragraph[done:]))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
