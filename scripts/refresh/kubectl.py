#!/usr/bin/env python3
"""Makes the tables of kubectl's verbs and flags, from the help of the kubectl on PATH, and of resource names.

For maintainers. Usage: python scripts/refresh/kubectl.py
`LATER` is what versions after that kubectl brought, by hand; take out of it what the help has by now.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from timonier.files import write_atomically
from timonier.schemas import store, versions
from timonier.schemas.custom import CARRIED

TARGET = Path(__file__).parents[2] / "plugins/timonier/lint/commands/data"
REFERENCE = "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_{}/"
FLAG = re.compile(r"^ +(?:(?P<short>-\w), )?(?P<long>--[\w-]+)=(?P<default>.*):$", re.MULTILINE)
OPTIONAL = frozenset({"--dry-run", "--cascade", "--validate", "--version"})
"""Flags whose value, when there is one, follows `=` (`NoOptDefVal`)."""
UNLISTED = {"--help": "bool", "-h": "--help", "--version": "optional"}
RESOURCES = "https://kubernetes.io/docs/reference/kubectl/#resource-types"
SHORT = {
    "Alertmanager": ["am"],
    "Application": ["app", "apps"],
    "AppProject": ["appproj", "appprojs"],
    "Certificate": ["cert", "certs"],
    "CertificateRequest": ["cr", "crs"],
    "CertificateSigningRequest": ["csr"],
    "ComponentStatus": ["cs"],
    "ConfigMap": ["cm"],
    "CronJob": ["cj"],
    "CustomResourceDefinition": ["crd", "crds"],
    "DaemonSet": ["ds"],
    "Deployment": ["deploy"],
    "DestinationRule": ["dr"],
    "Endpoints": ["ep"],
    "Event": ["ev"],
    "Experiment": ["exp"],
    "Gateway": ["gtw", "gw"],
    "GatewayClass": ["gc"],
    "HorizontalPodAutoscaler": ["hpa"],
    "Ingress": ["ing"],
    "LimitRange": ["limits"],
    "Namespace": ["ns"],
    "NetworkPolicy": ["netpol"],
    "Node": ["no"],
    "PersistentVolume": ["pv"],
    "PersistentVolumeClaim": ["pvc"],
    "Pod": ["po"],
    "PodDisruptionBudget": ["pdb"],
    "PodMonitor": ["pmon"],
    "PriorityClass": ["pc"],
    "Probe": ["prb"],
    "Prometheus": ["prom"],
    "PrometheusRule": ["promrule"],
    "ReferenceGrant": ["refgrant"],
    "ReplicaSet": ["rs"],
    "ReplicationController": ["rc"],
    "ResourceQuota": ["quota"],
    "Rollout": ["ro"],
    "Service": ["svc"],
    "ServiceAccount": ["sa"],
    "ServiceEntry": ["se"],
    "ServiceMonitor": ["smon"],
    "StatefulSet": ["sts"],
    "StorageClass": ["sc"],
    "VirtualService": ["vs"],
    "WorkloadEntry": ["we"],
}
LATER = {
    "global": {"--kuberc": "value", "--as-user-extra": "value", "--proxy-url": "value"},
    "autoscale": {"--cpu": "value", "--memory": "value"},
    "kuberc set": {
        "--section": "value",
        "--command": "value",
        "--name": "value",
        "--prependarg": "value",
        "--appendarg": "value",
        "--option": "value",
        "--policy": "value",
        "--allowlist-entry": "value",
        "--overwrite": "bool",
    },
    "kuberc view": {
        "--allow-missing-template-keys": "bool",
        "--output": "value",
        "-o": "--output",
        "--template": "value",
    },
}


def main() -> None:
    """Ask kubectl for the help of every verb; write."""
    verbs: dict[str, Any] = {}
    walk((), verbs)
    for name, flags in LATER.items():
        if name != "global":
            verbs.setdefault(name, {"flags": {}, "source": source(name)})["flags"] |= flags
    verbs["kuberc"] = {"flags": {}, "source": source("kuberc")}
    table = {
        "version": ask("version", "--client").split()[2].split("-")[0],
        "global": {**flags_of(ask("options")), **UNLISTED, **LATER["global"]},
        "verbs": dict(sorted(verbs.items())),
    }
    write("kubectl.json", table)
    write("resources.json", {"source": RESOURCES, "kinds": resources()})
    print(f"{len(verbs)} verbs, {sum(len(verb['flags']) for verb in verbs.values())} flags")


def resources() -> dict[str, list[str]]:
    """The names of each kind on the command line, but for the kind itself in lower case."""
    kinds = {kind for _, kind in store.load(versions.versions()[-1]).kinds}
    kinds |= {kind for served in CARRIED.served().values() for kind in served}
    return {kind: [plural(kind.lower()), *SHORT.get(kind, ())] for kind in sorted(kinds)}


def plural(word: str) -> str:
    """The resource of a kind, as the API machinery guesses it (`UnsafeGuessKindToResource`)."""
    if word.endswith("endpoints"):
        return word
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def write(name: str, table: object) -> None:
    """One table, a line an entry."""
    write_atomically(TARGET / name, (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode())


def walk(path: tuple[str, ...], verbs: dict[str, Any]) -> None:
    """The verbs below `path`, as the shell completion lists them."""
    for name in names(ask("__complete", *path, "")):
        below = (*path, name)
        text = ask(*below, "--help")
        verb = {"flags": flags_of(text), "source": source(" ".join(below))}
        if aliases := re.search(r"^Aliases:\n(.*)$", text, re.MULTILINE):
            verb["aliases"] = [alias for alias in aliases[1].split(", ") if alias != name]
        verbs[" ".join(below)] = verb
        if re.search(r"^Available ", text, re.MULTILINE):
            walk(below, verbs)


def names(completion: str) -> list[str]:
    """Verbs have a description, the values of arguments have none."""
    return [line.split("\t")[0] for line in completion.splitlines() if re.match(r"[a-z][a-z-]*\t[A-Z]", line)]


def flags_of(text: str) -> dict[str, str]:
    """What each flag takes: nothing (`bool`), a `value`, one after `=` (`optional`); a letter: its long name."""
    found = {}
    for match in FLAG.finditer(text):
        kind = "bool" if match["default"] in ("true", "false") else "value"
        for name in filter(None, (match["short"], match["long"])):
            found[name] = match["long"] if len(name) == 2 else "optional" if name in OPTIONAL else kind
    return found


def source(name: str) -> str:
    """The page of the reference for a verb."""
    parts = name.split()
    folder = REFERENCE.format(parts[0])
    return folder if len(parts) == 1 else f"{folder}kubectl_{'_'.join(parts)}/"


def ask(*arguments: str) -> str:
    """What kubectl prints."""
    done = subprocess.run(["kubectl", *arguments], capture_output=True, text=True, check=False)
    return done.stdout


if __name__ == "__main__":
    main()
