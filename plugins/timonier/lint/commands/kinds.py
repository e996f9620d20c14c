"""Names of resources on the command line: `po`, `deploy/web`, `ingresses.networking.k8s.io`.

Source: https://kubernetes.io/docs/reference/kubectl/#resource-types and the names of custom resources.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

GROUPS = frozenset({"all"})
"""Names that stand for several kinds."""


@cache
def names() -> Mapping[str, str]:
    """The kind of each name."""
    data = json.loads(resources.files("timonier.lint.commands").joinpath("data/resources.json").read_bytes())
    found = {kind.lower(): kind for kind in data["kinds"]}
    for kind, others in data["kinds"].items():
        for name in others:
            found.setdefault(name, kind)
    return found


def kind_of(name: str) -> str | None:
    """The kind that a name stands for, its group left out; None for one that nobody knows."""
    return names().get(name.partition(".")[0].lower())
