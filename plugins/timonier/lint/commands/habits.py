"""What old courses type and what is typed today: removed verbs and flags, dead registries, replaced programs.

A `Habit` is data. `since` is the version that removed it, or that deprecated it when `state` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from timonier.core.shell import Word
from timonier.lint.commands.kubectl import Invocation
from timonier.lint.commands.script import Call

CODE: Final = "CMD101"
_CHANGES = "https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-{}.md"
_REFERENCE = "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_{}/"
_HELM = "https://helm.sh/docs/topics/v2_v3_migration/"
_REGISTRY = "https://kubernetes.io/blog/2023/03/10/image-registry-redirect/"
_PACKAGES = "https://kubernetes.io/blog/2023/08/31/legacy-package-repository-deprecation/"


State = Literal["removed", "deprecated", "dropped"]
"""Gone since a version; still there, and to go; deprecated in a version and gone by now."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit: of kubectl's `verb` (all when empty), of another `program`, or a `pattern` in any word."""

    instead: str
    """What to do, in French."""
    source: str
    since: str = ""
    program: str = "kubectl"
    verb: str = ""
    flags: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    state: State = "removed"
    bare: bool = False
    """Only without a value, or with `true` or `false`."""

    def message(self, shown: str) -> str:
        """What is said of it."""
        if self.pattern is not None:
            return f"« {shown} » n’est plus une bonne adresse{self._when()}"
        if self.state == "dropped":
            return f"« {shown} », déprécié depuis {self.since}, n’existe plus"
        return f"« {shown} » {'n’existe plus' if self.state == 'removed' else 'est déprécié'}{self._when()}"

    def _when(self) -> str:
        return f" depuis {self.since}" if self.since else ""


@dataclass(frozen=True, slots=True)
class Found:
    """A habit met, at a word."""

    habit: Habit
    word: Word
    shown: str


def _kubectl(verb: str, *flags: str, since: str, instead: str, source: str, state: State = "removed") -> Habit:
    return Habit(instead, source, since, verb=verb, flags=flags, state=state)


