"""Print HTML in, requests for the engine out: the page shell, the style sheets, the images."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files

from timonier.cache import digest
from timonier.pdf.engine import Request
from timonier.pdf.front import WHEEL
from timonier.pdf.prepare import Prepared


def page_request(page: Prepared) -> Request:
    """The request for one page of the course."""
    return _request(page.print.html, page.title, page.assets, "print.css")


def front_request(body: str, title: str) -> Request:
    """The request for what a book has beside its pages; the wheel is the one image there."""
    wheel = files("timonier.render").joinpath("assets/favicon.svg").read_bytes()
    # An address that says its content, as for every image: the cache goes by the HTML.
    address = f"asset:{digest(wheel)}.svg"
    return _request(body.replace(WHEEL, address), title, {address: wheel}, "print.css", "front.css")


def _request(body: str, title: str, assets: Mapping[str, bytes], *sheets: str) -> Request:
    html = f'<!doctype html><html lang="fr"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    return Request(html, _style(sheets), assets)


@cache
def _style(sheets: tuple[str, ...]) -> str:
    tokens = files("timonier.render").joinpath("assets/tokens.css")
    texts = (tokens, *(files("timonier.pdf").joinpath("css", sheet) for sheet in sheets))
    return "".join(text.read_text(encoding="utf-8") for text in texts)
