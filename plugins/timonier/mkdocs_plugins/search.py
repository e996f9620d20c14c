"""`timonier-search`: search in French, fetched only by those who search. It takes the place of the theme's.

A preview makes the index only when somebody searches: it takes as long as a page to make, at each save.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from timonier.cache import Cache
from timonier.files import write_atomically
from timonier.mkdocs_plugins.host import project, usage_faults
from timonier.mkdocs_plugins.on_demand import BUILDING, offer
from timonier.render.assets import SearchAssets, search_assets
from timonier.render.search import INDEX, index_of_site


class SearchConfig(Config):
    """No option."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """See the module."""

    _assets: SearchAssets
    _config: MkDocsConfig

    def __init__(self) -> None:
        self._preview = False
        self._is_old = True

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """A preview makes the index when it is asked for."""
        self._preview = command == "serve"

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the script and the library that it reads the index with."""
        with usage_faults():
            self._assets = search_assets()
        for asset in self._assets.files:
            files.append(File.generated(config, asset.path, content=asset.data))

    def on_env(self, env: Environment, **_: object) -> None:
        """Templates show the search where `timonier_search` is defined."""
        env.globals["timonier_search"] = self._assets

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index of the new site, before it takes the old one's place."""
        self._config, self._is_old = config, True
        if not self._preview:
            self._write()

    def on_serve(self, server: LiveReloadServer, **_: object) -> None:
        """Write the index of the last build for the first who searches."""
        offer(server, lambda path: self._is_old and path == INDEX, lambda _: self._write(), BUILDING)

    def _write(self) -> None:
        if self._is_old:
            site = Path(self._config.site_dir)
            (site / INDEX).unlink(missing_ok=True)
            write_atomically(site / INDEX, index_of_site(site, Cache(project(self._config).cache_dir)))
            self._is_old = False
