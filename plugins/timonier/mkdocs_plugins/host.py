"""What every plugin asks of MkDocs: the project's settings, and our errors in the host's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from timonier import settings
from timonier.errors import UsageError
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
