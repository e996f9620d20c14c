"""French words for paths and JSON values, shared by every message."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from timonier.core.diagnostic import YamlPath
from timonier.core.yamldoc import JsonValue

_SIMPLE_KEY = re.compile(r"[A-Za-z_][\w-]*")
_TYPES = {
    "string": "un texte",
    "integer": "un nombre entier",
    "number": "un nombre",
    "boolean": "true ou false",
    "array": "une liste",
    "object": "un objet (des clés et leurs valeurs)",
}
_LONGEST = 40


def path_text(path: YamlPath) -> str:
    """A path as people write it: `spec.ports[0].name`, `metadata.labels["app.kubernetes.io/name"]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _SIMPLE_KEY.fullmatch(step):
            text += f".{step}"
        else:
            text += f'["{step}"]'
    return text.removeprefix(".")


def place_text(kind: str, path: YamlPath) -> str:
    """`Service spec.ports[0]`, or `Service` alone for the object itself."""
    return f"{kind} {path_text(path)}".strip()


def type_text(types: Iterable[str]) -> str:
    """What a field takes: « un nombre entier ou un texte »."""
    return " ou ".join(_TYPES[name] for name in sorted(types) if name != "null")


def value_text(value: JsonValue) -> str:
    """What a field holds, with its type: « le texte « 80 » », « le nombre 80 », « une liste »."""
    if isinstance(value, bool):
        return f"le booléen {json.dumps(value)}"
    if isinstance(value, int | float):
        return f"le nombre {value}"
    if isinstance(value, str):
        return f"le texte {quoted(value)}"
    if isinstance(value, list):
        return "une liste"
    return "rien" if value is None else "un objet"


def quoted(text: str) -> str:
    """A text of the author between French quotes, on one line, cut when long."""
    line = " ".join(text.split())
    return f"« {line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'} »"
