"""The slides of a lesson as sheets of paper: one a page, two a page with their notes, three a page beside lines.

In: a deck in print form. Out: a request for the engine. Each slide is laid out at its real size, then made smaller
as a whole: it is the same slide in every form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from importlib.resources import files

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.core.products import Kind
from timonier.pdf.layout import SlideRequest
from timonier.pdf.prepare import Prepared
from timonier.render.assets import deck_sheet

_LINES = 8
"""Lines for writing beside a slide."""
_NO_NOTES = "Sans note."


def measured(page: Prepared) -> SlideRequest:
    """The slides alone, to find what does not fit."""
    return _request(_alone(_slides(page)), page, "measure.css")


def printed(kind: Kind, page: Prepared, foot: str) -> SlideRequest:
    """The slides in the form of a product; `foot` stands under each page."""
    form = _FORMS[kind]
    root = form(_slides(page))
    root.set("data-pied", foot)
    return _request(root, page, *_SHEETS[kind])


def _slides(page: Prepared) -> HtmlElement:
    root = lxml_html.fragment_fromstring(page.print.html, create_parent="div")
    for picture in root.xpath('.//img[not(starts-with(@src, "asset:"))]'):
        picture.drop_tree()  # it could not be read, which the page is told
    return root


def _alone(root: HtmlElement) -> HtmlElement:
    for notes in root.xpath('./section/aside[@class="notes"]'):
        notes.drop_tree()
    root.set("class", "slides")
    return E.div({"class": "reveal"}, root)


def _with_notes(root: HtmlElement) -> HtmlElement:
    return E.main(*(_sheet(slide, _notes(slide)) for slide in root))


def _beside_lines(root: HtmlElement) -> HtmlElement:
    slides = list(_alone(root)[0])
    return E.main(*(_sheet(slide, _lines()) for slide in slides))


def _lines() -> HtmlElement:
    return E.div({"class": "lignes"}, *(E.div() for _ in range(_LINES)))


def _sheet(slide: HtmlElement, beside: HtmlElement) -> HtmlElement:
    slide.tail = None
    small = E.div({"class": "vue reveal"}, E.div({"class": "slides"}, slide))
    return E.article(small, beside)


def _notes(slide: HtmlElement) -> HtmlElement:
    """What one says with a slide, taken out of it."""
    for notes in slide.xpath('./aside[@class="notes"]'):
        notes.drop_tree()
        notes.tag = "div"
        return notes
    return E.div({"class": "notes"}, E.p({"class": "rien"}, _NO_NOTES))


_FORMS: Mapping[Kind, Callable[[HtmlElement], HtmlElement]] = {
    "diapos": _alone,
    "diapos-notes": _with_notes,
    "diapos-lignes": _beside_lines,
}
_SHEETS: Mapping[Kind, tuple[str, ...]] = {
    "diapos": ("measure.css", "slides.css"),
    "diapos-notes": ("handout.css",),
    "diapos-lignes": ("handout.css",),
}


def _request(root: HtmlElement, page: Prepared, *sheets: str) -> SlideRequest:
    body = lxml_html.tostring(root, encoding="unicode")
    head = f"<title>{escape(page.title)}</title>"
    html = f'<!doctype html><html lang="fr"><head>{head}</head><body>{body}</body></html>'
    return SlideRequest(html, _style(sheets), page.assets)


@cache
def _style(sheets: tuple[str, ...]) -> str:
    folder = files("timonier.pdf").joinpath("css")
    return deck_sheet() + "".join(folder.joinpath(sheet).read_text(encoding="utf-8") for sheet in sheets)
