"""What the strict schema of a kind says of one object, in French.

In: a `Manifest` and a version. Out: `Finding`s with codes K8S0xx (identity) and K8S1xx (schema). A rule about the
whole schema is the server's own decoding with `fieldValidation=Strict`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import jsonschema_rs

from timonier.core.diagnostic import Finding, YamlPath
from timonier.core.manifest import Manifest
from timonier.core.yamldoc import JsonValue
from timonier.schemas import crd
from timonier.schemas import store as stores
from timonier.schemas.belongs import belongs
from timonier.schemas.custom import CARRIED, Catalogue, CustomStore
from timonier.schemas.custom_identity import identify as identify_custom
from timonier.schemas.custom_words import KEYWORDS, describe
from timonier.schemas.formats import QUANTITY, Format
from timonier.schemas.identity import identify
from timonier.schemas.overlay import FORMATS, MAPS, RANGES
from timonier.schemas.remedies import format_remedy, type_remedy
from timonier.schemas.store import Schema, Store
from timonier.schemas.suggest import nearest
from timonier.schemas.versions import newer_than
from timonier.schemas.words import path_text, place_text, quoted, type_text, value_text

_SHORT_LIST = 12
_PLAINEST = "io.k8s.api.core.v1.ConfigMap"
"""A kind of which nothing but the metadata is checked when there is nothing else."""
_AT_THE_TOP = "ce champ se place au premier niveau de l’objet, sans indentation."


def validate(manifest: Manifest, version: str, catalogue: Catalogue = CARRIED) -> tuple[Finding, ...]:
    """Everything that identity and schema have against an object. Raises `UsageError` for an unknown version."""
    store = stores.load(version)
    name = store.kinds.get((manifest.api_version, manifest.kind))
    if name is not None:
        defined = crd.read(manifest.value).findings if manifest.api == crd.API else ()
        return (*check(manifest.value, name, manifest.kind, store), *defined)
    custom = catalogue.find(manifest.api_version, manifest.kind, version)
    if custom is not None:
        found = [*check(manifest.value, custom[1], manifest.kind, custom[0]), *_metadata(manifest, store)]
        return tuple(dict.fromkeys(found))
    unknown = identify_custom(manifest, catalogue)
    return tuple(identify(manifest, store)) if unknown is None else (unknown,)


def _metadata(manifest: Manifest, store: Store) -> Iterator[Finding]:
    """The labels and annotations of a custom resource: as those of any object. Its fields are checked already."""
    metadata: JsonValue = {"metadata": manifest.value.get("metadata")}
    return (f for f in check(metadata, _PLAINEST, manifest.kind, store) if f.code != "K8S102")


def check(value: JsonValue, name: str, kind: str, store: Store) -> Iterator[Finding]:
    """Check a value against one definition; `kind` is what messages call it."""
    validator = store.validator(name)
    if not validator.is_valid(value):
        subject = _Subject(store, name, kind)
        found = [finding for error in validator.iter_errors(value) for finding in subject.findings(error)]
        yield from dict.fromkeys(_without_echoes(found))


def _without_echoes(findings: list[Finding]) -> Iterator[Finding]:
    """Not that a field is missing where another one is unknown: it is most often the same, misspelled."""
    misspelled = {finding.path[:-1] for finding in findings if finding.code == "K8S102"}
    return (finding for finding in findings if finding.code != "K8S103" or finding.path not in misspelled)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is being checked: the definition `root` of a version, called `kind`."""

    store: Store
    root: str
    kind: str

    def findings(self, error: jsonschema_rs.ValidationError) -> Iterator[Finding]:
        """One library error in our words."""
        path = tuple(error.instance_path)
        value: Any = error.instance
        facts = error.kind.as_dict()
        match error.kind.name:
            case "additionalProperties":
                for field in facts["unexpected"]:
                    yield self._unknown(field, path, value)
            case "required" if path[:1] != ("status",):
                yield _missing(facts["property"], path, self.kind)
            case "type" if value is None:
                yield from _empty(path, self.kind)
            case "type":
                yield _wrong_type(facts["types"], path, value, self.kind)
            case _ if path[:1] == ("status",):
                return
            case keyword if isinstance(self.store, CustomStore) and keyword in KEYWORDS:
                parent = self.store.keyword_parent(self.root, error.schema_path)
                yield from describe(error, parent, self.kind)
            case "enum":
                yield _not_allowed(facts["options"], path, value, self.kind)
            case "minimum" | "maximum":
                yield _out_of_range(error, self.kind)
            case "pattern" | "maxLength":
                yield _misspelled(_format(error), path, value, self.kind)
            case "propertyNames":
                key = facts["error"].instance
                form = MAPS[_field(error)][0]
                yield replace(_misspelled(form, path, key, self.kind), path=(*path, key), at="key")

    def _unknown(self, field: str, path: YamlPath, holder: Any) -> Finding:
        message = f"champ inconnu {quoted(field)} dans {place_text(self.kind, path)}"
        return Finding("K8S102", message, (*path, field), "key", self._field_remedy(field, path, holder))

    def _field_remedy(self, field: str, path: YamlPath, holder: Any) -> str:
        fields = list(schema_at(self.store, self.root, path).get("properties", ()))
        near = nearest(field, (name for name in fields if name not in holder)) or nearest(field, fields)
        place = belongs(self.store, self.root, path, field)
        if near is not None and near.lower().rstrip("s") == field.lower().rstrip("s"):
            return f"vouliez-vous dire {quoted(near)} ?"
        since = self._born(field, path)
        if since is not None:
            return f"ce champ existe depuis Kubernetes {since}, et la version vérifiée est {self.store.version}."
        if place is not None:
            return f"{quoted(field)} se place dans {place}." if place else _AT_THE_TOP
        if near is not None:
            return f"vouliez-vous dire {quoted(near)} ?"
        if len(fields) <= _SHORT_LIST:
            return f"champs possibles : {', '.join(fields)}."
        return "retirez ce champ, ou corrigez son nom ou son indentation."

    def _born(self, field: str, path: YamlPath) -> str | None:
        """The first later version in which the field exists there."""
        for version in newer_than(self.store.version):
            later = stores.load(version)
            known = self.root in later.definitions
            if known and field in schema_at(later, self.root, path).get("properties", ()):
                return version
        return None


