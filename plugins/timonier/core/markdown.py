"""A page of the course as values: front matter, headings, code blocks, `///` blocks, marks, and what is wrong.

In: a `SourceFile`. Out: a `MarkdownDocument`. Never fails, whatever the text.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from timonier.core import fences as fence_finder
from timonier.core import front_matter as front_matter_reader
from timonier.core.blocks import Block
from timonier.core.diagnostic import Diagnostic
from timonier.core.fences import Fence
from timonier.core.front_matter import FrontMatter, body
from timonier.core.lines import normalised
from timonier.core.marks import Ignore, SlideMark
from timonier.core.source import SourceFile

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
    "kind_of",
    "scan",
]

PageKind = Literal["cours", "tp", "page", "foreign"]
"""A lesson, a lab, any other page of the course, or a text that is none of the course's."""


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


def kind_of(path: str, content: str = "content") -> PageKind:
    """What a page is by its place: `content/cours/…`, `content/tp/…`, elsewhere in `content`, or outside it."""
    parts = PurePosixPath(path).parts
    root = PurePosixPath(content).parts
    if parts[: len(root)] != root:
        return "foreign"
    folder = parts[len(root)] if len(parts) > len(root) + 1 else ""
    if folder == "cours":
        return "cours"
    return "tp" if folder == "tp" else "page"


def scan(source: SourceFile, kind: PageKind | None = None, variables: Collection[str] = ()) -> MarkdownDocument:
    """Everything in one page.

    `kind` comes from the path when it is not given; `variables` are the names that `<name>` may have in prose.
    """
    kind = kind or kind_of(source.path)
    reading = front_matter_reader.read(source)
    lines = normalised(source.lines)
    fences = fence_finder.find(source.lines, lines, reading.body_line, forge=kind == "foreign")
    return MarkdownDocument(
        source=source,
        kind=kind,
        front_matter=reading.front_matter,
        headings=(),
        fences=tuple(found.fence for found in fences.found),
        blocks=(),
        ignores=(),
        slide_marks=(),
        diagnostics=(),
    )
