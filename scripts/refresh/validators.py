"""Reads the compiled validators (ajv, standalone code) of the kubernetes-models packages.

In: the text of one `_schemas/*.js` file. Out: its functions, each of which checks exactly one subschema: keywords,
and which function checks each property, the items, the other values. The declarations (`.d.ts`) say less: no
integers, ranges, lengths or patterns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_STRING = r'"(?:[^"\\]|\\.)*"'
_FUNCTION = re.compile(r"function (validate\d+)\(data,")
_IMPORT = re.compile(r"import\{validate as (validate\d+)\}from(" + _STRING + ")")
_ENUM = re.compile(rf"let (schema\d+_enum)=(\[(?:{_STRING}|[^\]\"])*\]);")
_TOKEN = re.compile(
    rf"(?P<called>validate\d+)\(data(?:\.(?P<plain>[\w$]+)|\[(?P<quoted>{_STRING})\]|\[(?P<each>[ik])\w*\]|(?P<whole>,))"
    rf"|err\d+=\{{instancePath(?P<deep>:)?(?:{_STRING}|[^\"{{}}])*?,schemaPath:{_STRING},"
    rf'keyword:"(?P<keyword>\w+)",params:\{{(?P<params>(?:{_STRING}|[^"}}])*)\}}'
)
_PARAMETER = re.compile(rf"(?P<key>\w+):(?P<value>{_STRING}|\[[^\]]*\]|[^,]+)")
_GROUPS = ("anyOf", "oneOf", "not")


@dataclass(slots=True)
class Function:
    """What one function checks. `branches` are its groups (anyOf …), `whole` what it leaves to other functions."""

    keywords: dict[str, Any] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    items: str = ""
    values: str = ""
    branches: list[tuple[str, list[str]]] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Validator:
    """The functions of one file, and the schema names (`IoK8sApiCoreV1Pod`) of those that it imports."""

    root: str
    functions: Mapping[str, Function]
    imported: Mapping[str, str]


def read(text: str) -> Validator:
    """Raises `ValueError` for code of another shape."""
    imported = {
        name: json.loads(path).rpartition("/")[2].removesuffix(".js") for name, path in _IMPORT.findall(text)
    }
    starts = list(_FUNCTION.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    known = enums(text)
    functions = {
        start[1]: _function(text[start.end() : end], known) for start, end in zip(starts, ends, strict=True)
    }
    root = re.search(r"export const validate=(validate\d+);", text)
    if root is None:
        raise ValueError("no exported validator")
    return Validator(root[1], functions, imported)


def enums(text: str) -> dict[str, list[Any]]:
    """The lists of values of a file, by the names that its functions use."""
    return {name: json.loads(values) for name, values in _ENUM.findall(text)}


def _function(body: str, known: Mapping[str, Any]) -> Function:
    found = Function()
    for token in _TOKEN.finditer(body):
        if token["deep"]:
            raise ValueError(f"a check of something deeper: {token[0]}")
        if token["keyword"]:
            _keyword(found, token["keyword"], dict(_parameters(token["params"])), known)
        elif token["whole"]:
            found.whole.append(token["called"])
        elif token["each"]:
            setattr(found, "items" if token["each"] == "i" else "values", token["called"])
        else:
            found.properties[token["plain"] or json.loads(token["quoted"])] = token["called"]
    return found


def _keyword(found: Function, keyword: str, parameters: Mapping[str, str], known: Mapping[str, Any]) -> None:
    if keyword in _GROUPS:
        found.branches.append((keyword, found.whole))
        found.whole = []
    elif keyword == "required":
        found.required.append(json.loads(parameters["missingProperty"]))
    elif keyword == "enum":
        found.keywords[keyword] = known[parameters["allowedValues"]]
    else:
        value = parameters["limit" if "limit" in parameters else keyword]
        found.keywords[keyword] = _literal(value)


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for match in _PARAMETER.finditer(text):
        yield match["key"], match["value"]


def _literal(text: str) -> Any:
    """A JavaScript literal: `1e6` and `0xff` are integers."""
    if text.startswith("0x"):
        return int(text, 16)
    value = json.loads(text)
    return int(value) if isinstance(value, float) and value.is_integer() else value
