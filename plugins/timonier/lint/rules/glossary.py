"""GLO: what the glossary says of its own terms."""

from __future__ import annotations

from collections.abc import Iterator

from timonier.core.diagnostic import Diagnostic
from timonier.core.glossary import read
from timonier.core.source import SourceFile
from timonier.core.words import advice
from timonier.lint.rule import Rule


def check(file: SourceFile | None) -> Iterator[Diagnostic]:
    """All diagnostics of this family, for the course's `glossaire.yml`."""
    if file is None:
        return
    glossary = read(file)
    yield from glossary.diagnostics
    taken: set[str] = set()
    for term in glossary.terms:
        for name in term.names:
            if name.name in taken:
                message = f"« {name.name} » est déjà dans le glossaire"
                hint = "gardez une seule définition, et mettez les autres façons de l’écrire dans « alias »"
                yield Diagnostic(file.path, name.span, "GLO103", message, hint)
            taken.add(name.name)
        for other in term.see:
            if other.name not in glossary.by_name:
                message = f"« {other.name} » n’est pas dans le glossaire"
                otherwise = "définissez-le, ou ôtez-le de « voir »"
                hint = advice(other.name, glossary.by_name, otherwise) or otherwise
                yield Diagnostic(file.path, other.span, "GLO104", message, hint)


_PATH = "content/glossaire.yml"
_HEAD = f"==> {_PATH} <==\ntermes:\n"
_POD = "  - terme: Pod\n    definition: Un groupe de conteneurs.\n"
_NODE = "  - terme: nœud\n    definition: Une machine du cluster.\n"
_SYNTAX = "Timonier, « Ce qu’un auteur écrit », glossaire"

RULES = (
    Rule(
        code="GLO101",
        title="clé inconnue dans le glossaire",
        explanation="Une clé mal écrite serait ignorée en silence. Un terme a « terme », « definition », « alias » "
        "et « voir ».",
        source=_SYNTAX,
        bad=f"{_HEAD}{_POD}    voire: [nœud]\n{_NODE}",
        good=f"{_HEAD}{_POD}    voir: [nœud]\n{_NODE}",
    ),
    Rule(
        code="GLO102",
        title="forme du glossaire incorrecte",
        explanation="Il manque une clé, ou une valeur n’a pas la bonne forme. Une définition finit par un point "
        "et tient en 300 caractères : elle s’affiche au survol. Le schéma est « glossary.schema.json ».",
        source=_SYNTAX,
        bad=f"{_HEAD}  - terme: Pod\n",
        good=f"{_HEAD}{_POD}",
    ),
    Rule(
        code="GLO103",
        title="terme défini deux fois",
        explanation="Un terme, ou l’une de ses façons de l’écrire, n’a qu’une définition : les pages y mènent par "
        "son nom.",
        source=_SYNTAX,
        bad=f"{_HEAD}{_POD}{_POD}",
        good=f"{_HEAD}{_POD}{_NODE}",
    ),
    Rule(
        code="GLO104",
        title="renvoi à un terme qui n’est pas dans le glossaire",
        explanation="« voir » nomme des termes du même glossaire : le renvoi y mène.",
        source=_SYNTAX,
        bad=f"{_HEAD}{_POD}    voir: [noeud]\n{_NODE}",
        good=f"{_HEAD}{_POD}    voir: [nœud]\n{_NODE}",
    ),
)
