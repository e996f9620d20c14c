"""The rim with the shell: one module a command, `main(argv) -> exit code`.

Exit codes: 0 clean, 1 diagnostics, 2 usage or settings, 3 our bug, 130 Ctrl-C. The module of a command is
imported when it is called, so that the bare package works and `timonier lint` starts fast; a command imports
what it runs inside `run`.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, cast

from timonier import __version__
from timonier.cli.parser import Parser, Subparsers
from timonier.errors import UsageError

CLEAN, ERRORS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130

COMMANDS = ("lint", "explain")

_EXTRA_OF = {"mkdocs": "site", "material": "site", "pymdownx": "site", "lxml": "site", "fontTools": "site"}
_EXTRA_OF |= {"weasyprint": "pdf", "pikepdf": "pdf"}


def entry_point() -> NoReturn:
    """The `timonier` script."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a French character must not turn a report into a crash.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; everything but the outcome is said on the error stream."""
    try:
        code = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
        return code
    except SystemExit as end:  # argparse, after --help and --version
        return int(end.code or CLEAN)
    except UsageError as error:
        return _say(f"timonier : {error}", USAGE)
    except KeyboardInterrupt:
        return _say("timonier : interrompu.", INTERRUPTED)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; the interpreter's last flush must not complain of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERRORS
    except ModuleNotFoundError as error:
        extra = _EXTRA_OF.get((error.name or "").partition(".")[0])
        if extra is None:
            return _say(_bug(), BUG)
        return _say(f"timonier : cette commande demande le paquet complet : pip install 'timonier[{extra}]'.", USAGE)
    except Exception:  # noqa: BLE001 -- the rim: what is left is ours, and says so
        return _say(_bug(), BUG)


def parser(commands: Sequence[str] = COMMANDS) -> Parser:
    """The parser of the whole command line, with these commands."""
    top = Parser(
        prog="timonier",
        description="Vérifie, construit et imprime une formation Kubernetes dont chaque extrait YAML est juste.",
        epilog="codes de retour : 0 rien à signaler, 1 erreurs trouvées, 2 usage, 3 défaut de Timonier, 130 Ctrl-C",
    )
    top.choices.add_argument(
        "--version", action="version", version=f"timonier {__version__}", help="affiche la version"
    )
    subparsers = top.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    for name in commands:
        import_module(f"timonier.cli.{name}").add_parser(cast(Subparsers, subparsers))
    return top


def _run(arguments: list[str]) -> int:
    named = arguments[0] if arguments else ""
    options = parser((named,) if named in COMMANDS else COMMANDS).parse_args(arguments)
    return int(options.run(options))


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def _bug() -> str:
    versions = f"timonier {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return (
        f"{traceback.format_exc()}\n"
        f"timonier : c’est un défaut de Timonier, pas de votre cours. Signalez-le en joignant ces lignes.\n{versions}"
    )
