"""The course's look laid over Material: templates, style sheet, script, fonts, favicon."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.theme import Theme

from timonier.cache import digest
from timonier.core.publication import Publication
from timonier.errors import UsageError
from timonier.mkdocs_plugins.menu import Menu
from timonier.reading import mark
from timonier.render.assets import TEMPLATES, SiteAssets

LOGO = "timonier/roue"
"""Our icon, in the templates' folder of icons."""


def dress(config: MkDocsConfig, assets: SiteAssets) -> None:
    """Name our templates and files in the configuration; a `custom_dir` of the project still comes first."""
    config.theme = CourseTheme(config.theme)
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
    config.theme["favicon"] = assets.favicon
    config.theme["icon"] = {"logo": LOGO, **(config.theme.get("icon") or {})}
    config.extra_css.insert(0, assets.style)
    config.extra_javascript.append(assets.script)


def add_files(files: Files, config: MkDocsConfig, assets: SiteAssets) -> None:
    """Give our files to the site."""
    for asset in assets.files:
        files.append(File.generated(config, asset.path, content=asset.data))


def give_to_templates(env: Environment, assets: SiteAssets, publication: Publication) -> None:
    """`timonier` in templates is the `SiteAssets`; `timonier_publication` and `timonier_menu` of their names."""
    env.globals["timonier"] = assets
    env.globals["timonier_publication"] = publication
    env.globals["timonier_menu"] = Menu()


class CourseTheme(Theme):
    """A theme that does not list its icons at each build: Material has ten thousand."""

    def __init__(self, plain: Theme) -> None:
        options = {name: plain[name] for name in plain if name not in ("name", "locale")}
        super().__init__(custom_dir=plain.custom_dir, locale=str(plain.locale), **options)
        self.name = self["name"] = plain.name
        self.dirs, self.static_templates = plain.dirs, plain.static_templates

    def get_env(self) -> Environment:
        """The environment of the templates, as usual."""
        env = super().get_env()
        env.loader = _Loader(self.dirs)
        return env


class _Loader(FileSystemLoader):
    """Finds every template, and lists those of no hidden folder: MkDocs publishes nothing from there."""

    def list_templates(self) -> list[str]:
        """What the folders hold, by its path in them."""
        return sorted({path.removeprefix(f"{folder}/") for folder in self.searchpath for path in _shown([folder])})


def _shown(folders: Iterable[str]) -> Iterator[str]:
    """The files of folders, but for what is hidden."""
    for folder in folders:
        for here, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not name.startswith("."))
            yield from (f"{here}/{name}" for name in sorted(names))


def templates_mark(theme: Theme) -> str:
    """What tells that a file of a theme was written, came or went; of icons, the project's own alone."""
    icons = [f"{theme.custom_dir}/.icons"] if theme.custom_dir else []
    return digest(str(theme.locale), *(f"{path} {_mark(path)}" for path in _shown((*theme.dirs, *icons))))


def _mark(path: str) -> tuple[int, ...]:
    try:
        return mark(Path(path))
    except OSError:  # it has just gone, or is a link to nothing
        return ()


def site_assets(env: Environment) -> SiteAssets:
    """What `give_to_templates` gave; raises `UsageError` where the plugin that gives it is missing."""
    assets = env.globals.get("timonier")
    if not isinstance(assets, SiteAssets):
        raise UsageError("mkdocs.yml n’a pas « timonier-check » sous plugins : ajoutez cette ligne, la première.")
    return assets


def drop_dated_files(site: Path) -> None:
    """Take away what holds the time of the build, so that one course gives one site, byte for byte."""
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
