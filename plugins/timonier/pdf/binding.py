"""A document before and after its assembly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from timonier.pdf.layout import Part
from timonier.render.print_page import Attached


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part at its place in a document."""

    id: str
    title: str
    part: Part
    section: str = ""
    """The outline line that this chapter stands under, with its neighbours of the same section."""
    bare: bool = False
    """A cover: neither folio nor running title."""
    opens: bool = False
    """Begins on a right-hand page."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where links to pages outside the document lead."""

    addresses: Mapping[str, str]
    """Web addresses by page id; empty when the site has no address."""
    files: Mapping[str, str]
    """Names of the PDFs that stand beside, by page id."""


@dataclass(frozen=True, slots=True)
class Format:
    """How the sheets are printed and bound."""

    single_sided: bool = False
    """Every page is bound on its left: no page is a left-hand one."""
    booklet: bool = False
    """Four pages to a sheet: blank pages fill the last one."""

    @property
    def suffix(self) -> str:
        """What it adds to the names of files."""
        return ("-recto" if self.single_sided else "") + ("-livret" if self.booklet else "")


@dataclass(frozen=True, slots=True)
class Binding:
    """A document to assemble."""

    title: str
    running_title: str
    """What left-hand pages say at their head; right-hand pages name their chapter."""
    chapters: tuple[Chapter, ...]
    elsewhere: Elsewhere
    creator: str
    date: datetime | None = None
    format: Format = Format()
    files: tuple[Attached, ...] = ()
    """Files that travel with the document."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An assembled document."""

    pdf: bytes
    pages: int
    broken: tuple[tuple[str, str, str], ...]
    """Links that lead to an anchor that the document has not: chapter they are in, page and anchor they name."""
