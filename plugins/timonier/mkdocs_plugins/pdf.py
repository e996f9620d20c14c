"""`timonier-pdf`: the page « Télécharger », and the PDFs after a build when asked.

`TIMONIER_PDF=1` or `imprimer: true` asks; `timonier site` prints by itself.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, cast

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from timonier.core.outline import Outline
from timonier.core.products import DECK_KINDS, Product
from timonier.files import write_atomically
from timonier.mkdocs_plugins.host import course_of, project, publication_of, usage_faults
from timonier.mkdocs_plugins.on_demand import offer
from timonier.pdf.plan import plan
from timonier.render.download_page import FOLDER, PATH, download_page
from timonier.render.track_page import track_path
from timonier.report.concise import headline

log = logging.getLogger("mkdocs.plugins.timonier")


class PdfConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    imprimer = c.Type(bool, default=False)
    """Print after each build."""


class PdfPlugin(BasePlugin[PdfConfig]):
    """See the module."""

    _config: MkDocsConfig

    def __init__(self) -> None:
        self._preview = False
        self._page: File | None = None
        self._names: dict[str, str] = {}
        self._products: dict[str, Product] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the page of all documents, unless the course has its own."""
        self._config, self._page, self._names, old, self._products = config, None, {}, self._products, {}
        self._add_page(files, config)
        for path in old.keys() - self._products.keys():
            (Path(config.site_dir) / path).unlink(missing_ok=True)

    def _add_page(self, files: Files, config: MkDocsConfig) -> None:
        if files.get_file_from_path(PATH):
            return
        with usage_faults():
            settings = project(config)
            sources = course_of(config)
            outline = sources.outline(settings)
            products = plan(settings, sources).products(outline, publication_of(config))
        self._products = {f"{FOLDER}/{product.name}.pdf": product for product in products}
        self._page = File.generated(config, PATH, content=download_page(products, outline).text)
        self._names = {path: product.name for product in products for path in _paths(product, outline)}
        files.append(self._page)

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: object) -> TemplateContext:
        """Tell the template where a page finds its document: in the page of all documents."""
        name = "" if page.is_homepage else self._names.get(page.file.src_uri)
        if self._page is None or name is None:
            return context
        address = get_relative_url(self._page.url, page.url) + (f"#{name}" if name else "")
        return cast(TemplateContext, {**context, "page_pdf": address})

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """A preview never prints."""
        self._preview = command == "serve"

    def on_serve(self, server: LiveReloadServer, **_: object) -> None:
        """Print a document when a browser asks for it; another save makes it another document."""

        def make(path: str) -> None:
            file = Path(self._config.site_dir) / path
            try:
                print_one(self._products[path], self._config, file)
            except BaseException:
                file.unlink(missing_ok=True)  # that of another save
                raise

        offer(server, lambda path: path in self._products, make, threading.Lock())

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Print into the new site, before it takes the old one's place."""
        if not self._preview and prints(config):
            with usage_faults():
                print_course(config)


def prints(config: MkDocsConfig) -> bool:
    """Whether a build is to print, too."""
    plugin = config.plugins.get("timonier-pdf")
    asked = isinstance(plugin, PdfPlugin) and plugin.config.imprimer
    return asked or os.environ.get("TIMONIER_PDF") == "1"


def _paths(product: Product, outline: Outline) -> Iterator[str]:
    """The pages that name a product at their head: that of a lesson or a lab, that of a track."""
    if product.kind == "parcours":
        yield track_path(product.subject)
    elif product.kind == "page" and (page := outline.pages.get(product.subject)) and page.kind in ("cours", "tp"):
        yield page.path


def print_one(product: Product, config: MkDocsConfig, file: Path) -> None:
    """Print one document in a process of its own: the preview's has threads, which printing does not like."""
    shown = publication_of(config)
    kind = "diapos" if product.kind in DECK_KINDS else product.kind
    wanted = f"--{kind}={product.subject}" if product.subject else f"--produit={kind}"
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "timonier", "pdf", wanted, "--sortie", folder, "--edition", shown.edition]
        command += ["--corrections", ",".join(sorted(shown.pages))] if shown.pages else []
        subprocess.run(command, cwd=project(config).root, check=True)
        write_atomically(file, (Path(folder) / file.name).read_bytes())


def print_course(config: MkDocsConfig) -> None:
    """Write the PDFs of the course; what could not be printed is an error at its place."""
    from timonier.pdf.download import complete  # noqa: PLC0415 - the `pdf` extra is needed only here
    from timonier.pdf.job import print_all  # noqa: PLC0415

    settings, out = project(config), Path(config.site_dir) / FOLDER
    products = print_all(settings, course_of(config), publication_of(config), out)
    complete(out, products)
    for diagnostic in products.diagnostics:
        log.error(headline(diagnostic))
    log.info("%d PDF dans %s/", len(products.documents), FOLDER)
