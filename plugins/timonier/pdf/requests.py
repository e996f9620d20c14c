"""Print HTML in, requests for the engine out: the page shell, the images."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.resources import files

from timonier.cache import digest
from timonier.pdf.front import WHEEL
from timonier.pdf.layout import PageRequest
from timonier.pdf.prepare import Prepared


def page_request(page: Prepared) -> PageRequest:
    """The request for one page of the course."""
    return _request(page.print.html, page.title, page.assets)


def front_request(body: str, title: str) -> PageRequest:
    """The request for what a book has beside its pages; the wheel is the one image there."""
    wheel = files("timonier.render").joinpath("assets/favicon.svg").read_bytes()
    # An address that says its content, as for every image: the cache goes by the HTML.
    address = f"asset:{digest(wheel)}.svg"
    return _request(body.replace(WHEEL, address), title, {address: wheel})


def _request(body: str, title: str, assets: Mapping[str, bytes]) -> PageRequest:
    html = f'<!doctype html><html lang="fr"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    return PageRequest(html, assets)
