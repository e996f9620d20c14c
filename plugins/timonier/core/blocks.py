"""`/// name` blocks, exactly where PyMdown Blocks finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timonier.core.source import Span


@dataclass(frozen=True, slots=True)
class Block:
    """One `/// name` block."""

    name: str
    argument: str
    options: Mapping[str, object]
    span: Span
    header: Span
    depth: int
    """0 for a block that stands in no other."""
