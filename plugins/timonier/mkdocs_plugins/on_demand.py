"""What a preview makes only when somebody asks for it: decks, PDFs.

In: the server's application and makers, each with what it makes from the path of a file of the site. A maker that
fails leaves no file, so the server says that there is none; the reason is in the terminal.
"""

from __future__ import annotations

import logging
import posixpath
import subprocess
import threading
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import unquote

from mkdocs.livereload import LiveReloadServer

from timonier.errors import UsageError

log = logging.getLogger("mkdocs.plugins.timonier")

Environ = dict[str, Any]
Respond = Callable[..., Any]
Application = Callable[[Environ, Respond], Iterable[bytes]]
_ONE_AT_A_TIME: Final = threading.Lock()


def offer(server: LiveReloadServer, make: Callable[[str], None]) -> None:
    """Have `make` see the path of each file that is asked for, relative to the site, before it is served."""
    serve: Application = server.get_app() or server.serve_request
    mount = server.mount_path

    def served(environ: Environ, respond: Respond) -> Iterable[bytes]:
        path = unquote(str(environ.get("PATH_INFO", "")))
        if path.startswith(mount):
            with _ONE_AT_A_TIME:
                _made(make, posixpath.normpath(path.removeprefix(mount)))
        return serve(environ, respond)

    server.set_app(served)


def _made(make: Callable[[str], None], path: str) -> None:
    try:
        make(path)
    except (OSError, subprocess.SubprocessError, UsageError) as error:
        log.error("%s n’a pas pu être fait : %s", path, error)
