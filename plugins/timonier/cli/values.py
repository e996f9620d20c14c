"""The option that gives personal values: `--var stagiaire=zoe`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Final

from timonier.core.words import advice, listed, short
from timonier.errors import UsageError
from timonier.settings import Variable

PRINTED: Final = "imprime cette valeur à la place de <NOM>, dans un dossier à part (répétable)"


def add_option(parser: argparse.ArgumentParser, what: str = PRINTED) -> None:
    """Declare it; `what` it does with a value."""
    parser.add_argument(
        "--var",
        action="append",
        default=[],
        metavar="NOM=VALEUR",
        help=what,
    )


def asked(given: list[str], variables: Mapping[str, Variable]) -> dict[str, str]:
    """The value of each variable that the command line gives, sorted by name.

    Raises `UsageError` for a name that the course does not declare, and for a value that it does not allow.
    """
    found: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--var {short(text)} : il manque « = », par exemple --var stagiaire=camille.")
        if name in found:
            raise UsageError(f"--var {name} est donné deux fois.")
        found[name] = _allowed(name, value, variables)
    return dict(sorted(found.items()))


def _allowed(name: str, value: str, variables: Mapping[str, Variable]) -> str:
    variable = variables.get(name)
    if variable is None:
        known = f"valeurs connues : {listed(variables)}." if variables else "il n’en déclare aucune."
        raise UsageError(
            f"--var {short(name)} : le cours n’a pas cette valeur ; {advice(name, variables, known) or known}"
        )
    if not variable.allows(value):
        raise UsageError(f"--var {name} : « {short(value)} » ne convient pas. {variable.expected}")
    return value
