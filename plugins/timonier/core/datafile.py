"""One of the course's own YAML files, held against its JSON Schema.

In: a text, a schema and the codes to use. Out: its document, or what is wrong with its form at its place. The
descriptions in the schema are the hints.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Literal

import jsonschema_rs

from timonier.core.diagnostic import Diagnostic, YamlPath
from timonier.core.source import Mention, Position, SourceFile, Span
from timonier.core.words import advice, listed
from timonier.core.yamldoc import JsonValue, YamlDocument, load

_START = Span(Position(1, 1), Position(1, 1))


@dataclass(frozen=True, slots=True)
class Form:
    """What a file must look like: the name of its schema in this package, and the codes of its faults."""

    schema: str
    unknown: str
    wrong: str


def read(source: SourceFile, form: Form) -> YamlDocument | tuple[Diagnostic, ...]:
    """The document of `source`, or why it is not one; never raises for a text."""
    stream = load(source.text)
    if stream.problems:
        return tuple(
            Diagnostic(source.path, problem.span, problem.code, problem.message, problem.hint)
            for problem in stream.problems
        )
    if len(stream.documents) != 1:
        message = "ce fichier contient plusieurs documents YAML" if stream.documents else "ce fichier est vide"
        hint = f"attendu : {_schema(form.schema)['description']}"
        return (Diagnostic(source.path, _START, form.wrong, message, hint),)
    document = replace(stream.documents[0], value=_renamed(stream.documents[0].value))
    return tuple(_faults(source, document, form)) or document


def locate(document: YamlDocument, path: YamlPath, at: Literal["value", "key"] = "value") -> Span:
    """Where the value (or the key) at `path` of a document that `read` gave stands."""
    return document.locate(tuple(_AS_READ if step == _AS_WRITTEN else step for step in path), at)


_AS_WRITTEN, _AS_READ = "n", "false"
"""The one key of ours that YAML 1.1, and the API server with it, takes for a boolean."""


def _renamed(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {_AS_WRITTEN if key == _AS_READ else key: _renamed(each) for key, each in value.items()}
    return [_renamed(each) for each in value] if isinstance(value, list) else value


def mentions(document: YamlDocument, path: YamlPath, names: Iterable[str]) -> tuple[Mention, ...]:
    """The names of the list at `path`, each at its place."""
    return tuple(Mention(name, locate(document, (*path, index))) for index, name in enumerate(names))


@cache
def _schema(name: str) -> dict[str, Any]:
    file = resources.files("timonier.core").joinpath(name)
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_schema(name), validate_formats=True)


def _faults(source: SourceFile, document: YamlDocument, form: Form) -> Iterator[Diagnostic]:
    told: set[YamlPath] = set()
    for error in _validator(form.schema).iter_errors(document.value):
        path: YamlPath = tuple(error.instance_path)
        known, place = _below(_schema(form.schema), path), locate(document, path)
        kind = error.kind
        if isinstance(kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
            for name in kind.unexpected:
                hint = advice(name, known["properties"], f"clés connues : {listed(known['properties'])}")
                at = locate(document, (*path, name), "key")
                yield Diagnostic(source.path, at, form.unknown, f"clé inconnue « {name} »", hint)
        elif isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
            hint = f"ajoutez « {kind.property}: … » : {known['properties'][kind.property]['description']}"
            yield Diagnostic(source.path, place, form.wrong, f"clé « {kind.property} » manquante", hint)
        elif path not in told:
            told.add(path)
            yield Diagnostic(source.path, place, form.wrong, _wrong(path), f"attendu : {known['description']}")


def _below(schema: Mapping[str, Any], path: YamlPath) -> Mapping[str, Any]:
    """What the schema says of the value at `path`."""
    for step in path:
        if isinstance(step, int):
            schema = schema["items"]
        else:
            schema = schema.get("properties", {}).get(step) or schema["additionalProperties"]
    return schema


def _wrong(path: YamlPath) -> str:
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return "contenu du fichier incorrect"
    return f"valeur de « {names[-1]} » incorrecte"
