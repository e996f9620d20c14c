"""MD11x and MD12x: `///` blocks and comments that speak to Timonier."""

from __future__ import annotations

from timonier.lint.rule import Rule

_BLOCKS = "PyMdown Extensions, Blocks"
_SYNTAX = "Timonier, « Ce qu’un auteur écrit », blocs"
_MARKS = "Timonier, « Ce qu’un auteur écrit », marques"

_SECOND = "    !!! note\n        Deux.\n"
_BOXES = f"    /// retenir\n\n    !!! note\n        Un.\n\n{_SECOND}\n    ///\n"


def _page(body: str) -> str:
    return f"---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n{body}"


_GOOD = _page("/// retenir\nUn mot.\n///\n")

RULES = (
    Rule(
        code="MD110",
        title="bloc inconnu",
        explanation="Un bloc dont le nom est inconnu s’affiche tel quel, barres comprises.",
        source=_SYNTAX,
        bad=_page("/// retnir\nUn mot.\n///\n"),
        good=_GOOD,
    ),
    Rule(
        code="MD111",
        title="option ou titre de bloc incorrect",
        explanation="Un bloc dont une option est inconnue ou mal formée, ou qui a un titre sans pouvoir en "
        "prendre, s’affiche tel quel. Les options sont à quatre espaces, juste sous le nom.",
        source=_BLOCKS,
        bad=_page("/// correction\n    étape: 2\n///\n"),
        good=_page("/// correction\n    etape: 2\n///\n"),
    ),
    Rule(
        code="MD112",
        title="bloc jamais fermé",
        explanation="Un bloc dure jusqu’à une ligne d’autant de barres que son ouverture, au même retrait. "
        "Sans elle, il avale la suite de la page.",
        source=_BLOCKS,
        bad=_page("/// retenir\nUn mot.\n"),
        good=_GOOD,
    ),
    Rule(
        code="MD113",
        title="fin de bloc en trop",
        explanation="Une ligne de barres qui ne ferme aucun bloc s’affiche telle quelle.",
        source=_BLOCKS,
        bad=_page("Un mot.\n\n///\n"),
        good=_GOOD,
    ),
    Rule(
        code="MD114",
        title="bloc dans un bloc d’autant de barres",
        explanation="La fin d’un bloc a autant de barres que son ouverture. Un bloc qui en contient un "
        "autre a donc plus de barres que lui : sinon la première fin ferme les deux.",
        source=_BLOCKS,
        bad=_page("/// question\nPourquoi ?\n\n/// reponse\nParce que.\n///\n///\n"),
        good=_page("//// question\nPourquoi ?\n\n/// reponse\nParce que.\n///\n////\n"),
    ),
    Rule(
        code="MD115",
        title="bloc qui n’est pas lu comme un bloc",
        explanation="L’ouverture d’un bloc est seule sur sa ligne, au retrait du texte qui l’entoure. Dans une "
        "liste, une ligne vide la précède.",
        source=_BLOCKS,
        bad=_page("- Un point\n    /// indice\n    Un mot.\n    ///\n"),
        good=_page("- Un point\n\n    /// indice\n    Un mot.\n    ///\n"),
    ),
    Rule(
        code="MD116",
        title="bloc collé à une liste qui contient un bloc",
        explanation="Sans ligne vide entre les deux, PyMdown Blocks perd le fil : il répète la liste et avale la "
        "suite de la page.",
        source=_BLOCKS,
        bad=_page("- /// indice\n  ///\n/// retenir\nUn mot.\n///\n"),
        good=_page("- Un point\n\n/// retenir\nUn mot.\n///\n"),
    ),
    Rule(
        code="MD117",
        title="bloc hors du bloc qui lui donne un sens",
        explanation="Une réponse se met dans la question à laquelle elle répond.",
        source=_SYNTAX,
        bad=_page("/// reponse\nParce que.\n///\n"),
        good=_page("//// question\nPourquoi ?\n\n/// reponse\nParce que.\n///\n////\n"),
    ),
    Rule(
        code="MD118",
        title="encadré qui sort de son bloc",
        explanation="Dans une liste ou une boîte, PyMdown Blocks ne garde dans un bloc que le dernier de plusieurs "
        "encadrés qui se suivent : les autres se montrent hors du bloc, même dans celui du formateur.",
        source=_BLOCKS,
        bad=_page(f"- Un point\n\n{_BOXES}"),
        good=_page(f"- Un point\n\n{_BOXES.replace(_SECOND, '    Puis :' + chr(10) * 2 + _SECOND)}"),
    ),
    Rule(
        code="MD120",
        title="marque inconnue",
        explanation="Un commentaire qui s’adresse à Timonier et que rien ne lit est une marque mal écrite.",
        source=_MARKS,
        bad=_page("<!-- diapo: nom -->\n"),
        good=_page("<!-- diapo: non -->\n"),
    ),
    Rule(
        code="MD121",
        title="marque « ignore » sans code ou sans raison",
        explanation="Une marque « ignore » nomme les codes qu’elle fait taire et dit pourquoi : sans raison, nul "
        "ne sait quand la retirer.",
        source=_MARKS,
        bad=_page("<!-- timonier: ignore K8S102 -->\n"),
        good=_page("Rien à ignorer.\n"),
    ),
)
