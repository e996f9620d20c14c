"""JSON Schemas out of kubernetes-models packages: names of fields from their `.d.ts`, the rest from the validators.

In: unpacked packages. Out: a `Family` each, whose definitions are objects: the rest stands where it is used.
Schemas are strict: an object whose fields are declared takes no other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import declarations
import validators
from declarations import Choice, Fields, Items, Literal, Module, Name, Type
from validators import Function, Validator

Schema = dict[str, Any]

_SCHEMA_FILE = re.compile(r'_schemas/(\w+)(?:\.js)?"')
_REFERENCE = re.compile(r'"#/\$defs/([^"]+)"')
_FREE: Mapping[str, Schema] = {
    "IoK8sApimachineryPkgRuntimeRawExtension": {"type": "object"},
    "IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSON": {},
}
"""Types that hold anything (`x-kubernetes-preserve-unknown-fields`)."""
_FORMATS = ("byte", "date-time")
"""Those that the API server enforces; the ranges of int32 and int64 are not in a custom resource (kube-openapi)."""


@dataclass(frozen=True, slots=True)
class _Source:
    """One named schema: its validator, its declaration, and the package of both."""

    package: str
    validator: Validator
    module: Module
    short: str

    @property
    def type(self) -> Type:
        return self.module.declarations[self.short].type


@dataclass(frozen=True, slots=True)
class Family:
    """The schemas of one package: definition names by apiVersion and kind, and all definitions that they reach."""

    kinds: Mapping[str, Mapping[str, str]]
    definitions: Mapping[str, Schema]


class Models:
    """The packages, which name types of one another.

    `core` maps schema names to Kubernetes definitions; `core_enums` are the enums of Kubernetes' own types.
    """

    def __init__(self, core: Mapping[str, str], core_enums: Collection[frozenset[str]]) -> None:
        self.core = core
        self.core_enums = core_enums
        self.definitions: dict[str, Schema] = {}
        self._sources: dict[str, _Source] = {}

    def add(self, folder: Path) -> None:
        """Read an unpacked package. Raises `ValueError` for a validator without a declaration."""
        for file in sorted(folder.rglob("*.d.ts")):
            if "_schemas" not in file.parts and file.name != "index.d.ts":
                self._add(declarations.parse(file.read_text(encoding="utf-8")), file, folder)
        for file in sorted((folder / "_schemas").glob("*.js")):
            if file.stem not in self._sources:
                raise ValueError(f"{file.stem}: a validator without a declaration")

    def _add(self, module: Module, file: Path, folder: Path) -> None:
        """A declaration names its validator in its long name, or the code beside it does."""
        checked = folder / "_schemas"
        exported = {
            long[1:]: short for long, short in module.exported.items() if (checked / f"{long[1:]}.js").is_file()
        }
        if not exported:
            code = file.with_name(file.name.replace(".d.ts", ".js")).read_text(encoding="utf-8")
            exported = {name: "I" + file.name.removesuffix(".d.ts") for name in _SCHEMA_FILE.findall(code)}
        for name, short in exported.items():
            text = (checked / f"{name}.js").read_text(encoding="utf-8")
            self._sources[name] = _Source(folder.name, validators.read(text), module, short)

    def family(self, package: str) -> Family:
        """The kinds of one of the packages, by its folder's name."""
        found: dict[str, dict[str, str]] = {}
        for name, source in sorted(self._sources.items()):
            fields = source.type
            if source.package == package and source.module.is_kind and isinstance(fields, Fields):
                api_version, kind = fields.types.get("apiVersion"), fields.types.get("kind")
                if isinstance(api_version, Literal) and isinstance(kind, Literal):
                    found.setdefault(api_version.value, {})[kind.value] = name
        reached = self._reached(name for kinds in found.values() for name in kinds.values())
        return _without_doubles(Family(found, reached))

    def _reached(self, names: Iterable[str]) -> dict[str, Schema]:
        found: dict[str, Schema] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found and name in self._sources:
                found[name] = self.definition(name)
                waiting += _REFERENCE.findall(json.dumps(found[name]))
        return dict(sorted(found.items()))

    def reference(self, name: str) -> Schema:
        """The schema for a type by its name: a reference for an object, a copy for the rest."""
        if name in _FREE:
            return dict(_FREE[name])
        if name in self.core:
            return {"$ref": f"#/$defs/{self.core[name]}"}
        schema = self.definition(name)
        return {"$ref": f"#/$defs/{name}"} if "properties" in schema else schema

    def definition(self, name: str) -> Schema:
        """The schema of a type, built once."""
        if name not in self.definitions:
            self.definitions[name] = {"properties": {}}  # what a type that holds itself finds of itself
            source = self._sources[name]
            schema = _Builder(self, source, name).schema(source.validator.root, source.type)
            self.definitions[name] = schema if source.module.is_kind else _embedded(schema)
        return self.definitions[name]


