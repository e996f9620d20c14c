"""What a page says of other pages: all that the checks of a whole course need of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from timonier.core.header import page_id
from timonier.core.markdown import FrontMatter, MarkdownDocument, PageKind
from timonier.core.source import Mention, Position, Span
from timonier.lint.links import Link, links

_START = Span(Position(1, 1), Position(1, 1))
_STEP = re.compile(r"Étape\b(?:\s+(\d{1,3})\s+—\s+\S)?")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A step's number, and where a page says it; 0 for a step's heading that is not `Étape n — …`."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class StartBlock:
    """A starting file as a page shows it."""

    name: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page of the course."""

    path: str
    kind: PageKind
    type_span: Span = _START
    """Where the page says its type; its beginning when it does not."""
    prerequisites: tuple[Mention, ...] = ()
    old_addresses: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    steps: tuple[Numbered, ...] = ()
    """Headings `## Étape n — …`."""
    corrections: tuple[Numbered, ...] = ()
    """`/// correction` blocks."""
    starts: tuple[StartBlock, ...] = ()
    """Named code blocks that are `depart`."""

    @property
    def id(self) -> str:
        """The name of the page: that of its file."""
        return page_id(self.path)


def facts(document: MarkdownDocument) -> PageFacts:
    """The facts of one page."""
    header = document.front_matter
    return PageFacts(
        path=document.source.path,
        kind=document.kind,
        type_span=header.value_spans.get("type", _START) if header else _START,
        prerequisites=tuple(_mentions(document, header, "prerequis")) if header else (),
        old_addresses=tuple(_mentions(document, header, "anciennes_adresses")) if header else (),
        links=links(document),
        steps=tuple(_steps(document)),
        corrections=tuple(_corrections(document)),
        starts=tuple(
            StartBlock(fence.options["title"], fence.content, fence.header)
            for fence in document.fences
            if "depart" in fence.options and fence.options.get("title")
        ),
    )


def _steps(document: MarkdownDocument) -> Iterator[Numbered]:
    for heading in document.headings:
        match = _STEP.match(heading.text)
        if heading.level == 2 and match:
            line = document.source.lines[heading.line - 1]
            yield Numbered(int(match[1] or 0), Span.on_line(heading.line, 1, len(line)))


def _corrections(document: MarkdownDocument) -> Iterator[Numbered]:
    for block in document.blocks:
        number = block.options.get("etape")
        if block.name == "correction" and isinstance(number, int):
            yield Numbered(number, block.header)


def _mentions(document: MarkdownDocument, header: FrontMatter, key: str) -> Iterator[Mention]:
    """The texts of a list of the front matter."""
    names = header.values.get(key)
    place = header.value_spans.get(key)
    if not isinstance(names, list) or place is None:
        return
    position = place.start
    for name in names:
        if isinstance(name, str):
            span = _find(document.source.lines, name, position, place)
            position = span.end
            yield Mention(name, span)


def _find(lines: tuple[str, ...], name: str, start: Position, within: Span) -> Span:
    """The first place from `start` on where `name` stands; the whole list when it is written in an odd way."""
    column = start.column - 1
    for number in range(start.line, min(within.end.line, len(lines)) + 1):
        found = lines[number - 1].find(name, column)
        if found >= 0:
            return Span.on_line(number, found + 1, len(name))
        column = 0
    return within