def schema_at(store: Store, root: str, path: YamlPath) -> Schema:
    """The schema of what stands at `path` in the definition `root`; an empty one outside the schema."""
    schema = store.definitions[root]
    for step in path:
        values = schema.get("additionalProperties")
        if isinstance(step, int):
            inner = schema.get("items")
        else:
            inner = schema.get("properties", {}).get(step, values if isinstance(values, dict) else None)
        if inner is None:
            return {}
        schema = store.resolve(inner)
    return schema


def _missing(field: str, path: YamlPath, kind: str) -> Finding:
    message = f"il manque le champ {quoted(field)} dans {place_text(kind, path)}"
    where = f"sous {path_text(path)}" if path else "au premier niveau"
    return Finding("K8S103", message, path, hint=f"ajoutez « {field}: » {where}.")


def _empty(path: YamlPath, kind: str) -> Iterator[Finding]:
    """A required field that is there with nothing after its colon: the server sees no field."""
    if path[:1] == ("status",):
        return
    if isinstance(path[-1], int):
        message = f"l’élément {place_text(kind, path)} est vide"
        yield Finding("K8S103", message, path, hint="complétez-le, ou retirez le tiret.")
    else:
        message = f"le champ obligatoire {place_text(kind, path)} est vide"
        yield Finding("K8S103", message, path, "key", "donnez-lui une valeur, avec la bonne indentation.")


def _wrong_type(types: list[str], path: YamlPath, value: Any, kind: str) -> Finding:
    message = f"{place_text(kind, path)} attend {type_text(types)}, et reçoit {value_text(value)}"
    return Finding("K8S101", message, path, hint=type_remedy(types, value))


def _field(error: jsonschema_rs.ValidationError) -> tuple[str, str]:
    """The definition and the field whose keyword failed: `$defs`, name, `properties`, field, …"""
    _, name, _, field, *_ = (*map(str, error.schema_path), "", "", "", "")
    return name, field


def _format(error: jsonschema_rs.ValidationError) -> Format:
    """The format that a text missed: the field's own, that of a map's values, or that of quantities."""
    field = _field(error)
    return FORMATS.get(field) or (MAPS[field][1] if field in MAPS else None) or QUANTITY


def _misspelled(form: Format, path: YamlPath, value: Any, kind: str) -> Finding:
    hint = format_remedy(form, value)
    return Finding(
        form.code, f"{place_text(kind, path)} attend {form.expects}, et reçoit {quoted(value)}", path, hint=hint
    )


def _out_of_range(error: jsonschema_rs.ValidationError, kind: str) -> Finding:
    path = tuple(error.instance_path)
    message = f"{error.instance} est hors des limites de {place_text(kind, path)}"
    limits = RANGES.get(_field(error))
    hint = f"la limite est {error.kind.as_dict()['limit']}."
    if limits is not None:
        hint = f"écrivez un nombre de {limits[0]} à {limits[1]}."
    return Finding("K8S105", message, path, hint=hint)


def _not_allowed(options: list[Any], path: YamlPath, value: Any, kind: str) -> Finding:
    message = f"{quoted(str(value))} n’est pas une valeur permise pour {place_text(kind, path)}"
    words = [str(option) for option in options if option not in (None, "")]
    near = nearest(str(value), words)
    hint = f"vouliez-vous dire {quoted(near)} ?" if near else f"valeurs permises : {', '.join(words)}."
    return Finding("K8S104", message, path, hint=hint)
