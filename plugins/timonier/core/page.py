"""One page, read once: what every check of a page looks at, and how it names a place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal

from timonier.core import fences, front_matter, structure
from timonier.core.diagnostic import Diagnostic
from timonier.core.fences import Fences
from timonier.core.front_matter import Reading
from timonier.core.lines import normalised, raw_span
from timonier.core.source import SourceFile, Span
from timonier.core.structure import Structure

PageKind = Literal["cours", "tp", "page", "foreign"]
"""A lesson, a lab, any other page of the course, or a text that is none of the course's."""


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


@dataclass(frozen=True)
class Page:
    """A page and the readings of it."""

    source: SourceFile
    kind: PageKind
    variables: Collection[str] = ()

    @property
    def foreign(self) -> bool:
        """Whether the page is none of the course's: only its code blocks are read."""
        return self.kind == "foreign"

    @cached_property
    def reading(self) -> Reading:
        """The front matter."""
        return front_matter.read(self.source)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file as Markdown reads them."""
        return normalised(self.source.lines)

    @cached_property
    def fences(self) -> Fences:
        """The code blocks."""
        return fences.find(self.source.lines, self.lines, self.reading.body_line, forge=self.foreign)

    @cached_property
    def structure(self) -> Structure:
        """All else."""
        return structure.read(self.lines, self.reading.body_line, self.fences.found)

    @cached_property
    def outside_fences(self) -> list[str]:
        """The lines of the body, with those of code blocks and of the front matter emptied."""
        lines = ["" if number < self.reading.body_line else line for number, line in enumerate(self.lines, 1)]
        for found in self.fences.found:
            lines[found.first - 1 : found.last] = [""] * (found.last - found.first + 1)
        return lines

    def columns(self, line: int, start: int, end: int) -> Span:
        """The place of columns `start` to `end` (from 0) of a line as Markdown reads it."""
        return raw_span(self.source.lines, line, start, end)

    def line_text(self, line: int) -> Span:
        """The place of a line's text, without the spaces around it."""
        text = self.lines[line - 1]
        return self.columns(line, len(text) - len(text.lstrip()), len(text.rstrip()))

    def fault(self, code: str, span: Span, message: str, hint: str) -> Diagnostic:
        """An error of this page."""
        return Diagnostic(self.source.path, span, code, message, hint)
