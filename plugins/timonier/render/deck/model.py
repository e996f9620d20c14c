"""A deck as values."""

from __future__ import annotations

from dataclasses import dataclass

WORDS = 40
"""More words of running text than this on a slide are read by nobody."""
CODE_LINES = 14
"""More lines of code than this on a slide are read by nobody."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code block on a slide: how many lines it shows, how many it has, and its line in the source."""

    shown: int
    whole: int
    beyond: bool
    """Whether `lignes` asks for lines that the block does not have."""
    line: int


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; texts are HTML."""

    id: str
    title: str
    section: str
    """The heading above this slide's own, or nothing."""
    suite: bool
    """Whether this slide goes on under the heading of the one before."""
    anchor: str
    """The heading of the page that this slide comes from, or nothing."""
    body: str
    notes: str
    words: int
    spoken: int
    """Words in the notes: how long one speaks."""
    codes: tuple[Code, ...]
    line: int
    """Where the slide begins in the source."""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to from the deck."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class DeckFacts:
    """What a deck says besides the text of its page; links are relative to the deck."""

    title: str
    page: str
    """The page of the lesson."""
    module: str = ""
    minutes: int = 0
    objectives: tuple[str, ...] = ()
    course: str = ""
    links: tuple[Link, ...] = ()
    """Where to go at the end."""
    edition: str = ""
    """What every slide says of an edition that is not for all."""


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides of one page, in order; `opening` is what the page says before its first heading, HTML."""

    slides: tuple[Slide, ...]
    opening: str
