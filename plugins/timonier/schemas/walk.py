"""The objects inside an object, each with the definition that it is an instance of.

In: a value, its definition, the definitions that somebody wants. Out: `Node`s from the outside in. A rule written
for a definition (« Container ») so applies wherever the schemas put one: in every workload, and in a fragment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from timonier.core.diagnostic import Finding, YamlPath
from timonier.core.yamldoc import JsonValue
from timonier.schemas.store import Store, definition_name
from timonier.schemas.words import place_text

Shape: TypeAlias = Literal["one", "list", "map"]
Routes: TypeAlias = dict[str, tuple[str, Shape]]


@dataclass(frozen=True, slots=True)
class Node:
    """One object of a manifest. `kind` is the manifest's; what has the wrong type reads as absent."""

    kind: str
    definition: str
    value: dict[str, JsonValue]
    path: YamlPath

    def has(self, key: str) -> bool:
        """Whether the field is there: null is not, an empty object is."""
        return self.value.get(key) is not None

    def text(self, key: str) -> str:
        """A text, empty when absent, as for the server."""
        value = self.value.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | float | None:
        """A number, if there is one."""
        value = self.value.get(key)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def mapping(self, key: str) -> dict[str, JsonValue]:
        """An object, empty when absent."""
        value = self.value.get(key)
        return value if isinstance(value, dict) else {}

    def items(self, key: str) -> list[JsonValue]:
        """A list, empty when absent."""
        value = self.value.get(key)
        return value if isinstance(value, list) else []

    def nodes(self, key: str) -> Sequence[Node]:
        """The objects of a list."""
        value = self.value.get(key)
        if not isinstance(value, list):
            return ()
        inner = enumerate(value)
        return [Node(self.kind, "", item, (*self.path, key, n)) for n, item in inner if isinstance(item, dict)]

    def inner(self, *keys: str) -> Node:
        """The object behind some keys, empty when absent."""
        value: JsonValue = self.value
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return Node(self.kind, "", value if isinstance(value, dict) else {}, (*self.path, *keys))

    def name(self, *steps: str | int) -> str:
        """What messages call a place: `Pod spec.containers[0]`."""
        return place_text(self.kind, (*self.path, *steps))

    def finding(self, code: str, message: str, hint: str, *steps: str | int, key: bool = False) -> Finding:
        """A finding at a place under this object: at its value, or at its key."""
        return Finding(code, message, (*self.path, *steps), "key" if key else "value", hint)


Check: TypeAlias = Callable[[Node], Iterator[Finding]]
"""A rule about one definition: a node in, findings out."""


class Walker:
    """Walks the objects of one version, only where a wanted definition may stand."""

    def __init__(self, store: Store, wanted: Collection[str]) -> None:
        self._store = store
        self._wanted = wanted
        self._useful: dict[str, Routes] = {}

    def walk(self, value: JsonValue, definition: str, kind: str) -> Iterator[Node]:
        """Every object of a wanted definition in `value`, the outer before the inner."""
        todo: list[tuple[JsonValue, str, YamlPath]] = [(value, definition, ())]
        while todo:
            current, name, path = todo.pop()
            if not isinstance(current, dict):
                continue
            if name in self._wanted:
                yield Node(kind, name, current, path)
            routes = self._useful.get(name)
            if routes is None:
                routes = self._useful[name] = self._useful_routes(name)
            for key, inner in current.items():
                if key in routes:
                    todo += _steps(inner, *routes[key], (*path, key))

    def _useful_routes(self, name: str) -> Routes:
        return {key: route for key, route in self._routes(name) if self._leads(route[0])}

    def _routes(self, name: str) -> Iterator[tuple[str, tuple[str, Shape]]]:
        for key, schema in self._store.definitions[name].get("properties", {}).items():
            values = schema.get("additionalProperties")
            shapes: tuple[tuple[Shape, object], ...] = (
                ("one", schema),
                ("list", schema.get("items")),
                ("map", values),
            )
            for shape, inner in shapes:
                if isinstance(inner, dict) and "$ref" in inner:
                    yield key, (definition_name(inner["$ref"]), shape)

    def _leads(self, name: str) -> bool:
        """Whether a wanted definition is within reach of `name`."""
        seen, todo = {name}, [name]
        while todo:
            found = {target for _, (target, _) in self._routes(todo.pop())} - seen
            seen |= found
            todo += found
        return not seen.isdisjoint(self._wanted)


def _steps(value: JsonValue, target: str, shape: Shape, path: YamlPath) -> list[tuple[JsonValue, str, YamlPath]]:
    """What stands behind one key."""
    if shape == "one":
        return [(value, target, path)]
    if shape == "list" and isinstance(value, list):
        return [(item, target, (*path, index)) for index, item in enumerate(value)]
    if shape == "map" and isinstance(value, dict):
        return [(item, target, (*path, key)) for key, item in value.items()]
    return []
