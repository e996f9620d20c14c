"""Regular expressions as `grep -E` reads them, on every system.

In: the text of one. Out: what is wrong with it, in French, or None. What only some systems read (`\\d`, `\\b`, lazy
repetitions) is refused: a check must say the same for everybody.

Source: POSIX.1-2024, 9.4 Extended Regular Expressions.
"""

from __future__ import annotations

import re
import warnings
from typing import Final

_BRACKETS: Final = re.compile(r"\[\^?\]?(?:\[[:.=][a-z]+[:.=]\]|[^]])*\]")
_FOREIGN: Final = (
    (re.compile(r"\\[A-Za-z0-9<>`']"), "« {} » ne se lit pas partout : écrivez une classe comme [0-9] ou [a-z]"),
    (re.compile(r"\(\?"), "« {} » n’existe pas dans une expression régulière étendue"),
    (re.compile(r"(?<!\\)[*+?}][*+?]"), "« {} » répète une répétition"),
    (re.compile(r"(?<!\\)\{(?!\d{1,3}(?:,\d{0,3})?\})"), "« {} » ouvre un nombre : écrivez \\{{ pour l’accolade"),
)


def fault(pattern: str) -> str | None:
    """Why a pattern is no extended regular expression."""
    rest = _BRACKETS.sub("x", pattern.replace("\\\\", "x"))
    for expression, message in _FOREIGN:
        if found := expression.search(rest):
            return message.format(found[0])
    if any("\\" in found[0] for found in _BRACKETS.finditer(pattern)):
        return "entre crochets, « \\ » n’échappe rien : écrivez le signe lui-même"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of [[:alpha:]], which Python reads otherwise
            re.compile(pattern)
    except re.error as error:
        return f"elle n’est pas lisible au caractère {(error.pos or 0) + 1}"
    return None
