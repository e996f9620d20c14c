"""Every code that Timonier emits, listed by hand, one family a module."""

from __future__ import annotations

from collections.abc import Mapping

from timonier.lint.rule import Rule
from timonier.lint.rules import (
    assemblies,
    audit,
    blocks,
    commands,
    course,
    custom,
    decks,
    figures,
    formats,
    front_matter,
    glossary,
    kubernetes,
    labs,
    modules,
    moved,
    pdf,
    relations,
    sessions,
    silence,
    source,
    tracks,
    validation,
    versions,
    writing,
    yaml,
)

RULES: tuple[Rule, ...] = (
    *source.RULES,
    *front_matter.RULES,
    *writing.RULES,
    *blocks.RULES,
    *figures.RULES,
    *silence.RULES,
    *course.RULES,
    *labs.RULES,
    *moved.RULES,
    *modules.RULES,
    *tracks.RULES,
    *glossary.RULES,
    *sessions.RULES,
    *yaml.RULES,
    *kubernetes.RULES,
    *formats.RULES,
    *validation.RULES,
    *versions.RULES,
    *custom.RULES,
    *assemblies.RULES,
    *relations.RULES,
    *commands.RULES,
    *audit.RULES,
    *pdf.RULES,
    *decks.RULES,
)

FAMILIES: Mapping[str, str] = {
    "SRC": "lecture des fichiers",
    "YML": "syntaxe YAML",
    "K8S": "objets de Kubernetes",
    "FIC": "autres formats connus",
    "REL": "objets entre eux",
    "CMD": "commandes des TP",
    "KUS": "assemblages de Kustomize",
    "HLM": "charts de Helm",
    "FM": "en-têtes des pages",
    "MD": "Markdown et marques",
    "FIG": "figures",
    "PAG": "pages entre elles",
    "COR": "TP et corrigés",
    "MOD": "modules",
    "GLO": "glossaire",
    "PAR": "parcours",
    "SES": "sessions",
    "DIA": "diapositives",
    "PDF": "impression",
    "AUD": "audit d’un site construit",
}
"""The letters that codes begin with, in the order in which they are shown."""

_BY_CODE = {rule.code: rule for rule in RULES}


def family(letters: str) -> tuple[Rule, ...]:
    """The rules whose codes begin with these letters, by number."""
    return tuple(sorted((rule for rule in RULES if rule.code[:-3] == letters), key=lambda rule: rule.code))


def by_code(code: str) -> Rule | None:
    """The rule of a code."""
    return _BY_CODE.get(code)
