"""SES: what `sessions/<id>.yml` says, held against the course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from timonier.core.diagnostic import Diagnostic
from timonier.core.outline import Outline
from timonier.core.sessions import read
from timonier.core.source import SourceFile
from timonier.core.words import advice
from timonier.lint.rule import Rule
from timonier.settings import Variable


def check(files: Iterable[SourceFile], outline: Outline, variables: Mapping[str, Variable]) -> Iterator[Diagnostic]:
    """All diagnostics of this family, for the sessions of a course."""
    for file in files:
        session = read(file, variables)
        if isinstance(session, tuple):
            yield from session
        elif session.track and session.track.name not in outline.track_ids:
            near = advice(session.track.name, outline.track_ids, "donnez le nom d’un fichier de parcours/")
            message = f"aucun parcours « {session.track.name} »"
            yield Diagnostic(file.path, session.track.span, "SES103", message, near)


_SYNTAX = "Timonier, « Ce qu’un auteur écrit », sessions"
_HEAD = "==> sessions/acme.yml <==\n"
_GOOD = f"{_HEAD}client: Compagnie du Vent\ndates: 3 au 7 mars 2027\n"
_VARIABLE = """==> pyproject.toml <==
[tool.timonier.variables.registre]
label = "Votre registre"
pattern = "[a-z.]+"
example = "registre.exemple.fr"
"""
_TRACK = """==> content/parcours/essentiel.yml <==
titre: L’essentiel
public: Vous lisez.
jours:
  - titre: "Jour 1"
    debut: "09:00"
    pages: [exemple]
==> content/cours/exemple.md <==
---
title: Exemple
type: cours
duree: 30
---

# Exemple
"""

RULES = (
    Rule(
        code="SES101",
        title="clé inconnue dans une session",
        explanation="Une clé mal écrite serait ignorée en silence, et manquerait sur la couverture.",
        source=_SYNTAX,
        bad=f"{_GOOD}formatrice: Ada\n",
        good=f"{_GOOD}formateur: Ada\n",
    ),
    Rule(
        code="SES102",
        title="forme d’une session incorrecte",
        explanation="Une session donne des textes : « client », « dates », « formateur », « parcours » ; la "
        "liste « corrections » ; et les « valeurs », un texte par variable. Tout est facultatif. Le schéma est "
        "« session.schema.json ».",
        source=_SYNTAX,
        bad=f"{_HEAD}client: [Compagnie, du, Vent]\n",
        good=_GOOD,
    ),
    Rule(
        code="SES103",
        title="parcours inconnu dans une session",
        explanation="Le parcours d’une session est celui dont « timonier pdf --session » imprime le livre.",
        source=_SYNTAX,
        bad=f"{_GOOD}parcours: esentiel\n{_TRACK}",
        good=f"{_GOOD}parcours: essentiel\n{_TRACK}",
    ),
    Rule(
        code="SES104",
        title="valeur qu’aucune variable du cours ne prend",
        explanation="« valeurs » donne, pour toute une session, la valeur de variables que "
        "« [tool.timonier.variables] » déclare, telle que leur « pattern » la permet. « timonier pdf --session » "
        "l’imprime à leur place.",
        source=_SYNTAX,
        bad=f"{_GOOD}valeurs:\n  registre: Mon registre\n{_VARIABLE}",
        good=f"{_GOOD}valeurs:\n  registre: registre.vent.fr\n{_VARIABLE}",
    ),
)
