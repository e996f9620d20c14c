"""The Kubernetes schemas of one version, from the data of the kubernetes-validate package.

In: a version (« 1.37 »). Out: a `Store`: definitions by name, names by (apiVersion, kind), compiled validators.
Only the package's files are read: its code, and the jsonschema library behind it, are slow to import.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Final, TypeAlias

import jsonschema_rs

from timonier.schemas import overlay
from timonier.schemas.formats import QUANTITY
from timonier.schemas.lenient import NOT_REQUIRED
from timonier.schemas.versions import folders, nearest

Schema: TypeAlias = dict[str, Any]

_QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity"
_INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"
_SCALARS: Final[Mapping[str, tuple[str, ...]]] = {
    _QUANTITY: ("string", "number"),
    _INT_OR_STRING: ("string", "integer"),
}
"""The package writes these two as a `oneOf` in which null matches twice."""
_RANGES: Final = {"int32": (-(1 << 31), (1 << 31) - 1), "int64": (-(1 << 63), (1 << 63) - 1)}


@cache
def load(version: str) -> Store:
    """The schemas of a version, or those that stand for it. Raises `UsageError` when there are none."""
    known = nearest(version)
    if known != version:
        return load(known)
    data = json.loads((folders()[known] / "_definitions.json").read_bytes())
    return Store(known, data["$defs"])


class Store:
    """The schemas of one version, as the package gives them and as the server applies them."""

    def __init__(self, version: str, definitions: Mapping[str, Schema]) -> None:
        self.version = version
        self.definitions = definitions
        self._compiled: dict[str, jsonschema_rs.Validator] = {}

    @cached_property
    def kinds(self) -> Mapping[tuple[str, str], str]:
        """Definition name of each (apiVersion, kind) that has objects of its own."""
        found = {}
        for name, definition in self.definitions.items():
            for gvk in definition.get("x-kubernetes-group-version-kind", ()):
                if "apiVersion" in definition.get("properties", ()) and not name.startswith("io.k8s.apimachinery."):
                    group = f"{gvk['group']}/" if gvk["group"] else ""
                    found[group + gvk["version"], gvk["kind"]] = name
        return found

    @cached_property
    def groups(self) -> Mapping[str, frozenset[str]]:
        """The apiVersions of each API group."""
        found: dict[str, frozenset[str]] = {}
        for api_version, _ in self.kinds:
            group = api_version.rpartition("/")[0]
            found[group] = found.get(group, frozenset()) | {api_version}
        return found

    def resolve(self, schema: Schema) -> Schema:
        """The definition behind a reference, or the schema itself."""
        reference = schema.get("$ref")
        return schema if reference is None else self.definitions[definition_name(reference)]

    def validator(self, name: str) -> jsonschema_rs.Validator:
        """What checks a value against a definition, compiled once."""
        if name not in self._compiled:
            root: Schema = {"$ref": f"#/$defs/{name}", "$defs": self._closure(name)}
            self._compiled[name] = jsonschema_rs.validator_for(root)
        return self._compiled[name]

    def _closure(self, name: str) -> dict[str, Schema]:
        """`name` and every definition that it reaches, as the server applies them."""
        found: dict[str, Schema] = {}
        todo = [name]
        while todo:
            current = todo.pop()
            if current not in found:
                found[current] = self._applied(self.definitions[current], True, current, todo)
        return found

    def _applied(self, schema: Schema, nullable: bool, owner: str, todo: list[str]) -> Schema:
        """One schema with the server's reading of null, of numbers and of what is required.

        The server takes null for an absent field, so null is allowed wherever a field may be absent.
        """
        if "$ref" in schema:
            return self._reference(definition_name(schema["$ref"]), nullable, todo)
        applied: Schema = {key: schema[key] for key in ("enum", "additionalProperties") if key in schema}
        if "type" in schema:
            applied["type"] = _types(schema, nullable)
        if schema.get("format") in _RANGES:
            applied["minimum"], applied["maximum"] = _RANGES[schema["format"]]
        required = required_fields(owner, schema)
        if required:
            applied["required"] = list(required)
        if "properties" in schema:
            applied["properties"] = {
                key: _overlaid(self._applied(value, key not in required, "", todo), owner, key, key not in required)
                for key, value in schema["properties"].items()
            }
        if "items" in schema:
            applied["items"] = self._applied(schema["items"], not self._required_of(schema["items"]), "", todo)
        if isinstance(schema.get("additionalProperties"), dict):
            applied["additionalProperties"] = self._applied(schema["additionalProperties"], True, "", todo)
        return applied

    def _required_of(self, schema: Schema) -> tuple[str, ...]:
        name = definition_name(schema.get("$ref", ""))
        return required_fields(name, self.definitions[name]) if name in self.definitions else ()

    def _reference(self, name: str, nullable: bool, todo: list[str]) -> Schema:
        null = ["null"] if nullable else []
        if name in _SCALARS:
            text = overlay.text_keywords(QUANTITY, False) if name == _QUANTITY else {}
            return {"type": [*_SCALARS[name], *null], **text}
        todo.append(name)
        reference: Schema = {"$ref": f"#/$defs/{name}"}
        target = self.definitions[name]
        return reference if nullable or "type" not in target else {**reference, "type": _types(target, False)}


def definition_name(reference: str) -> str:
    """The last part of a JSON reference."""
    return reference.rpartition("/")[2]


def required_fields(owner: str, schema: Schema) -> tuple[str, ...]:
    """What the server refuses to do without: neither all that the schema lists, nor only that."""
    listed = (field for field in schema.get("required", ()) if (owner, field) not in NOT_REQUIRED)
    return tuple(dict.fromkeys((*listed, *overlay.REQUIRED.get(owner, ()))))


def _overlaid(schema: Schema, owner: str, field: str, optional: bool) -> Schema:
    """The schema of a field with what the server's validation adds; an enum bears on the items of a list."""
    extra = overlay.keywords(owner, field, optional)
    if "items" in schema and "enum" in extra:
        schema["items"] = {**schema["items"], "enum": extra.pop("enum")}
    values = overlay.MAPS.get((owner, field), (None, None))[1]
    if values is not None:
        schema["additionalProperties"] |= overlay.text_keywords(values, True)
    return {**schema, **extra}


def _types(schema: Schema, nullable: bool) -> list[str]:
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return [name for name in types if name != "null"] + (["null"] if nullable else [])
