"""A build goes into a folder beside the site and takes its place only when all of it went well.

Where the site that stands is the very one to build, it stays, and nothing is built.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from timonier.cache import Cache
from timonier.files import replace_folder, staging_folder
from timonier.mkdocs_plugins.standing import Standing, inputs, make_nothing

log = logging.getLogger("mkdocs.plugins.timonier")

_HOSTS = ("mkdocs", "properdocs")


class Staging:
    """The folder of one build; `close` forgets it unless `publish` moved it."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._stack = ExitStack()
        self._target = Path(config.site_dir)
        self._faults = _FaultCounter()
        self._stack.enter_context(self._faults)
        self._folder = self._stack.enter_context(staging_folder(self._target))
        self._standing: Standing | None = None
        self._stays = False
        config.site_dir = str(self._folder)

    def compare(self, config: MkDocsConfig, files: Files, cache: Cache, *more: str) -> None:
        """Build nothing where a site stands that was built from just this; `more` is what `inputs` cannot tell."""
        self._standing = Standing(self._target, inputs(config, self._target, files, *more), cache)
        self._stays = self._standing.is_current()
        if self._stays:
            log.info("Rien n’a changé depuis la dernière construction : le site reste tel quel.")
            make_nothing(config, files)

    def publish(self, config: MkDocsConfig) -> None:
        """Put the new site in place, unless the build is strict and something was reported."""
        if not self._stays and not (config.strict and self._faults.count):
            replace_folder(self._folder, self._target)
            if self._standing and not self._faults.count:  # what was said has to be said again
                self._standing.remember()
        config.site_dir = str(self._target)

    def close(self) -> None:
        """Leave nothing behind."""
        self._stack.close()


class _FaultCounter(logging.Handler):
    """Counts warnings and errors as the host's strict mode does, which looks only after the last hook."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        self.count += 1

    def __enter__(self) -> _FaultCounter:
        for name in _HOSTS:
            logging.getLogger(name).addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        for name in _HOSTS:
            logging.getLogger(name).removeHandler(self)
