from __future__ import annotations

from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Span
from timonier.render.preview import box


def test_nothing_wrong_shows_nothing():
    assert box(()) == ""


def test_each_diagnostic_has_its_place_and_remedy():
    html = box(
        (
            Diagnostic("content/a.md", Span.on_line(4, 2, 3), "K8S102", "champ inconnu « <b> »", "écrivez « b »"),
            Diagnostic("content/a.md", Span.on_line(5, 1, 1), "MD104", "retrait", severity="warning"),
        )
    )
    assert "2 défauts dans cette page" in html
    assert "<strong>Erreur K8S102</strong> <code>content/a.md:4:2</code><br>champ inconnu « &lt;b&gt; »" in html
    assert "Aide : écrivez « b »" in html
    assert "<strong>Avertissement MD104</strong>" in html
    assert html.count("Aide :") == 1


def test_codes_link_to_their_page_where_there_is_one():
    html = box((Diagnostic("content/a.md", Span.on_line(4, 2, 3), "K8S102", "champ inconnu"),), "../../")
    assert '<strong>Erreur <a href="../../codes/#k8s102">K8S102</a></strong>' in html
