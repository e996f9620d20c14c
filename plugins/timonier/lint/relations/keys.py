"""REL107: an entry that a ConfigMap or a Secret does not have.

Source: https://kubernetes.io/docs/concepts/configuration/configmap/ and /secret/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timonier.core.diagnostic import Finding
from timonier.core.holes import is_hole
from timonier.lint.relations.references import Reference
from timonier.lint.relations.references import references as references_of
from timonier.lint.scope import Scope, close, near
from timonier.lint.things import Thing, at
from timonier.schemas.words import quoted

_FIELDS = ("data", "stringData", "binaryData")


def references(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """Entries that are read, and that the object of this name has in none of its versions."""
    for thing in scope.speakers:
        for reference in references_of(thing):
            if reference.key and not is_hole(reference.key):
                finding = _missing(scope, reference)
                if finding is not None:
                    yield thing, finding


def _missing(scope: Scope, reference: Reference) -> Finding | None:
    same = [
        other for other in scope.named(reference.kind, reference.name) if near(other.namespace, reference.namespace)
    ]
    if not same or not all(other.whole for other in same):
        return None
    known = [key for other in same for key in _keys(other)]
    if reference.key in known:
        return None
    message = f"{reference.kind} {quoted(reference.name)} n’a pas de clé {quoted(reference.key)}"
    return Finding("REL107", message, reference.key_path, hint=_hint(reference.key, known))


def _keys(thing: Thing) -> list[str]:
    return [key for field in _FIELDS for key in _mapping(thing, field)]


def _mapping(thing: Thing, field: str) -> list[str]:
    found = at(thing.value, field)
    return list(found) if isinstance(found, dict) else []


def _hint(key: str, known: Sequence[str]) -> str:
    almost = close(key, known)
    if almost:
        return f"vouliez-vous dire {quoted(almost)} ?"
    return f"ses clés : {', '.join(quoted(each) for each in dict.fromkeys(known)) or 'aucune'}."
