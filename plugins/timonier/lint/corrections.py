"""What `correction.yml` says of the files of a lab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath

from timonier.core.source import SourceFile
from timonier.core.yamldoc import JsonValue, load


def start_files(records: Iterable[SourceFile]) -> frozenset[str]:
    """The paths of all files that students begin with: `depart` of each step.

    A record that does not read is nobody's here: its own check says what is wrong with it.
    """
    return frozenset(
        normpath(join(dirname(record.path), name))
        for record in records
        for document in load(record.text).documents
        for name in _names(document.value)
    )


def _names(record: JsonValue) -> Iterator[str]:
    steps = record.get("etapes") if isinstance(record, dict) else None
    for step in steps if isinstance(steps, list) else ():
        names = step.get("depart") if isinstance(step, dict) else None
        yield from (name for name in names if isinstance(name, str)) if isinstance(names, list) else ()
