"""When something that is not found is worth a word.

In a solution, all that is named must be there. A lesson shows pieces: it is told only when what it names is close
to something that it shows, or when it shows what could be meant and nothing in it finds any of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timonier.core.diagnostic import Finding
from timonier.lint.scope import Scope
from timonier.lint.things import Thing


@dataclass(frozen=True, slots=True)
class Lost:
    """A name or labels that nothing in the scope has; `known` is what it could have meant."""

    thing: Thing
    sought: str
    known: tuple[str, ...]
    finding: Finding
    near: str | None = None


def told(scope: Scope, lost: Sequence[Lost], any_found: bool) -> Iterator[tuple[Thing, Finding]]:
    """The ones that are worth a word, among all of one family."""
    alone = not any_found and len({each.sought for each in lost}) == 1
    for each in lost:
        place = each.thing.place
        if place is None or not place.speaks:
            continue
        if place.strict or each.near or (alone and each.known and not scope.open):
            yield each.thing, each.finding
