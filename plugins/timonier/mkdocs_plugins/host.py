"""What every plugin asks of MkDocs: the project's settings, and our errors in the host's words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from timonier import course, settings
from timonier.core.header import page_id
from timonier.core.publication import Publication
from timonier.course import Course
from timonier.errors import UsageError
from timonier.reading import shown_path
from timonier.render.track_page import track_path
from timonier.settings import Settings

EXTENSION = "timonier.markdown_ext"


@contextmanager
def usage_faults() -> Iterator[None]:
    """A `UsageError` becomes the one line that MkDocs prints before it gives up."""
    try:
        yield
    except UsageError as error:
        raise PluginError(str(error)) from error


@dataclass(frozen=True, slots=True, eq=False)
class _Build:
    """One build: each has a configuration of its own."""

    config: MkDocsConfig

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Build) and self.config is other.config

    def __hash__(self) -> int:
        return id(self.config)


def project(config: MkDocsConfig) -> Settings:
    """Settings of the project that `mkdocs.yml` stands in; raises `UsageError` where the two disagree."""
    return _project(_Build(config))


def course_of(config: MkDocsConfig) -> Course:
    """The course as a build found it when it began: what is saved meanwhile is for the next one."""
    return _course(_Build(config))


@lru_cache(maxsize=1)
def _course(build: _Build) -> Course:
    return course.load(_project(build))


@lru_cache(maxsize=1)
def _project(build: _Build) -> Settings:
    config = build.config
    found = settings.load(Path(config.config_file_path).resolve().parent)
    if Path(config.docs_dir).resolve() != found.content_dir.resolve():
        raise UsageError(
            f"mkdocs.yml publie {config.docs_dir} alors que [tool.timonier.dossiers] contenu vaut "
            f"« {found.content} » : donnez le même dossier aux deux."
        )
    if EXTENSION not in config.markdown_extensions:
        raise UsageError(f"mkdocs.yml n’a pas {EXTENSION} sous markdown_extensions : ajoutez cette ligne.")
    return found


def publish(config: MkDocsConfig, sources: Course, found: Settings, edition: str) -> Publication:
    """What this build shows, told to our extension; raises `UsageError`.

    `edition` is that of mkdocs.yml. `timonier site` says otherwise through `TIMONIER_EDITION` and
    `TIMONIER_CORRECTIONS`.
    """
    edition = os.environ.get("TIMONIER_EDITION", edition)
    if edition not in ("stagiaire", "formateur"):
        raise UsageError(f"TIMONIER_EDITION vaut « {edition} » : écrivez stagiaire ou formateur.")
    names = os.environ.get("TIMONIER_CORRECTIONS")
    wanted = None if names is None else [name.strip() for name in names.split(",") if name.strip()]
    publication = course.publication(sources, found, "formateur" if edition == "formateur" else "stagiaire", wanted)
    options = {
        "root": str(found.root),
        "edition": publication.edition,
        "publiees": sorted(publication.pages),
    }
    config.mdx_configs[EXTENSION] = {**config.mdx_configs.get(EXTENSION, {}), **options}
    return publication


def publication_of(config: MkDocsConfig) -> Publication:
    """What `publish` said; nothing where timonier-check is not among the plugins."""
    options = config.mdx_configs.get(EXTENSION, {})
    return Publication(options.get("edition", "stagiaire"), frozenset(options.get("publiees", ())))


def source_of(file: File, tracks: Iterable[str], root: Path) -> str:
    """The file of the project that a page is made from: itself, or one of `tracks`; nothing for any other."""
    if file.abs_src_path:
        return shown_path(Path(file.abs_src_path), root)
    return next((track for track in tracks if track_path(page_id(track)) == file.src_uri), "")
