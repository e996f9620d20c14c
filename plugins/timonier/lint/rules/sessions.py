"""SES: what `sessions/<id>.yml` says, held against the course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timonier.core.diagnostic import Diagnostic
from timonier.core.outline import Outline
from timonier.core.sessions import read
from timonier.core.source import SourceFile
from timonier.core.words import advice
from timonier.lint.rule import Rule


def check(files: Iterable[SourceFile], outline: Outline) -> Iterator[Diagnostic]:
    """All diagnostics of this family, for the sessions of a course."""
    for file in files:
        session = read(file)
        if isinstance(session, tuple):
            yield from session
        elif session.track and session.track.name not in outline.track_ids:
            near = advice(session.track.name, outline.track_ids, "donnez le nom d’un fichier de parcours/")
            message = f"aucun parcours « {session.track.name} »"
            yield Diagnostic(file.path, session.track.span, "SES103", message, near)


_SYNTAX = "Timonier, « Ce qu’un auteur écrit », sessions"
_HEAD = "==> sessions/acme.yml <==\n"
_GOOD = f"{_HEAD}client: Compagnie du Vent\ndates: 3 au 7 mars 2027\n"
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
        explanation="Une session donne des textes : « client », « dates », « formateur », « parcours » ; et la "
        "liste « corrections ». Tout est facultatif. Le schéma est « session.schema.json ».",
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
)