_RUN = "« kubectl run » ne crée que des Pods : écrivez « kubectl create "
HABITS: Final = (
    _kubectl(
        "",
        "--record",
        since="kubectl 1.22",
        instead="retirez-le ; « kubectl annotate » pose kubernetes.io/change-cause si vous voulez une cause.",
        source=_CHANGES.format("1.22"),
        state="deprecated",
    ),
    Habit(
        "écrivez --dry-run=client, ou --dry-run=server pour que le serveur vérifie.",
        _CHANGES.format("1.18"),
        "kubectl 1.18",
        flags=("--dry-run",),
        state="deprecated",
        bare=True,
    ),
    Habit(
        "écrivez --cascade=orphan (ancien « false ») ou --cascade=background (ancien « true »).",
        _CHANGES.format("1.20"),
        "kubectl 1.20",
        verb="delete",
        flags=("--cascade",),
        state="deprecated",
        bare=True,
    ),
    _kubectl(
        "run",
        "--replicas",
        since="kubectl 1.18",
        instead=f"{_RUN}deployment NOM --image=IMAGE --replicas=N ».",
        source=_CHANGES.format("1.18"),
    ),
    _kubectl(
        "run",
        "--schedule",
        since="kubectl 1.18",
        instead=f"{_RUN}cronjob NOM --image=IMAGE --schedule='…' ».",
        source=_CHANGES.format("1.18"),
    ),
    _kubectl(
        "run",
        "--generator",
        "--service-generator",
        since="kubectl 1.18",
        instead=f"{_RUN}deployment », « create job » ou « create cronjob » pour le reste.",
        source=_CHANGES.format("1.18"),
    ),
    _kubectl(
        "run",
        "--requests",
        "--limits",
        "--serviceaccount",
        "--hostport",
        since="kubectl 1.24",
        instead="écrivez un manifeste, ou passez ce réglage par --overrides.",
        source=_CHANGES.format("1.24"),
    ),
    _kubectl(
        "expose",
        "--generator",
        since="kubectl 1.18",
        instead="retirez-le : la commande n’a plus qu’une façon de faire.",
        source=_REFERENCE.format("expose"),
    ),
    _kubectl("get", "--export", since="kubectl 1.18", instead="retirez-le.", source=_CHANGES.format("1.18")),
    _kubectl(
        "get",
        "--show-all",
        "-a",
        "--include-uninitialized",
        since="",
        instead="retirez-le : tout est affiché ; -A prend tous les namespaces.",
        source=_REFERENCE.format("get"),
    ),
    _kubectl(
        "apply",
        "--prune-whitelist",
        since="kubectl 1.26",
        instead="écrivez --prune-allowlist.",
        source=_CHANGES.format("1.26"),
        state="dropped",
    ),
    _kubectl(
        "drain",
        "--delete-local-data",
        since="kubectl 1.20",
        instead="écrivez --delete-emptydir-data.",
        source=_CHANGES.format("1.20"),
        state="dropped",
    ),
    _kubectl(
        "version",
        "--short",
        since="kubectl 1.28",
        instead="retirez-le : la sortie est courte.",
        source=_CHANGES.format("1.28"),
    ),
    *(
        _kubectl(
            verb,
            "--heapster-namespace",
            "--heapster-port",
            "--heapster-scheme",
            "--heapster-service",
            since="",
            instead="retirez-le : metrics-server remplace Heapster, arrêté en 2018.",
            source=_REFERENCE.format("top"),
        )
        for verb in ("top", "top node", "top pod")
    ),
    Habit(
        "utilisez « kubectl apply », puis « kubectl rollout status ».",
        _CHANGES.format("1.18"),
        "kubectl 1.18",
        verb="rolling-update",
    ),
    Habit(
        "le module « kubectl-convert » s’installe à part ; mieux vaut réécrire le manifeste.",
        "https://kubernetes.io/docs/tasks/tools/install-kubectl-linux/#install-kubectl-convert-plugin",
        verb="convert",
    ),
    Habit("utilisez « kubectl delete ».", _REFERENCE.format("delete"), verb="stop"),
    Habit(
        "interrogez l’API : kubectl get --raw='/readyz?verbose'.",
        "https://github.com/kubernetes/enhancements/issues/553",
        "Kubernetes 1.19",
        verb="get",
        arguments=("cs", "componentstatus", "componentstatuses"),
        state="deprecated",
    ),
    Habit("écrivez « docker compose ».", "https://docs.docker.com/compose/", "2023", "docker-compose"),
    Habit("Helm n’a plus de partie serveur : retirez cette commande.", _HELM, "Helm 3", "helm", "init"),
    Habit("publiez le chart dans un registre OCI : helm push.", _HELM, "Helm 3", "helm", "serve"),
    Habit("Helm n’a plus de partie serveur : retirez cette commande.", _HELM, "Helm 3", "helm", "reset"),
    Habit("écrivez « helm env ».", _HELM, "Helm 3", "helm", "home"),
    Habit("donnez le nom en premier : helm install NOM CHART.", _HELM, "Helm 3", "helm", "install", ("--name",)),
    Habit("écrivez « helm uninstall NOM ».", _HELM, "Helm 3", "helm", "delete", ("--purge",)),
    Habit("écrivez « helm uninstall NOM ».", _HELM, "Helm 3", "helm", "del", ("--purge",)),
    *(
        Habit("Helm n’a plus de partie serveur : retirez-le.", _HELM, "Helm 3", "helm", flags=(flag,))
        for flag in ("--tiller-namespace", "--tiller-image", "--tiller-tls", "--tiller-connection-timeout")
    ),
    Habit("Helm 3 et 4 n’ont plus Tiller : utilisez helm seul.", _HELM, "Helm 3", "tiller"),
    Habit(
        "écrivez « --driver ».",
        "https://minikube.sigs.k8s.io/docs/drivers/",
        "minikube 1.8",
        "minikube",
        "start",
        ("--vm-driver",),
        state="deprecated",
    ),
    Habit("écrivez « kubeadm certs ».", _CHANGES.format("1.20"), "kubeadm 1.20", "kubeadm", "alpha"),
    Habit(
        "écrivez « --control-plane ».",
        _CHANGES.format("1.15"),
        "kubeadm 1.15",
        "kubeadm",
        "join",
        ("--experimental-control-plane",),
    ),
    Habit("écrivez registry.k8s.io.", _REGISTRY, "avril 2023", "", pattern=re.compile(r"\bk8s\.gcr\.io\b")),
    Habit(
        "écrivez registry.k8s.io.",
        _REGISTRY,
        "avril 2023",
        "",
        pattern=re.compile(r"\b(?:[a-z]+\.)?gcr\.io/google[-_]containers\b"),
    ),
    Habit(
        "écrivez https://dl.k8s.io/release/…",
        "https://kubernetes.io/docs/tasks/tools/install-kubectl-linux/",
        "",
        "",
        pattern=re.compile(r"storage\.googleapis\.com/kubernetes-release\b"),
    ),
    Habit(
        "prenez le chart chez son éditeur : ce dépôt est archivé.",
        "https://helm.sh/blog/charts-repo-deprecation/",
        "novembre 2020",
        "",
        pattern=re.compile(
            r"kubernetes-charts(?:-incubator)?\.storage\.googleapis\.com|charts\.helm\.sh/(?:stable|incubator)"
        ),
    ),
    Habit(
        "écrivez pkgs.k8s.io/core:/stable:/v1.37/deb/.",
        _PACKAGES,
        "mars 2024",
        "",
        pattern=re.compile(
            r"\bapt\.kubernetes\.io\b|\bkubernetes-(?:xenial|bionic|focal|jammy)\b|"
            r"packages\.cloud\.google\.com/(?:yum/repos/kubernetes|apt/dists/kubernetes)"
        ),
    ),
)

