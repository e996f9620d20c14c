"""What a preview makes only when somebody asks for it: decks, the index of the search, PDFs.

In: the server's application and makers, each with the paths of the files of the site that it makes. A maker that
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
from timonier.mkdocs_plugins.trouble import cause

log = logging.getLogger("mkdocs.plugins.timonier")

Environ = dict[str, Any]
Respond = Callable[..., Any]
Application = Callable[[Environ, Respond], Iterable[bytes]]
BUILDING: Final = threading.Lock()
"""Held while a site is built, and while something is made of one."""


def build_alone(server: LiveReloadServer) -> None:
    """Have the server build while nothing is made of a site that would be half another one."""
    build = server.builder

    def built() -> None:
        with BUILDING:
            build()

    server.builder = built


def offer(
    server: LiveReloadServer, wanted: Callable[[str], bool], make: Callable[[str], None], alone: threading.Lock
) -> None:
    """Have `make` make what is `wanted` before it is served, and nothing else meanwhile that takes the same lock.

    Paths are relative to the site.
    """
    serve: Application = server.get_app() or server.serve_request
    mount = server.mount_path

    def served(environ: Environ, respond: Respond) -> Iterable[bytes]:
        path = unquote(str(environ.get("PATH_INFO", "")))
        file = posixpath.normpath(path.removeprefix(mount))
        if path.startswith(mount) and wanted(file):
            with alone:
                _made(make, file)
        return serve(environ, respond)

    server.set_app(served)


def _made(make: Callable[[str], None], path: str) -> None:
    try:
        make(path)
    except OSError as error:
        log.error("%s n’a pas pu être fait : %s", path, cause(error))
    except (subprocess.SubprocessError, UsageError) as error:
        log.error("%s n’a pas pu être fait : %s", path, error)
