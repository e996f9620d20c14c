"""YAML as the API server reads it, with the place of every key and value.

In: a text. Out: `YamlStream`, its documents and its problems. Documents are cut at the lines that begin with `---`,
as kubectl does, so a faulty one hides none of the others. Values are typed by `yamltypes`; places are looked for
only when somebody asks (`YamlDocument.locate`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, Literal

from timonier.core import yamlfaults
from timonier.core.diagnostic import YamlPath
from timonier.core.source import Position, Span
from timonier.core.yamlbuild import build
from timonier.core.yamlfaults import Fault
from timonier.core.yamlplaces import Place, places
from timonier.core.yamltypes import JsonValue

__all__ = ["JsonValue", "YamlDocument", "YamlProblem", "YamlStream", "load"]

MAX_DOCUMENT: Final = 3 << 20
"""The API server refuses a request body over 3 MiB (apiserver, MaxRequestBodyBytes)."""

_MOST_PLACES: Final = 20
"""A binary file has thousands of forbidden characters: naming the first places is enough."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_SEPARATOR = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_TRAILING = re.compile(r"\s+(#.*)?$")
_DIRECTIVES = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)*%")


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """Why a text is not what the server can read; `span` is in that text."""

    code: str
    span: Span
    message: str
    hint: str | None = None


class _Lines:
    """Offsets of one text to positions; the line table is made at the first question."""

    def __init__(self, text: str, mark: int) -> None:
        self.text = text
        self._mark = mark

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, offset: int) -> Position:
        """The place of an offset; a byte-order mark counts as a column of the first line."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return Position(line, column + (self._mark if line == 1 else 0))

    def span(self, start: int, end: int) -> Span:
        """From `start` to `end`, cut at the end of the first line."""
        line_end = self.text.find("\n", start)
        if 0 <= line_end < end:
            end = start + len(_TRAILING.sub("", self.text[start:line_end]))
        return Span(self.position(start), self.position(max(start, end)))


@dataclass(frozen=True, eq=False)
class YamlDocument:
    """One document of a stream."""

    value: JsonValue
    _lines: _Lines
    _start: int
    _end: int
    _first: int

    @property
    def line(self) -> int:
        """Where its first value stands."""
        return self._lines.position(self._first).line

    @property
    def text(self) -> str:
        """The document alone, as it is written."""
        return self._lines.text[self._start : self._end]

    @cached_property
    def root(self) -> Place:
        """Where every key and value stands, in offsets of `text`."""
        return places(self.text)

    def locate(self, path: YamlPath, at: Literal["value", "key"] = "value") -> Span:
        """Where a value (or its key) stands: its first line when it has several.

        The nearest ancestor that exists when the path does not; the key when the value is empty.
        """
        place = self.root
        for step in path:
            child = place.child(step)
            if child is None:
                at = "value"
                break
            place = child
        start, end = place.span(at)
        return self._lines.span(self._start + start, self._start + end)


@dataclass(frozen=True, slots=True)
class YamlStream:
    """The documents of a text in order, empty ones left out, and what is wrong in it."""

    documents: tuple[YamlDocument, ...]
    problems: tuple[YamlProblem, ...]


def load(text: str) -> YamlStream:
    """Read every document of `text`; never raises for a text, whatever it holds."""
    mark = text.startswith("\ufeff")
    clean, faults = _without_control_characters(text[mark:])
    lines = _Lines(clean, int(mark))
    documents: list[YamlDocument] = []
    for start, end in _cut(clean):
        if end - start > MAX_DOCUMENT:
            faults.append(yamlfaults.too_large(start, start + 3, MAX_DOCUMENT))
            continue
        built = build(clean[start:end])
        faults += [_shift(fault, start) for fault in built.faults]
        if not built.empty and built.value is not None:
            documents.append(YamlDocument(built.value, lines, start, end, start + built.start))
    return YamlStream(tuple(documents), tuple(_problem(fault, lines) for fault in faults))


def _without_control_characters(text: str) -> tuple[str, list[Fault]]:
    """The text with each forbidden character replaced by one that is not, and the first places of these."""
    if text.replace("\n", "").isprintable():  # nearly every text, far faster than the expression
        return text, []
    found = islice(_FORBIDDEN.finditer(text), _MOST_PLACES)
    faults = [yamlfaults.control_characters(match.start(), match[0]) for match in found]
    return (_FORBIDDEN.sub(lambda match: "\ufffd" * len(match[0]), text) if faults else text), faults


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each document; directives stay with the `---` that follows them."""
    start, opened = 0, False
    for match in _SEPARATOR.finditer(text):
        joined = match.start() == start or _DIRECTIVES.match(text, start) is not None
        if opened or not joined:
            yield start, match.start()
            start = match.start()
        opened = True
    yield start, len(text)


def _shift(fault: Fault, by: int) -> Fault:
    return Fault(fault.code, fault.start + by, fault.end + by, fault.message, fault.hint)


def _problem(fault: Fault, lines: _Lines) -> YamlProblem:
    span = lines.span(min(fault.start, len(lines.text)), min(fault.end, len(lines.text)))
    return YamlProblem(fault.code, span, fault.message, fault.hint)
