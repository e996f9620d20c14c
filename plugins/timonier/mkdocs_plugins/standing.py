"""The site that stands: where a build would give the very same one, it stays, and nothing is built.

A site is made from the course, from the configuration as MkDocs settled it (options, inherited files and variables
of the environment included), from the files that it publishes, the theme, all programs, and the day, which the site
map tells. A site that somebody has touched since is built again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_build_date

from timonier.cache import Cache, digest
from timonier.lint.basis import programs
from timonier.mkdocs_plugins.theme import templates_mark

STAGE: Final = "site"
_ALL: Final = ("",)
"""Whatever is installed, and all our code."""
_OTHERWISE: Final = frozenset({"plugins", "site_dir", "theme"})
"""What `_configuration` tells in another way."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A site, and the digest of all that a build of it is made from."""

    target: Path
    inputs: str
    cache: Cache

    def is_current(self) -> bool:
        """Whether it was built from just this, and is as it was built."""
        known = self.cache.recall(STAGE, STAGE, self.inputs)
        return known is not None and known.decode() == _contents(self.target)

    def remember(self) -> None:
        """It was just built, and nothing was said of it."""
        self.cache.keep(STAGE, STAGE, self.inputs, _contents(self.target).encode())


def inputs(config: MkDocsConfig, target: Path, files: Files, *more: str) -> str:
    """The digest of all that a build into `target` is made from, but for `more`, which is known elsewhere."""
    told = (programs(_ALL, _ALL), templates_mark(config.theme), get_build_date(), str(target), *more)
    return digest(*told, *_configuration(config), *sorted(map(_file, files)))


def make_nothing(config: MkDocsConfig, files: Files) -> None:
    """Have MkDocs make nothing."""
    for file in list(files):
        files.remove(file)
    config.nav, config.extra_templates = [], []
    config.theme.static_templates.clear()


def _configuration(config: MkDocsConfig) -> Iterator[str]:
    yield from (f"{name} {config[name]!r}" for name in sorted(config) if name not in _OTHERWISE)
    yield from (f"{name} {plugin.config!r}" for name, plugin in config.plugins.items())
    yield from (f"{name} {config.theme[name]!r}" for name in config.theme)
    yield repr((config.theme.dirs, sorted(config.theme.static_templates)))


def _file(file: File) -> str:
    return f"{file.src_uri} {file.dest_uri} {file.inclusion.name} {hashlib.sha256(file.content_bytes).hexdigest()}"


def _contents(site: Path) -> str:
    """The digest of all files of a site."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return digest(*(f"{path.relative_to(site)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files))
