"""What is wrong, where, and what to do: the one value that every check gives and every report prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timonier.core.source import Span

Severity = Literal["error", "warning", "info"]

YamlPath = tuple[str | int, ...]
"""A place in a YAML document in terms of its data: ``("spec", "ports", 0, "port")``."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one YAML document, before anyone knows rows and columns.

    `path` leads to the value; `at` chooses what is underlined there: the value, the key, or the first line of
    the innermost thing that exists (for what is missing).
    """

    code: str
    message: str
    path: YamlPath = ()
    at: Literal["value", "key"] = "value"
    hint: str | None = None
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault at one place of one file, in French."""

    path: str
    span: Span
    code: str
    message: str
    hint: str | None = None
    severity: Severity = "error"

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """The order in which reports list: path, position, code, message."""
        return (self.path, self.span, self.code, self.message)
