"""Values as they are checked, where that is not what the API server would read.

`fill`: with the course's variables, `tp-<stagiaire>` is checked as `tp-camille`. `as_written`: where YAML 1.2 is
read, `on` is a text. Keys change too: a path in the new value is one in the old through `Filled.path`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from timonier.core.diagnostic import YamlPath
from timonier.core.yamldoc import JsonValue, YamlDocument
from timonier.core.yamlplaces import Place


@dataclass(frozen=True, slots=True)
class Filled:
    """A value whose variables have their examples, and the keys that changed: new to old."""

    value: JsonValue
    renamed: Mapping[str, str] = field(default_factory=dict)

    def path(self, path: YamlPath) -> YamlPath:
        """A path of the new value as one of the text's."""
        if not self.renamed:
            return path
        return tuple(self.renamed.get(step, step) if isinstance(step, str) else step for step in path)


def fill(value: JsonValue, text: str, examples: Mapping[str, str]) -> Filled:
    """Put the example of each variable that `text`, which `value` was read from, names."""
    used = [name for name in examples if f"<{name}>" in text]
    if not used:
        return Filled(value)
    names = re.compile(f"<({'|'.join(map(re.escape, used))})>")
    renamed: dict[str, str] = {}

    def filled(old: str) -> str:
        return names.sub(lambda found: examples[found[1]], old)

    def walk(inner: JsonValue) -> JsonValue:
        if isinstance(inner, str):
            return filled(inner)
        if isinstance(inner, list):
            return [walk(item) for item in inner]
        if not isinstance(inner, dict):
            return inner
        renamed.update({filled(key): key for key in inner if filled(key) != key})
        return {filled(key): walk(item) for key, item in inner.items()}

    return Filled(walk(value), renamed)


_WORDS = frozenset({"y", "n", "yes", "no", "on", "off"})
"""Booleans for YAML 1.1 alone."""


def as_written(document: YamlDocument) -> Filled:
    """The value as YAML 1.2 reads it: `y`, `n`, `yes`, `no`, `on` and `off` are texts."""
    text = document.text
    renamed: dict[str, str] = {}

    def written(start: int, end: int, otherwise: JsonValue) -> JsonValue:
        word = text[start:end]
        return word if word.lower() in _WORDS else otherwise

    def walk(value: JsonValue, place: Place | None) -> JsonValue:
        if place is None:
            return value
        if isinstance(value, list):
            return [walk(item, place.child(index)) for index, item in enumerate(value)]
        if isinstance(value, dict):
            return {key_of(key, place.child(key)): walk(item, place.child(key)) for key, item in value.items()}
        return written(place.start, place.end, value) if isinstance(value, bool) else value

    def key_of(key: str, place: Place | None) -> str:
        if place is None or key not in ("true", "false"):
            return key
        word = str(written(place.key_start, place.key_end, key))
        if word != key:
            renamed[word] = key
        return word

    return Filled(walk(document.value, document.root), renamed)
