"""REL101, REL102: labels that are looked for, and that no Pod carries.

Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from timonier.core.diagnostic import Finding, YamlPath
from timonier.core.yamldoc import JsonValue
from timonier.lint.relations.evidence import Lost, told
from timonier.lint.scope import Scope, Selector, close, selector
from timonier.lint.things import Template, Thing, at, items, texts

_MOST: Final = 300
"""Pods whose labels are compared: a page has fewer."""


def services(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """REL101: a Service whose selector takes no Pod."""
    asked = [
        (thing, ("spec", "selector"), Selector(texts(at(thing.value, "spec", "selector"))))
        for thing in scope.of("Service")
    ]
    return _lost(scope, "REL101", asked)


def targets(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """REL102: a budget or a policy that bears on no Pod."""
    for kind, field in (("PodDisruptionBudget", "selector"), ("NetworkPolicy", "podSelector")):
        asked = [
            (thing, ("spec", field), selector(at(thing.value, "spec", field)))
            for thing in scope.of(kind)
            if isinstance(at(thing.value, "spec", field), dict)
        ]
        yield from _lost(scope, "REL102", asked)


def peers(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """REL102: a policy that lets in, or out to, Pods whose labels are nearly those of the scope."""
    for policy in scope.of("NetworkPolicy"):
        for path, peer in _peers(policy):
            if isinstance(peer, dict) and "namespaceSelector" not in peer and "podSelector" in peer:
                wanted = selector(peer["podSelector"])
                lost = _search(scope, "REL102", policy, (*path, "podSelector"), wanted)
                if lost is not None and lost.near:
                    yield from told(scope, [lost], True)


def _peers(policy: Thing) -> Iterator[tuple[YamlPath, JsonValue]]:
    for field, direction in (("ingress", "from"), ("egress", "to")):
        for number, rule in enumerate(items(policy.value, "spec", field)):
            for index, peer in enumerate(items(rule, direction)):
                yield ("spec", field, number, direction, index), peer


def _lost(
    scope: Scope, code: str, asked: Sequence[tuple[Thing, YamlPath, Selector]]
) -> Iterator[tuple[Thing, Finding]]:
    lost, found = [], False
    for thing, path, wanted in asked:
        one = _search(scope, code, thing, path, wanted)
        if one is not None:
            lost.append(one)
        elif not wanted.is_empty:
            found = True
    return told(scope, lost, found)


def _search(scope: Scope, code: str, thing: Thing, path: YamlPath, wanted: Selector) -> Lost | None:
    """What to say when no Pod is taken; None when one is, or may be."""
    if wanted.is_empty:
        return None
    strict = thing.place is not None and thing.place.strict
    if any(_counts(pod, strict) for pod in scope.taken(wanted, thing.namespace)):
        return None
    pods = [pod for pod in scope.pods(thing.namespace)[:_MOST] if _counts(pod, strict)]
    almost = _nearest(wanted, pods)
    message = f"aucun Pod de {scope.where} ne porte {wanted}"
    hint = f"le plus proche porte {almost}." if almost else _hint(thing, pods)
    known = tuple(_shown(pod.labels) for pod in pods)
    return Lost(thing, str(wanted), known, Finding(code, message, path, hint=hint), almost)


def _counts(pod: Template, strict: bool) -> bool:
    """Whether Pods count for a thing: for a solution, not those that the reader has yet to complete."""
    return not strict or pod.thing.whole or pod.thing.place is None


def _nearest(wanted: Selector, pods: Sequence[Template]) -> str | None:
    """The labels of the Pods that were probably meant: one value or one key is off."""
    for pod in pods:
        wrong = [(key, value) for key, value in wanted.labels.items() if pod.labels.get(key) != value]
        if len(wrong) == 1 and _is_slip(*wrong[0], pod.labels, len(wanted.labels) > 1):
            return _shown({key: pod.labels[key] for key in pod.labels if key in wanted.labels} or pod.labels)
    return None


def _is_slip(key: str, value: str, labels: dict[str, str], others_match: bool) -> bool:
    if key in labels:
        return others_match or close(value, [labels[key]]) is not None
    return value in labels.values()


def _shown(labels: dict[str, str]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in labels.items()) or "aucun label"


def _hint(thing: Thing, pods: Sequence[Template]) -> str:
    known = "; ".join(dict.fromkeys(_shown(pod.labels) for pod in pods if pod.labels))
    if known:
        return f"labels des Pods présents : {known}."
    if thing.place is not None and thing.place.strict:
        return "ajoutez ce qui crée ces Pods, ou nommez-le sous « externe » de correction.yml."
    return "donnez ce label au modèle de Pod."
