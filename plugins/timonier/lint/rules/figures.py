"""FIG10x: figures and images that say nothing to those who do not see them."""

from __future__ import annotations

from timonier.lint.rule import Rule

_SOURCE = "RGAA 4.1.2, critères 1.1 et 1.6"


def _page(body: str) -> str:
    return f"---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n{body}"


def _drawing(inside: str) -> str:
    return _page(f'<figure>\n<svg viewBox="0 0 9 9" role="img">\n{inside}<path d="M0 0h9"/>\n</svg>\n</figure>\n')


RULES = (
    Rule(
        code="FIG101",
        title="figure sans titre ou sans description",
        explanation="Une figure dessinée dans la page commence par un <title>, son nom, et un <desc>, ce qu’elle "
        "montre : un lecteur d’écran les dit à la place du dessin. Un pur ornement porte aria-hidden.",
        source=_SOURCE,
        bad=_drawing("<title>Un trait</title>\n"),
        good=_drawing("<title>Un trait</title>\n<desc>Un trait horizontal.</desc>\n"),
    ),
    Rule(
        code="FIG102",
        title="image sans texte de remplacement",
        explanation="Le texte de remplacement dit ce que l’image montre. Un pur ornement s’écrit en HTML, avec un "
        "attribut alt vide : c’est un choix, et non un oubli.",
        source=_SOURCE,
        bad=_page('<img src="https://exemple.fr/a.png">\n'),
        good=_page('<img src="https://exemple.fr/a.png" alt="">\n'),
    ),
)
