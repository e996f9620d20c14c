"""`timonier explain CODE`: what a code means, with a bad and a good example."""

from __future__ import annotations

import argparse
import textwrap

from timonier.cli.parser import Subparsers, add_command
from timonier.errors import UsageError
from timonier.lint.registry import RULES, by_code
from timonier.lint.rule import Rule, example_files
from timonier.schemas.suggest import nearest

_SEVERITY = {"error": "erreur", "warning": "avertissement", "info": "information"}


def add_parser(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = add_command(subparsers, "explain", "explique un code de diagnostic, exemples à l’appui", run)
    parser.places.add_argument("code", metavar="CODE", help="code affiché par « timonier lint », comme K8S102")


def run(options: argparse.Namespace) -> int:
    """Print the rule of `options.code`; `UsageError` when there is none."""
    print(text(_rule(options.code.upper())), end="")
    return 0


def text(rule: Rule) -> str:
    """A rule as people read it in a terminal."""
    parts = [
        f"{rule.code} : {rule.title} ({_SEVERITY[rule.severity]})",
        textwrap.fill(rule.explanation, 88),
        f"Source : {rule.source}",
        f"À corriger :\n\n{_example(rule, rule.bad)}",
        f"Corrigé :\n\n{_example(rule, rule.good)}",
    ]
    return "\n\n".join(parts) + "\n"


def _rule(code: str) -> Rule:
    rule = by_code(code)
    if rule is None:
        near = nearest(code, [rule.code for rule in RULES])
        advice = f"vouliez-vous dire « {near} » ?" if near else "les codes figurent dans la sortie de « timonier lint »."
        raise UsageError(f"Code inconnu « {code} » ; {advice}")
    return rule


def _example(rule: Rule, example: str) -> str:
    return "\n\n".join(
        textwrap.indent(f"# {file.path}\n{_shown(file.text)}".rstrip(), "    ")
        for file in example_files(rule, example)
    )


def _shown(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
