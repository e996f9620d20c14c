"""The rim with the shell: one module a command, `main(argv) -> exit code`.

Exit codes: 0 clean, 1 diagnostics, 2 usage or settings, 3 our bug, 130 Ctrl-C. The module of a command is
imported when it is called, so that the bare package works and `timonier lint` starts fast; a command imports
what it runs inside `run`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import timonier
from timonier.cli.parser import Parser
from timonier.errors import UsageError

CLEAN, ERRORS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130

COMMANDS = ("lint", "compat", "explain", "site", "pdf", "audit", "publier", "export", "import-deck", "tp")

_EXTRA_OF = {"mkdocs": "site", "material": "site", "pymdownx": "site", "lxml": "site", "fontTools": "site"}
_EXTRA_OF |= {"pypdf": "site", "tomlkit": "site", "typst": "pdf", "weasyprint": "pdf", "pikepdf": "pdf"}


def entry_point() -> NoReturn:
    """The `timonier` script."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a French character must not turn a report into a crash.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; everything but the outcome is said on the error stream."""
    try:
        return _run(sys.argv[1:] if argv is None else list(argv))
    except SystemExit as end:  # argparse, after --help and --version
        return int(end.code or CLEAN)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; the interpreter's last flush must not complain of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERRORS
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 -- the rim says whose fault it is
        message, code = _said(error)
        print(message, file=sys.stderr)
        return code


def parser(commands: Sequence[str] = COMMANDS) -> Parser:
    """The parser of the whole command line, with these commands."""
    top = Parser(
        prog="timonier",
        description="Vérifie, construit et imprime une formation Kubernetes dont chaque extrait YAML est juste.",
        epilog="codes de retour : 0 rien à signaler, 1 erreurs trouvées, 2 usage, 3 défaut de Timonier, 130 Ctrl-C",
    )
    top.add_argument("--version", action=_Version, nargs=0, help="affiche la version")
    subparsers = top.add_subparsers(title="commandes ", metavar="COMMANDE", required=True)
    for name in commands:
        import_module(f"timonier.cli.{name.replace('-', '_')}").add_parser(subparsers)
    return top


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"timonier {timonier.__version__}")
        parser.exit()


def _run(arguments: list[str]) -> int:
    named = arguments[0] if arguments else ""
    options = parser((named,) if named in COMMANDS else COMMANDS).parse_args(arguments)
    code = int(options.run(options))
    sys.stdout.flush()
    return code


def _said(error: BaseException) -> tuple[str, int]:
    """What is said of an error, and the exit code: whose fault is it?"""
    if isinstance(error, KeyboardInterrupt):
        return "timonier : interrompu.", INTERRUPTED
    if isinstance(error, UsageError):
        return f"timonier : {error}", USAGE
    package = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
    if package in _EXTRA_OF:
        extra = _EXTRA_OF[package]
        return f"timonier : il manque « {package} » ; installez-le : pip install 'timonier[{extra}]'.", USAGE
    versions = f"timonier {timonier.__version__}, Python {platform.python_version()}, {platform.platform()}"
    ours = "timonier : c’est un défaut de Timonier, pas de votre cours. Signalez-le en joignant ces lignes."
    return f"{''.join(traceback.format_exception(error))}\n{ours}\n{versions}", BUG
