"""What the site's search reads: one JSON file made from the written pages, so it holds nothing that they do not.

In: HTML pages. Out: their visible text, cut where a heading with an anchor begins. Folding of accents, case and
plurals is the reader's side (`assets/search.js`), so that results can show the text as it was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lxml import html as lxml_html
from lxml.html import HtmlElement

from timonier.cache import Cache, digest
from timonier.core.html_names import BLOCK_ELEMENTS
from timonier.lint.parallel import mapped

INDEX = "assets/timonier/search.json"
"""Where the index stands in the site."""

STAGE: Final = "recherche"
_ALL: Final = digest("index")
_READER: Final = digest(Path(__file__).read_bytes())
"""This module decides what is text: another one reads all pages again."""
Entry = dict[str, Any]

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


def index_of_site(site: Path, cache: Cache | None = None) -> bytes:
    """The index of a written site: every page but those that hold no article.

    With a cache, a page that has not changed since the last index is not read again.
    """
    known = _known(cache) if cache else {}
    paths = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    seen = {file: digest(_READER, path.read_bytes()) for file, path in paths.items() if file not in _NOT_PAGES}
    new = [file for file, mark in seen.items() if known.get(file, ("",))[0] != mark]
    made = dict(zip(new, _made([(file, paths[file]) for file in new]), strict=True))
    entries = {file: (mark, made[file] if file in made else known[file][1]) for file, mark in seen.items()}
    if cache and entries and entries != known:
        with suppress(OSError):  # a full disk, or a folder of somebody else: the next index reads all pages
            cache.put(STAGE, _ALL, _json(entries))
    return _json([entry for _, entry in entries.values() if entry])


def _made(pages: Sequence[tuple[str, Path]]) -> list[Entry | None]:
    """What each page holds, read on all processors where there are many."""
    size = sum(path.stat().st_size for _, path in pages)
    return mapped(lambda page: _entry(read(page[0], page[1].read_text(encoding="utf-8"))), pages, size)


def encode(pages: Iterable[SearchPage]) -> bytes:
    """JSON as `search.js` reads it."""
    return _json([_entry(page) for page in pages])


def _entry(page: SearchPage | None) -> Entry | None:
    if page is None:
        return None
    return {"url": page.url, "title": page.title, "sections": [[s.anchor, s.title, s.text] for s in page.sections]}


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _known(cache: Cache) -> dict[str, tuple[str, Entry | None]]:
    """What the last index was made of; nothing where its file is not as we wrote it."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        stored = json.loads(cache.get(STAGE, _ALL) or b"{}")
        return {file: (str(seen), entry) for file, (seen, entry) in stored.items()}
    return {}


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
