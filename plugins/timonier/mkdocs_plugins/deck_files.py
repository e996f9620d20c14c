"""The decks of a new site: those that nothing has changed come from the cache, the others are made together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from timonier.cache import Cache, digest
from timonier.files import write_atomically
from timonier.lint.parallel import mapped
from timonier.mkdocs_plugins.conversion import makers
from timonier.render.deck.build import build
from timonier.render.deck.model import DeckFacts
from timonier.render.deck.page import DeckFiles, render

STAGE: Final = "diapos"


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck to be: where it goes below the site, and all that it is made from."""

    path: str
    page: str
    """The address of its page, seen from the deck."""
    html: str
    """The text of the page."""
    facts: DeckFacts
    loaded: DeckFiles

    def content(self) -> bytes:
        """The file."""
        return render(build(self.html, self.page), self.facts, self.loaded).encode()

    def inputs(self) -> str:
        """The digest of all that it is made from."""
        return digest(makers(), self.page, self.html, repr(self.facts), repr(self.loaded))


def write_all(decks: Sequence[DeckFile], site: Path, cache: Cache) -> None:
    """Write decks into a site, on all processors where there are many to make."""
    todo = [deck for deck in decks if not _recalled(deck, site, cache)]
    mapped(partial(_make, site=site, cache=cache), todo, sum(len(deck.html) for deck in todo))


def _recalled(deck: DeckFile, site: Path, cache: Cache) -> bool:
    data = cache.recall(STAGE, _name(deck), deck.inputs())
    if data is not None:
        write_atomically(site / deck.path, data)
    return data is not None


def _make(deck: DeckFile, site: Path, cache: Cache) -> None:
    data = deck.content()
    write_atomically(site / deck.path, data)
    cache.keep(STAGE, _name(deck), deck.inputs(), data)


def _name(deck: DeckFile) -> str:
    """Each edition has a deck of its own, so that one does not drive out the other."""
    return digest(deck.facts.edition, deck.path)
