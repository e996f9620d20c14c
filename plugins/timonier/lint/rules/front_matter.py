"""FM: the YAML header of pages."""

from __future__ import annotations

from timonier.lint.rule import Rule

_SYNTAX = "Timonier, « Ce qu’un auteur écrit », en-tête"
_MKDOCS = "MkDocs, Writing your docs, YAML style meta-data"
_GOOD = "---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n"


def _page(header: str) -> str:
    return f"---\n{header}---\n\n# Exemple\n"


RULES = (
    Rule(
        code="FM101",
        title="en-tête jamais fermé",
        explanation="Une page qui commence par « --- » ouvre un en-tête. Sans une seconde ligne « --- », suivie de "
        "texte, MkDocs ne voit pas d’en-tête : ses clés s’affichent dans la page.",
        source=_MKDOCS,
        bad="---\ntitle: Exemple\ntype: cours\n\n# Exemple\n",
        good=_GOOD,
    ),
    Rule(
        code="FM102",
        title="en-tête qui n’est pas du YAML",
        explanation="Quand l’en-tête ne se lit pas, MkDocs n’en dit rien : il perd toutes les clés et affiche "
        "l’en-tête dans la page. Une valeur qui contient « : » se met entre guillemets ; une date doit exister.",
        source=_MKDOCS,
        bad=_page("title: Exemple : le titre\ntype: cours\n"),
        good=_page('title: "Exemple : le titre"\ntype: cours\n'),
    ),
    Rule(
        code="FM103",
        title="en-tête sans clés",
        explanation="L’en-tête est une suite de lignes « clé: valeur ». MkDocs ignore toute autre forme, et "
        "l’affiche dans la page.",
        source=_MKDOCS,
        bad=_page("Exemple\n"),
        good=_GOOD,
    ),
    Rule(
        code="FM104",
        title="tabulation dans l’en-tête",
        explanation="Le YAML n’admet pas de tabulation dans le retrait d’une ligne : MkDocs perd tout l’en-tête.",
        source="YAML 1.2.2, 6.1 Indentation Spaces",
        bad=_page("title: Exemple\ntype: cours\nobjectifs:\n\t- Comprendre\n"),
        good=_page("title: Exemple\ntype: cours\nobjectifs:\n  - Comprendre\n"),
    ),
    Rule(
        code="FM105",
        title="clé d’en-tête en double",
        explanation="Une clé ne se donne qu’une fois. MkDocs garde la dernière valeur, sans le dire.",
        source="YAML 1.2.2, 3.2.1.3 Node Comparison",
        bad=_page("title: Exemple\ntitle: Autre\ntype: cours\n"),
        good=_GOOD,
    ),
    Rule(
        code="FM106",
        title="page sans en-tête",
        explanation="Chaque page du cours a un en-tête, au moins avec son titre : le site, le livre et les "
        "parcours s’en servent.",
        source=_SYNTAX,
        bad="# Exemple\n",
        good=_GOOD,
    ),
    Rule(
        code="FM107",
        title="clé d’en-tête inconnue",
        explanation="Une clé mal écrite serait ignorée en silence. Seules les clés connues sont admises.",
        source=_SYNTAX,
        bad=_page("title: Exemple\ntype: cours\ndurée: 30\n"),
        good=_page("title: Exemple\ntype: cours\nduree: 30\n"),
    ),
    Rule(
        code="FM108",
        title="valeur d’en-tête incorrecte",
        explanation="Chaque clé attend une forme : un nombre entier de minutes, une date, une liste, un mot parmi "
        "quelques-uns. Le schéma « front_matter.schema.json » du paquet les donne toutes.",
        source=_SYNTAX,
        bad=_page("title: Exemple\ntype: cours\nduree: 45 min\n"),
        good=_page("title: Exemple\ntype: cours\nduree: 45\n"),
    ),
    Rule(
        code="FM109",
        title="clé d’en-tête manquante",
        explanation="Toute page a un « title ». Une leçon et un TP ont aussi un « type ».",
        source=_SYNTAX,
        bad=_page("title: Exemple\n"),
        good=_GOOD,
    ),
    Rule(
        code="FM110",
        title="type contraire au dossier",
        explanation="Les leçons vivent dans « cours », les TP dans « tp ». Une page dont le type dit le contraire "
        "serait rangée, numérotée et imprimée au mauvais endroit.",
        source=_SYNTAX,
        bad=_page("title: Exemple\ntype: tp\n"),
        good=_GOOD,
    ),
)
