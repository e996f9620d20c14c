"""A session: one class, for one client, on some dates. In: `sessions/<id>.yml`. Out: a `Session`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from timonier.core import datafile
from timonier.core.datafile import Form
from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Mention, SourceFile
from timonier.core.words import advice, listed, short
from timonier.core.yamldoc import YamlDocument
from timonier.settings import Variable

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
    values: Mapping[str, str] = field(default_factory=dict)
    """Those of the whole class, by the name of the variable, sorted."""


def read(source: SourceFile, variables: Mapping[str, Variable]) -> Session | tuple[Diagnostic, ...]:
    """The session of a file, or what is wrong with its form and its values."""
    document = datafile.read(source, _FORM)
    if isinstance(document, tuple):
        return document
    value: Any = document.value  # held against the schema
    published = tuple(value["corrections"]) if "corrections" in value else None
    client, dates, trainer = (value.get(key, "").strip() for key in ("client", "dates", "formateur"))
    track = Mention(value["parcours"], document.locate(("parcours",))) if "parcours" in value else None
    values = dict(sorted(value.get("valeurs", {}).items()))
    if faults := tuple(_faults(source.path, document, values, variables)):
        return faults
    return Session(PurePosixPath(source.path).stem, client, dates, trainer, track, published, values)


def _faults(
    path: str, document: YamlDocument, values: Mapping[str, str], variables: Mapping[str, Variable]
) -> Iterator[Diagnostic]:
    """SES104: a value that no variable of the course takes."""
    for name, value in values.items():
        variable = variables.get(name)
        if variable is None:
            known = f"valeurs connues : {listed(variables)}" if variables else "le cours n’en déclare aucune"
            place = document.locate(("valeurs", name), "key")
            yield Diagnostic(
                path, place, "SES104", f"valeur inconnue « {short(name)} »", advice(name, variables, known)
            )
        elif not variable.allows(value):
            place = document.locate(("valeurs", name))
            yield Diagnostic(
                path, place, "SES104", f"« {name} » ne peut pas valoir « {short(value)} »", variable.expected
            )
