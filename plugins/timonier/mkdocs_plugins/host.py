"""What every plugin asks of MkDocs: the project's settings, and our errors in the host's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from timonier import settings
from timonier.core.header import page_id
from timonier.course import shown_path
from timonier.errors import UsageError
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


def project(config: MkDocsConfig) -> Settings:
    """Settings of the project that `mkdocs.yml` stands in; raises `UsageError` where the two disagree."""
    found = settings.load(Path(config.config_file_path).resolve().parent)
    if Path(config.docs_dir).resolve() != found.content_dir.resolve():
        raise UsageError(
            f"mkdocs.yml publie {config.docs_dir} alors que [tool.timonier.dossiers] contenu vaut "
            f"« {found.content} » : donnez le même dossier aux deux."
        )
    if EXTENSION not in config.markdown_extensions:
        raise UsageError(f"mkdocs.yml n’a pas {EXTENSION} sous markdown_extensions : ajoutez cette ligne.")
    return found


def source_of(file: File, tracks: Iterable[str], root: Path) -> str:
    """The file of the project that a page is made from: itself, or one of `tracks`; nothing for any other."""
    if file.abs_src_path:
        return shown_path(Path(file.abs_src_path), root)
    return next((track for track in tracks if track_path(page_id(track)) == file.src_uri), "")
