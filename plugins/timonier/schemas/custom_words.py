"""French messages for the keywords that only the schemas of custom resources have.

In: an error of the validating library. Out: `Finding`s: K8S105 (limits), K8S106 (form of a text), K8S107 (fields
that exclude or need one another), K8S401 (duplicates).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import jsonschema_rs

from timonier.core.diagnostic import Finding, YamlPath
from timonier.schemas.crd import MAP_KEYS
from timonier.schemas.crd_formats import FORMATS
from timonier.schemas.store import Schema
from timonier.schemas.words import place_text, quoted, type_text, value_text

_DURATION = "une durée"
_DNS = "lettres minuscules sans accent, chiffres, tirets et points."
_PATTERNS: Final[Mapping[str, tuple[str, str]]] = {
    "(([0-9]+)m)?(([0-9]+)s)?": (_DURATION, "écrivez par exemple 30s, 5m ou 1h30m."),
    "([0-9]{1,5}(h|m|s|ms)){1,4}": (_DURATION, "écrivez par exemple 500ms, 10s ou 5m."),
    r"\/[A-Za-z0-9\/": ("un nom avec domaine", "écrivez « domaine/chemin », par exemple exemple.fr/passerelle."),
    r"^(\*\.)?[a-z0-9]": ("un nom d’hôte", f"{_DNS} « *. » ne va qu’au début."),
    "^$|^[a-z0-9]": ("un groupe d’API", "écrivez le groupe seul, sans version : « apps »."),
    "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$": ("un nom DNS simple", "lettres minuscules sans accent, chiffres et tirets."),
    r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.": ("un nom DNS", _DNS),
    "^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$": ("un type d’objet", "écrivez par exemple « Service »."),
    "^(http|https|socks5)://": ("une adresse", "elle commence par http://, https:// ou socks5://."),
    "^(http|https)://": ("une adresse", "elle commence par http:// ou https://."),
    "^https?://": ("une adresse", "elle commence par http:// ou https://."),
}
"""What the commonest patterns of the carried schemas mean, by a part of each; the first that fits."""
_LIMITS: Final[Mapping[str, str]] = {
    "minLength": "il faut au moins {} caractère{}.",
    "maxLength": "il faut au plus {} caractère{}.",
    "minItems": "il faut au moins {} élément{}.",
    "maxItems": "il faut au plus {} élément{}.",
    "minProperties": "il faut au moins {} clé{}.",
    "maxProperties": "il faut au plus {} clé{}.",
    "exclusiveMinimum": "la valeur est plus grande que {}.",
    "exclusiveMaximum": "la valeur est plus petite que {}.",
}
_CHOICES: Final = ("oneOf", "anyOf", "not", "allOf")
KEYWORDS: Final = frozenset(
    {*_LIMITS, *_CHOICES, "pattern", "format", "multipleOf", "uniqueItems", "custom", MAP_KEYS}
)


def describe(error: jsonschema_rs.ValidationError, parent: Schema, kind: str) -> Iterator[Finding]:
    """One error about one of `KEYWORDS`; `parent` is the schema that has the keyword."""
    path, facts = tuple(error.instance_path), error.kind.as_dict()
    keyword, value = error.kind.name, error.instance
    if keyword == "pattern":
        yield _pattern(facts["pattern"], path, value, kind)
    elif keyword == "format":
        expects = FORMATS[facts["format"]].expects
        yield _misspelled(expects, "corrigez cette valeur.", path, value, kind)
    elif keyword in _LIMITS:
        yield _limit(keyword, facts["limit"], path, value, kind)
    elif keyword == "multipleOf":
        message = f"{value} n’est pas un multiple de {facts['multiple_of']:g}"
        yield Finding("K8S105", f"{message} : {place_text(kind, path)}", path, hint="corrigez ce nombre.")
    elif keyword == "uniqueItems":
        message = f"la liste {place_text(kind, path)} contient deux fois la même valeur"
        yield Finding("K8S401", message, path, hint="gardez-en une seule.")
    elif keyword in _CHOICES:
        yield _choice(parent, path, value, kind)
    else:
        yield _same_keys(facts["message"], parent[MAP_KEYS], path, kind)


def _pattern(pattern: str, path: YamlPath, value: Any, kind: str) -> Finding:
    for known, (expects, hint) in _PATTERNS.items():
        if known in pattern:
            return _misspelled(expects, hint, path, value, kind)
    hint = "ce motif vient du schéma de la ressource : corrigez la valeur."
    return _misspelled(f"un texte de la forme {pattern}", hint, path, value, kind)


def _misspelled(expects: str, hint: str, path: YamlPath, value: Any, kind: str) -> Finding:
    message = f"{place_text(kind, path)} attend {expects}, et reçoit {quoted(value)}"
    return Finding("K8S106", message, path, hint=hint)


def _limit(keyword: str, limit: int | float, path: YamlPath, value: Any, kind: str) -> Finding:
    place = place_text(kind, path)
    if value in ("", [], {}):
        message = f"{place} est vide"
    elif isinstance(value, str):
        message = f"{quoted(value)} est trop {'court' if keyword == 'minLength' else 'long'} pour {place}"
    elif isinstance(value, list | dict):
        message = (
            f"{place} a {len(value)} {'élément' if isinstance(value, list) else 'clé'}{'s' * (len(value) > 1)}"
        )
    else:
        message = f"{value} est hors des limites de {place}"
    plural = "s" if limit > 1 else ""
    return Finding("K8S105", message, path, hint=_LIMITS[keyword].format(f"{limit:g}", plural))


def _choice(parent: Schema, path: YamlPath, value: Any, kind: str) -> Finding:
    """Groups of schemas mostly say which fields exclude one another, or which types a value may have."""
    place = place_text(kind, path)
    fields = list(dict.fromkeys(_named(parent)))
    if isinstance(value, dict) and fields:
        present = [field for field in fields if value.get(field) is not None]
        listed = ", ".join(fields)
        if len(present) > 1:
            message = f"{place} a plusieurs champs qui s’excluent : {', '.join(present)}"
            return Finding("K8S107", message, path, hint="gardez-en un seul.")
        if not present:
            message = f"il manque un champ dans {place}"
            return Finding("K8S107", message, path, hint=f"ajoutez l’un de : {listed}.")
    types = [part["type"] for part in parent.get("anyOf", ()) if isinstance(part.get("type"), str)]
    if types and len(types) == len(parent["anyOf"]):
        message = f"{place} attend {type_text(types)}, et reçoit {value_text(value)}"
        return Finding("K8S101", message, path, hint="donnez une valeur du bon type.")
    message = f"{place} n’a aucune des formes permises"
    return Finding("K8S107", message, path, hint="voyez la documentation de cette ressource.")


def _named(schema: Any) -> Iterator[str]:
    """The fields that the parts of a group require or exclude."""
    for key in _CHOICES:
        parts = schema.get(key, ())
        for part in [parts] if isinstance(parts, dict) else parts:
            yield from part.get("required", ())
            yield from _named(part)


def _same_keys(message: str, keys: list[str], path: YamlPath, kind: str) -> Finding:
    found = re.fullmatch(r"(\d+) (.*)", message, re.DOTALL)
    index, values = (int(found[1]), found[2]) if found else (0, "")
    message = f"{place_text(kind, path)} a deux éléments avec {', '.join(keys)} : {quoted(values)}"
    return Finding("K8S401", message, (*path, index), hint="donnez une valeur différente à chacun.")
