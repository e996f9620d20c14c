"""Fragments cut at random from the schemas, with the definition that each was cut from."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from timonier.schemas import overlay
from timonier.schemas.store import Schema, Store, definition_name, required_fields

QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity"
INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"
META = "io.k8s.apimachinery.pkg.apis.meta.v1."


@dataclass(frozen=True)
class Cut:
    """A value, and what it is (each item of it, for a list)."""

    value: Any
    definition: str


def definitions(store: Store) -> list[str]:
    """What authors write: reachable from the stable kinds, with a few fields."""
    todo = [name for name in store.kinds.values() if "alpha" not in name and "beta" not in name]
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen or name.endswith(("Status", "List", "Condition")) or "ManagedFields" in name:
            continue
        seen.add(name)
        for key, schema in store.definitions[name].get("properties", {}).items():
            if key != "status":
                todo += _references(schema)
    return sorted(name for name in seen if len(store.definitions[name].get("properties", ())) > 1)


def _references(schema: Schema) -> Iterator[str]:
    for part in (schema, schema.get("items"), schema.get("additionalProperties")):
        if isinstance(part, dict) and "$ref" in part:
            yield definition_name(part["$ref"])


def cuts(store: Store, number: int, seed: int) -> list[Cut]:
    """`number` fragments: objects, lists of objects, and objects under the key that holds them."""
    chance = random.Random(seed)
    names = definitions(store)
    holders = {name: sorted(_holders(store, names, name)) for name in names}
    found: list[Cut] = []
    while len(found) < number:
        name = chance.choice(names)
        made = _Maker(store, chance)
        value = made.object(name, 0)
        shape = chance.choice(("bare", "bare", "list", "held"))
        if shape == "list":
            found.append(Cut([value, made.object(name, 0)], name))
        elif shape == "held" and holders[name]:
            owner, field, as_list = chance.choice(holders[name])
            found.append(Cut({field: [value] if as_list else value}, owner))
        elif value:
            found.append(Cut(value, name))
    return found


def _holders(store: Store, names: list[str], wanted: str) -> Iterator[tuple[str, str, bool]]:
    for name in names:
        for field, schema in store.definitions[name].get("properties", {}).items():
            if field != "status" and wanted in _references(schema):
                yield name, field, "items" in schema


class _Maker:
    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store = store
        self.chance = chance

    def object(self, name: str, depth: int) -> dict[str, Any]:
        """Some fields of a definition: the required ones, and others at random, those of its own first."""
        schema = self.store.definitions[name]
        fields = [field for field in schema.get("properties", {}) if field not in ("apiVersion", "kind", "status")]
        needed = [field for field in required_fields(name, schema) if field in fields]
        others = [field for field in fields if field not in needed]
        self.chance.shuffle(others)
        kept = [*needed, *others[: self.chance.randint(1, 3)]]
        return {field: self.value(schema["properties"][field], name, field, depth) for field in sorted(kept)}

    def value(self, schema: Schema, owner: str, field: str, depth: int) -> Any:
        allowed = [word for word in overlay.enums().get((owner, field), ()) if word]
        if "$ref" in schema:
            return self.reference(definition_name(schema["$ref"]), depth)
        kinds = schema.get("type", "string")
        kind = kinds if isinstance(kinds, str) else kinds[0]
        if kind == "array":
            return [self.value(schema["items"], owner, field, depth)]
        if kind == "object":
            inner = schema.get("additionalProperties")
            return {"cle": self.value(inner, "", "", depth)} if isinstance(inner, dict) else {}
        if allowed:
            return self.chance.choice(allowed)
        return {"integer": 1, "number": 1.5, "boolean": True}.get(kind, "texte")

    def reference(self, name: str, depth: int) -> Any:
        if name == QUANTITY:
            return "1Gi"
        if name == INT_OR_STRING:
            return 80
        schema = self.store.definitions[name]
        if "properties" not in schema:
            return self.value({**schema, "type": schema.get("type", "object")}, "", "", depth)
        return self.object(name, depth + 1) if depth < 3 else {}


def equivalent(store: Store, one: str, other: str, value: Any) -> bool:
    """Whether two definitions say the same of all that a value holds."""
    items = value if isinstance(value, list) else [value]
    return all(_same(store, store.definitions[one], store.definitions[other], item) for item in items)


def _types(schema: Schema) -> set[str]:
    """Null aside: the server takes it for an absent field everywhere."""
    kinds = schema.get("type", ())
    return {kinds} if isinstance(kinds, str) else set(kinds) - {"null"}


def _same(store: Store, one: Schema, other: Schema, value: Any) -> bool:
    one, other = store.resolve(one), store.resolve(other)
    if one is other:
        return True
    if _types(one) != _types(other):
        return False
    if isinstance(value, list):
        return all(_same(store, one.get("items", {}), other.get("items", {}), item) for item in value)
    if not isinstance(value, dict):
        return True
    if "properties" not in one or "properties" not in other:
        return one.get("additionalProperties") == other.get("additionalProperties")
    return all(
        key in one["properties"]
        and key in other["properties"]
        and _same(store, one["properties"][key], other["properties"][key], inner)
        for key, inner in value.items()
    )
