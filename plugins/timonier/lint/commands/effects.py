"""What a command leaves behind: objects, files, and whether it brings more than can be seen.

In: a call. Out: `Effects`. Nobody knows what a chart or a manifest from the web creates: the rest is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from timonier.core.shell import Word
from timonier.core.yamldoc import JsonValue, load
from timonier.lint.commands.kubectl import Invocation, parse
from timonier.lint.commands.objects import objects_of
from timonier.lint.commands.script import Call
from timonier.lint.things import Thing, text

_WEB: Final = re.compile(r"(?:https?|oci|git|ssh)://|git@|github\.com/")
_INSTALLERS: Final = {
    "helm": frozenset({"install", "upgrade"}),
    "istioctl": frozenset({"install"}),
    "cilium": frozenset({"install", "hubble"}),
    "linkerd": frozenset({"install", "viz"}),
    "flux": frozenset({"bootstrap", "install", "create"}),
    "argocd": frozenset({"app", "proj", "appset", "repo", "cluster"}),
    "minikube": frozenset({"addons"}),
    "microk8s": frozenset({"enable"}),
    "skaffold": frozenset({"dev", "run", "deploy"}),
    "operator-sdk": frozenset({"run", "olm"}),
}
"""Programs that create objects that are not written in the lab."""
_RUNNERS: Final = frozenset({"make", "ansible-playbook", "tilt", "terraform", "tofu", "helmfile", "velero", "task"})
_EDITORS: Final = frozenset({"nano", "vim", "vi", "emacs", "code", "touch", "tee", "gedit", "micro"})
_UNPACKERS: Final = frozenset({"tar", "unzip", "git", "wget", "gh"})
_CREATED: Final = {
    "clusterrole": "ClusterRole",
    "clusterrolebinding": "ClusterRoleBinding",
    "configmap": "ConfigMap",
    "cronjob": "CronJob",
    "deployment": "Deployment",
    "ingress": "Ingress",
    "job": "Job",
    "namespace": "Namespace",
    "poddisruptionbudget": "PodDisruptionBudget",
    "priorityclass": "PriorityClass",
    "quota": "ResourceQuota",
    "role": "Role",
    "rolebinding": "RoleBinding",
    "secret": "Secret",
    "service": "Service",
    "serviceaccount": "ServiceAccount",
}


@dataclass(frozen=True, slots=True)
class Effects:
    """What is there once a command has run."""

    things: tuple[Thing, ...] = ()
    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    opens: bool = False
    """Objects may be there that nobody can see."""
    unpacks: bool = False
    """Files may be there that nobody can see."""


def effects(call: Call, before: Call | None = None) -> Effects:
    """What a call leaves behind; `before` is what it may read."""
    invocation = parse(call) if call.program == "kubectl" else None
    things = list(_written(call))
    opens = _opens(call, invocation)
    if invocation is not None:
        if not _is_dry(invocation, call):
            things += _created(invocation)
        if _reads_pipe(call, invocation):
            handed = tuple(_handed_on(before))
            things += handed
            opens = opens or not (handed or (before is not None and before.command.document))
    return Effects(
        tuple(things),
        tuple(_files(call)),
        tuple(_folders(call)),
        tuple(_labels(invocation)) if invocation is not None else (),
        opens,
        call.program in _UNPACKERS and len(call.words) > 1 and not _is_harmless(call),
    )


def _reads_pipe(call: Call, invocation: Invocation) -> bool:
    return call.command.piped and any(word.text == "-" for word in invocation.values("--filename"))


def _handed_on(before: Call | None) -> Iterator[Thing]:
    """What `kubectl create … --dry-run=client -o yaml` gives to the next command."""
    invocation = parse(before) if before is not None and before.program == "kubectl" else None
    return _created(invocation) if invocation is not None else iter(())


def _is_harmless(call: Call) -> bool:
    return call.program in ("git", "gh") and call.words[1].text not in ("clone", "checkout", "pull", "repo")


def _opens(call: Call, invocation: Invocation | None) -> bool:
    if call.words[0].text.startswith("./") or call.program in _RUNNERS:
        return True
    if invocation is not None:
        if invocation.verb == "" and invocation.word is not None:
            return True  # a plugin
        sources = invocation.values("--filename", "--kustomize")
        return any(not word.exact or _WEB.search(word.text) for word in sources)
    verbs = {word.text for word in call.words[1:]}
    return bool(_INSTALLERS.get(call.program, frozenset()) & verbs)


def _written(call: Call) -> Iterator[Thing]:
    """The objects of a here-document."""
    document = call.command.document
    for parsed in load(document).documents if document else ():
        value = parsed.value
        if isinstance(value, dict) and isinstance(value.get("kind"), str):
            metadata = value.get("metadata")
            name, namespace = text(metadata, "name"), text(metadata, "namespace")
            yield Thing(str(value["kind"]), name, value, namespace, whole=False)


def _files(call: Call) -> Iterator[str]:
    """The files that it writes, edits or copies."""
    for redirect in call.command.redirects:
        if ">" in redirect.operator and redirect.target.exact and not redirect.target.text.isdigit():
            yield redirect.target.text
    arguments = [word.text for word in call.words[1:] if not word.text.startswith("-")]
    if call.program in _EDITORS:
        yield from arguments
    elif call.program in ("cp", "mv", "ln", "install") or arguments[:1] == ["cp"]:
        yield from arguments[-1:]
    yield from _outputs(call.words)


def _outputs(words: tuple[Word, ...]) -> Iterator[str]:
    """`curl -o file`, `openssl -out file`, `ssh-keygen -f file`; `curl -O address`."""
    for flag, value in pairwise(words):
        if flag.text in ("-o", "-out", "--output", "-keyout") or (
            flag.text == "-f" and words[0].text == "ssh-keygen"
        ):
            yield value.text
    if words[0].text == "curl" and any(re.match(r"-[a-zA-Z]*O", word.text) for word in words):
        yield from (PurePosixPath(word.text).name for word in words[1:] if "://" in word.text)


def _folders(call: Call) -> Iterator[str]:
    arguments = [word.text for word in call.words[1:] if not word.text.startswith("-")]
    if call.program == "mkdir":
        yield from arguments
    elif call.program == "helm" and arguments[:1] == ["create"]:
        yield from arguments[1:2]


def _created(invocation: Invocation) -> Iterator[Thing]:
    namespace = _value(invocation, "--namespace")
    if invocation.verb == "run" and invocation.arguments:
        yield _run(invocation, namespace)
    elif invocation.head == "create" and invocation.verb != "create" and invocation.arguments:
        yield from _create(invocation, namespace)
    elif invocation.verb in ("expose", "autoscale"):
        kind = "Service" if invocation.verb == "expose" else "HorizontalPodAutoscaler"
        named = _value(invocation, "--name")
        names = [named] if named else [each.name for each in objects_of(invocation)]
        yield from (Thing(kind, name, {}, namespace, whole=False) for name in names)
    elif invocation.verb == "debug" and (copy := _value(invocation, "--copy-to")):
        yield Thing("Pod", copy, {}, namespace, whole=False)


def _is_dry(invocation: Invocation, call: Call) -> bool:
    """Whether nothing is created; a manifest that is written down or handed on is going to be applied."""
    dry = _value(invocation, "--dry-run")
    return dry in ("client", "server") and not any(">" in redirect.operator for redirect in call.command.redirects)


def _value(invocation: Invocation, *names: str) -> str:
    word = invocation.value(*names)
    return word.text if word is not None and word.exact else ""


def _run(invocation: Invocation, namespace: str) -> Thing:
    name = invocation.arguments[0].text
    given = [pair for value in invocation.values("--labels") for pair in value.text.split(",")]
    labels: dict[str, JsonValue] = {key: value for key, equals, value in map(_parted, given) if equals}
    containers: list[JsonValue] = [{"name": name}]
    value: dict[str, JsonValue] = {
        "metadata": {"name": name, "labels": labels or {"run": name}},
        "spec": {"containers": containers},
    }
    return Thing("Pod", name, value, namespace, whole=False)


def _parted(pair: str) -> tuple[str, str, str]:
    return pair.partition("=")


def _create(invocation: Invocation, namespace: str) -> Iterator[Thing]:
    kind = _CREATED.get(invocation.verb.split(" ")[1])
    if kind is None:
        return
    name, value = invocation.arguments[0].text, dict[str, JsonValue]()
    if kind == "Deployment":
        images = [PurePosixPath(word.text).name for word in invocation.values("--image")]
        containers: list[JsonValue] = [{"name": re.split("[:@]", image)[0]} for image in images]
        template: JsonValue = {"metadata": {"labels": {"app": name}}, "spec": {"containers": containers}}
        value = {"metadata": {"labels": {"app": name}}, "spec": {"template": template}}
    yield Thing(kind, name, value, namespace, whole=False)


def _labels(invocation: Invocation) -> Iterator[tuple[str, str]]:
    """The labels that `kubectl label` and `kubectl set selector` put."""
    if invocation.verb == "label":
        for word in invocation.arguments:
            key, equals, value = word.text.partition("=")
            if equals:
                yield key, value
