"""HTML files of a written site, each parsed once.

In: the folder of the site. Out: `SitePage`s with their links, ids, markers and what they make a browser fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from timonier.record import PAGE_ATTRIBUTE, SOURCE_ATTRIBUTE

_FETCHED = {
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_NOT_FETCHED_RELATIONS = frozenset({"alternate", "author", "canonical", "help", "license", "me", "next", "prev"})


@dataclass(frozen=True, slots=True)
class Address:
    """A link target as written, and the line of its element."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Marker:
    """The extension's half of the record in one page."""

    page: str
    digest: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """One HTML file: `file` is relative to the site, with `/`."""

    file: str
    ids: frozenset[str]
    links: tuple[Address, ...]
    """Where a reader can go: `<a href>`, `<area href>`."""
    fetched: tuple[Address, ...]
    """What a browser loads by itself."""
    markers: tuple[Marker, ...]
    text: str
    """Everything a reader or a search engine can find: text, attributes and comments, entities resolved."""


def read_all(site: Path) -> tuple[SitePage, ...]:
    """Every HTML file below `site`, in the order of paths."""
    files = sorted(path for path in site.rglob("*.html") if path.is_file())
    return tuple(read(path, path.relative_to(site).as_posix()) for path in files)


def read(path: Path, file: str) -> SitePage:
    """One HTML file, however broken: a parser's guess is better than no check."""
    text = path.read_text(encoding="utf-8", errors="replace")
    tree = html.document_fromstring(text or "<html></html>", parser=html.HTMLParser(encoding=None))
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    return SitePage(
        file=file,
        ids=frozenset(name for element in elements for name in _names(element)),
        links=tuple(_links(elements)),
        fetched=tuple(_fetched(elements)),
        markers=tuple(
            Marker(element.get(PAGE_ATTRIBUTE, ""), element.get(SOURCE_ATTRIBUTE, ""))
            for element in elements
            if PAGE_ATTRIBUTE in element.attrib
        ),
        text="\n".join(_texts(tree)),
    )


def css_addresses(text: str) -> Iterator[str]:
    """What a style sheet makes a browser fetch: `url(…)` and `@import`."""
    for match in re.finditer(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""", text):
        yield match.group(1) or match.group(2)


def _names(element: html.HtmlElement) -> Iterator[str]:
    if identifier := element.get("id"):
        yield identifier
    if element.tag == "a" and (name := element.get("name")):
        yield name


def _links(elements: list[html.HtmlElement]) -> Iterator[Address]:
    for element in elements:
        if element.tag in ("a", "area") and (target := element.get("href")) is not None:
            yield Address(target.strip(), element.sourceline or 1)


def _fetched(elements: list[html.HtmlElement]) -> Iterator[Address]:
    for element in elements:
        line = element.sourceline or 1
        for name in _FETCHED.get(element.tag, ()):
            if value := element.get(name):
                values = [part.split()[0] for part in value.split(",") if part.strip()]
                yield from (Address(one, line) for one in (values if name == "srcset" else [value.strip()]))
        if element.tag == "link" and not _NOT_FETCHED_RELATIONS.issuperset(element.get("rel", "").split()):
            yield Address(element.get("href", "").strip(), line)
        styles = [element.get("style", ""), element.text or "" if element.tag == "style" else ""]
        yield from (Address(address, line) for style in styles for address in css_addresses(style))


def _texts(tree: html.HtmlElement) -> Iterator[str]:
    yield "".join(tree.itertext(with_tail=True))
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from element.attrib.values()
        elif element.text:
            yield element.text
