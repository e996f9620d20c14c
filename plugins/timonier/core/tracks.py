"""A track: the pages that one audience follows, day by day. In: `parcours/<id>.yml`. Out: a `Track`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from timonier.core import datafile
from timonier.core.datafile import Form, mentions
from timonier.core.diagnostic import Diagnostic, YamlPath
from timonier.core.source import Mention, SourceFile, Span
from timonier.core.yamldoc import YamlDocument

_FORM = Form("track.schema.json", "PAR101", "PAR102")


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause; hours are minutes after midnight."""

    start: int
    minutes: int
    span: Span


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a track; `span` is where its title stands."""

    title: str
    start: int
    pauses: tuple[Pause, ...]
    pages: tuple[Mention, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Track:
    """One track; `path` is that of its file."""

    id: str
    path: str
    title: str
    audience: str
    assumes: Mention | None
    days: tuple[Day, ...]
    announced: tuple[Mention, ...]

    @property
    def pages(self) -> tuple[Mention, ...]:
        """The pages of all days, in order."""
        return tuple(page for day in self.days for page in day.pages)


@dataclass(frozen=True, slots=True)
class TrackFile:
    """The file as read: no track where something is wrong with its form."""

    id: str
    track: Track | None
    diagnostics: tuple[Diagnostic, ...]


def read(source: SourceFile) -> TrackFile:
    """The track of the file `source`."""
    name = PurePosixPath(source.path).stem
    document = datafile.read(source, _FORM)
    if isinstance(document, tuple):
        return TrackFile(name, None, document)
    value: Any = document.value  # held against the schema
    track = Track(
        id=name,
        path=source.path,
        title=value["titre"].strip(),
        audience=value["public"].strip(),
        assumes=Mention(value["suppose"], document.locate(("suppose",))) if "suppose" in value else None,
        days=tuple(_day(document, ("jours", number), day) for number, day in enumerate(value["jours"])),
        announced=mentions(document, ("a_venir",), value.get("a_venir", [])),
    )
    return TrackFile(name, track, ())


def _day(document: YamlDocument, place: YamlPath, day: Any) -> Day:
    pauses = tuple(
        Pause(_minutes(pause["a"]), int(pause["duree"]), document.locate((*place, "pauses", index, "a")))
        for index, pause in enumerate(day.get("pauses", []))
    )
    pages = mentions(document, (*place, "pages"), day["pages"])
    return Day(day["titre"].strip(), _minutes(day["debut"]), pauses, pages, document.locate((*place, "titre")))


def _minutes(hour: str) -> int:
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)
