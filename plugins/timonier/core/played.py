"""A `correction.yml` that says when its lab was last played.

In: the text of the file, and the day. Out: the text with that in it; comments, order and line ends stay.
"""

from __future__ import annotations

import re

from timonier.core.labs import Played
from timonier.core.yamldoc import YamlDocument, load

_KEY = "joue"
_INNER_LINE = re.compile(r"[ \t]+\S")


def with_played(text: str, played: Played) -> str | None:
    """The text with `played`; None where it is written in a way that is not ours to change."""
    quoted = played.on.replace("\\", "\\\\").replace('"', '\\"')
    value = f'{{le: {played.day.isoformat()}, sur: "{quoted}"}}'
    documents = load(text).documents
    if len(documents) != 1 or not isinstance(documents[0].value, dict):
        return None
    changed = _replaced(text, documents[0], value) if _KEY in documents[0].value else _added(text, value)
    return changed if _says(changed, played) else None


def _replaced(text: str, document: YamlDocument, value: str) -> str:
    """The value in the place of the one there is: on its line, or on the lines below its key."""
    lines = text.splitlines(keepends=True)
    place = document.locate((_KEY,))
    first = place.start.line - 1
    before = lines[first][: place.start.column - 1]
    if before.lstrip("\ufeff").startswith(_KEY):
        lines[first] = before + value + lines[first][place.end.column - 1 :]
        return "".join(lines)
    key = document.locate((_KEY,), "key").start.line - 1
    last = key + 1
    while last < len(lines) and _INNER_LINE.match(lines[last]):
        last += 1
    return "".join((*lines[:key], f"{_KEY}: {value}{_line_end(text)}", *lines[last:]))


def _added(text: str, value: str) -> str:
    end = _line_end(text)
    return f"{text}{'' if text.endswith(end) else end}{_KEY}: {value}{end}"


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _says(text: str, played: Played) -> bool:
    documents = load(text).documents
    value = documents[0].value if len(documents) == 1 else None
    return isinstance(value, dict) and value.get(_KEY) == {"le": played.day.isoformat(), "sur": played.on}
