"""REL115: one object described twice, differently, in files that are applied together."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

from timonier.core.diagnostic import Finding
from timonier.lint.scope import Scope
from timonier.lint.things import Place, Thing
from timonier.schemas.words import quoted


def described(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """The second description of an object in one text, or in the files of one folder and one step."""
    seen: dict[tuple[object, ...], tuple[Place, Thing]] = {}
    for thing in scope.speakers:
        place = thing.place
        if thing.name and place is not None:
            for group in _groups(scope, place):
                key = (group, place.manifest.group, thing.kind, thing.name, thing.namespace)
                first, before = seen.setdefault(key, (place, thing))
                if before.value != thing.value:
                    yield thing, _finding(first, thing)
                    break


def _groups(scope: Scope, place: Place) -> Iterator[object]:
    """What a thing is applied with: its own text, and the files of its step in its folder."""
    snippet = place.snippet
    yield (snippet.path, snippet.line)
    if place.strict:
        for step in scope.steps.get(snippet.path, ()):
            yield (dirname(snippet.path), step)


def _finding(first: Place, other: Thing) -> Finding:
    line = first.diagnostic(Finding("", "", ("metadata", "name"))).span.start.line
    message = f"{other.kind} {quoted(other.name)} est déjà décrit autrement dans {first.snippet.path}:{line}"
    hint = "appliqués ensemble, le second écrase le premier : gardez-en un, ou changez un nom."
    return Finding("REL115", message, ("metadata", "name"), hint=hint)
