"""`timonier explain CODE`: what a code means, with a bad and a good example."""

from __future__ import annotations

import argparse
import textwrap

from timonier.core.words import advice
from timonier.errors import UsageError
from timonier.lint.registry import RULES, by_code
from timonier.lint.rule import Rule, example_files

_SEVERITY = {"error": "erreur", "warning": "avertissement", "info": "information"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "explain",
        help="explique un code de diagnostic, exemples à l’appui",
        description="Dit ce qu’un code de diagnostic signifie et d’où vient la règle, avec un exemple à corriger.",
    )
    parser.add_argument("code", metavar="CODE", help="code affiché par « timonier lint », comme K8S102")
    parser.set_defaults(run=run)


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
        hint = advice(code, (rule.code for rule in RULES), "« timonier lint » affiche les codes qu’il connaît.")
        raise UsageError(f"Code inconnu « {code} » ; {hint}")
    return rule


def _example(rule: Rule, example: str) -> str:
    return "\n\n".join(
        textwrap.indent(f"# {file.path}\n{_shown(file.text)}".rstrip(), "    ")
        for file in example_files(rule, example)
    )


def _shown(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
