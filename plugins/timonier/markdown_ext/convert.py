"""A page of the course as HTML, without any generator: what decks, books and tests start from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import markdown

from timonier.core.front_matter import body, read
from timonier.core.header import page_id
from timonier.core.publication import STUDENTS, Publication
from timonier.core.source import SourceFile
from timonier.markdown_ext import makeExtension
from timonier.markdown_ext.highlight import filled
from timonier.settings import Settings

NOBODYS: Mapping[str, str] = MappingProxyType({})
"""Where names stay names."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading, its anchor, and the headings under it; `name` is HTML."""

    level: int
    id: str
    name: str
    children: tuple[TocEntry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page; links to other pages are as the author wrote them (`../objets/pods.md`)."""

    id: str
    title: str
    html: str
    toc: tuple[TocEntry, ...]
    meta: Mapping[str, object]


def convert(
    source: SourceFile,
    settings: Settings,
    publication: Publication = STUDENTS,
    values: Mapping[str, str] = NOBODYS,
    *,
    for_paper: bool = False,
) -> Page:
    """The page of a source file. The title is the front matter's, else the first heading's, else the id.

    `values` are those of one person, by name; the others stay `<name>`. `for_paper` leaves out what only a screen
    shows and takes long to find: the versions of Kubernetes that take each block.
    """
    options = {"edition": publication.edition, "publiees": sorted(publication.pages), "papier": for_paper}
    md = markdown.Markdown(extensions=[makeExtension(root=str(settings.root), **options)])
    html = filled(md.convert(body(source)), values)
    toc = _entries(md.toc_tokens)  # type: ignore[attr-defined]
    front_matter = read(source).front_matter
    meta = front_matter.values if front_matter else {}
    title = str(meta.get("title") or (toc[0].name if toc else page_id(source.path)))
    return Page(page_id(source.path), title, html, toc, meta)


def _entries(tokens: Iterable[dict[str, Any]]) -> tuple[TocEntry, ...]:
    return tuple(
        TocEntry(token["level"], token["id"], token["name"], _entries(token["children"])) for token in tokens
    )
