"""Why a preview shows an old site: in French, in the terminal and on each page."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands.build import log as build_log

from timonier.core.yamldoc import load

Environ = dict[str, Any]
Respond = Callable[..., Any]
_HOST: Final = build_log.name.partition(".")[0]
_OURS: Final = "mkdocs.plugins.timonier"
_STYLE: Final = (
    "background:#8f1d1d;color:#fff;font:600 16px/1.5 'Source Sans 3',sans-serif;padding:12px 20px;"
    "position:fixed;bottom:0;left:0;right:0;z-index:9"
)
"""At the foot of the screen: a page that is loaded again stays where it was scrolled to. Some have no sheet."""
_CAUSES: Final[Mapping[int, str]] = {
    errno.ENOSPC: "le disque est plein, faites de la place",
    errno.EDQUOT: "votre quota de disque est atteint, faites de la place",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’accès est refusé",
    errno.EADDRINUSE: "l’adresse est déjà prise",
    errno.EADDRNOTAVAIL: "cette machine n’a pas cette adresse",
    errno.ENOENT: "un fichier vient de disparaître",
    errno.EMFILE: "trop de fichiers sont ouverts à la fois",
}


def cause(error: OSError) -> str:
    """What the system refuses, and where."""
    said = _CAUSES.get(error.errno or 0, str(error.strerror or error))
    return f"{said} ({error.filename})" if error.filename else said


def reason(error: BaseException, heard: Sequence[str], config_file: Path) -> str:
    """One sentence for what stopped a build; `heard` are the errors that the host logged meanwhile."""
    if isinstance(refused := error.__cause__ or error, OSError):
        return cause(refused)
    if isinstance(error, TemplateError):
        return _of_template(error)
    return _of_config(config_file) or _first_line([*heard[-1:], str(error), type(error).__name__])


def _of_template(error: TemplateError) -> str:
    place = f"{error.filename or error.name}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
    return f"un gabarit du thème est fautif ({place or 'voir le terminal'}) : {error.message}"


def _of_config(file: Path) -> str:
    """What is wrong with the syntax of mkdocs.yml; nothing when it can be read."""
    try:
        problems = load(file.read_text(encoding="utf-8")).problems
    except FileNotFoundError:
        return f"{file.name} a disparu"
    except ValueError:
        return f"{file.name} n’est pas en UTF-8"
    for problem in problems:
        hint = f" (aide : {problem.hint})" if problem.hint else ""
        return f"{file.name}:{problem.span.start.line}:{problem.span.start.column} : {problem.message}{hint}"
    return ""


def _first_line(texts: Iterable[str]) -> str:
    return next(line.strip() for text in texts for line in text.splitlines() if line.strip())


class _Ear(logging.Handler):
    """Remembers the host's errors: those of the course are no trouble, for their pages show them."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one message."""
        if record.name != _OURS:
            self.heard.append(record.getMessage())


@contextmanager
def listening() -> Iterator[list[str]]:
    """The errors that the host logs meanwhile."""
    ear, logger = _Ear(), logging.getLogger(_HOST)
    logger.addHandler(ear)
    try:
        yield ear.heard
    finally:
        logger.removeHandler(ear)


def with_trouble(
    serve: Callable[[Environ, Respond], Iterable[bytes]], trouble: Callable[[], str]
) -> Callable[[Environ, Respond], Iterable[bytes]]:
    """The server's application, whose pages tell what prevents a new site."""

    def served(environ: Environ, respond: Respond) -> Iterable[bytes]:
        if not str(environ.get("PATH_INFO", "")).endswith(("/", ".html")):
            return serve(environ, respond)
        answer: list[Any] = []
        body = b"".join(serve(environ, lambda status, headers: answer.append((status, headers))))
        status, headers = answer[0]
        if said := trouble():  # known once the server has waited for the build
            body = _marked(body, said)
        kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
        respond(status, [*kept, ("Content-Length", str(len(body)))])
        return [body]

    return served


def _marked(page: bytes, said: str) -> bytes:
    box = f'<aside role="alert" style="{_STYLE}">{escape(said)}</aside>'.encode()
    start = page.find(b"<body")
    end = page.find(b">", start) + 1
    if start < 0 or end == 0:  # a page that could not be written, or none
        return b'<!doctype html><meta charset="utf-8"><body>' + box + b"</body>"
    return page[:end] + box + page[end:]
