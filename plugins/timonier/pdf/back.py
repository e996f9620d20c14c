"""The index at the end of a book, as HTML: kinds of objects, commands and terms, with the pages that show them.

In: the marks of the chapters. Out: a body; page numbers are empty boxes that the assembly fills, one a chapter, for
the first place where the chapter names the word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from html import escape

from timonier.render.print_page import NUMBER_LINK, Family, Mark, book_link

_TITLES: Mapping[Family, str] = {
    "kind": "Objets, dans les manifestes",
    "command": "Commandes",
    "term": "Termes du glossaire",
}


def index(chapters: Iterable[tuple[str, tuple[Mark, ...]]]) -> str:
    """The index of chapters, each with its marks; nothing without a word."""
    words: dict[Family, dict[str, list[str]]] = {}
    for chapter, marks in chapters:
        for mark in marks:
            box = f'<a class="folio" href="{escape(book_link(chapter, mark.anchor, NUMBER_LINK))}"></a>'
            words.setdefault(mark.family, {}).setdefault(mark.word, []).append(box)
    lists = "".join(_list(title, words[family]) for family, title in _TITLES.items() if family in words)
    return f'<section class="index"><h1 id="index">Index</h1>{lists}</section>' if lists else ""


def _list(title: str, words: Mapping[str, list[str]]) -> str:
    entries = "".join(
        f"<p><span>{escape(word)}</span>{''.join(words[word])}</p>" for word in sorted(words, key=_alphabetical)
    )
    return f'<h2>{title}</h2><div class="columns">{entries}</div>'


def _alphabetical(word: str) -> tuple[str, str]:
    folded = unicodedata.normalize("NFKD", word.replace("œ", "oe")).encode("ascii", "ignore").decode()
    return folded.lower(), word
