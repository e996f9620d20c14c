"""The preview after a save: build what the save touches, go on serving whatever happens, and say it in French.

What MkDocs does after a save is a whole build; ours is its own `build`, told which pages stand already. The old
site stays on while something prevents a new one, with the reason on each page.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from timonier import settings
from timonier.errors import UsageError
from timonier.mkdocs_plugins.trouble import cause, listening, reason
from timonier.mkdocs_plugins.watching import Eyes
from timonier.reading import mark

log = logging.getLogger("mkdocs.plugins.timonier")

_ALWAYS: Final = "A 'dirty' build is being performed"
_WAIT: Final = 0.3
_RETRY: Final = 3.0
"""Seconds before another try where no save will tell that the disk is well again."""
_OPTIONS: Final = ("strict", "theme", "use_directory_urls")
"""Of the command line, before mkdocs.yml."""


class Rebuild:
    """What the server calls when a file has changed."""

    def __init__(
        self,
        eyes: Eyes,
        config: MkDocsConfig,
        paths: Callable[[MkDocsConfig], frozenset[str]],
        watch: Callable[[MkDocsConfig], None],
    ) -> None:
        self._eyes, self._paths, self._watch = eyes, paths, watch
        self._first = self._last = config
        self._file = Path(config.config_file_path)
        self._options = _command_options()
        self._known = paths(config)
        self._waiting: threading.Thread | None = None
        self.trouble = ""
        """Why the site is an old one; nothing when it is not."""

    def __call__(self) -> None:
        """Build; never raises, for the server would then leave all browsers waiting."""
        self._eyes.refresh()
        self.trouble = self._gone() or self._built()

    def _gone(self) -> str:
        """What has to come back before anything can be built; nothing in most cases."""
        folder = Path(self._last.docs_dir)
        if folder.is_dir() and self._file.is_file():
            return ""
        name = self._file.name if folder.is_dir() else f"Le dossier {folder.name}/"
        said = f"{name} a disparu : l’aperçu attend son retour."
        log.error(said)
        self._come_back()
        return said

    def _built(self) -> str:
        with listening() as heard:
            try:
                self._build()
            except (Abort, MkDocsException, OSError, TemplateError, UsageError) as error:
                said = f"L’aperçu n’a pas pu être refait : {reason(error, heard, self._file)}"
                is_refused = isinstance(error.__cause__ or error, OSError)
                if is_refused:
                    self._come_back(_RETRY)
                advice = "l’aperçu réessaie" if is_refused else "enregistrez une correction"
                log.error(f"{said} — la dernière version reste affichée ; {advice}.")
                return said
        return ""

    def _build(self) -> None:
        first, begun = self._first, mark(self._file)
        settings.load(self._file.resolve().parent)  # whose faults MkDocs would tell as those of our extension
        config = load_config(first.config_file_path, site_dir=first.site_dir, **self._options)
        config.site_url = first.site_url
        self._last = config
        self._watch(config)
        paths = self._paths(config)
        same, self._known = paths == self._known, frozenset[str]()  # half a site: the next build is a whole one
        build(config, serve_url=first.site_url, dirty=same)
        if mark(self._file) == begun:
            self._known = paths

    def _come_back(self, after: float = _WAIT) -> None:
        """Have the server build again when there is something to build: nobody may save a file by then."""
        if self._waiting is None or not self._waiting.is_alive():
            self._waiting = threading.Thread(target=self._wait, args=(after,), daemon=True)
            self._waiting.start()

    def _wait(self, seconds: float) -> None:
        time.sleep(seconds)
        while not (Path(self._last.docs_dir).is_dir() and self._file.is_file()):
            time.sleep(_WAIT)
        self._waiting = None
        self._eyes.wake()


def _command_options() -> dict[str, Any]:
    """What the command line says that a new configuration has to hear again."""
    context = click.get_current_context(silent=True)
    said = context.params if context else {}
    return {name: said[name] for name in _OPTIONS if said.get(name) is not None}


def require_free(host: str, port: int) -> None:
    """Raise `UsageError` where another program listens already: better before a first build than after."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"L’aperçu ne peut pas s’ouvrir sur {host}:{port}, {cause(error)} : fermez l’autre programme, "
                f"ou lancez « mkdocs serve -a {host}:{port + 1} »."
            ) from error


class QuietDirty(logging.Filter):
    """Keeps MkDocs from warning at each save of what our files prevent."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to let a message through."""
        return _ALWAYS not in record.getMessage()
