"""What an unquoted YAML scalar means to the API server.

In: the text and tag of a scalar. Out: the JSON value that reaches the server. The server converts YAML to JSON
with sigs.k8s.io/yaml, whose resolver (goyaml.v2, resolve.go) follows YAML 1.1 for booleans and octal numbers,
refuses sexagesimal numbers, and leaves dates as text.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from functools import lru_cache
from typing import Final, TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

_WORDS: Final[dict[str, bool | float | None]] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INTEGER = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))")
_LONGEST_NUMBER = 4000
"""Python refuses to convert longer digit strings; no Kubernetes field holds such a number."""

_PREFIX = "tag:yaml.org,2002:"
MERGE: Final = _PREFIX + "merge"
_RESOLVED_TAGS: Final[dict[str, tuple[type, ...]]] = {
    _PREFIX + "bool": (bool,),
    _PREFIX + "int": (int,),
    _PREFIX + "float": (int, float),
    _PREFIX + "null": (type(None),),
}


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> bool | int | float | str | None:
    """The value of an unquoted scalar without a tag."""
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if not (first.isdigit() or first in "+-.") or not text.isascii() or len(text) > _LONGEST_NUMBER:
        return text
    if first == ".":
        return _decimal(text) if _FLOAT.fullmatch(text) else text
    return _number(text)


def _number(text: str) -> int | float | str:
    digits = text.replace("_", "")
    match = _INTEGER.fullmatch(digits)
    if match is None:
        return _decimal(digits, text) if _FLOAT.fullmatch(digits) else text
    sign, *bases = match.groups()
    value = next(int(part, base) for part, base in zip(bases, (16, 2, 8, 10), strict=True) if part)
    return -value if sign == "-" else value


def _decimal(digits: str, text: str | None = None) -> int | float | str:
    """A number as JSON would write it (2.0 is 2), or the text when a float64 cannot hold it."""
    value = float(digits)
    if math.isinf(value):
        return digits if text is None else text
    return int(value) if value.is_integer() and abs(value) < 1e21 else value


def tagged(tag: str | None, text: str) -> bool | int | float | str | None:
    """The value of a scalar with an explicit tag; no tag (quotes) or an unknown one leaves the text as it is.

    Raises `ValueError` when the text does not fit the tag.
    """
    if tag == _PREFIX + "binary":
        return _binary(text)
    expected = _RESOLVED_TAGS.get(tag or "")
    if expected is None:
        return text
    value = plain(text)
    if not isinstance(value, expected) or (isinstance(value, bool) and bool not in expected):
        raise ValueError(text)
    return value


def _binary(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
    except binascii.Error as error:
        raise ValueError(text) from error


def key(value: bool | int | float | str | None) -> str:
    """The JSON key that a scalar key becomes. Raises `ValueError` for null, which the converter refuses."""
    if value is None:
        raise ValueError("null")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return {math.inf: ".inf", -math.inf: "-.inf"}.get(value, ".nan" if math.isnan(value) else f"{value:g}")
    return str(value)
