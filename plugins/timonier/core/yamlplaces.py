"""Where every key and value of one YAML document stands.

In: the text of a document that `yamlbuild` could read. Out: a tree of `Place`s with offsets in code points.
"""

from __future__ import annotations

from typing import Any, Literal

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timonier.core.yamlbuild import is_merge, key_text, open_events


class Place:
    """Where one value stands, with the places of what it holds."""

    __slots__ = ("children", "end", "items", "key_end", "key_start", "merged", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.key_start = self.key_end = -1
        self.children: dict[str, Place] = {}
        self.items: list[Place] = []
        self.merged: list[Place] = []

    def child(self, step: str | int) -> Place | None:
        """The place of an item or a key, those that a merge brings included."""
        if isinstance(step, int):
            return self.items[step] if 0 <= step < len(self.items) else None
        if step in self.children:
            return self.children[step]
        sources = [item for merged in self.merged for item in (merged, *merged.items)]
        return next((place for source in sources if (place := source.child(step))), None)

    def span(self, at: Literal["value", "key"]) -> tuple[int, int]:
        """Offsets of the value, or of its key; an empty value stands at its key."""
        if self.key_start >= 0 and (at == "key" or self.start == self.end):
            return self.key_start, self.key_end
        return self.start, self.end

    def known_by(self, key: Any) -> Place:
        """This value under `key`; a copy when it has a key already (an alias has its anchor's places)."""
        place = self
        if self.key_start >= 0:
            place = Place(self.start, self.end)
            place.children, place.items, place.merged = self.children, self.items, self.merged
        place.key_start, place.key_end = key.start_mark.index, key.end_mark.index
        return place


def places(text: str) -> Place:
    """The places of the first document of `text`, which `yamlbuild.build` has read without a fault that stops."""
    walk = _Walk()
    events = open_events(text)
    while type(event := events.get_event()) is not DocumentEndEvent:
        walk.take(event)
    return walk.root


class _Walk:
    def __init__(self) -> None:
        self.root = Place(0, 0)
        self.stack: list[Place] = []
        self.keys: list[Any] = []
        self.in_list: list[bool] = []
        self.anchors: dict[str, Place] = {}
        self.last_end = 0

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self._add(Place(event.start_mark.index, event.end_mark.index), event)
            self.last_end = event.end_mark.index
        elif kind is AliasEvent:
            self._add(self.anchors[event.anchor], event)
            self.last_end = event.end_mark.index
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._open(event, kind is SequenceStartEvent)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._close(event)

    def _open(self, event: Any, in_list: bool) -> None:
        place = Place(event.start_mark.index, event.end_mark.index)
        self._add(place, event)
        self.stack.append(place)
        self.keys.append(None)
        self.in_list.append(in_list)

    def _close(self, event: Any) -> None:
        """A block collection ends with its last value, not with the blank lines and comments that follow."""
        if event.end_mark.index > event.start_mark.index:
            self.last_end = event.end_mark.index
        place = self.stack.pop()
        place.end = max(self.last_end, place.start)
        self.keys.pop()
        self.in_list.pop()

    def _add(self, place: Place, event: Any) -> None:
        if event.anchor is not None and type(event) is not AliasEvent:
            self.anchors[event.anchor] = place
        if not self.stack:
            self.root = place
        elif self.in_list[-1]:
            self.stack[-1].items.append(place)
        elif self.keys[-1] is None:
            self.keys[-1] = event
        else:
            self._value(self.stack[-1], self.keys[-1], place)
            self.keys[-1] = None

    def _value(self, parent: Place, key: Any, place: Place) -> None:
        if is_merge(key):
            parent.merged.append(place)
        else:
            parent.children[key_text(key)] = place.known_by(key)
