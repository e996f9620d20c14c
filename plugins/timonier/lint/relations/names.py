"""REL104, REL106, REL108 to REL114, REL117: an object names another one that is not there.

Source: what each field refers to, kubernetes.io/docs/reference/kubernetes-api.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from timonier.core.diagnostic import Finding
from timonier.core.holes import is_hole, is_template
from timonier.lint.relations.evidence import Lost, told
from timonier.lint.relations.references import HEADLESS, NAMESPACE, Reference
from timonier.lint.relations.references import references as references_of
from timonier.lint.scope import Scope, close, near
from timonier.lint.things import Thing, items, text
from timonier.schemas.words import quoted

_MOST: Final = 300
_CLUSTER_WIDE = frozenset({"Namespace", "ClusterRole", "PersistentVolume", "ClusterIssuer"})


def references(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """Names of objects that are not there, or that are in another namespace."""
    lost: dict[tuple[str, str], list[Lost]] = defaultdict(list)
    found: set[tuple[str, str]] = set()
    for thing in scope.things:
        for reference in references_of(thing):
            if reference.key or is_hole(reference.name):
                continue
            family = (reference.code, reference.kind)
            same = scope.named(reference.kind, reference.name)
            if any(_shares(reference, other) for other in same):
                found.add(family)
            elif not _is_made_elsewhere(scope, reference):
                if same:
                    yield from _across(reference, same[0])
                else:
                    lost[family] += _lost(scope, reference)
    for family, each in lost.items():
        yield from told(scope, each, family in found)


def _is_made_elsewhere(scope: Scope, reference: Reference) -> bool:
    return scope.elsewhere(reference.kind, reference.name, reference.namespace) or _from_claim_template(
        scope, reference
    )


def _from_claim_template(scope: Scope, reference: Reference) -> bool:
    """Whether a StatefulSet makes the claim: its name is that of the template, of the set and a number."""
    if reference.kind != "PersistentVolumeClaim":
        return False
    made = (
        f"{text(claim, 'metadata', 'name')}-{stateful.name}"
        for stateful in scope.of("StatefulSet")
        for claim in items(stateful.value, "spec", "volumeClaimTemplates")
    )
    return any(re.fullmatch(rf"{re.escape(name)}-\d+", reference.name) for name in made)


def _shares(reference: Reference, other: Thing) -> bool:
    return other.kind in _CLUSTER_WIDE or near(reference.namespace, other.namespace)


def _across(reference: Reference, other: Thing) -> Iterator[tuple[Thing, Finding]]:
    place = reference.thing.place
    if place is not None and place.speaks:
        message = (
            f"{quoted(reference.name)} est cherché dans le namespace {quoted(reference.namespace)}, "
            f"et {other.kind} {quoted(other.name)} est dans {quoted(other.namespace)}"
        )
        hint = "un objet ne nomme que ceux de son namespace : donnez le même aux deux."
        yield reference.thing, Finding("REL114", message, reference.path, hint=hint)


def _lost(scope: Scope, reference: Reference) -> Iterator[Lost]:
    """The name that is not found; nothing where it may be that of an object whose name is still to be given.

    The holes of a lab's page are filled in its solution.
    """
    place, known = reference.thing.place, _known(scope, reference)
    may_be = is_template if place is not None and place.strict else is_hole
    if any(may_be(name) or not name for name in known):
        return
    almost = close(reference.name, known)
    message = f"aucun objet {reference.kind} de {scope.where} ne s’appelle {quoted(reference.name)}"
    if reference.code == NAMESPACE:
        message = f"rien dans {scope.where} ne crée le namespace {quoted(reference.name)}"
    finding = Finding(reference.code, message, reference.path, hint=_hint(reference, known, almost))
    yield Lost(reference.thing, reference.name, known, finding, almost)


def _known(scope: Scope, reference: Reference) -> tuple[str, ...]:
    """The names that could be meant; a page has fewer than are looked at."""
    things = (thing for thing in scope.of(reference.kind)[:_MOST] if _shares(reference, thing))
    return tuple(dict.fromkeys(thing.name for thing in things))


def _hint(reference: Reference, known: Sequence[str], almost: str | None) -> str:
    if almost:
        return f"vouliez-vous dire {quoted(almost)} ?"
    place, kind = reference.thing.place, reference.kind
    if place is not None and place.strict:
        entry = f"{{kind: {kind}, nom: {reference.name}}}"
        return f"ajoutez-le, ou nommez-le sous « externe » de correction.yml : {entry}."
    return f"montrez-le, ou reprenez un nom de la page : {', '.join(quoted(name) for name in known[:4])}."


def headless(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """REL112: the Service of a StatefulSet gives each Pod its name: it is headless, and takes these Pods."""
    for stateful in scope.of("StatefulSet"):
        name = text(stateful.value, "spec", "serviceName")
        services = [one for one in scope.named("Service", name) if near(one.namespace, stateful.namespace)]
        if stateful.place is None or not stateful.place.speaks or not services:
            continue
        if all(one.whole and text(one.value, "spec", "clusterIP") != "None" for one in services):
            message = f"le Service {quoted(name)} de ce StatefulSet n’est pas headless"
            hint = "écrivez « clusterIP: None » dans ce Service : ses Pods ont alors chacun leur nom DNS."
            yield stateful, Finding(HEADLESS, message, ("spec", "serviceName"), hint=hint, severity="warning")
