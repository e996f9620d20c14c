"""What the site's search reads: one JSON file made from the written pages, so it holds nothing that they do not.

In: HTML pages. Out: their visible text, cut where a heading with an anchor begins. Folding of accents, case and
plurals is the reader's side (`assets/search.js`), so that results can show the text as it was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement

from timonier.core.html_names import BLOCK_ELEMENTS

INDEX = "assets/timonier/search.json"
"""Where the index stands in the site."""

_NOT_PAGES = frozenset({"404.html"})
_ARTICLE = './/article[contains(concat(" ", @class, " "), " md-content__inner ")]'
_SECTIONS = frozenset({"h2", "h3"})
_UNREAD = frozenset({"button", "input", "script", "style", "svg", "template"})
_UNREAD_CLASSES = frozenset({"headerlink", "footnote-backref", "tm-hors-recherche"})
_SPACED = BLOCK_ELEMENTS | {"br", "caption", "label"}


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one heading; the first section of a page has no anchor and no title."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page; `url` is relative to the site."""

    url: str
    title: str
    sections: tuple[Section, ...]


def index_of_site(site: Path) -> bytes:
    """The index of a written site: every page but those that hold no article."""
    files = sorted(path for path in site.rglob("*.html") if path.relative_to(site).as_posix() not in _NOT_PAGES)
    found = (read(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")) for path in files)
    return encode(page for page in found if page)


def encode(pages: Iterable[SearchPage]) -> bytes:
    """JSON as `search.js` reads it."""
    data = [
        {"url": page.url, "title": page.title, "sections": [[s.anchor, s.title, s.text] for s in page.sections]}
        for page in pages
    ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def read(file: str, text: str) -> SearchPage | None:
    """A page of the site; None where it holds no article (a deck, a redirection)."""
    articles = lxml_html.document_fromstring(text).xpath(_ARTICLE)
    if not articles:
        return None
    title = next((_text(heading) for heading in articles[0].iter("h1")), file)
    drafts = [_Draft()]
    _collect(articles[0], drafts)
    sections = (Section(draft.anchor, draft.title, _fold("".join(draft.parts))) for draft in drafts)
    return SearchPage(
        file.removesuffix("index.html"),
        title,
        tuple(section for section in sections if section.title or section.text),
    )


@dataclass(slots=True)
class _Draft:
    anchor: str = ""
    title: str = ""
    parts: list[str] = field(default_factory=list)


def _collect(element: HtmlElement, drafts: list[_Draft]) -> None:
    """Put the text of `element` into the last draft, and begin another one at each heading with an anchor."""
    if element.tag == "h1":
        return
    if element.tag in _SECTIONS and element.get("id"):
        drafts.append(_Draft(element.get("id"), _text(element)))
        return
    gap = " " if element.tag in _SPACED else ""
    drafts[-1].parts += (gap, element.text or "")
    for child in element:
        if _is_read(child):
            _collect(child, drafts)
        drafts[-1].parts.append(child.tail or "")
    drafts[-1].parts.append(gap)


def _text(element: HtmlElement) -> str:
    return _fold("".join(_pieces(element)))


def _pieces(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _is_read(child):
            yield from _pieces(child)
        yield child.tail or ""


def _is_read(element: HtmlElement) -> bool:
    return (
        isinstance(element.tag, str)
        and element.tag not in _UNREAD
        and "hidden" not in element.attrib
        and _UNREAD_CLASSES.isdisjoint(element.get("class", "").split())
    )


def _fold(text: str) -> str:
    return " ".join(text.split())
