"""What objects say of one another: the API server accepts each alone, and the whole does not work.

In: a `Scope`. Out: diagnostics. One family a module; a rule is a generator over the scope of (`Thing`, `Finding`).
Findings never change the verdict of a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from timonier.core.diagnostic import Diagnostic, Finding
from timonier.lint.relations import keys, names, ports, selectors, twice, volumes
from timonier.lint.scope import Scope
from timonier.lint.things import Thing

Rule: TypeAlias = Callable[[Scope], Iterator[tuple[Thing, Finding]]]

_RULES: Final[tuple[Rule, ...]] = (
    selectors.services,
    selectors.targets,
    selectors.peers,
    ports.targets,
    ports.backends,
    names.references,
    names.headless,
    keys.references,
    volumes.claims,
    twice.described,
)


def check(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that the things of a scope say wrong of one another."""
    for rule in _RULES:
        for thing, finding in rule(scope):
            if thing.place is not None:
                yield thing.place.diagnostic(finding)
