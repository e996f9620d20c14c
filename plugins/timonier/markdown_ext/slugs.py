"""Anchors of headings: stable, without accents, the same on the site, in decks and in books."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})


def slugify(text: str, separator: str = "-") -> str:
    """`L’œuvre « été » : Pod` gives `l-oeuvre-ete-pod`; `section` where nothing is left."""
    folded = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(character for character in folded if not unicodedata.combining(character)).lower()
    return re.sub(r"[^a-z0-9]+", separator, plain).strip(separator) or "section"
