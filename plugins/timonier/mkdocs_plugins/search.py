"""`timonier-search`: search in French, fetched only by those who search. It takes the place of the theme's."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from timonier.cache import Cache
from timonier.files import write_atomically
from timonier.mkdocs_plugins.host import project, usage_faults
from timonier.render.assets import SearchAssets, search_assets
from timonier.render.search import INDEX, index_of_site


class SearchConfig(Config):
    """No option."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """See the module."""

    _assets: SearchAssets

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
        site = Path(config.site_dir)
        write_atomically(site / INDEX, index_of_site(site, Cache(project(config).cache_dir)))
