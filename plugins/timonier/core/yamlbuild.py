"""Values from the events of one YAML document, and the places of its keys and values.

In: the text of one document of a stream. Out: `Built`, a JSON value with the faults found on the way, or the tree
of places (`places`). Both walk the same events with an explicit stack, so depth costs no recursion. Offsets count
code points from the start of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timonier.core import yamlfaults, yamltypes
from timonier.core.yamlfaults import Fault
from timonier.core.yamltypes import JsonValue

MAX_DEPTH: Final = 200
"""Deeper than any Kubernetes object; the API server's own decoder stops at 10,000."""
MAX_ALIASED: Final = 100_000
"""Values that aliases may add to a document: the server too refuses « excessive aliasing » near there."""


class _Events(Protocol):
    def get_event(self) -> Any:
        """The next event, or None after the last."""


def open_events(text: str) -> _Events:
    """libyaml's parser, or PyYAML's own where the extension is not built."""
    if yaml.__with_libyaml__:
        from yaml.cyaml import CParser  # noqa: PLC0415  (absent from a PyYAML without libyaml)

        return CParser(text)  # type: ignore[no-any-return]
    return _PurePython(text)


class _PurePython(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[misc]
    """PyYAML's reader, scanner and parser without its resolver, as `yaml.Loader` assembles them."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def is_merge(event: Any) -> bool:
    """Whether a key is YAML's merge key: `<<` without quotes."""
    return (
        type(event) is ScalarEvent
        and event.value == "<<"
        and bool(event.implicit[0] or event.tag == yamltypes.MERGE)
    )


def key_text(event: Any) -> str:
    """The JSON key of a scalar that `build` took as a key."""
    if event.implicit[0]:
        return yamltypes.key(yamltypes.plain(event.value))
    try:
        return yamltypes.key(yamltypes.tagged(event.tag, event.value))
    except ValueError:
        return str(event.value)


class _Stop(Exception):  # noqa: N818  (it carries a fault of the author, it is not one of ours)
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


@dataclass(slots=True)
class Built:
    """What one document holds; `empty` when it has no node or could not be read to its end."""

    value: JsonValue = None
    start: int = 0
    empty: bool = True
    faults: list[Fault] = field(default_factory=list)


def build(text: str) -> Built:
    """Read the first document of `text`. The author's faults are in the result; nothing is raised."""
    return _Builder(text).run()


_NO_KEY: Final = object()
_MERGE: Final = object()


class _Frame:
    """A mapping or a sequence being filled."""

    __slots__ = ("anchor", "container", "key", "key_start", "merged", "size_before")

    def __init__(self, container: Any, anchor: str | None, size: int) -> None:
        self.container = container
        self.anchor = anchor
        self.size_before = size
        self.key: Any = _NO_KEY
        self.key_start = 0
        self.merged: list[dict[str, JsonValue]] | None = None


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.built = Built()
        self.stack: list[_Frame] = []
        self.frame: _Frame | None = None
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.size = 0
        self.aliased = 0

    def run(self) -> Built:
        try:
            self._read(open_events(self.text))
        except _Stop as stop:
            self._give_up(stop.fault)
        except yaml.YAMLError as error:
            self._give_up(yamlfaults.from_error(error, self.text))
        return self.built

    def _give_up(self, fault: Fault) -> None:
        self.built.empty = True
        self.built.faults.append(fault)

    def _read(self, events: _Events) -> None:
        next_event, plain = events.get_event, yamltypes.plain
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                value: Any = event.value
                if event.implicit[0]:
                    value = plain(value)
                elif event.tag is not None:
                    value = self._tagged(event)
                self._scalar(value, event)
            elif kind is MappingStartEvent:
                self._open({}, event)
            elif kind is SequenceStartEvent:
                self._open([], event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._close()
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentEndEvent and event.explicit:
                self._after_end(next_event(), event)
                return

    def _after_end(self, following: Any, event: Any) -> None:
        if type(following) is DocumentStartEvent:
            self.built.faults.append(yamlfaults.lone_dots(event.start_mark.index))

    def _scalar(self, value: Any, event: Any) -> None:
        """Put a scalar in its place: most are texts, keys and values of mappings, and are handled here."""
        self.size += 1
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1)
        frame = self.frame
        if frame is None or type(value) is not str or frame.key is _MERGE:
            self._add(value, event)
        elif frame.key is not _NO_KEY:
            frame.container[frame.key] = value
            frame.key = _NO_KEY
        elif type(frame.container) is list:
            frame.container.append(value)
        else:
            self._key(frame, value, event)

    def _tagged(self, event: Any) -> Any:
        try:
            return yamltypes.tagged(event.tag, event.value)
        except ValueError:
            self.built.faults.append(yamlfaults.bad_tag(event))
            return event.value

    def _add(self, value: Any, event: Any) -> None:
        frame = self.frame
        if frame is None:
            self.built.value, self.built.empty = value, False
            self.built.start = event.start_mark.index
        elif type(frame.container) is list:
            frame.container.append(self._json(value, event))
        elif frame.key is _NO_KEY:
            self._key(frame, value, event)
        elif frame.key is _MERGE:
            self._merge(frame, value)
        else:
            frame.container[frame.key] = self._json(value, event)
            frame.key = _NO_KEY

    def _json(self, value: Any, event: Any) -> Any:
        if type(value) is float and value - value != 0:
            self.built.faults.append(yamlfaults.not_json(event))
            return None
        return value

    def _key(self, frame: _Frame, value: Any, event: Any) -> None:
        if type(value) is not str:
            value = self._key_text(value, event)
        elif value == "<<" and is_merge(event):
            frame.key, frame.key_start = _MERGE, event.start_mark.index
            return
        if value in frame.container:
            self.built.faults.append(yamlfaults.duplicate(value, event))
        frame.key = value

    def _key_text(self, value: Any, event: Any) -> str:
        if isinstance(value, dict | list):
            raise _Stop(yamlfaults.complex_key(event, self.text))
        try:
            return yamltypes.key(value)
        except ValueError:
            raise _Stop(yamlfaults.null_key(event)) from None

    def _merge(self, frame: _Frame, value: Any) -> None:
        sources = value if isinstance(value, list) else [value]
        if not all(isinstance(source, dict) for source in sources):
            raise _Stop(yamlfaults.bad_merge(frame.key_start))
        frame.merged = [*(frame.merged or ()), *sources]
        frame.key = _NO_KEY

    def _open(self, container: Any, event: Any) -> None:
        frame = self.frame
        if len(self.stack) >= MAX_DEPTH:
            raise _Stop(yamlfaults.too_deep(event, MAX_DEPTH))
        if frame is not None and type(frame.container) is dict and frame.key is _NO_KEY:
            raise _Stop(yamlfaults.complex_key(event, self.text))
        if event.anchor is not None:
            self.anchors[event.anchor] = (_NO_KEY, 0)
        self.size += 1
        inner = _Frame(container, event.anchor, self.size)
        if frame is None or frame.key is not _MERGE:
            self._add(container, event)
        self.stack.append(inner)
        self.frame = inner

    def _close(self) -> None:
        frame = self.stack.pop()
        if frame.merged:
            for source in frame.merged:
                for name, value in source.items():
                    frame.container.setdefault(name, value)
        if frame.anchor is not None:
            self.anchors[frame.anchor] = (frame.container, self.size - frame.size_before + 1)
        self.frame = self.stack[-1] if self.stack else None
        if self.frame is not None and self.frame.key is _MERGE:
            self._merge(self.frame, frame.container)

    def _alias(self, event: Any) -> None:
        value, size = self.anchors.get(event.anchor, (None, -1))
        if size < 0:
            raise _Stop(yamlfaults.unknown_alias(event, self.anchors))
        if value is _NO_KEY:
            raise _Stop(yamlfaults.recursive_alias(event))
        self.size += size
        self.aliased += size
        if self.aliased > MAX_ALIASED:
            raise _Stop(yamlfaults.too_many_aliases(event))
        self._add(value, event)
