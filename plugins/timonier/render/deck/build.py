"""The deck of a page. In: the page's HTML and its places in the source. Out: a `Deck`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

from timonier.render.deck.code import fit
from timonier.render.deck.drafts import Draft
from timonier.render.deck.model import Code, Deck, Slide
from timonier.render.deck.places import LINE, NOWHERE, Places, put_places
from timonier.render.deck.split import split
from timonier.render.deck.words import words

_LONG_TABLE = 9
FIRST, LAST = "titre", "fin"
"""Ids of the slides that every deck has besides those of its page."""


def build(html: str, page: str, found: Places = NOWHERE) -> Deck:
    """The deck of a page's HTML; `page` is the address of the page, seen from the deck.

    Only faults have lines: a deck that nobody checks does without the places of the page in the source.
    """
    root = lxml_html.fragment_fromstring(html, create_parent="article")
    put_places(root, found)
    drafts = split(root, found.first)
    opening, rest = drafts[0], drafts[1:]
    if opening.body:
        opening, rest = Draft(), drafts
    _lead_back((*opening.notes, *(each for draft in rest for each in (*draft.body, *draft.notes))), page)
    names = _names(rest)
    return Deck(tuple(_slide(draft, name) for draft, name in zip(rest, names, strict=True)), _html(opening.notes))


def _slide(draft: Draft, name: str) -> Slide:
    codes = tuple(_codes(draft.body))
    _tighten(draft.body)
    read = sum(words(element) for element in draft.body)
    spoken = sum(len(note.text_content().split()) for note in draft.notes)
    return Slide(
        id=name,
        title=draft.title,
        section=draft.section,
        suite=draft.suite,
        anchor=draft.anchor,
        body=_html(draft.body),
        notes=_html(draft.notes),
        words=read,
        spoken=spoken,
        codes=codes,
        line=draft.line,
        kind=draft.kind or ("figure" if [each.tag for each in draft.body] == ["figure"] else ""),
    )


def _tighten(body: Iterable[HtmlElement]) -> None:
    """Set long tables in smaller letters."""
    for table in (table for element in body for table in element.iter("table")):
        if len(list(table.iter("tr"))) > _LONG_TABLE:
            table.set("class", f"{table.get('class', '')} tm-serre".strip())


def _codes(body: Iterable[HtmlElement]) -> Iterator[Code]:
    for element in body:
        for pre in list(element.iter("pre")):
            block = pre.getparent()
            if block is not None and next(pre.iter("code"), None) is not None:
                yield fit(block)


def _lead_back(elements: Iterable[HtmlElement], page: str) -> None:
    """Links within the page lead to the page: the deck has other anchors."""
    for element in elements:
        for link in element.iter("a"):
            if (href := link.get("href", "")).startswith("#"):
                link.set("href", page + href)


def _names(drafts: Iterable[Draft]) -> list[str]:
    """An id for each slide: the anchor of its heading, numbered from the second on."""
    names: list[str] = []
    for draft in drafts:
        stem = "retenir" if draft.kind == "retenir" else draft.anchor or "diapo"
        taken, name, number = {*names, FIRST, LAST}, stem, 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        names.append(name)
    return names


def _html(elements: Iterable[HtmlElement]) -> str:
    for element in elements:
        for each in element.iter():
            if isinstance(each.tag, str):
                each.attrib.pop(LINE, None)
    return "\n".join(lxml_html.tostring(element, encoding="unicode", with_tail=False) for element in elements)
