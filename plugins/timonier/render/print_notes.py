"""Addresses of the web on paper: a small number after the link, the address at the foot of the page.

In: the tree of a page. Out: the same tree with its notes. An address has one note a page of the course; where the
page leads to it again, its number stands there again.
"""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement
from lxml.html.builder import E

NOTE: Final = "note"
CALL: Final = "appel"
NUMBER: Final = "data-note"
"""On a note: its number, as its call and its foot show it."""
_UNNOTED: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "pre"})
_UNNOTED_CLASSES: Final = frozenset({"footnote", "tm-barre", "acces"})
"""Foot notes of the author's, the bar over a block of code, the head that leads to the site."""
_SCHEME: Final = re.compile("https?://", re.IGNORECASE)
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def number_links(root: HtmlElement) -> None:
    """Give every address of the web its note; notes that a tree already has are made again."""
    for old in (*root.find_class(NOTE), *root.find_class(CALL)):
        old.drop_tree()
    numbers: dict[str, str] = {}
    for link in list(root.iter("a")):
        shown = short_address(link.get("href", ""))
        if not shown or _typed(link.text_content()) == shown or not _takes_a_note(link):
            continue
        if shown in numbers:
            _put_after(link, E.span({"class": CALL}, numbers[shown]))
        else:
            numbers[shown] = str(len(numbers) + 1).translate(_RAISED)
            _put_after(link, E.span({"class": NOTE, NUMBER: numbers[shown]}, shown))


def short_address(address: str) -> str:
    """An address of the web as one types it, `kubernetes.io/docs`; nothing for any other."""
    return _typed(address) if _SCHEME.match(address) else ""


def _typed(text: str) -> str:
    return _SCHEME.sub("", text.strip()).rstrip("/")


def _takes_a_note(link: HtmlElement) -> bool:
    return not any(
        parent.tag in _UNNOTED or _UNNOTED_CLASSES & set((parent.get("class") or "").split())
        for parent in link.iterancestors()
    )


def _put_after(link: HtmlElement, new: HtmlElement) -> None:
    new.tail, link.tail = link.tail, None
    link.addnext(new)
