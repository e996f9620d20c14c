"""A lab's files: what `correction.yml` says of each step, and the texts in both states.

In: a record, and the texts of the lab's folder. Out: a `LabRecord`, a `Lab`, both pure values. A record that is
faulty gives no `LabRecord` but diagnostics.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from posixpath import basename, normpath
from typing import Any, Final

from timonier.core import datafile
from timonier.core.datafile import Form, mentions
from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Mention, SourceFile, Span
from timonier.core.yamldoc import YamlDocument

_FORM = Form("correction.schema.json", "COR101", "COR102")
_START_FOLDER = "depart/"
DEADLINE: Final = 60
"""Seconds that a check has when nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Check:
    """A command that proves a step, and what it should show: a sentence for people, the rest for a machine."""

    command: str
    expected: str
    contains: tuple[str, ...] = ()
    """What its output holds, each somewhere."""
    pattern: Mention | None = None
    """The extended regular expression (POSIX) that fits some line of its output."""
    code: int | None = None
    """What it returns, where somebody says it; 0 otherwise."""
    deadline: int = DEADLINE
    """Seconds after which it is too late."""


@dataclass(frozen=True, slots=True)
class External:
    """An object that other files than the lab's create."""

    kind: str
    name: str
    namespace: str
    span: Span


@dataclass(frozen=True, slots=True)
class LabStep:
    """What a step starts from, what it ends with, how it is proved; `span` is where its number stands."""

    number: int
    span: Span
    starts: tuple[Mention, ...]
    solutions: tuple[Mention, ...]
    checks: tuple[Check, ...]
    before: tuple[str, ...] = ()
    """Commands that are run before the files of the step are applied."""


@dataclass(frozen=True, slots=True)
class Played:
    """The last time that all commands of a lab were run: when, and on what."""

    day: datetime.date
    on: str


@dataclass(frozen=True, slots=True)
class LabRecord:
    """One `correction.yml`; `lab` is the name of its folder, names of files are normalised and relative to it."""

    lab: str
    path: str
    named: Mention
    starts_from: Mention | None
    externals: tuple[External, ...]
    steps: tuple[LabStep, ...]
    played: Played | None = None

    @property
    def starts(self) -> tuple[str, ...]:
        """Files that students begin with, each once."""
        return tuple(dict.fromkeys(name.name for step in self.steps for name in step.starts))

    @property
    def solutions(self) -> tuple[str, ...]:
        """Files that a step ends with, each once."""
        return tuple(dict.fromkeys(name.name for step in self.steps for name in step.solutions))


@dataclass(frozen=True, slots=True)
class LabRecordFile:
    """The file as read: no record where something is wrong with its form."""

    lab: str
    source: SourceFile
    record: LabRecord | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Lab:
    """The files of a lab by name, and those of the lab that it starts from, if any."""

    id: str
    record: LabRecord | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    base: Lab | None = None

    @property
    def starts(self) -> dict[str, str]:
        """The texts that students begin with."""
        return self._texts(self.record.starts if self.record else ())

    @property
    def solutions(self) -> dict[str, str]:
        """The texts of the correction."""
        return self._texts(self.record.solutions if self.record else ())

    @property
    def chain(self) -> tuple[Lab, ...]:
        """The labs that this one starts from, the nearest first."""
        return (self.base, *self.base.chain) if self.base else ()

    def step(self, number: int) -> LabStep | None:
        """The step of this number."""
        steps = self.record.steps if self.record else ()
        return next((step for step in steps if step.number == number), None)

    def start_of(self, step: LabStep, solution: str) -> str | None:
        """The text that becomes `solution` in a step: its start, else what the labs before this one ended with."""
        own = [name.name for name in step.starts]
        found = pairs(own, (solution,)).get(solution)
        if found is not None:
            return self.texts.get(found)
        for lab in self.chain:
            found = pairs(lab.solutions, (solution,)).get(solution)
            if found is not None:
                return lab.texts[found]
        return None

    def _texts(self, names: tuple[str, ...]) -> dict[str, str]:
        return {name: self.texts[name] for name in names if name in self.texts}


@lru_cache(maxsize=512)
def read(source: SourceFile) -> LabRecordFile:
    """The record of the file `source`; every part of a build asks for it."""
    lab = PurePosixPath(source.path).parent.name
    document = datafile.read(source, _FORM)
    if isinstance(document, tuple):
        return LabRecordFile(lab, source, None, document)
    return LabRecordFile(lab, source, _record(lab, source, document), ())


def short_name(start: str) -> str:
    """What students call a starting file: its name without the folder that keeps it apart."""
    return start.removeprefix(_START_FOLDER)


def pairs(starts: Mapping[str, str] | list[str], solutions: tuple[str, ...]) -> dict[str, str]:
    """For each solution the start of the same short name, else the only one of the same file name."""
    found: dict[str, str] = {}
    for solution in solutions:
        same = [start for start in starts if short_name(start) == short_name(solution)]
        near = [start for start in starts if basename(start) == basename(solution)]
        if same or len(near) == 1:
            found[solution] = (same or near)[0]
    return found


def _record(lab: str, source: SourceFile, document: YamlDocument) -> LabRecord:
    value: Any = document.value  # held against the schema
    base = Mention(value["depart_de"], document.locate(("depart_de",))) if "depart_de" in value else None
    return LabRecord(
        lab=lab,
        path=source.path,
        named=Mention(value["tp"], document.locate(("tp",))),
        starts_from=base,
        externals=tuple(
            External(each["kind"], each["nom"], each.get("namespace", ""), document.locate(("externe", number)))
            for number, each in enumerate(value.get("externe", []))
        ),
        steps=tuple(_steps(document, value["etapes"])),
        played=_played(value["joue"]) if "joue" in value else None,
    )


def _played(value: Any) -> Played:
    return Played(datetime.date.fromisoformat(value["le"]), value["sur"].strip())


def _steps(document: YamlDocument, steps: list[Any]) -> Iterator[LabStep]:
    for index, step in enumerate(steps):
        place = ("etapes", index)
        yield LabStep(
            number=int(step["n"]),
            span=datafile.locate(document, (*place, "n")),
            starts=mentions(document, (*place, "depart"), _normal(step.get("depart", []))),
            solutions=mentions(document, (*place, "fichiers"), _normal(step.get("fichiers", []))),
            checks=tuple(_checks(document, index, step.get("verification", []))),
            before=tuple(step.get("avant", [])),
        )


def _checks(document: YamlDocument, step: int, checks: list[Any]) -> Iterator[Check]:
    for index, check in enumerate(checks):
        texts, place = check.get("contient", []), ("etapes", step, "verification", index, "motif")
        yield Check(
            command=check["commande"],
            expected=check["attendu"],
            contains=(texts,) if isinstance(texts, str) else tuple(texts),
            pattern=Mention(check["motif"], datafile.locate(document, place)) if "motif" in check else None,
            code=int(check["code"]) if "code" in check else None,
            deadline=_seconds(check["delai"]) if "delai" in check else DEADLINE,
        )


def _seconds(text: str) -> int:
    """`90s` or `5m`."""
    return int(text[:-1]) * (60 if text.endswith("m") else 1)


def _normal(names: list[str]) -> list[str]:
    return [normpath(name) for name in names]
