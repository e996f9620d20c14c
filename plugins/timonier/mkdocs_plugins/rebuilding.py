"""The preview after a save: build what the save touches, go on serving whatever happens, and say it in French.

What MkDocs does after a save is a whole build; ours is its own `build`, told which pages stand already. The old
site stays on while something prevents a new one, with the reason at the top of each page.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any, Final

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer

from timonier.errors import UsageError

log = logging.getLogger("mkdocs.plugins.timonier")

_ALWAYS: Final = "A 'dirty' build is being performed"
_WAIT: Final = 0.3


class Rebuild:
    """What the server calls when a file has changed."""

    def __init__(
        self, server: LiveReloadServer, config: MkDocsConfig, paths: Callable[[MkDocsConfig], frozenset[str]]
    ) -> None:
        self._server, self._first, self._paths = server, config, paths
        self._known = paths(config)
        self.trouble = ""
        """Why the site is an old one; nothing when it is not."""

    def __call__(self) -> None:
        """Build; never raises, for the server would then leave all browsers waiting."""
        folder = Path(self._first.docs_dir)
        if not folder.is_dir():
            self._await(folder)
        try:
            self._build()
        except (Abort, MkDocsException, OSError) as error:
            reason = self._first_line(error)
            self.trouble = f"L’aperçu n’a pas pu être refait : {reason}"
            log.error(f"{self.trouble} — la dernière version reste affichée ; enregistrez une correction.")
        else:
            self.trouble = ""

    def _build(self) -> None:
        first = self._first
        config = load_config(first.config_file_path, site_dir=first.site_dir, strict=first.strict)
        config.site_url = first.site_url
        paths = self._paths(config)
        same, self._known = paths == self._known, paths
        try:
            build(config, serve_url=first.site_url, dirty=same)
        except BaseException:
            self._known = frozenset()  # half a site: the next build is a whole one
            raise

    def _await(self, folder: Path) -> None:
        """Wait for a folder that has gone, and watch it again."""
        log.error(f"Le dossier {folder.name}/ a disparu : l’aperçu attend son retour.")
        while not folder.is_dir():
            time.sleep(_WAIT)
        self._server.unwatch(str(folder))
        self._server.watch(str(folder))

    @staticmethod
    def _first_line(error: BaseException) -> str:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return lines[0] if lines else type(error).__name__


def require_free(host: str, port: int) -> None:
    """Raise `UsageError` where another program listens already: better before a first build than after."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"L’aperçu ne peut pas s’ouvrir sur {host}:{port} ({error.strerror}) : fermez l’autre programme, "
                f"ou lancez « mkdocs serve -a {host}:{port + 1} »."
            ) from error


class QuietDirty(logging.Filter):
    """Keeps MkDocs from warning at each save of what our files prevent."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to let a message through."""
        return _ALWAYS not in record.getMessage()


Environ = dict[str, Any]
Respond = Callable[..., Any]


def with_trouble(
    serve: Callable[[Environ, Respond], Iterable[bytes]], trouble: Callable[[], str]
) -> Callable[[Environ, Respond], Iterable[bytes]]:
    """The server's application, whose pages begin with what prevents a new site."""

    def served(environ: Environ, respond: Respond) -> Iterable[bytes]:
        reason = trouble()
        if not reason or not str(environ.get("PATH_INFO", "")).endswith(("/", ".html")):
            return serve(environ, respond)
        answer: list[Any] = []
        body = b"".join(serve(environ, lambda status, headers: answer.append((status, headers))))
        status, headers = answer[0]
        body = _marked(body, reason)
        kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
        respond(status, [*kept, ("Content-Length", str(len(body)))])
        return [body]

    return served


def _marked(page: bytes, reason: str) -> bytes:
    start = page.find(b"<body")
    end = page.find(b">", start) + 1
    if start < 0 or end == 0:
        return page
    box = f'<aside class="tm-defauts tm-apercu-ancien" role="alert"><p>{escape(reason)}</p></aside>'
    return page[:end] + box.encode() + page[end:]
