"""CMD110 to CMD114: what a lab's commands name is there: files, objects, labels, containers, namespaces.

In: the commands of a lab and what is there before the first. Out: diagnostics, in the order of the commands. Once
one of them has brought what nobody can see here (a chart, a manifest from the web), only files are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.shell import Word
from timonier.lint.commands.effects import effects
from timonier.lint.commands.files import sources_of
from timonier.lint.commands.kubectl import Invocation, parse
from timonier.lint.commands.objects import Named, objects_of
from timonier.lint.commands.script import Call, Typed
from timonier.lint.commands.state import State, may_be_any, owner_of
from timonier.lint.scope import NAMESPACES, close
from timonier.lint.things import TEMPLATES, Thing
from timonier.schemas.words import quoted

_CHECKED: Final = frozenset(
    {
        "Pod",
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "ReplicaSet",
        "Job",
        "CronJob",
        "Service",
        "Ingress",
        "HTTPRoute",
    }
    | {"Gateway", "ConfigMap", "Secret", "PersistentVolumeClaim", "ServiceAccount", "Role", "RoleBinding"}
    | {"HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy", "ResourceQuota", "LimitRange"}
)
"""Kinds whose objects are the reader's own: what the cluster has of them is in its own namespaces."""
_SHORT: Final = {"Service": "svc", "Deployment": "deploy", "StatefulSet": "sts", "DaemonSet": "ds", "Job": "job"}
_SYSTEM_LABEL = re.compile(r"(?:[\w.-]*\.)?(?:kubernetes|k8s)\.io/|pod-template-hash|controller-|job-name|k8s-app")
_LABEL = re.compile(r"(?P<not>!?)(?P<key>[\w./-]+)\s*(?:==?|\s+in\s+)\s*(?P<value>[\w.-]+|\([^)]*\))")
_SERVICE_LABEL: Final = "kubernetes.io/service-name"


def check(calls: Iterable[Typed], state: State) -> Iterator[Diagnostic]:
    """What the commands of a lab name and that is not there; `state` is that before the first of them."""
    before: Call | None = None
    for one in calls:
        state.files.reach(one.snippet.line)
        if not one.failed and not one.call.partial:
            yield from _of_one(one, state)
        state.after(effects(one.call, before))
        before = one.call


def created(calls: Iterable[Call]) -> tuple[tuple[Thing, ...], bool]:
    """What the commands of a page create in all, and whether they bring more than can be seen."""
    things: list[Thing] = []
    opens, before = False, None
    for call in calls:
        left = effects(call, before)
        things += left.things
        opens, before = opens or left.opens, call
    return tuple(things), opens


def _of_one(one: Typed, state: State) -> Iterator[Diagnostic]:
    for word in sources_of(one.call):
        hint = state.files.missing(word)
        if hint is not None:
            message = f"aucun fichier « {word.text} » à cet endroit du TP"
            yield one.diagnostic(word, "CMD110", message, hint, "error")
    invocation = parse(one.call) if one.call.program == "kubectl" else None
    if invocation is None or state.open or not invocation.is_certain:
        return
    for word in invocation.values("--namespace"):
        yield from _namespace(one, word, word.text, state)
    if not _is_elsewhere(invocation):
        yield from _objects(one, invocation, state)
        yield from _containers(one, invocation, state)
        yield from _labels(one, invocation, state)


def _is_elsewhere(invocation: Invocation) -> bool:
    """Whether the command looks where the objects of the lab are not, or bears with their absence."""
    words = invocation.values("--namespace")
    system = any(word.text in NAMESPACES - {"default"} or not word.exact for word in words)
    return system or invocation.has("--ignore-not-found", "--context", "--all-namespaces", "--raw")


def _namespace(one: Typed, word: Word, name: str, state: State) -> Iterator[Diagnostic]:
    known = state.namespaces
    if word.exact and name not in known and not may_be_any(known):
        message = f"rien dans ce TP ne crée le namespace {quoted(name)}"
        shown = sorted(known - NAMESPACES) or sorted(known)
        yield one.diagnostic(word, "CMD114", message, _hint(name, shown, "Namespace"), "error")