@dataclass(frozen=True, slots=True)
class _Builder:
    """Walks a validator and its declaration together."""

    models: Models
    source: _Source
    name: str

    def schema(self, called: str, shape: Type | None) -> Schema:
        """The schema that the function `called` checks."""
        if called in self.source.validator.imported:
            return self.models.reference(self.source.validator.imported[called])
        function = self.source.validator.functions[called]
        if len(function.whole) == 1 and function == Function(whole=function.whole):
            return self.schema(function.whole[0], shape)
        inherited = [self._inherited(part, shape) for part in function.whole]
        found = self._own(function, shape)
        for part in inherited:
            self._inherit(found, part)
        if "properties" in found and "additionalProperties" not in found:
            found["additionalProperties"] = False
        return found

    def _inherited(self, called: str, shape: Type | None) -> Schema:
        """A part of an `extends`, whole."""
        schema = self.schema(called, shape)
        reference = schema.get("$ref", "").rpartition("/")[2]
        return self.models.definitions.get(reference, schema)

    @staticmethod
    def _inherit(found: Schema, part: Schema) -> None:
        if set(part) <= {"oneOf", "anyOf", "not"}:
            found.setdefault("allOf", []).append(part)
            return
        for keyword, value in part.items():
            if keyword == "properties":
                found[keyword] = value | found.get(keyword, {})
            elif keyword == "required":
                found[keyword] = sorted({*value, *found.get(keyword, ())})
            else:
                found.setdefault(keyword, value)

    def _own(self, function: Function, shape: Type | None) -> Schema:
        found = {key: value for key, value in function.keywords.items() if self._keeps(key, value)}
        if function.required:
            found["required"] = sorted(function.required)
        for keyword, branches in function.branches:
            schemas = [self.schema(branch, None) for branch in branches]
            found[keyword] = schemas[0] if keyword == "not" else schemas
        if function.items:
            found["items"] = self.schema(function.items, _items_of(shape))
        if function.values:
            found["additionalProperties"] = self.schema(function.values, None)
        fields = _fields_of(shape)
        if isinstance(shape, Fields) and not function.whole:
            self._agree(function, shape)
        if fields is not None and fields.types:
            found["properties"] = self._properties(function, fields)
        elif function.properties:
            found["properties"] = {key: self.schema(call, None) for key, call in function.properties.items()}
        return found

    def _keeps(self, keyword: str, value: Any) -> bool:
        """Whether the API server checks this: not the enums that came along with a core type used directly."""
        if keyword == "enum":
            return frozenset(value) not in self.models.core_enums
        return keyword != "format" or value in _FORMATS

    def _agree(self, function: Function, fields: Fields) -> None:
        declared = fields.types.keys() - fields.optional
        if declared != set(function.required):
            raise ValueError(f"{self.name}: required {declared} or {function.required}?")

    def _properties(self, function: Function, fields: Fields) -> dict[str, Schema]:
        unknown = function.properties.keys() - fields.types.keys()
        if unknown:
            raise ValueError(f"{self.name}: {unknown} checked and not declared")
        return {name: self._field(function, name, shape) for name, shape in fields.types.items()}

    def _field(self, function: Function, name: str, shape: Type) -> Schema:
        """What the validator says of a field, or its declaration: « description » fields have lost their checks."""
        if name in function.properties:
            return self.schema(function.properties[name], shape)
        return {"type": "string"} if shape == Name("string") else {}


def _embedded(schema: Schema) -> Schema:
    """An object inside another one may have an apiVersion and a kind of its own, and need not (controller-gen)."""
    identity = {"apiVersion", "kind"} & schema.get("properties", {}).keys()
    if len(identity) < 2 or "enum" not in schema["properties"]["apiVersion"]:
        return schema
    properties = schema["properties"] | {name: {"type": "string"} for name in identity}
    required = [name for name in schema.get("required", ()) if name not in identity]
    return schema | {"properties": properties, "required": required}


def _without_doubles(family: Family) -> Family:
    """Kinds whose versions have the same schema share it: apiVersion and kind are known by then."""
    first: dict[str, str] = {}
    renamed: dict[str, str] = {}
    kinds: dict[str, dict[str, str]] = {}
    definitions = dict(family.definitions)
    for api_version, names in family.kinds.items():
        for kind, name in names.items():
            schema = definitions.pop(name)
            text = {"type": "string"}
            schema["properties"] = schema["properties"] | {"apiVersion": text, "kind": text}
            kept = first.setdefault(json.dumps(schema, sort_keys=True), name)
            kinds.setdefault(api_version, {})[kind] = kept
            renamed[name] = kept
            definitions[kept] = schema
    text = _REFERENCE.sub(lambda match: f'"#/$defs/{renamed.get(match[1], match[1])}"', json.dumps(definitions))
    return Family(kinds, dict(sorted(json.loads(text).items())))


def _items_of(shape: Type | None) -> Type | None:
    if isinstance(shape, Choice):
        return next((part.of for part in shape.of if isinstance(part, Items)), None)
    return shape.of if isinstance(shape, Items) else None


def _fields_of(shape: Type | None) -> Fields | None:
    """The fields of a shape; those of every part of a choice."""
    if isinstance(shape, Fields):
        return shape
    if not isinstance(shape, Choice):
        return None
    found: dict[str, Type] = {}
    for part in shape.of:
        fields = _fields_of(part)
        if fields is not None:
            found = {**fields.types, **found}
    return Fields(found, frozenset()) if found else None
