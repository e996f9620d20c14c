"""Comments that speak to Timonier: `<!-- timonier: … -->` and `<!-- diapo … -->`.

In: the lines of prose of a page. Out: marks and diagnostics.
"""

from __future__ import annotations

from dataclasses import dataclass

from timonier.core.source import Span


@dataclass(frozen=True, slots=True)
class Ignore:
    """`<!-- timonier: ignore CODE — reason -->`: these codes are not reported for the next code block."""

    codes: tuple[str, ...]
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class SlideMark:
    """`<!-- diapo: value -->`; the value is empty for `<!-- diapo -->`."""

    value: str
    span: Span
