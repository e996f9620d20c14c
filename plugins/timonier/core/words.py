"""« Vouliez-vous dire … » : the known word nearest to one that is not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def advice(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """A French hint that names the known word nearest to `word`, else `otherwise`."""
    words = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), words, n=1)
    return f"vouliez-vous dire « {words[near[0]]} » ?" if near else otherwise


def listed(words: Iterable[str]) -> str:
    """Words for a French sentence: « a », « b », « c »."""
    return ", ".join(f"« {word} »" for word in words)


def short(text: str) -> str:
    """What somebody typed, as one line that fits a sentence."""
    shown = text if text.isprintable() else ascii(text)[1:-1]
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
