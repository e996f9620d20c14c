"""The Kubernetes objects that a YAML document holds.

In: a `YamlDocument`. Out: `Manifest`s: the document itself, or the items of a `kind: List`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timonier.core.diagnostic import YamlPath
from timonier.core.yamldoc import JsonValue, YamlDocument


@dataclass(frozen=True, slots=True)
class Manifest:
    """One object as written. `api_version` or `kind` is empty when it is missing or not a text.

    `base` is its path in the document: findings name paths from there, `place` gives them from the root.
    """

    api_version: str
    kind: str
    value: dict[str, JsonValue]
    base: YamlPath = ()

    @property
    def group(self) -> str:
        """The API group; empty for the core group."""
        return self.api_version.rpartition("/")[0]

    @property
    def api(self) -> str:
        """What reports print: `apps/v1 Deployment`."""
        return f"{self.api_version} {self.kind}".strip()

    def place(self, path: YamlPath) -> YamlPath:
        """A path of this object as a path of its document."""
        return self.base + path


def manifests(document: YamlDocument) -> tuple[Manifest, ...]:
    """The objects of a document; none when it is not a mapping with `apiVersion` or `kind`.

    A mapping with only one of the two is returned too: that is an object with a fault (K8S001, K8S002).
    """
    return tuple(_objects(document.value, ()))


def _objects(value: JsonValue, base: YamlPath) -> Iterator[Manifest]:
    if not isinstance(value, dict) or not ("apiVersion" in value or "kind" in value):
        return
    items = value.get("items")
    if value.get("kind") == "List" and value.get("apiVersion") == "v1" and isinstance(items, list):
        for index, item in enumerate(items):
            yield from _objects(item, (*base, "items", index))
        return
    yield Manifest(_text(value.get("apiVersion")), _text(value.get("kind")), value, base)


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""
