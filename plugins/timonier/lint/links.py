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
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[ ]*<?(?P<reference>[^\s<>]+)",
    re.MULTILINE,
)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def links(document: MarkdownDocument) -> tuple[Link, ...]:
    """All targets of a page, in order."""
    lines = _prose(document)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return tuple(_found("\n".join(lines), starts))


def _found(text: str, starts: list[int]) -> Iterator[Link]:
    text = _CODE_SPAN.sub(_blank, _COMMENT.sub(_blank, text))
    for match in _TARGET.finditer(text):
        group = match.lastgroup or ""
        line = bisect_right(starts, match.start(group))
        start = Position(line, match.start(group) - starts[line - 1] + 1)
        yield Link(match[group], Span(start, Position(line, start.column + len(match[group]))))


def _prose(document: MarkdownDocument) -> list[str]:
    """The lines of the page, empty where front matter or a code block stands."""
    lines = list(document.source.lines)
    hidden = [fence.span for fence in document.fences]
    if document.front_matter:
        hidden.append(document.front_matter.span)
    for span in hidden:
        for number in range(span.start.line, span.end.line + 1):
            lines[number - 1] = ""
    return lines


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
