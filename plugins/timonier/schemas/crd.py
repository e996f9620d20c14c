"""A CustomResourceDefinition as schemas for its resources.

In: the value of a CustomResourceDefinition, as it was read. Out: one `CustomKind` a served version, and what the
server would not compile (K8S803). The schemas are those of the definition with the server's reading made explicit:
unknown fields are refused where they would be pruned, a field with a default need not be there, `x-kubernetes-*`
marks become keywords. CEL rules (`x-kubernetes-validations`) are left out.

Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import jsonschema_rs

from timonier.core.diagnostic import Finding, YamlPath
from timonier.core.yamldoc import JsonValue
from timonier.schemas.store import Schema
from timonier.schemas.words import quoted

API: Final = "apiextensions.k8s.io/v1 CustomResourceDefinition"
MAP_KEYS: Final = "x-kubernetes-list-map-keys"
_METADATA: Final[Schema] = {"$ref": "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}
_TEXT: Final[Schema] = {"type": "string"}
_COPIED: Final = (
    *("enum", "pattern", "format", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
    *("minimum", "maximum", "multipleOf", "minProperties", "maxProperties", "required"),
)
_COUNTS: Final = frozenset({"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"})
_TYPES: Final = ("array", "boolean", "integer", "number", "object", "string")
_DEEPEST: Final = 100
_CLASS_DASH: Final = r"(\\[dDsSwW])-"


@dataclass(frozen=True, slots=True)
class CustomKind:
    """One served version of a custom resource."""

    api_version: str
    kind: str
    schema: Schema


@dataclass(frozen=True, slots=True)
class Definition:
    """What a CustomResourceDefinition gives: its kinds, and what is wrong in its schemas."""

    kinds: tuple[CustomKind, ...]
    findings: tuple[Finding, ...]


def read(value: JsonValue) -> Definition:
    """The kinds of a CustomResourceDefinition. What has the wrong shape is left out: its own schema says so."""
    spec = _mapping(_mapping(value).get("spec"))
    group, kind = spec.get("group"), _mapping(spec.get("names")).get("kind")
    kinds, findings = [], []
    for index, version in enumerate(_sequence(spec.get("versions"))):
        schema = _mapping(_mapping(version).get("schema")).get("openAPIV3Schema")
        name = _mapping(version).get("name")
        if isinstance(schema, dict):
            reader = _Reader()
            converted = reader.root(schema, ("spec", "versions", index, "schema", "openAPIV3Schema"))
            findings += reader.findings
            if isinstance(group, str) and isinstance(kind, str) and _mapping(version).get("served") is not False:
                kinds.append(CustomKind(f"{group}/{name}", kind, converted))
    return Definition(tuple(kinds), tuple(findings))


def usable_pattern(pattern: str) -> str | None:
    """A Go regular expression as our engine takes it, which follows RE2 too; None when it does not compile."""
    ours = re.sub(_CLASS_DASH, r"\1\\-", pattern)
    try:
        jsonschema_rs.validator_for({"pattern": ours}, pattern_options=jsonschema_rs.RegexOptions())
    except jsonschema_rs.ValidationError:
        return None
    return ours


class _Reader:
    """Turns one openAPIV3Schema into JSON Schema, noting what is wrong in it."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def root(self, schema: dict[str, JsonValue], path: YamlPath) -> Schema:
        """The schema of the object itself, whose apiVersion, kind and metadata the server adds."""
        found = self._read(schema, path, 0)
        named = _mapping(found.get("properties", {}).get("metadata")).get("properties", {}).get("name")
        metadata = {"allOf": [_METADATA, {"properties": {"name": named}}]} if named else _METADATA
        own = {"apiVersion": _TEXT, "kind": _TEXT, "metadata": metadata}
        found["properties"] = {**found.get("properties", {}), **own}
        return found

    def _read(self, value: JsonValue, path: YamlPath, depth: int, *, whole: bool = True) -> Schema:
        """One schema; `whole` is false within anyOf and its like, which say nothing of unknown fields."""
        if not isinstance(value, dict) or self._refused(value, path, depth):
            return {}
        schema: dict[str, Any] = value
        found: Schema = {key: schema[key] for key in _COPIED if _fits(key, schema.get(key))}
        self._scalar(schema, found, path)
        found.update(self._inner(schema, path, depth, whole))
        if whole and found.get("type") in ("object", ["object", "null"]):
            self._close(schema, found)
        return found

    def _refused(self, schema: dict[str, JsonValue], path: YamlPath, depth: int) -> bool:
        if "$ref" in schema:
            hint = "écrivez le schéma en entier à cette place : Kubernetes n’accepte pas de renvoi."
            self.findings.append(
                Finding("K8S803", "« $ref » est interdit dans le schéma", (*path, "$ref"), "key", hint)
            )
            return True
        if depth > _DEEPEST:
            message = f"le schéma dépasse {_DEEPEST} niveaux : la suite n’est pas vérifiée"
            self.findings.append(Finding("K8S803", message, path, hint="simplifiez ce schéma."))
            return True
        return False

    def _scalar(self, schema: dict[str, Any], found: Schema, path: YamlPath) -> None:
        """Types, exclusive limits, patterns, and what a list says of its items."""
        if schema.get("x-kubernetes-int-or-string") is True:
            found["type"] = ["integer", "string"]
        elif schema.get("type") in _TYPES:
            found["type"] = schema["type"]
        elif isinstance(schema.get("type"), str) and schema["type"]:
            message = f"le type {quoted(schema['type'])} n’existe pas dans un schéma"
            self.findings.append(Finding("K8S803", message, (*path, "type"), hint=f"types : {', '.join(_TYPES)}."))
        if schema.get("nullable") is True and isinstance(found.get("type"), str):
            found["type"] = [found["type"], "null"]
        for plain, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if schema.get(exclusive) is True and plain in found:
                found[exclusive] = found.pop(plain)
        if "pattern" in found:
            self._pattern(found, path)
        if "required" in found:
            found["required"] = list(dict.fromkeys(found["required"]))
        if schema.get("x-kubernetes-list-type") == "set":
            found["uniqueItems"] = True
        keys = schema.get(MAP_KEYS)
        if schema.get("x-kubernetes-list-type") == "map" and isinstance(keys, list):
            found[MAP_KEYS] = [key for key in keys if isinstance(key, str)]

    def _pattern(self, found: Schema, path: YamlPath) -> None:
        usable = usable_pattern(found["pattern"])
        if usable is None:
            message = f"le motif {quoted(found.pop('pattern'))} n’est pas une expression régulière de Go"
            hint = "corrigez-le (syntaxe RE2 : ni (?=…) ni \\1) ; ce champ n’est pas vérifié d’ici là."
            self.findings.append(Finding("K8S803", message, (*path, "pattern"), hint=hint))
        else:
            found["pattern"] = usable

    def _inner(self, schema: dict[str, Any], path: YamlPath, depth: int, whole: bool) -> Iterator[tuple[str, Any]]:
        """The keywords that hold schemas: in a mapping, in a list, or themselves."""
        if "properties" in schema:
            named = _mapping(schema["properties"]).items()
            here = (*path, "properties")
            yield "properties", {str(k): self._read(v, (*here, k), depth + 1, whole=whole) for k, v in named}
        for key in ("additionalProperties", "items", "not"):
            value = schema.get(key)
            if isinstance(value, bool) and key == "additionalProperties":
                yield key, value
            elif key in schema:
                yield key, self._read(value, (*path, key), depth + 1, whole=whole and key != "not")
        for key in ("allOf", "anyOf", "oneOf"):
            if _sequence(schema.get(key)) and schema.get("x-kubernetes-int-or-string") is not True:
                parts = enumerate(schema[key])
                yield key, [self._read(part, (*path, key, i), depth + 1, whole=False) for i, part in parts]

    @staticmethod
    def _close(schema: dict[str, Any], found: Schema) -> None:
        """Refuse unknown fields where the server would prune them; ask for no field that has a default."""
        properties: dict[str, Schema] = found.setdefault("properties", {})
        if schema.get("x-kubernetes-embedded-resource") is True:
            found["properties"] = {**properties, "apiVersion": _TEXT, "kind": _TEXT, "metadata": _METADATA}
            found["required"] = [*dict.fromkeys([*found.get("required", ()), "apiVersion", "kind"])]
        given = {name for name, inner in _mapping(schema.get("properties")).items() if "default" in _mapping(inner)}
        if "required" in found:
            found["required"] = [field for field in found["required"] if field not in given]
        if schema.get("x-kubernetes-preserve-unknown-fields") is not True:
            found.setdefault("additionalProperties", False)


class MapKeys:
    """`x-kubernetes-list-map-keys` as a keyword of the validating library: two items may not have the same keys."""

    def __init__(self, _parent: Schema, keys: list[str], _path: list[str | int]) -> None:
        self._keys = keys

    def validate(self, instance: Any) -> None:
        """Raises `ValueError`, whose text names the second item and the values."""
        seen: set[str] = set()
        for index, item in enumerate(instance if isinstance(instance, list) else ()):
            values = [item.get(key) if isinstance(item, dict) else None for key in self._keys]
            if None not in values and repr(values) in seen:
                raise ValueError(f"{index} {', '.join(map(str, values))}")
            seen.add(repr(values))


def _fits(key: str, value: Any) -> bool:
    """Whether a keyword has a value of its type: what has not is said of the definition itself."""
    if key in ("enum", "required"):
        return isinstance(value, list) and (key == "enum" or all(isinstance(field, str) for field in value))
    if key in ("pattern", "format"):
        return isinstance(value, str)
    if key in ("minimum", "maximum", *_COUNTS, "multipleOf"):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if key in _COUNTS:
            return isinstance(value, int) and is_number and value >= 0
        return is_number and (key != "multipleOf" or value > 0)
    return value is True


def _mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
