"""`timonier-labs`: the corrections of labs never reach the site by accident."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from timonier.errors import UsageError
from timonier.mkdocs_plugins.host import project, usage_faults


class LabsConfig(Config):
    """No option."""


class LabsPlugin(BasePlugin[LabsConfig]):
    """See the module."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Refuse to build a site that would hold a file of the corrections folder."""
        with usage_faults():
            corrections = project(config).corrections_dir.resolve()
            for file in files:
                if file.abs_src_path and Path(file.abs_src_path).resolve().is_relative_to(corrections):
                    raise UsageError(
                        f"{file.src_uri} vient du dossier des corrections et serait publié : "
                        f"sortez {corrections.name}/ de {Path(config.docs_dir).name}/."
                    )
