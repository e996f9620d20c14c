"""The order of a book: that of the modules of the course.

In: the course, and the names that `mkdocs.yml` gives the site. Out: the book's title and its pages in order, each
with the module it stands in: the hub first, pages of no module last.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import yaml

from timonier.core.layout import GLOSSARY
from timonier.core.outline import Outline
from timonier.core.products import Order, Product, catalogue
from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.errors import UsageError
from timonier.lint.rule import CODES_FILE
from timonier.settings import Settings

_DEFAULT_TITLE = "Cours"
_HUB = "index.md"
_GLOSSARY = PurePosixPath(GLOSSARY).stem


@dataclass(frozen=True, slots=True)
class Entry:
    """A page at its place in the book."""

    source: SourceFile
    path: str
    """Relative to `content/`."""
    section: str

    @property
    def id(self) -> str:
        """The page's id: its file name without suffix."""
        return PurePosixPath(self.path).stem


@dataclass(frozen=True, slots=True)
class Plan:
    """A book before anything is laid out."""

    title: str
    subtitle: str
    entries: tuple[Entry, ...]
    codes: Entry | None = None
    """The page of all codes: a document of its own."""

    def products(self, outline: Outline, publication: Publication) -> tuple[Product, ...]:
        """All that the course is printed as."""
        pages = [(entry.id, entry.section) for entry in self.entries]
        order = Order(self.title, pages, self.codes.id if self.codes else "", _GLOSSARY)
        return catalogue(order, outline, publication)


def plan(settings: Settings, course: Course) -> Plan:
    """The book of a course. Raises `UsageError` when `mkdocs.yml` cannot be read, or when two pages have one id."""
    site = _site(settings)
    sources = {_relative(source, settings): source for source in course.pages}
    codes = sources.pop(CODES_FILE, None)  # for those who write
    outline = course.outline(settings)
    modules = {page.path: title for page, title in outline.by_module() if page.path in sources}
    order = (*(path for path in (_HUB,) if path in sources), *modules, *sources)
    entries = tuple(Entry(sources[path], path, modules.get(path, "")) for path in dict.fromkeys(order))
    _refuse_twins(entries)
    return Plan(
        str(site.get("site_name") or _DEFAULT_TITLE),
        str(site.get("site_description") or ""),
        entries,
        Entry(codes, CODES_FILE, "") if codes else None,
    )


def site_title(settings: Settings) -> str:
    """The name that `mkdocs.yml` gives the course; raises `UsageError` when it cannot be read."""
    return str(_site(settings).get("site_name") or _DEFAULT_TITLE)


def page_address(path: str) -> str:
    """Where the site has a page, relative to its root: `cours/objets/services/`."""
    stem = path.rpartition(".")[0]
    folder = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else stem + "/"
    return quote(folder)


def _relative(source: SourceFile, settings: Settings) -> str:
    return source.path.removeprefix(settings.content.rstrip("/") + "/")


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Reads the tags of MkDocs (`!ENV`, `!!python/name`) as nothing: none of them names the site."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def _site(settings: Settings) -> dict[str, Any]:
    file = settings.root / "mkdocs.yml"
    try:
        site = yaml.load(file.read_text(encoding="utf-8"), _Loader)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{file} ne peut pas être lu comme du YAML ({error}) : corrigez ce fichier.") from error
    return site if isinstance(site, dict) else {}


def _refuse_twins(entries: tuple[Entry, ...]) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.id in seen:
            raise UsageError(
                f"{seen[entry.id]} et {entry.path} portent le même identifiant « {entry.id} » : "
                "renommez l’un des deux."
            )
        seen[entry.id] = entry.path