def _objects(one: Typed, invocation: Invocation, state: State) -> Iterator[Diagnostic]:
    for named in objects_of(invocation):
        if named.kind == "Namespace":
            yield from _namespace(one, named.word, named.name, state)
        elif named.kind in _CHECKED and not state.has(named):
            hint = _pod_hint(named, state) or _hint(named.name, state.names(named.kind), named.kind)
            message = f"rien dans ce TP ne crée {named.kind} {quoted(named.name)}"
            yield one.diagnostic(named.word, "CMD111", message, hint, "error")


def _pod_hint(named: Named, state: State) -> str | None:
    """What to write for a Pod whose name is that of what makes Pods, or nearly that of one that it makes."""
    if named.kind != "Pod":
        return None
    other = next((thing.kind for thing in state.all if thing.name == named.name and thing.kind in _SHORT), None)
    if other:
        return f"c’est le nom d’un {other} : écrivez « {_SHORT[other]}/{named.name} »."
    owner = close(owner_of(named.name), [thing.name for thing in state.all if thing.kind in TEMPLATES])
    return f"vouliez-vous dire un Pod de {quoted(owner)} ?" if owner else None


def _containers(one: Typed, invocation: Invocation, state: State) -> Iterator[Diagnostic]:
    wanted = list(_wanted_containers(invocation))
    for named in objects_of(invocation) if wanted else ():
        known = list(state.containers(named))
        for word, name in wanted:
            if known and name not in known and not may_be_any(known):
                message = f"aucun conteneur de {quoted(named.name)} ne s’appelle {quoted(name)}"
                yield one.diagnostic(word, "CMD113", message, _hint(name, known, ""), "error")


def _wanted_containers(invocation: Invocation) -> Iterator[tuple[Word, str]]:
    """The containers that a command names: with -c, --target, or `name=image`."""
    if invocation.head in ("logs", "exec", "attach", "cp"):
        yield from ((word, word.text) for word in invocation.values("--container") if word.exact)
    elif invocation.head == "debug":
        yield from ((word, word.text) for word in invocation.values("--target") if word.exact)
    elif invocation.verb == "set image":
        for word in invocation.arguments:
            name, equals, _ = word.text.partition("=")
            if equals and word.exact and name != "*":
                yield word, name


def _labels(one: Typed, invocation: Invocation, state: State) -> Iterator[Diagnostic]:
    if invocation.head in ("run", "create", "expose"):
        return
    for word in invocation.values("--selector"):
        for key, value in _wanted_labels(word.text) if word.exact else ():
            hint = _missing_label(key, value, state)
            if hint is not None:
                message = f"rien dans ce TP ne porte le label « {key}={value} »"
                yield one.diagnostic(word, "CMD112", message, hint, "error")


def _wanted_labels(selector: str) -> Iterator[tuple[str, str]]:
    """The pairs that a selector asks for; of `in`, the first value."""
    for match in _LABEL.finditer(selector):
        if not match["not"]:
            yield match["key"], match["value"].strip("()").split(",")[0].strip()


def _missing_label(key: str, value: str, state: State) -> str | None:
    """What to say of a label that nothing carries; None when something does, or may."""
    if key == _SERVICE_LABEL:
        names = state.names("Service")
        there = value in names or may_be_any(names) or state.scope.elsewhere("Service", value, "")
        return None if there else _hint(value, names, "Service")
    values = [labels[key] for thing in state.all for labels in _all_labels(thing) if key in labels]
    if _SYSTEM_LABEL.match(key) or (key, value) in state.labels or value in values or may_be_any(values):
        return None
    if values:
        return f"valeurs de « {key} » dans ce TP : {', '.join(map(quoted, dict.fromkeys(values)))}."
    return f"aucun objet de ce TP n’a de label « {key} »."


def _all_labels(thing: Thing) -> Iterator[Mapping[str, str]]:
    yield thing.labels
    if thing.template is not None:
        yield thing.template.labels


def _hint(name: str, known: Iterable[str], kind: str) -> str:
    names = [each for each in dict.fromkeys(known) if each]
    near = close(name, names)
    if near:
        return f"vouliez-vous dire {quoted(near)} ?"
    declared = " ; s’il vient d’ailleurs, nommez-le sous « externe » de correction.yml" if kind else ""
    return f"présents : {', '.join(map(quoted, names[:5])) or 'aucun'}{declared}."
