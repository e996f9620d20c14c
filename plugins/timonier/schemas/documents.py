"""YAML that is no Kubernetes object and whose format is known: Compose, Kustomization, kubeconfig, GitLab CI, …

In: a value and the name of a format. Out: `Finding`s with codes FIC1xx. The JSON Schemas stand in `data/formats/`:
three come from the check-jsonschema package (`scripts/refresh/formats.py`), the others are ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import jsonschema_rs

from timonier.core.diagnostic import Finding, YamlPath
from timonier.core.yamldoc import JsonValue
from timonier.schemas.remedies import type_remedy
from timonier.schemas.store import Schema
from timonier.schemas.suggest import nearest
from timonier.schemas.words import path_text, place_text, quoted, type_text, value_text

TYPE, UNKNOWN, MISSING, VALUE = "FIC101", "FIC102", "FIC103", "FIC104"
_OWN: Final[Mapping[str, str]] = {"modules": "modules", "parcours": "track", "correction": "correction"}
"""Schemas of our own files that their readers have."""
_SHORT_LIST: Final = 12
_FORMS: Final = {
    "uniqueItems": "a deux fois la même valeur",
    "minItems": "n’a pas assez d’éléments",
    "maxItems": "a trop d’éléments",
    "minProperties": "n’a pas assez de clés",
    "maxProperties": "a trop de clés",
    "minLength": "est trop court",
    "maxLength": "est trop long",
}


def validate(value: JsonValue, format_name: str, label: str) -> tuple[Finding, ...]:
    """What the schema of a format has against a value; `label` is what messages call the document."""
    errors = list(_validator(format_name).iter_errors(value))
    paths = [tuple(error.instance_path) for error in errors]
    faulty = frozenset(path[:length] for path in paths for length in range(1, len(path) + 1))
    subject = _Subject(label, _schema(format_name), faulty)
    return tuple(dict.fromkeys(finding for error in errors for finding in subject.findings(error)))


@cache
def _schema(name: str) -> Schema:
    package, file = ("timonier.schemas", f"data/formats/{name}.json")
    if name in _OWN:
        package, file = ("timonier.core", f"{_OWN[name]}.schema.json")
    loaded: Schema = json.loads(resources.files(package).joinpath(file).read_bytes())
    return loaded


@cache
def _validator(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(_schema(name))


@dataclass(frozen=True, slots=True)
class _Subject:
    """The document that is checked, under the name that messages give it."""

    label: str
    schema: Schema
    faulty: frozenset[YamlPath]
    """Every place with a fault in it or below."""

    def findings(self, error: jsonschema_rs.ValidationError) -> Iterator[Finding]:
        """One library error in our words."""
        path = tuple(error.instance_path)
        facts = error.kind.as_dict()
        match error.kind.name:
            case "additionalProperties" | "unevaluatedProperties":
                fields = self._fields(error)
                for key in facts["unexpected"]:
                    if (*path, key) not in self.faulty:  # a known key whose value is wrong counts as unevaluated
                        message = f"clé inconnue {quoted(key)} dans {self._place(path)}"
                        yield Finding(
                            UNKNOWN, message, (*path, key), "key", _key_remedy(key, fields, error.instance)
                        )
            case "required":
                message = f"il manque la clé {quoted(facts['property'])} dans {self._place(path)}"
                where = f"sous {path_text(path)}" if path else "au premier niveau"
                yield Finding(MISSING, message, path, hint=f"ajoutez « {facts['property']}: » {where}.")
            case "type":
                yield self._wrong_type(facts["types"], path, error.instance)
            case "enum" | "const":
                yield self._not_allowed(facts.get("options", [facts.get("expected_value")]), path, error.instance)
            case "anyOf" | "oneOf" if "context" in facts:
                yield from self._choice(facts["context"], path, error.instance)
            case name:
                yield self._wrong_form(name, facts, path, error.instance)

    def _place(self, path: YamlPath) -> str:
        return place_text(self.label, path)

    def _wrong_type(self, types: Sequence[str], path: YamlPath, value: Any) -> Finding:
        message = f"{self._place(path)} attend {type_text(types)}, et reçoit {value_text(value)}"
        return Finding(TYPE, message, path, hint=type_remedy(types, value))

    def _not_allowed(self, options: Sequence[Any], path: YamlPath, value: Any) -> Finding:
        words = [str(option) for option in options if option not in (None, "")]
        near = nearest(str(value), words)
        hint = f"valeurs permises : {', '.join(words[:_SHORT_LIST])}{', …' if len(words) > _SHORT_LIST else ''}."
        if near is not None:
            hint = f"vouliez-vous dire {quoted(near)} ?"
        message = f"{quoted(str(value))} n’est pas une valeur permise pour {self._place(path)}"
        return Finding(VALUE, message, path, hint=hint)

    def _wrong_form(self, name: str, facts: Mapping[str, Any], path: YamlPath, value: Any) -> Finding:
        if name == "pattern":
            message = f"{self._place(path)} n’a pas la forme attendue : {quoted(str(value))}"
            return Finding(VALUE, message, path, hint=f"motif à respecter : {facts['pattern']}")
        if name in ("minimum", "maximum"):
            message = f"{value} est hors des limites de {self._place(path)}"
            return Finding(VALUE, message, path, hint=f"la limite est {facts['limit']}.")
        message = f"{self._place(path)} {_FORMS.get(name, 'n’a aucune des formes permises')}"
        return Finding(VALUE, message, path, hint="voyez la documentation de ce format.")

    def _fields(self, error: jsonschema_rs.ValidationError) -> Sequence[str]:
        """The keys beside the keyword that failed."""
        holder: Any = self.schema
        for step in list(error.schema_path)[:-1]:
            holder = holder[step]
        return list(holder.get("properties", ()))

    def _choice(self, branches: list[list[Any]], path: YamlPath, value: Any) -> Iterator[Finding]:
        """Of several shapes, the one that the author most likely meant: it fails the deepest, and the least."""
        types = [_root_types(branch, path) for branch in branches]
        meant = [branch for branch, wanted in zip(branches, types, strict=True) if branch and not wanted]
        if meant:
            for error in min(meant, key=lambda branch: (len(branch), -max(len(e.instance_path) for e in branch))):
                yield from self.findings(error)
        elif all(types):
            yield self._wrong_type(list(dict.fromkeys(name for wanted in types for name in wanted)), path, value)
        else:
            message = f"{self._place(path)} a deux formes à la fois : elles s’excluent"
            yield Finding(VALUE, message, path, hint="gardez-en une.")


def _root_types(branch: list[Any], path: YamlPath) -> list[str]:
    """The types that a shape asks for, when it is the type of the whole value that is wrong."""
    for error in branch:
        if error.kind.name == "type" and tuple(error.instance_path) == path:
            return list(error.kind.as_dict()["types"])
        if error.kind.name in ("anyOf", "oneOf") and tuple(error.instance_path) == path:
            inner = [_root_types(part, path) for part in error.kind.as_dict().get("context", ())]
            if inner and all(inner):
                return [name for names in inner for name in names]
    return []


def _key_remedy(key: str, fields: Sequence[str], holder: Any) -> str:
    near = nearest(key, (name for name in fields if name not in holder))
    if near is not None:
        return f"vouliez-vous dire {quoted(near)} ?"
    if 0 < len(fields) <= _SHORT_LIST:
        return f"clés possibles : {', '.join(fields)}."
    return "retirez cette clé, ou corrigez son nom ou son indentation."
