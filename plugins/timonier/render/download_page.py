"""The page « Télécharger »: every document that the course is printed as.

In: the products of a course. Out: Markdown. A site is built before it is printed, so the page first says that there
is no PDF; `filled` then gives each document its link, its pages and its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from timonier.core.outline import Outline
from timonier.core.products import Kind, Product
from timonier.core.source import SourceFile

PATH = "telecharger.md"
TITLE = "Télécharger"
FOLDER = "pdf"
"""Of the documents, in the site."""
STATE, ARCHIVE = "etat", "timonier-tout"
"""Names of places of the page that are no product."""
_NOT_PRINTED = "Les PDF n’ont pas été imprimés avec ce site."
_WHOLE: Mapping[Kind, str] = {
    "livre": "Le livre du cours entier",
    "cahier": "Le cahier de TP, sans les corrigés",
    "corriges": "Les corrigés publiés",
    "codes": "La référence des codes des messages",
}
_DECKS: Mapping[Kind, str] = {
    "diapos": "PDF, une par page",
    "diapos-notes": "deux par page, avec les notes",
    "diapos-lignes": "trois par page, à annoter",
}
_PLACE = re.compile(
    r'<(?P<tag>p|li)(?P<head>[^>]*? data-pdf="(?P<name>[^"]+)" data-titre="(?P<title>[^"]*)"[^>]*)>.*?</(?P=tag)>',
    re.S,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as the page shows it; a zip has no pages."""

    name: str
    file: str
    download: str
    size: int
    pages: int


def download_page(products: Sequence[Product], outline: Outline) -> SourceFile:
    """The page, with its front matter."""
    return SourceFile(PATH, "\n".join(_lines(products, outline)) + "\n")


def filled(html: str, documents: Iterable[Printed], state: str, folder: str) -> str:
    """The page of a site once documents are printed; `folder` is theirs, seen from the page."""
    shown = {document.name: _shown(document, folder) for document in documents} | {STATE: ("", escape(state))}

    def place(found: re.Match[str]) -> str:
        if found["name"] not in shown:
            return found[0]
        link, facts = shown[found["name"]]
        title = f"{link}{found['title']}</a> " if link else ""
        return f"<{found['tag']}{found['head']}>{title}{facts}</{found['tag']}>"

    return _PLACE.sub(place, html)


def _shown(document: Printed, folder: str) -> tuple[str, str]:
    """The opening of its link, and its facts."""
    file, name = escape(f"{folder}/{document.file}"), escape(document.download)
    pages = f"{document.pages} page{'s' if document.pages > 1 else ''}, " if document.pages else ""
    return (
        f'<a href="{file}" download="{name}">',
        f'<span class="tm-faits-pdf">{pages}{weight(document.size)}</span>',
    )


def weight(size: int) -> str:
    """`85 ko`, `1,2 Mo`: numbers never part from their units."""
    if size < 999_500:
        return f"{max(1, round(size / 1000))}\u202fko"
    return f"{size / 1_000_000:.1f}\u202fMo".replace(".", ",")


def _lines(products: Sequence[Product], outline: Outline) -> Iterator[str]:
    yield from ("---", f"title: {TITLE}", "description: Le cours en PDF, à lire et à imprimer.", "---", "")
    yield from (_place("p", STATE, "", _NOT_PRINTED), "")
    tracks = [product for product in products if product.kind == "parcours"]
    whole = [product for product in products if product.kind in _WHOLE]
    yield from ('<h2 id="livres">Livres</h2>', "")
    yield from (
        _list([*map(_product, (*tracks, *whole)), _place("li", ARCHIVE, "Tous les documents, dans un zip")]),
        "",
    )
    yield from _by_module(products, outline)


def _by_module(products: Sequence[Product], outline: Outline) -> Iterator[str]:
    pages = {product.subject: product for product in products if product.kind == "page"}
    for module in products:
        if module.kind == "module":
            yield from (f'<h2 id="pages-{module.subject}">{escape(module.title)}</h2>', "")
            listed = [pages.pop(page) for page in module.pages if page in pages]
            yield from (_list(map(_product, (module, *listed))), "")
            yield from _decks(module.pages, products)
    if others := [product for page, product in pages.items() if page in outline.pages]:
        yield from ('<h2 id="autres-pages">Autres pages</h2>', "", _list(map(_product, others)), "")
        yield from _decks([product.subject for product in others], products)


def _decks(pages: Sequence[str], products: Sequence[Product]) -> Iterator[str]:
    """The slides of the lessons among some pages."""
    decks = [product for product in products if product.kind == "diapos" and product.subject in pages]
    if decks:
        yield from ("<h3>Diapositives</h3>", "")
        yield from (_list(f"<li>{escape(deck.title)} {deck_places(deck.subject)}</li>" for deck in decks), "")


def deck_places(page: str) -> str:
    """Where the slides of a lesson stand, once printed, in each of their forms."""
    places = (_place("p", Product(kind, "", (), page).name, title) for kind, title in _DECKS.items())
    return f'<div class="tm-diapos-pdf">{" ".join(places)}</div>'


def _list(items: Iterable[str]) -> str:
    return f'<ul class="tm-pdfs tm-hors-recherche">{"".join(items)}</ul>'


def _product(product: Product) -> str:
    titles = {"module": "Le module entier", "parcours": f"Le livre du parcours « {product.title} »"}
    return _place("li", product.name, _WHOLE.get(product.kind) or titles.get(product.kind, product.title))


def _place(tag: str, name: str, title: str, text: str = "") -> str:
    """A place that waits for its document; it has the document's name as its anchor."""
    attributes = f'id="{escape(name)}" data-pdf="{escape(name)}" data-titre="{escape(title)}"'
    return f"<{tag} {attributes}>{escape(text or title)}</{tag}>"