_NO_DASHES: Final = Habit(
    "mettez la commande après deux tirets : kubectl exec POD -- COMMANDE.", _REFERENCE.format("exec"), verb="exec"
)


_SEARCHERS: Final = frozenset({"grep", "egrep", "rg", "sed", "awk", "perl", "echo", "find"})
"""Programs whose words are texts to look for, to replace or to print."""


def found(call: Call, invocation: Invocation | None) -> Iterator[Found]:
    """The habits in a call; `invocation` is what it says to kubectl, if it is one."""
    for word in call.words if call.program not in _SEARCHERS else ():
        for habit in HABITS:
            if habit.pattern is not None and (match := habit.pattern.search(word.text)):
                yield Found(habit, word, match[0])
    if invocation is not None:
        yield from _of_kubectl(call, invocation)
    else:
        yield from _of_program(call)


def _of_kubectl(call: Call, invocation: Invocation) -> Iterator[Found]:
    verb = invocation.verb or (invocation.word.text if invocation.word else "")
    for habit in HABITS:
        if habit.program != "kubectl" or habit.pattern or habit.verb not in ("", verb):
            continue
        if habit.flags:
            for flag in invocation.flags:
                if flag.name in habit.flags and (not habit.bare or _is_bare(flag.value)):
                    yield Found(habit, flag.word, flag.word.text if habit.bare else flag.name)
        elif habit.arguments:
            for word in invocation.arguments[:1]:
                if word.text in habit.arguments:
                    yield Found(habit, word, f"kubectl {verb} {word.text}")
        else:
            yield Found(habit, invocation.word or call.words[1], f"kubectl {verb}")
    if verb == "exec" and invocation.tail is None and len(invocation.arguments) > 1:
        yield Found(_NO_DASHES, invocation.arguments[1], "kubectl exec POD COMMANDE")


def _is_bare(value: Word | None) -> bool:
    return value is None or value.text in ("true", "false")


def _of_program(call: Call) -> Iterator[Found]:
    words = [word for word in call.words[1:] if not word.text.startswith("-")]
    verb = words[0].text if words else ""
    for habit in HABITS:
        if habit.program != call.program or habit.pattern or habit.verb not in ("", verb):
            continue
        if not habit.flags:
            yield Found(habit, words[0] if habit.verb else call.words[0], f"{call.program} {habit.verb}".strip())
        for word in call.words[1:]:
            if word.text.partition("=")[0] in habit.flags:
                yield Found(habit, word, word.text.partition("=")[0])
