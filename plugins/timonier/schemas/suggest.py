"""The word that was probably meant: « vouliez-vous dire … »."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word of `words` closest to `word`, upper and lower case aside; None when none is close.

    Among words that differ only by case, the first of `words` wins.
    """
    by_lower: dict[str, str] = {}
    for candidate in words:
        by_lower.setdefault(candidate.lower(), candidate)
    lowered = word.lower()
    if lowered in by_lower:
        return by_lower[lowered]
    found = difflib.get_close_matches(lowered, by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None
