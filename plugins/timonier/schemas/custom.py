"""Which schema fits a custom resource: those that the package carries, and those of the user's definitions.

In: (apiVersion, kind) and a Kubernetes version. Out: a `CustomStore` and the name of a definition in it. The data
in `data/crds/` is made by `scripts/refresh/crds.py`; a family's file is read when one of its kinds is met.
"""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final

import jsonschema_rs

from timonier.schemas import store as stores
from timonier.schemas.crd import MAP_KEYS, CustomKind, MapKeys
from timonier.schemas.crd_formats import FORMATS
from timonier.schemas.lenient import NOT_REQUIRED
from timonier.schemas.store import Schema, Store, definition_name

_SCALARS: Final[Mapping[str, tuple[str, ...]]] = {
    "io.k8s.apimachinery.pkg.api.resource.Quantity": ("string", "number"),
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": ("string", "integer"),
}
_COPIED: Final = (
    *("pattern", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minimum", "maximum"),
    *("exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minProperties", "maxProperties", "required", MAP_KEYS),
)
_GROUPS: Final = ("allOf", "anyOf", "oneOf")


class CustomStore(Store):
    """Schemas of custom resources, with the Kubernetes types that they use.

    Those are taken as their schemas are: the server validates a custom resource with its schema alone, and it
    sees neither enums nor names nor quantities of a Pod template there.
    """

    def __init__(self, core: Store, definitions: Mapping[str, Schema]) -> None:
        super().__init__(core.version, ChainMap(dict(definitions), dict(core.definitions)))
        self._roots: dict[str, Schema] = {}

    def resolve(self, schema: Schema) -> Schema:
        """The definition behind a reference, free when this version of Kubernetes has no such type."""
        reference = schema.get("$ref")
        return schema if reference is None else self.definitions.get(definition_name(reference), {})

    def validator(self, name: str) -> jsonschema_rs.Validator:
        """What checks a value against a definition, compiled once."""
        if name not in self._compiled:
            self._roots[name] = {"$ref": f"#/$defs/{name}", "$defs": self._closure(name)}
            self._compiled[name] = jsonschema_rs.validator_for(
                self._roots[name],
                pattern_options=jsonschema_rs.RegexOptions(),
                validate_formats=True,
                formats={name: checked.check for name, checked in FORMATS.items()},
                keywords={MAP_KEYS: MapKeys},
            )
        return self._compiled[name]

    def keyword_parent(self, name: str, path: Iterable[str | int]) -> Schema:
        """The schema whose keyword failed, from the path of that keyword."""
        found: Any = self._roots[name]
        for step in list(path)[:-1]:
            found = found[step]
        parent: Schema = found
        return parent

    def _applied(self, schema: Schema, nullable: bool, owner: str, todo: list[str]) -> Schema:
        """One schema with the server's reading of null: a field that may be absent may be null."""
        if "$ref" in schema:
            return self._reference(definition_name(schema["$ref"]), nullable, todo)
        applied: Schema = {key: schema[key] for key in _COPIED if key in schema}
        if schema.get("format") in FORMATS:
            applied["format"] = schema["format"]
        if "type" in schema:
            types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            applied["type"] = [*types, "null"] if nullable and "null" not in types else types
        if "enum" in schema:
            applied["enum"] = [*schema["enum"], None] if nullable else schema["enum"]
        if "properties" in schema:
            needed = [field for field in schema.get("required", ()) if (owner, field) not in NOT_REQUIRED]
            applied["required"] = needed
            applied["properties"] = {
                key: self._applied(inner, key not in needed, "", todo)
                for key, inner in schema["properties"].items()
            }
        self._apply_inner(schema, applied, nullable, todo)
        return applied

    def _apply_inner(self, schema: Schema, applied: Schema, nullable: bool, todo: list[str]) -> None:
        if "items" in schema:
            applied["items"] = self._applied(schema["items"], False, "", todo)
        values = schema.get("additionalProperties")
        if values is not None:
            applied["additionalProperties"] = (
                self._applied(values, True, "", todo) if isinstance(values, dict) else values
            )
        if "not" in schema:
            applied["not"] = self._applied(schema["not"], False, "", todo)
        for group in _GROUPS:
            if group in schema:
                applied[group] = [self._applied(part, nullable, "", todo) for part in schema[group]]

    def _reference(self, name: str, nullable: bool, todo: list[str]) -> Schema:
        null = ["null"] if nullable else []
        if name in _SCALARS:
            return {"type": [*_SCALARS[name], *null]}
        if name not in self.definitions:
            return {}
        todo.append(name)
        reference: Schema = {"$ref": f"#/$defs/{name}"}
        types = self.definitions[name].get("type")
        return reference if nullable or types is None else {**reference, "type": types}


class Catalogue:
    """Custom resources that can be checked: those carried, and `kinds`, which win over them."""

    def __init__(self, kinds: Iterable[CustomKind] = ()) -> None:
        self._own = {(kind.api_version, kind.kind): kind for kind in kinds}
        self._stores: dict[str, CustomStore] = {}

    def find(self, api_version: str, kind: str, version: str) -> tuple[CustomStore, str] | None:
        """The schemas that hold a kind and its definition there; None for a kind of nobody we know."""
        if (api_version, kind) in self._own:
            return self._own_store(version), _name(api_version, kind)
        carried = _index().get(api_version, {}).get(kind)
        return None if carried is None else (_family(carried[0], version), carried[1])

    def served(self) -> Mapping[str, frozenset[str]]:
        """The kinds of each apiVersion."""
        found = {api_version: frozenset(kinds) for api_version, kinds in _index().items()}
        for api_version, kind in self._own:
            found[api_version] = found.get(api_version, frozenset()) | {kind}
        return found

    def _own_store(self, version: str) -> CustomStore:
        if version not in self._stores:
            definitions = {_name(*key): kind.schema for key, kind in self._own.items()}
            self._stores[version] = CustomStore(stores.load(version), definitions)
        return self._stores[version]


CARRIED: Final = Catalogue()
"""Without definitions of the user."""


def _name(api_version: str, kind: str) -> str:
    """A definition's name, which stands in a JSON pointer."""
    return f"{api_version.replace('/', '.')}.{kind}"


def _data(name: str) -> Traversable:
    return resources.files("timonier.schemas").joinpath(f"data/crds/{name}.json")


@cache
def _index() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    found: Mapping[str, Mapping[str, tuple[str, str]]] = json.loads(_data("index").read_bytes())
    return found


@cache
def _family(name: str, version: str) -> CustomStore:
    definitions = json.loads(_data(name).read_bytes())["definitions"]
    return CustomStore(stores.load(version), definitions)
