"""Every code that Timonier emits, listed by hand, one family a module."""

from __future__ import annotations

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
    kubernetes,
    labs,
    modules,
    moved,
    pdf,
    relations,
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

_BY_CODE = {rule.code: rule for rule in RULES}


def by_code(code: str) -> Rule | None:
    """The rule of a code."""
    return _BY_CODE.get(code)
