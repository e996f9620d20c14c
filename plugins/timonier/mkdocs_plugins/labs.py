"""`timonier-labs`: a page of all labs, and the files of those that are out; never another by accident."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from timonier import course
from timonier.core.outline import Outline
from timonier.errors import UsageError
from timonier.mkdocs_plugins.host import project, publication_of, usage_faults
from timonier.render.lab_files import site_files
from timonier.render.labs_page import PATH, has_labs, labs_page
from timonier.settings import Settings


class LabsConfig(Config):
    """No option."""


class LabsPlugin(BasePlugin[LabsConfig]):
    """See the module."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the files of labs; refuse to build a site that would hold a file of the corrections folder itself."""
        with usage_faults():
            found = project(config)
            corrections = found.corrections_dir.resolve()
            for file in files:
                if file.abs_src_path and Path(file.abs_src_path).resolve().is_relative_to(corrections):
                    raise UsageError(
                        f"{file.src_uri} vient du dossier des corrections et serait publié : "
                        f"sortez {corrections.name}/ de {Path(config.docs_dir).name}/."
                    )
            _add_labs(files, found, config)


def _add_page(files: Files, outline: Outline, config: MkDocsConfig) -> None:
    """The page of all labs, unless the course has its own."""
    if has_labs(outline) and not files.get_file_from_path(PATH):
        files.append(File.generated(config, PATH, content=labs_page(outline).text))


def _add_labs(files: Files, found: Settings, config: MkDocsConfig) -> None:
    publication, outline = publication_of(config), course.load(found).outline(found)
    _add_page(files, outline, config)
    for page in outline.pages.values():
        if page.kind != "tp":
            continue
        for path, data in site_files(course.load_lab(found, page.id), publication).items():
            file = File.generated(config, path, content=data)
            file.inclusion = InclusionLevel.INCLUDED  # whatever `exclude_docs` says of `.yml` files
            files.append(file)
