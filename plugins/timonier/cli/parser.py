"""argparse in French: the help, and its own error sentences, which become a `UsageError`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from timonier.errors import UsageError


class Parser(argparse.ArgumentParser):
    """A parser that speaks French; options are never abbreviated."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **options)
        self._positionals.title, self._optionals.title = "arguments ", "options "
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Raise the French sentence for argparse's English one."""
        raise UsageError(f"{french(message)} Voyez « {self.prog} --help ».")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


def french(message: str) -> str:
    """argparse's sentence in French; one that no pattern fits is quoted."""
    for pattern, translation in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.S):
            return translation.format(**{name: value or "" for name, value in found.groupdict().items()})
    return f"Ligne de commande incorrecte ({message})."


_ARGUMENT = r"argument (?P<name>.+?): "
_SENTENCES = (
    (
        _ARGUMENT + r"invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+?)\).*",
        "{name} : {value} n’est pas possible ; choisissez parmi {choices}.",
    ),
    (_ARGUMENT + r"invalid \S+ value: (?P<value>.+)", "{name} : la valeur {value} n’a pas la bonne forme."),
    (_ARGUMENT + "expected one argument", "{name} attend une valeur."),
    (_ARGUMENT + "expected at least one argument", "{name} attend au moins une valeur."),
    (_ARGUMENT + r"ignored explicit argument (?P<value>.+)", "{name} n’attend pas de valeur ({value})."),
    (_ARGUMENT + r"not allowed with argument (?P<other>.+)", "{name} et {other} s’excluent."),
    (r"the following arguments are required: (?P<names>.+)", "Il manque : {names}."),
    (r"one of the arguments (?P<names>.+) is required", "Il faut l’une des options {names}."),
    (r"unrecognized arguments: (?P<names>.+)", "Arguments inconnus : {names}."),
    (r"ambiguous option: (?P<name>.+) could match (?P<names>.+)", "Option ambiguë {name} : {names} ?"),
)
