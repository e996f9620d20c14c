"""The index at the end of a book, as HTML: kinds of objects, commands and terms, with the pages that show them.

In: the marks and the titles of the chapters. Out: a body; page numbers are empty boxes that the assembly fills, one
a chapter: that of the first title that names the word, else of the first place where the chapter uses it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from timonier.render.print_page import NUMBER_LINK, Family, Heading, Mark, book_link

_TITLES: Mapping[Family, str] = {
    "kind": "Objets, dans les manifestes",
    "command": "Commandes",
    "term": "Termes du glossaire",
}
_MANY = 6
"""A reader does not try more pages: of more chapters, those that name the word in a title; else the first ones."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A chapter as the index reads it."""

    id: str
    marks: tuple[Mark, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    chapter: str
    anchor: str
    in_title: bool


def index(chapters: Iterable[Indexed]) -> str:
    """The index of some chapters; nothing without a word."""
    words: dict[Family, dict[str, list[_Place]]] = {}
    for chapter in chapters:
        for mark in chapter.marks:
            words.setdefault(mark.family, {}).setdefault(mark.word, []).append(_place(chapter, mark))
    lists = "".join(_list(title, words[family]) for family, title in _TITLES.items() if family in words)
    return f'<section class="index"><h1 id="index">Index</h1>{lists}</section>' if lists else ""


def _place(chapter: Indexed, mark: Mark) -> _Place:
    # « Service » is not « service »; « image » is « Images ».
    flags = re.IGNORECASE if mark.word.islower() else re.NOFLAG
    named = re.compile(rf"\b{re.escape(mark.word)}s?\b", flags)
    title = next((heading.anchor for heading in chapter.headings if named.search(heading.text)), "")
    return _Place(chapter.id, title or mark.anchor, bool(title))


def _chosen(places: list[_Place]) -> list[_Place]:
    if len(places) <= _MANY:
        return places
    return [place for place in places if place.in_title] or places[:_MANY]


def _boxes(places: list[_Place]) -> str:
    links = (book_link(place.chapter, place.anchor, NUMBER_LINK) for place in _chosen(places))
    return "".join(f'<a class="folio" href="{escape(link)}"></a>' for link in links)


def _list(title: str, words: Mapping[str, list[_Place]]) -> str:
    entries = "".join(
        f"<p><span>{escape(word)}</span>{_boxes(words[word])}</p>" for word in sorted(words, key=_alphabetical)
    )
    return f'<h2>{title}</h2><div class="columns">{entries}</div>'


def _alphabetical(word: str) -> tuple[str, str]:
    folded = unicodedata.normalize("NFKD", word.replace("œ", "oe")).encode("ascii", "ignore").decode()
    return folded.lower(), word
