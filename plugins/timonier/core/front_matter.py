"""The YAML header of a page, read as MkDocs reads it, and the body that MkDocs hands to Markdown.

MkDocs takes the header only where the first line is `---`, a later line is `---` or `...` and a line follows,
and the YAML between them is a mapping; else the header stays in the text. A page without one may begin with
`key: value` lines, which MkDocs takes as a header too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from timonier.core.source import Position, SourceFile, Span

_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = re.compile(r"---[ \t]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*")
_DATE = re.compile(r"\b\d{4}-\d\d?-\d\d?\b")
_LOOSE_KEY = re.compile(r" {0,3}[A-Za-z0-9_-]+:")
_LOOSE_MORE = re.compile(r" {4}|\t")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The header of a page."""

    values: Mapping[str, object]
    span: Span
    """From the opening `---` to the end of the closing line."""
    spans: Mapping[str, Span]
    """Where each key stands."""
    body_line: int
    """1-based line where the body begins."""
    value_spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a header that was begun is not one."""

    kind: str
    span: Span
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The header, if MkDocs sees one, what is wrong with it, and where the body begins."""

    front_matter: FrontMatter | None
    body_line: int
    faults: tuple[Fault, ...] = ()


@lru_cache(maxsize=2048)
def read(source: SourceFile) -> Reading:
    """The header of a page, if any; every part of a build asks for it."""
    lines = source.lines
    if not _OPENING.fullmatch(lines[0]) or len(lines) < 2:
        return Reading(None, _after_loose_keys(lines))
    closing = _closing_line(lines)
    if closing is None:
        return Reading(None, 1, (Fault("unterminated", Span.on_line(1, 1, 3)),))
    return _mapping(lines, closing)


def body(source: SourceFile) -> str:
    """The text that MkDocs gives to Python-Markdown."""
    return "\n".join(source.lines[read(source).body_line - 1 :])


def _closing_line(lines: Sequence[str]) -> int | None:
    """1-based line of the closing mark: at least one line stands above it, and one below."""
    for index in range(2, len(lines) - 1):
        if _CLOSING.fullmatch(lines[index]):
            return index + 1
    return None


def _mapping(lines: Sequence[str], closing: int) -> Reading:
    text = "\n".join(lines[1 : closing - 1]) + "\n"
    try:
        node, values = _load(text)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        return Reading(None, 1, (_broken(error, lines, closing),))
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        return Reading(None, 1, (Fault("not a mapping", Span.on_line(1, 1, 3)),))
    body_line = _skip_empty(lines, closing)
    front_matter = FrontMatter(
        values={str(key): value for key, value in values.items()},
        span=Span(Position(1, 1), Position(closing, len(lines[closing - 1]) + 1)),
        spans={str(key.value): _node_span(key) for key, _ in node.value},
        body_line=body_line,
        value_spans={str(key.value): _node_span(value) for key, value in node.value},
    )
    return Reading(front_matter, body_line, tuple(_duplicates(node)))


def _load(text: str) -> tuple[yaml.Node | None, object]:
    """The one document of `text` as PyYAML's safe loader reads it, which is what MkDocs calls."""
    loader = _SafeLoader(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def _node_span(node: yaml.Node) -> Span:
    """A node's place in the file: its text begins on line 2."""
    start, end = node.start_mark, node.end_mark
    return Span(Position(start.line + 2, start.column + 1), Position(end.line + 2, end.column + 1))


def _duplicates(node: yaml.MappingNode) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, _ in node.value:
        name = str(key.value)
        if name in seen:
            yield Fault("duplicate", _node_span(key), name)
        seen.add(name)


def _broken(error: Exception, lines: Sequence[str], closing: int) -> Fault:
    for number in range(2, closing):
        line = lines[number - 1]
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            return Fault("tab", Span.on_line(number, indent.index("\t") + 1, 1))
        if not isinstance(error, yaml.YAMLError) and (date := _DATE.search(line)):
            return Fault("not a date", Span.on_line(number, date.start() + 1, len(date[0])))
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Fault("not YAML", Span.on_line(1, 1, 3))
    line = min(mark.line + 2, closing - 1)
    return Fault("not YAML", Span.on_line(line, min(mark.column, len(lines[line - 1])) + 1, 1))


def _skip_empty(lines: Sequence[str], done: int) -> int:
    """1-based line of the first line after line `done` that is not empty."""
    return next((number for number in range(done + 1, len(lines) + 1) if lines[number - 1]), len(lines) + 1)


def _after_loose_keys(lines: Sequence[str]) -> int:
    done = 0
    for line in lines:
        if not line.strip():
            done += 1
            break
        if not (_LOOSE_KEY.match(line) or (done and _LOOSE_MORE.match(line))):
            break
        done += 1
    return _skip_empty(lines, done)
