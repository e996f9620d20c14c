"""How well a definition fits a value without a type: keys that it knows, at every depth, against what it refuses.

In: the schemas of a version, a definition's name and objects. Out: a `Fit`. Work is bounded whatever the value.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from timonier.core.holes import is_hole
from timonier.core.yamldoc import JsonValue
from timonier.schemas import overlay
from timonier.schemas.store import Schema, Store, definition_name, required_fields
from timonier.schemas.suggest import nearest
from timonier.schemas.taught import TAUGHT

UNTAUGHT: Final = 1000
"""The rank of the first definition that courses do not show."""
_MOST_STEPS: Final = 3000
"""Values looked at for one candidate: more tell nothing new of what a fragment is."""
_MOST_TRIED: Final = 400
_MOST_LOOKUPS: Final = 20
"""Unknown keys whose likely meaning is looked for, a few milliseconds each."""
_TYPO: Final = 0.5
_RARE: Final = 12
_SCALARS: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
_FREE: Final = ("io.k8s.apimachinery.pkg.api.resource.Quantity", "io.k8s.apimachinery.pkg.util.intstr.IntOrString")
_INTERNAL: Final = ".apiserverinternal."
"""Written by the server alone, with a spec that takes anything."""
_INNER: Final = ("Status", "List", "Condition")


@dataclass(frozen=True, slots=True)
class Fit:
    """How much of a value a definition knows, and how much of it it refuses."""

    known: float
    refused: float

    @property
    def score(self) -> float:
        """What is refused weighs more: a definition that takes anything knows nothing."""
        return self.known - 2 * self.refused


def rank_of(definition: str) -> tuple[int, str]:
    """The commonly taught first; then stable versions, then the young, then what only the server writes."""
    short = definition.removeprefix("io.k8s.api.")
    place = TAUGHT.get(short, TAUGHT.get(".".join(definition.split(".")[-3:])))
    if place is not None:
        return place, definition
    asked = short.startswith(("authorization.", "authentication."))
    young = "alpha" in short or "beta" in short
    return UNTAUGHT * (
        1 + young + 2 * asked + 2 * short.endswith(_INNER) + 2 * ("apimachinery" in short)
    ), definition


class Index:
    """Which definitions have a key, for one version."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.holders: dict[str, list[str]] = {}
        for name in sorted((name for name in store.definitions if _INTERNAL not in name), key=rank_of):
            for key in store.definitions[name].get("properties", ()):
                self.holders.setdefault(key, []).append(name)
        self._meant: dict[str, str | None] = {}
        self._lookups = 0

    def fit(self, objects: Sequence[Mapping[str, JsonValue]], name: str) -> Fit:
        """How well the definition `name` fits all of `objects`."""
        return _Measure(self).fit_all(objects, name)

    def meant(self, key: str, fields: Container[str]) -> str | None:
        """The field among `fields` that a key probably is, misspelled: a field of others is none."""
        if key in self.holders or "_" in key or not 3 < len(key) < 64:
            return None
        if key not in self._meant:
            if not self._lookups:
                return None
            self._lookups -= 1
            self._meant[key] = nearest(key, self.holders)
        meant = self._meant[key]
        return meant if meant is not None and meant in fields else None

    def lacks(self, name: str, value: Mapping[str, JsonValue]) -> bool:
        """Whether a small definition, which nobody cuts, lacks a field that it needs."""
        schema = self.store.definitions[name]
        needed = required_fields(name, schema)
        small = all("$ref" not in field for field in schema.get("properties", {}).values())
        return small and not all(field in value for field in needed)

    def weight(self, key: str) -> int:
        """How much a key tells: « mountPath » is Kubernetes, « name » and « ports » are anybody's."""
        return 2 if key != key.lower() and len(self.holders.get(key, ())) <= _RARE else 1

    def candidates(self, keys: Iterable[str]) -> list[str]:
        """The definitions that have most of the keys. What an unknown key may mean is looked for anew."""
        self._lookups = _MOST_LOOKUPS
        counts: dict[str, int] = {}
        for key in keys:
            for name in self.holders.get(self.meant(key, self.holders) or key, ()):
                counts[name] = counts.get(name, 0) + 1
        most = max(counts.values(), default=0)
        return [name for name, count in counts.items() if count == most][:_MOST_TRIED]


class _Measure:
    """One comparison of a value with a definition."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._store = index.store
        self._known = 0.0
        self._refused = 0.0
        self._steps = 0

    def fit_all(self, objects: Sequence[Mapping[str, JsonValue]], name: str) -> Fit:
        """The fit of all of a list's objects."""
        for item in objects:
            self._object(item, self._store.definitions[name], name)
            self._refused += _TYPO / 2 * self._index.lacks(name, item)
        return Fit(self._known, self._refused)

    def _value(self, value: JsonValue, schema: Schema, owner: str, field: str) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS or value is None or (isinstance(value, str) and is_hole(value)):
            return
        name = definition_name(schema.get("$ref", ""))
        if name in _FREE:
            self._refused += isinstance(value, dict | list | bool)
            return
        if name:
            schema, owner, field = self._store.definitions[name], name, ""
        if isinstance(value, dict):
            self._object(value, schema, owner)
        elif isinstance(value, list):
            self._list(value, schema, owner, field)
        else:
            self._scalar(value, schema, (owner, field))

    def _object(self, value: Mapping[str, JsonValue], schema: Schema, owner: str) -> None:
        fields = schema.get("properties")
        if fields is None:
            self._map(value, schema)
            return
        for key, inner in islice(value.items(), _MOST_STEPS):
            real = key if key in fields else self._index.meant(key, fields)
            if real is None:
                self._refused += not is_hole(key)
                continue
            self._known += self._index.weight(real)
            self._refused += 0 if real == key else _TYPO
            self._value(inner, fields[real], owner, real)

    def _map(self, value: Mapping[str, JsonValue], schema: Schema) -> None:
        values = schema.get("additionalProperties")
        if isinstance(values, dict):
            for inner in value.values():
                self._value(inner, values, "", "")
        elif "object" not in _types(schema) and _types(schema):
            self._refused += 1

    def _list(self, value: list[JsonValue], schema: Schema, owner: str, field: str) -> None:
        if "items" in schema:
            for item in value:
                self._value(item, schema["items"], owner, field)
        elif _types(schema):
            self._refused += 1

    def _scalar(self, value: JsonValue, schema: Schema, field: tuple[str, str]) -> None:
        types = _types(schema)
        if not types:
            return
        if not set(types) & _SCALARS.keys():
            self._refused += 1
        elif not _fits(value, types):
            self._refused += _TYPO
        elif field in overlay.enums():
            allowed = value in overlay.enums()[field]
            self._known += allowed * _TYPO
            self._refused += (not allowed) * _TYPO


def _types(schema: Schema) -> tuple[str, ...]:
    types = schema.get("type", ())
    return (types,) if isinstance(types, str) else tuple(name for name in types if name != "null")


def _fits(value: JsonValue, types: Iterable[str]) -> bool:
    """Whether a scalar has one of the types; a boolean is no number."""
    return any(
        isinstance(value, _SCALARS[name]) and (name == "boolean" or not isinstance(value, bool))
        for name in types
        if name in _SCALARS
    )
