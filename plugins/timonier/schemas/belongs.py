"""Where in a kind a field that is out of place belongs.

In: the schemas, the kind's definition, the path of the object that holds the field, the field. Out: the nearest
place that has such a field, as a path with `[]` for « each item ».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timonier.core.diagnostic import YamlPath
from timonier.schemas.store import Schema, Store, required_fields
from timonier.schemas.words import path_text

_DEEPEST = 5
_DEEPEST_SIDEWAYS = 1


@dataclass(frozen=True, slots=True)
class _Node:
    """An object's schema and its path in the kind."""

    path: str
    schema: Schema
    required: bool = True


def belongs(store: Store, root: str, path: YamlPath, field: str) -> str | None:
    """`spec.template.spec.containers[]` for an `image` in `spec`; None when no near object has the field."""
    ancestors = list(_ancestors(store, root, path))
    if not ancestors:
        return None
    found = _below(store, ancestors[-1], field, _DEEPEST)
    for distance, ancestor in enumerate(reversed(ancestors[:-1]), start=1):
        here = (distance, ancestor.path) if field in ancestor.schema.get("properties", ()) else None
        beside = _below(store, ancestor, field, _DEEPEST_SIDEWAYS)
        for candidate in (here, beside and (distance + beside[0], beside[1])):
            if candidate is not None and (found is None or candidate[0] < found[0]):
                found = candidate
    return None if found is None else found[1]


def _ancestors(store: Store, root: str, path: YamlPath) -> Iterator[_Node]:
    """The objects from the kind itself down to `path`."""
    schema = store.definitions[root]
    yield _Node("", schema)
    for index, step in enumerate(path):
        inner = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
        if inner is None:
            return
        schema = store.resolve(inner)
        if "properties" in schema:
            yield _Node(path_text(path[: index + 1]), schema)


def _below(store: Store, start: _Node, field: str, depth: int) -> tuple[int, str] | None:
    """Distance and path of the nearest object under `start` with the field: breadth first, required ones first."""
    level, seen = [start], {id(start.schema)}
    for distance in range(1, depth + 1):
        level = [child for node in level for child in _children(store, node) if id(child.schema) not in seen]
        level.sort(key=lambda child: not child.required)
        seen.update(id(child.schema) for child in level)
        for child in level:
            if field in child.schema["properties"]:
                return distance, child.path
    return None


def _children(store: Store, node: _Node) -> Iterator[_Node]:
    required = required_fields("", node.schema)
    for name, schema in node.schema.get("properties", {}).items():
        inner = store.resolve(schema)
        suffix = "[]" if "items" in inner else ""
        inner = store.resolve(inner.get("items", inner))
        if "properties" in inner and (node.path or name != "status"):
            yield _Node(f"{node.path}.{name}{suffix}".removeprefix("."), inner, name in required)
