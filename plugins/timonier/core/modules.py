"""The modules of a course and the order of their pages: `modules.yml`.

A page that is written stands there by its id, one that is announced with its title and its duration too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from timonier.core import datafile
from timonier.core.datafile import Form
from timonier.core.diagnostic import Diagnostic, YamlPath
from timonier.core.source import Mention, SourceFile, Span
from timonier.core.yamldoc import YamlDocument

_FORM = Form("modules.schema.json", "MOD101", "MOD102")


@dataclass(frozen=True, slots=True)
class Announcement:
    """A page that is to come."""

    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in its module; `announced` where the file says that it is to come."""

    mention: Mention
    announced: Announcement | None = None

    @property
    def id(self) -> str:
        """The id of the page."""
        return self.mention.name


@dataclass(frozen=True, slots=True)
class Module:
    """One module; `span` is where its id stands."""

    id: str
    title: str
    pages: tuple[Listed, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Modules:
    """The file as read: no module where something is wrong with its form."""

    modules: tuple[Module, ...]
    diagnostics: tuple[Diagnostic, ...]


def read(source: SourceFile) -> Modules:
    """The modules of the file `source`."""
    document = datafile.read(source, _FORM)
    if isinstance(document, tuple):
        return Modules((), document)
    return Modules(tuple(_modules(document)), ())


def _modules(document: YamlDocument) -> Iterator[Module]:
    value: Any = document.value  # held against the schema
    for number, module in enumerate(value["modules"]):
        place = ("modules", number)
        pages = tuple(
            _listed(document, (*place, "pages", index), page) for index, page in enumerate(module["pages"])
        )
        yield Module(module["id"], module["titre"], pages, document.locate((*place, "id")))


def _listed(document: YamlDocument, place: YamlPath, page: Any) -> Listed:
    if isinstance(page, str):
        return Listed(Mention(page, document.locate(place)))
    announcement = Announcement(page["titre"], int(page["duree"]))
    return Listed(Mention(page["id"], document.locate((*place, "id"))), announcement)
