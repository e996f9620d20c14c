"""A build goes into a folder beside the site and takes its place only when all of it went well."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from timonier.files import replace_folder, staging_folder

_HOSTS = ("mkdocs", "properdocs")


class Staging:
    """The folder of one build; `close` forgets it unless `publish` moved it."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._stack = ExitStack()
        self._target = Path(config.site_dir)
        self._faults = _FaultCounter()
        self._stack.enter_context(self._faults)
        self._folder = self._stack.enter_context(staging_folder(self._target))
        config.site_dir = str(self._folder)

    def publish(self, config: MkDocsConfig) -> None:
        """Put the new site in place, unless the build is strict and something was reported."""
        if not (config.strict and self._faults.count):
            replace_folder(self._folder, self._target)
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
