"""The course's look laid over Material: templates, style sheet, script, fonts, favicon."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from timonier.core.publication import Publication
from timonier.errors import UsageError
from timonier.render.assets import TEMPLATES, SiteAssets

LOGO = "timonier/roue"
"""Our icon, in the templates' folder of icons."""


def dress(config: MkDocsConfig, assets: SiteAssets) -> None:
    """Name our templates and files in the configuration; a `custom_dir` of the project still comes first."""
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
    """`timonier` in templates is the `SiteAssets`, `timonier_publication` the `Publication`."""
    env.globals["timonier"] = assets
    env.globals["timonier_publication"] = publication


def same_templates(known: Environment | None, env: Environment) -> Environment:
    """The environment of an earlier build, whose templates are compiled, where it reads the same folders."""
    if known is None or folders(known) != folders(env):
        return env
    return known


def folders(env: Environment) -> list[str]:
    """Where an environment finds its templates."""
    return list(getattr(env.loader, "searchpath", ()))


def site_assets(env: Environment) -> SiteAssets:
    """What `give_to_templates` gave; raises `UsageError` where the plugin that gives it is missing."""
    assets = env.globals.get("timonier")
    if not isinstance(assets, SiteAssets):
        raise UsageError("mkdocs.yml n’a pas « timonier-check » sous plugins : ajoutez cette ligne, la première.")
    return assets


def drop_dated_files(site: Path) -> None:
    """Take away what holds the time of the build, so that one course gives one site, byte for byte."""
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
