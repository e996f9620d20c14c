"""CMD110 to CMD114: what a lab's commands name is there: files, objects, labels, containers, namespaces.

In: the page of a lab and the scope of its objects. Out: diagnostics, in the order of the page. Once a command has
brought what nobody can see here (a chart, a manifest from the web), only files are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.holes import is_hole
from timonier.core.shell import Word
from timonier.lint.commands.effects import Effects, effects
from timonier.lint.commands.files import Files, sources_of
from timonier.lint.commands.kubectl import Invocation, parse
from timonier.lint.commands.objects import Named, objects_of
from timonier.lint.commands.script import Call, Typed
from timonier.lint.scope import NAMESPACES, Scope, close
from timonier.lint.things import TEMPLATES, Thing, items, text
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
_GENERATED: Final = re.compile(r"(?:-\d{1,3}|-[a-z0-9]{4,11})?-(?=[a-z]*\d|[b-df-hj-np-tv-z]{5}$)[a-z0-9]{5}")
"""What controllers add to a name: a hash, an index, five letters among which are no vowels, or digits."""
_NUMBERED: Final = re.compile(r"-\d+")
_SYSTEM_LABEL: Final = re.compile(
    r"(?:[\w.-]*\.)?(?:kubernetes|k8s)\.io/|pod-template-hash|controller-|job-name|k8s-app"
)
_NAMED_BY: Final = {"EndpointSlice": "Service", "Endpoints": "Service"}
_LABEL = re.compile(r"(?P<key>[\w./-]+)\s*(?:==?|\s+in\s+)\s*(?P<value>[\w.-]+|\([^)]*\))")


@dataclass(slots=True)
class State:
    """What is there at a point of the page; `open` when objects may be there that nobody can see."""

    scope: Scope
    files: Files
    open: bool = False
    things: list[Thing] = field(default_factory=list)
    labels: set[tuple[str, str]] = field(default_factory=set)

    def after(self, left: Effects) -> None:
        """Take in what a command leaves behind."""
        self.things += left.things
        self.labels |= set(left.labels)
        self.open = self.open or left.opens
        self.files.after(left)

    def names(self, kind: str) -> list[str]:
        """The names of the objects of a kind."""
        return [thing.name for thing in (*self.scope.of(kind), *self.things) if thing.kind == kind]

    def all(self) -> Iterable[Thing]:
        """Every object."""
        return (*self.scope.things, *self.things)


def check(calls: Iterable[Typed], state: State) -> Iterator[Diagnostic]:
    """What the commands of a lab name and that is not there; `state` is that before the first of them."""
    before: Call | None = None
    for one in calls:
        state.files.reach(one.snippet.line)
        if not one.failed and not one.call.partial:
            yield from _of_one(one, state)
        state.after(effects(one.call, before))
        before = one.call


def _of_one(one: Typed, state: State) -> Iterator[Diagnostic]:
    for word in sources_of(one.call):
        hint = state.files.missing(word)
        if hint is not None:
            yield one.diagnostic(
                word, "CMD110", f"aucun fichier « {word.text} » à cet endroit du TP", hint, "error"
            )
    invocation = parse(one.call) if one.call.program == "kubectl" else None
    if invocation is None or state.open or not invocation.is_certain:
        return
    yield from _namespaces(one, invocation, state)
    if not _is_elsewhere(invocation):
        yield from _objects(one, invocation, state)
        yield from _containers(one, invocation, state)
        yield from _selectors(one, invocation, state)


def _is_elsewhere(invocation: Invocation) -> bool:
    """Whether the command looks where the objects of the lab are not, or bears with their absence."""
    words = invocation.values("--namespace")
    system = any(word.text in NAMESPACES - {"default"} or not word.exact for word in words)
    return system or invocation.has("--ignore-not-found", "--context", "--all-namespaces", "--raw")


def _namespaces(one: Typed, invocation: Invocation, state: State) -> Iterator[Diagnostic]:
    known = {*NAMESPACES, *state.names("Namespace"), *(thing.namespace for thing in state.all())}
    known |= {external.name for external in state.scope.externals if external.kind == "Namespace"}
    known |= {external.namespace for external in state.scope.externals}
    for word in invocation.values("--namespace"):
        if word.exact and word.text not in known and not _open_among(known):
            message = f"rien dans ce TP ne crée le namespace {quoted(word.text)}"
            yield one.diagnostic(word, "CMD114", message, _hint(word.text, sorted(known), "Namespace"), "error")


def _objects(one: Typed, invocation: Invocation, state: State) -> Iterator[Diagnostic]:
    for named in objects_of(invocation):
        if named.kind == "Namespace":
            yield from _namespace_object(one, named, state)
        elif named.kind in _CHECKED and not exists(named, state):
            hint = _other_kind(named, state) or _hint(named.name, state.names(named.kind), named.kind)
            message = f"rien dans ce TP ne crée {named.kind} {quoted(named.name)}"
            yield one.diagnostic(named.word, "CMD111", message, hint, "error")


_SHORT: Final = {"Service": "svc", "Deployment": "deploy", "StatefulSet": "sts", "DaemonSet": "ds", "Job": "job"}


def _other_kind(named: Named, state: State) -> str | None:
    """What to write when the name is that of something that makes, or leads to, Pods."""
    if named.kind != "Pod":
        return None
    other = next((thing.kind for thing in state.all() if thing.name == named.name and thing.kind in _SHORT), None)
    return f"c’est le nom d’un {other} : écrivez « {_SHORT[other]}/{named.name} »." if other else None


def _namespace_object(one: Typed, named: Named, state: State) -> Iterator[Diagnostic]:
    known = [*NAMESPACES, *state.names("Namespace"), *(thing.namespace for thing in state.all() if thing.namespace)]
    if (
        named.name not in known
        and not state.scope.elsewhere(("Namespace",), named.name, "")
        and not _open_among(known)
    ):
        message = f"rien dans ce TP ne crée le namespace {quoted(named.name)}"
        yield one.diagnostic(named.word, "CMD114", message, _hint(named.name, known, "Namespace"), "error")


def exists(named: Named, state: State) -> bool:
    """Whether an object is there: described, created, or made by one that is."""
    kind = _NAMED_BY.get(named.kind, named.kind)
    names = state.names(kind)
    if named.name in names or _open_among(names):
        return True
    if state.scope.elsewhere((kind,), named.name, ""):
        return True
    return any(_made(named, owner) for owner in state.all())


def _made(named: Named, owner: Thing) -> bool:
    """Whether a controller gives such a name to what it makes for `owner`."""
    if named.kind == "PersistentVolumeClaim":
        claims = items(owner.value, "spec", "volumeClaimTemplates") if owner.kind == "StatefulSet" else []
        return any(
            re.fullmatch(rf"{re.escape(text(claim, 'metadata', 'name'))}-{re.escape(owner.name)}-\d+", named.name)
            for claim in claims
        )
    if owner.kind not in TEMPLATES or not named.name.startswith(f"{owner.name}-"):
        return owner.kind in ("ConfigMap", "Secret") and owner.kind == named.kind and _is_hashed(named, owner)
    rest = named.name[len(owner.name) :]
    if owner.kind == "StatefulSet":
        return named.kind == "Pod" and _NUMBERED.fullmatch(rest) is not None
    if named.kind == "ReplicaSet":
        return owner.kind in ("Deployment", "Rollout")
    if named.kind == "Job":
        return owner.kind == "CronJob"
    return named.kind == "Pod" and (
        _GENERATED.fullmatch(rest) is not None or owner.kind == "CronJob" or "debug" in rest
    )


def _is_hashed(named: Named, owner: Thing) -> bool:
    """Whether it is the name that Kustomize makes: ten letters or digits after a dash."""
    return re.fullmatch(rf"{re.escape(owner.name)}-[a-z0-9]{{10}}", named.name) is not None


def _containers(one: Typed, invocation: Invocation, state: State) -> Iterator[Diagnostic]:
    wanted = list(_wanted_containers(invocation))
    for named in objects_of(invocation) if wanted else ():
        known = list(_containers_of(named, state))
        for word, name in wanted:
            if known and name not in known and not _open_among(known):
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


def _containers_of(named: Named, state: State) -> Iterator[str]:
    """The containers of an object, and of those that make it, in every version of them."""
    for thing in state.all():
        if (thing.kind, thing.name) == (named.kind, named.name) or _made(named, thing):
            template = thing.template
            for _, container in template.containers if template is not None else ():
                yield text(container, "name")


def _selectors(one: Typed, invocation: Invocation, state: State) -> Iterator[Diagnostic]:
    if invocation.head in ("run", "create", "expose"):
        return
    for word in invocation.values("--selector"):
        if word.exact:
            for key, value in _wanted(word.text):
                hint = _missing_label(key, value, state)
                if hint is not None:
                    message = f"rien dans ce TP ne porte le label « {key}={value} »"
                    yield one.diagnostic(word, "CMD112", message, hint, "error")


def _wanted(selector: str) -> Iterator[tuple[str, str]]:
    """The pairs that a selector asks for; of `in`, the first value."""
    for match in _LABEL.finditer(selector):
        if selector[max(match.start() - 1, 0)] != "!" and "!" not in match[0]:
            yield match["key"], match["value"].strip("()").split(",")[0].strip()


def _missing_label(key: str, value: str, state: State) -> str | None:
    if key == "kubernetes.io/service-name":
        names = state.names("Service")
        return (
            None
            if value in names or state.scope.elsewhere(("Service",), value, "")
            else _hint(value, names, "Service")
        )
    if _SYSTEM_LABEL.match(key) or (key, value) in state.labels:
        return None
    values = [labels[key] for thing in state.all() for labels in _all_labels(thing) if key in labels]
    if value in values or any(map(is_hole, values)):
        return None
    if values:
        return f"valeurs de « {key} » dans ce TP : {', '.join(quoted(each) for each in dict.fromkeys(values))}."
    return f"aucun objet de ce TP n’a de label « {key} »."


def _all_labels(thing: Thing) -> Iterator[Mapping[str, str]]:
    yield thing.labels
    if thing.template is not None:
        yield thing.template.labels


def _open_among(names: Iterable[str]) -> bool:
    """Whether one of the names is a hole, which may be any."""
    return any(is_hole(name) for name in names)


def _hint(name: str, known: Iterable[str], kind: str) -> str:
    names = [each for each in dict.fromkeys(known) if each]
    near = close(name, names)
    if near:
        return f"vouliez-vous dire {quoted(near)} ?"
    declared = " ; s’il vient d’ailleurs, nommez-le sous « externe » de correction.yml" if kind else ""
    shown = ", ".join(quoted(each) for each in names[:5])
    return f"présents : {shown or 'aucun'}{declared}."


def created(calls: Iterable[Call]) -> tuple[tuple[Thing, ...], bool]:
    """What the commands of a page create in all, and whether they bring more than can be seen."""
    things: list[Thing] = []
    opens, before = False, None
    for call in calls:
        left = effects(call, before)
        things += left.things
        opens, before = opens or left.opens, call
    return tuple(things), opens
