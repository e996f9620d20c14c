"""The page of all documents: before printing it promises nothing, after it names what was made."""

from __future__ import annotations

import re

import pytest

from timonier.core.header import Header
from timonier.core.modules import Listed, Module
from timonier.core.outline import Outline
from timonier.core.products import Order, catalogue
from timonier.core.publication import STUDENTS
from timonier.core.source import Mention, Position, Span
from timonier.render.decks_page import decks_page
from timonier.render.download_page import Printed, download_page, filled, weight

PLACE = Span(Position(1, 1), Position(1, 1))


@pytest.fixture
def page() -> str:
    pages = {
        name: Header(name, f"cours/{name}.md", "cours", title)
        for name, title in (("pods", "Les <Pods>"), ("a", "À part"))
    }
    module = Module("objets", "Objets & Cie", (Listed(Mention("pods", PLACE)),), PLACE)
    outline = Outline(pages, (module,))
    products = catalogue(Order("Cours", [("pods", "Objets & Cie"), ("a", "")]), outline, STUDENTS)
    return download_page(products, outline).text


def test_before_printing_every_product_has_its_place_and_no_link(page: str) -> None:
    assert re.findall(r'id="([^"]+)"', page) == [
        "etat", "livres", "timonier-livre", "timonier-tout", "pages-objets", "timonier-module-objets", "pods",
        "timonier-diapos-pods", "timonier-diapos-notes-pods", "timonier-diapos-lignes-pods", "autres-pages", "a",
        "timonier-diapos-a", "timonier-diapos-notes-a", "timonier-diapos-lignes-a",
    ]  # fmt: skip
    assert "n’ont pas été imprimés" in page
    assert "<a " not in page
    assert "Les &lt;Pods&gt;" in page


def test_what_was_printed_gets_link_pages_and_weight(page: str) -> None:
    pods = Printed("pods", "pods.pdf", "timonier-pods-stagiaire-2026-11-21.pdf", 85_400, 1)
    archive = Printed("timonier-tout", "timonier-tout.zip", "timonier.zip", 1_250_000, 0)
    html = filled(page, (pods, archive), "Édition <stagiaire>.", "../pdf")
    assert (
        '<a href="../pdf/pods.pdf" download="timonier-pods-stagiaire-2026-11-21.pdf">Les &lt;Pods&gt;</a> '
        '<span class="tm-faits-pdf">1 page, 85\u202fko</span></li>'
    ) in html
    assert '<span class="tm-faits-pdf">1,2\u202fMo</span>' in html
    assert "Édition &lt;stagiaire&gt;." in html
    assert "n’ont pas été imprimés" not in html
    assert ">À part</li>" in html, "what was not printed stays without a link"


def test_the_page_of_decks_gets_its_links_once_for_each_lesson() -> None:
    pages = {"pods": Header("pods", "cours/pods.md", "cours", "Les Pods")}
    text = decks_page(Outline(pages), lambda page: f"{page.id}/diapos.html").text
    deck = Printed("timonier-diapos-pods", "timonier-diapos-pods.pdf", "x.pdf", 130_000, 36)
    html = filled(text, (deck,), "", "../pdf")
    assert '<a href="../pdf/timonier-diapos-pods.pdf" download="x.pdf">PDF, une par page</a>' in html
    assert html.count("timonier-diapos-pods.pdf") == 1
    assert filled(html, (deck,), "", "../pdf") == html


def test_filling_twice_gives_the_same_page(page: str) -> None:
    pods = Printed("pods", "pods.pdf", "x.pdf", 85_400, 2)
    once = filled(page, (pods,), "Oui.", "../pdf")
    assert filled(once, (pods,), "Oui.", "../pdf") == once


@pytest.mark.parametrize(("size", "shown"), [(1, "1"), (999_400, "999"), (999_600, "1,0"), (12_345_678, "12,3")])
def test_weights(size: int, shown: str) -> None:
    assert weight(size).split("\u202f")[0] == shown
