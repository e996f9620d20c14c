"""A session: one class, for one client, on some dates. In: `sessions/<id>.yml`. Out: a `Session`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from timonier.core import datafile
from timonier.core.datafile import Form
from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Mention, SourceFile

_FORM = Form("session.schema.json", "SES101", "SES102")


@dataclass(frozen=True, slots=True)
class Session:
    """What a session says of itself; what it does not say is empty."""

    id: str
    client: str = ""
    dates: str = ""
    trainer: str = ""
    track: Mention | None = None
    """The track that it follows."""
    published: tuple[str, ...] | None = None
    """The labs whose corrections are out, where the session says."""


def read(source: SourceFile) -> Session | tuple[Diagnostic, ...]:
    """The session of a file, or what is wrong with its form."""
    document = datafile.read(source, _FORM)
    if isinstance(document, tuple):
        return document
    value: Any = document.value  # held against the schema
    published = tuple(value["corrections"]) if "corrections" in value else None
    client, dates, trainer = (value.get(key, "").strip() for key in ("client", "dates", "formateur"))
    track = Mention(value["parcours"], document.locate(("parcours",))) if "parcours" in value else None
    return Session(PurePosixPath(source.path).stem, client, dates, trainer, track, published)
