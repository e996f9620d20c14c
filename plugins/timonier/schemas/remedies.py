"""What to do about a value of the wrong JSON type."""

from __future__ import annotations

import re
from collections.abc import Collection

from timonier.core.yamldoc import JsonValue
from timonier.schemas.formats import PORT_NAME, QUANTITY, Format

_GLUED = re.compile(r"[A-Za-z][\w-]*:\S")
_WITH_UNIT = re.compile(r"(-?\d+)\s*[A-Za-z%]+")


def type_remedy(types: Collection[str], value: JsonValue) -> str:
    """A remedy for `value` where only `types` (JSON Schema names) fit."""
    if isinstance(value, bool):
        return _for_boolean(types)
    if isinstance(value, int | float):
        return _for_number(types)
    if isinstance(value, str):
        return _for_text(types, value)
    if isinstance(value, dict):
        return _for_object(types, value)
    return _for_list(types)


def _for_boolean(types: Collection[str]) -> str:
    if "string" in types:
        return (
            "mettez la valeur entre guillemets : y, n, yes, no, on, off, true et false sont des booléens en YAML."
        )
    return "remplacez ce booléen par une valeur du bon type."


def _for_number(types: Collection[str]) -> str:
    if "string" in types:
        return "mettez la valeur entre guillemets."
    if "boolean" in types:
        return "écrivez true ou false."
    if "integer" in types:
        return "écrivez un nombre sans décimales."
    return _structure(types)


def _for_text(types: Collection[str], value: str) -> str:
    with_unit = _WITH_UNIT.fullmatch(value.strip())
    if "integer" in types or "number" in types:
        if re.fullmatch(r"\s*[-+]?\d+\s*", value):
            return "retirez les guillemets."
        return f"écrivez {with_unit[1]}, sans unité." if with_unit else "écrivez un nombre, sans guillemets."
    if "boolean" in types:
        return "écrivez true ou false, sans guillemets."
    if "array" in types:
        return "mettez un tiret et une espace devant chaque élément : « - valeur »."
    if _GLUED.match(value):
        return "il manque sans doute une espace après « : »."
    return _structure(types)


def _for_object(types: Collection[str], value: dict[str, JsonValue]) -> str:
    if "array" in types:
        return f"ajoutez un tiret : « - {next(iter(value), '')}: … »." if value else "écrivez une liste."
    return "écrivez une valeur simple, sans clés en dessous."


def _for_list(types: Collection[str]) -> str:
    if "object" in types:
        return "retirez le tiret : ce champ n’est pas une liste."
    return "écrivez une seule valeur, sans tiret ni crochets."


def _structure(types: Collection[str]) -> str:
    if "array" in types:
        return "mettez un tiret et une espace devant chaque élément : « - valeur »."
    if "object" in types:
        return "écrivez des lignes « clé: valeur » plus indentées sous ce champ."
    return "donnez une valeur du bon type."


_QUANTITY = re.compile(r"([+-]?[0-9.,]+)\s*([A-Za-zµ]*)")
_UNITS = {"ms": "m", "kb": "Ki", "ko": "Ki", "mb": "Mi", "mo": "Mi", "gb": "Gi", "go": "Gi", "tb": "Ti", "to": "Ti"}
_RIGHT_CASE = {"ki": "Ki", "mi": "Mi", "gi": "Gi", "ti": "Ti", "g": "G", "t": "T", "p": "P", "e": "E", "": ""}


def format_remedy(form: Format, text: str) -> str:
    """What to write instead of a text that misses a format."""
    if form is QUANTITY:
        return _quantity_remedy(text)
    if form is PORT_NAME and text.isdigit():
        return "retirez les guillemets : c’est un numéro de port."
    return form.hint


def _quantity_remedy(text: str) -> str:
    match = _QUANTITY.fullmatch(text.strip())
    unit = None if match is None else _UNITS.get(match[2].lower(), _RIGHT_CASE.get(match[2].lower()))
    if match is None or unit is None:
        return QUANTITY.hint
    return f"écrivez {match[1].replace(',', '.')}{unit}, sans espace."
