"""Shapes of rule that several kinds share: one-of, required in a case, duplicates."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from timonier.core.diagnostic import Finding, YamlPath
from timonier.schemas.walk import Node

CORE = "io.k8s.api.core.v1."
APPS = "io.k8s.api.apps.v1."
BATCH = "io.k8s.api.batch.v1."
META = "io.k8s.apimachinery.pkg.apis.meta.v1."

REQUIRED = "K8S301"
EXCLUSIVE = "K8S302"
FORBIDDEN = "K8S303"
DUPLICATE = "K8S401"


def required(node: Node, field: str, reason: str, *steps: str | int) -> Finding:
    """A field that this case asks for."""
    message = f"il manque le champ « {field} » dans {node.name(*steps)} : {reason}"
    return node.finding(REQUIRED, message, f"ajoutez « {field}: »." if ":" not in field else field, *steps)


def forbidden(node: Node, field: str, reason: str) -> Finding:
    """A field that this case excludes."""
    message = f"{node.name(field)} n’est pas permis ici : {reason}"
    return node.finding(FORBIDDEN, message, f"retirez « {field} ».", field, key=True)


def at_most_one(node: Node, fields: Sequence[str], what: str) -> Iterator[Finding]:
    """Of several fields, at most one."""
    present = [field for field in fields if node.has(field)]
    if len(present) > 1:
        message = f"{node.name()} a plusieurs {what} : {', '.join(present)}"
        yield node.finding(EXCLUSIVE, message, "gardez-en un seul.", present[1], key=True)


def exactly_one(node: Node, fields: Sequence[str], what: str) -> Iterator[Finding]:
    """Of several fields, one and only one."""
    yield from at_most_one(node, fields, what)
    if not any(node.has(field) for field in fields):
        choices = ", ".join(fields)
        yield node.finding(REQUIRED, f"il manque {what} dans {node.name()}", f"ajoutez l’un de : {choices}.")


def duplicates(node: Node, what: str, entries: Iterable[tuple[Hashable, YamlPath]]) -> Iterator[Finding]:
    """Values that must differ, each with its path under `node`; empty ones are left out."""
    seen: set[Hashable] = set()
    for value, path in entries:
        if value in seen:
            shown = (
                value
                if isinstance(value, str)
                else " ".join(map(str, value if isinstance(value, tuple) else (value,)))
            )
            message = f"{what} « {shown} » apparaît deux fois dans {node.name()}"
            yield node.finding(DUPLICATE, message, "donnez une valeur différente à chacun.", *path)
        elif value:
            seen.add(value)
