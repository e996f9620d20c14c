"""Print HTML in, requests for the engine out: the page shell, the style sheets, the images."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files

from timonier.cache import digest
from timonier.pdf import front
from timonier.pdf.engine import Request
from timonier.pdf.prepare import Prepared

COVER, CONTENTS = "+couverture", "+sommaire"
"""Parts of a book that are no page; a page id never begins so."""


def page_request(page: Prepared) -> Request:
    """The request for one page of the course."""
    return _request(page.print.html, page.title, page.assets, "print.css")


def front_requests(facts: front.Facts, pages: Iterable[Prepared]) -> dict[str, Request]:
    """The requests for the cover and for the contents of a book of `pages`."""
    wheel = files("timonier.render").joinpath("assets/favicon.svg").read_bytes()
    # An address that says its content, as for every image: the cache goes by the HTML.
    address = f"asset:{digest(wheel)}.svg"
    listed = [front.Listed(page.entry.id, page.entry.section, page.print.headings) for page in pages]
    sheets = ("print.css", "front.css")
    return {
        COVER: _request(front.cover(facts, address), facts.title, {address: wheel}, *sheets),
        CONTENTS: _request(front.contents(listed), facts.title, {}, *sheets),
    }


def _request(body: str, title: str, assets: Mapping[str, bytes], *sheets: str) -> Request:
    html = f'<!doctype html><html lang="fr"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    tokens = files("timonier.render").joinpath("assets/tokens.css")
    texts = (tokens, *(files("timonier.pdf").joinpath("css", sheet) for sheet in sheets))
    return Request(html, "".join(text.read_text(encoding="utf-8") for text in texts), assets)
