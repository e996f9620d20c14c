"""Documents assembled before: each is kept under its name with the digest of all that it was made from.

A new one takes the place of the old one, so that the cache does not grow with each word that changes.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass

from timonier.cache import Cache

STAGE = "pdf-documents"


@dataclass(frozen=True, slots=True)
class Kept:
    """An assembled document."""

    pdf: bytes
    pages: int


def kept(cache: Cache, slot: str, content: str) -> Kept | None:
    """The document under `slot`, if it was made from just this `content`."""
    line, _, pdf = (cache.get(STAGE, slot) or b"").partition(b"\n")
    with suppress(ValueError, KeyError, TypeError):  # nothing there, or nothing of ours
        facts = json.loads(line)
        return Kept(pdf, facts["pages"]) if facts["content"] == content else None
    return None


def keep(cache: Cache, slot: str, content: str, document: Kept) -> None:
    """Put a document under `slot`."""
    facts = json.dumps({"content": content, "pages": document.pages})
    cache.put(STAGE, slot, facts.encode() + b"\n" + document.pdf)
