"""CMD101 to CMD104: a command on its own, wherever it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.shell import Word
from timonier.lint.commands import habits, kinds
from timonier.lint.commands.kubectl import Invocation, parse, table
from timonier.lint.commands.objects import types_of
from timonier.lint.commands.script import Typed
from timonier.schemas.suggest import nearest

PLUGINS: Final = frozenset(
    {
        "alpha",
        "argo",
        "cert-manager",
        "cnpg",
        "convert",
        "ctx",
        "directpv",
        "gadget",
        "hns",
        "karmada",
        "krew",
        "kyverno",
    }
    | {"ko", "kudo", "minio", "neat", "node-shell", "ns", "oidc-login", "sniff", "stern", "tree", "view-secret"}
    | {
        "who-can",
        "access-matrix",
        "rakkess",
        "get-all",
        "df-pv",
        "resource-capacity",
        "score",
        "popeye",
        "outdated",
    }
    | {"images", "ingress-nginx", "konfig", "modify-secret", "rook-ceph", "slice", "trace", "view-utilization"}
)
"""Verbs that plugins bring (krew.sigs.k8s.io/plugins), and `alpha`, whose verbs change with each version."""


def check(calls: Iterable[Typed]) -> Iterator[Diagnostic]:
    """What is wrong in some commands, whatever the lab; nothing where the page shows that they fail."""
    for one in calls:
        if not one.failed:
            yield from _of_one(one)


def _of_one(one: Typed) -> Iterator[Diagnostic]:
    invocation = parse(one.call) if one.call.program == "kubectl" else None
    old = list(habits.found(one.call, invocation))
    for found in old:
        yield one.diagnostic(
            found.word, habits.CODE, found.habit.message(found.shown), found.habit.instead, "error"
        )
    told = {found.word for found in old}
    if invocation is not None:
        yield from _unknown(one, invocation, told)


def _unknown(one: Typed, invocation: Invocation, told: Collection[Word]) -> Iterator[Diagnostic]:
    if invocation.word is not None:
        if invocation.word not in told and not (invocation.verb == "" and invocation.word.text in PLUGINS):
            yield _unknown_verb(one, invocation, invocation.word)
        return
    for flag in invocation.flags:
        if not flag.known and flag.word not in told and flag.word.exact | flag.word.text.startswith("--"):
            yield _unknown_flag(one, invocation, flag.name, flag.word)
    for word, name in types_of(invocation):
        near = nearest(name, kinds.names())
        if (
            kinds.kind_of(name) is None
            and name not in kinds.GROUPS
            and "." not in name
            and near
            and word not in told
        ):
            message = f"kubectl ne connaît pas le type de ressource « {name} »"
            yield one.diagnostic(word, "CMD104", message, f"vouliez-vous dire « {near} » ?", "warning")


def _unknown_verb(one: Typed, invocation: Invocation, word: Word) -> Diagnostic:
    above = f"kubectl {invocation.verb}".strip()
    message = f"« {above} » n’a pas de commande « {word.text} »"
    return one.diagnostic(word, "CMD102", message, _right_verb(invocation, word.text, above), "warning")


def _right_verb(invocation: Invocation, word: str, above: str) -> str:
    known = table()
    near = nearest(word, known.children[invocation.verb])
    if near:
        return f"vouliez-vous dire « {above} {near} » ?"
    below = next((name for name in known.verbs if name.endswith(f" {word}")), None)
    if below:
        return f"vouliez-vous dire « kubectl {below} » ?"
    if invocation.verb == "create":
        return "« kubectl run » crée un Pod ; le reste se crée avec « kubectl apply -f »."
    if {"-f", "-k"} & {flag.name for flag in invocation.flags}:
        return "le verbe manque : « kubectl apply »."
    return "si c’est celle d’un module, ignorez ce code avec cette raison."


def _unknown_flag(one: Typed, invocation: Invocation, name: str, word: Word) -> Diagnostic:
    known = table()
    flags = {**known.flags, **(known.verbs[invocation.verb].flags if invocation.verb else {})}
    near = nearest(name, [flag for flag in flags if len(flag) > 2]) if len(name) > 2 else None
    above = f"kubectl {invocation.verb}".strip()
    hint = f"vouliez-vous dire « {near} » ?" if near else f"voyez « {above} --help »."
    return one.diagnostic(word, "CMD103", f"« {above} » n’a pas d’option « {name} »", hint, "warning")
