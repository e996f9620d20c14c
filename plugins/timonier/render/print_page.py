"""A page in print form, and the addresses of places of a book: what every stage of printing speaks of.

Nothing here reads HTML, so that a run that finds all its pages in the cache does not import what does.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

BOOK_LINK, NUMBER_LINK, CONTENTS_LINK, REFERENCE_LINK = "book", "folio", "sommaire", "renvoi"
_BOOK_SCHEMES = frozenset({BOOK_LINK, NUMBER_LINK, CONTENTS_LINK, REFERENCE_LINK})
Family = Literal["kind", "command", "term"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A word for the index and the place that it leads to."""

    family: Family
    word: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A manifest of a page, as a file; `place` is where the site has it, or nothing."""

    name: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title that contents and outline may show."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a page; `needle` is how its source writes it, to find the line."""

    code: str
    message: str
    needle: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class PrintPage:
    """One page ready to be laid out."""

    html: str
    headings: tuple[Heading, ...]
    text: str
    """All its text, to check that the fonts have every character."""
    faults: tuple[Fault, ...] = ()
    marks: tuple[Mark, ...] = ()
    """What the index says of it."""
    files: tuple[Attached, ...] = ()
    """Its manifests, which viewers of PDF copy without their indentation."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where links may lead."""

    pages: Mapping[str, str]
    """Page paths relative to `content/`, with their page ids."""
    site_address: str = ""
    """Where the site is hosted, with a final slash, or nothing."""


class ImageError(Exception):
    """An image that cannot be printed; the text is the French message."""


def book_link(page: str, anchor: str = "", scheme: str = BOOK_LINK) -> str:
    """The address of a place of a book; `--` parts page from anchor, so a page's own `--` is hidden.

    The scheme says what the assembly does: `book` leads there, `folio` also writes the page number into the box of
    the link, `sommaire` also draws dots from the link before it up to the number, `renvoi` writes « (p. 42) », or
    where else the link leads.
    """
    target = quote(page).replace("--", "-%2D")
    return f"{scheme}:{target}" + (f"--{quote(anchor)}" if anchor else "")


def read_book_link(address: str) -> tuple[str, str, str] | None:
    """Scheme, page and anchor of what `book_link` wrote; None for any other address."""
    scheme, _, rest = address.partition(":")
    if scheme not in _BOOK_SCHEMES:
        return None
    page, _, anchor = rest.partition("--")
    return scheme, unquote(page), unquote(anchor)


def content_path(page_path: str, address: str) -> str:
    """The path, relative to `content/`, that `address` means in the page at `page_path`."""
    address = unquote(address)
    if address.startswith("/"):
        return posixpath.normpath(address.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(page_path), address))
