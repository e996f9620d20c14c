"""A page of the course as values: front matter, headings, code blocks, `///` blocks, marks, and what is wrong.

In: a `SourceFile`. Out: a `MarkdownDocument`. Never fails, whatever the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from timonier.core import (
    block_faults,
    fence_faults,
    fences,
    figures,
    front_matter_faults,
    lab_shape,
    marks,
    prose,
    structure,
)
from timonier.core.blocks import Block
from timonier.core.diagnostic import Diagnostic
from timonier.core.fences import Fence
from timonier.core.front_matter import FrontMatter, body
from timonier.core.lines import normalised
from timonier.core.marks import Ignore, SlideMark
from timonier.core.page import Page, PageKind, kind_of
from timonier.core.source import Position, SourceFile, Span

__all__ = [
    "Block",
    "Fence",
    "FrontMatter",
    "Heading",
    "Ignore",
    "MarkdownDocument",
    "PageKind",
    "SlideMark",
    "body",
    "is_sound",
    "kind_of",
    "scan",
]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page, outside code."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class MarkdownDocument:
    """All that the project reads in one page."""

    source: SourceFile
    kind: PageKind
    front_matter: FrontMatter | None
    headings: tuple[Heading, ...]
    fences: tuple[Fence, ...]
    """Code blocks that the page shows; none of those in comments."""
    blocks: tuple[Block, ...]
    ignores: tuple[Ignore, ...]
    slide_marks: tuple[SlideMark, ...]
    diagnostics: tuple[Diagnostic, ...]

    def ignores_of(self, fence: Fence) -> tuple[Ignore, ...]:
        """The ignores that stand between the code block before `fence` and `fence`."""
        before = max((other.span.end for other in self.fences if other.span < fence.span), default=None)
        return tuple(
            ignore
            for ignore in self.ignores
            if ignore.span.end <= fence.span.start and (before is None or ignore.span.start >= before)
        )


def scan(source: SourceFile, kind: PageKind | None = None, variables: Collection[str] = ()) -> MarkdownDocument:
    """Everything in one page.

    `kind` comes from the path when it is not given; `variables` are the names that `<name>` may have in prose. Of a
    foreign page only code blocks, headings and marks are read: what is around them follows other rules than ours.
    """
    page = Page(source, kind or kind_of(source.path), variables)
    read = list(marks.read(page))
    found = [*_faults(page), *(mark for mark in read if isinstance(mark, Diagnostic))]
    return MarkdownDocument(
        source=source,
        kind=page.kind,
        front_matter=page.reading.front_matter,
        headings=tuple(Heading(*heading) for heading in page.structure.headings),
        fences=tuple(_fences(page)),
        blocks=() if page.foreign else tuple(_blocks(page)),
        ignores=tuple(mark for mark in read if isinstance(mark, Ignore)),
        slide_marks=tuple(mark for mark in read if isinstance(mark, SlideMark)),
        diagnostics=tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key)),
    )


def is_sound(text: str) -> bool:
    """Whether PyMdown Blocks reads a body to its end; if not, `scan` says why (MD112, MD114, MD116, MD118)."""
    if "///" not in text:
        return True
    raw = text.split("\n")
    lines = normalised(raw)
    return structure.read(lines, 1, fences.find(raw, lines, 1).found).sound


def _faults(page: Page) -> Iterator[Diagnostic]:
    if page.foreign:
        return fence_faults.check(page)
    checks = (
        front_matter_faults.check,
        fence_faults.check,
        block_faults.check,
        prose.check,
        lab_shape.check,
        figures.check,
    )
    return chain.from_iterable(check(page) for check in checks)


def _fences(page: Page) -> Iterator[Fence]:
    seen = page.structure
    for index, found in enumerate(page.fences.found):
        if index in seen.hidden:
            continue
        within = () if page.foreign else seen.within[index]
        yield replace(found.fence, within=tuple(seen.blocks[number].name for number in within))


def _blocks(page: Page) -> Iterator[Block]:
    for block, around in zip(page.structure.blocks, page.structure.around, strict=True):
        last = block.last or len(page.lines)
        header = page.line_text(block.line)
        end = Position(last, len(page.source.lines[last - 1]) + 1)
        yield Block(block.name, block.argument, block.options, Span(header.start, end), header, len(around))
