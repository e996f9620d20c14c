"""`timonier-pdf`: prints the course after a build, when asked: `TIMONIER_PDF=1` or `imprimer: true`."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from timonier import course
from timonier.mkdocs_plugins.host import project, publication_of, usage_faults
from timonier.report.concise import headline

FOLDER = "pdf"

log = logging.getLogger("mkdocs.plugins.timonier")


class PdfConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    imprimer = c.Type(bool, default=False)
    """Print after each build."""


class PdfPlugin(BasePlugin[PdfConfig]):
    """See the module."""

    def __init__(self) -> None:
        self._preview = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """A preview never prints."""
        self._preview = command == "serve"

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Print into the new site, before it takes the old one's place."""
        if not self._preview and (self.config.imprimer or os.environ.get("TIMONIER_PDF") == "1"):
            with usage_faults():
                print_course(config)


def print_course(config: MkDocsConfig) -> None:
    """Write the PDFs of the course; what could not be printed is an error at its place."""
    from timonier.pdf.job import print_all  # noqa: PLC0415 - the `pdf` extra is needed only here

    settings = project(config)
    products = print_all(settings, course.load(settings), publication_of(config), Path(config.site_dir) / FOLDER)
    for diagnostic in products.diagnostics:
        log.error(headline(diagnostic))
    log.info("%d PDF dans %s/", len(products.documents), FOLDER)
