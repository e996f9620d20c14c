"""What the hub lists: tracks and modules, with what each holds.

In: the outline of the course. Out: values that `partials/hub.html` shows as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from timonier.core.french import duration
from timonier.core.modules import Module
from timonier.core.outline import Outline
from timonier.core.products import Kind, Product
from timonier.core.tracks import Track
from timonier.render.page_head import Address, Reference
from timonier.render.track_page import track_path, work_minutes


@dataclass(frozen=True, slots=True)
class Card:
    """A track or a module: where it leads, what it is, and its facts."""

    to: Reference
    text: str
    facts: tuple[str, ...]
    pdf: str
    """Where to find it as a document, or nothing."""


@dataclass(frozen=True, slots=True)
class Hub:
    """All that the hub lists; `start` is the first page to read, if there is one."""

    start: Reference | None
    tracks: tuple[Card, ...]
    modules: tuple[Card, ...]
    announced: tuple[str, ...]
    """Titles of the modules that have no page yet."""


def hub(outline: Outline, track: str, address: Address, documents: str) -> Hub:
    """The lists of the hub of a course whose default track is `track`.

    `documents` is the address of the page of all documents, or nothing.
    """

    def document(kind: Kind, subject: str) -> str:
        return documents and f"{documents}#{Product(kind, '', (), subject).name}"

    order = outline.reading_order(track)
    first = outline.pages[order[0]] if order else None
    return Hub(
        start=Reference(first.title, address(first.path)) if first else None,
        tracks=tuple(_track(each, outline, address, document("parcours", each.id)) for each in outline.tracks),
        modules=tuple(
            _module(each, outline, address, document("module", each.id))
            for each in outline.modules
            if outline.written(each)
        ),
        announced=tuple(each.title for each in outline.modules if not outline.written(each)),
    )


def _track(track: Track, outline: Outline, address: Address, document: str) -> Card:
    is_printed = any(page.name in outline.pages for day in track.days for page in day.pages)
    facts = (
        _count(len(track.pages), "page"),
        duration(work_minutes(track, outline)),
        *_coming(len(track.announced)),
    )
    place = Reference(track.title, address(track_path(track.id)))
    return Card(place, track.audience, facts, document if is_printed else "")


def _module(module: Module, outline: Outline, address: Address, document: str) -> Card:
    pages = outline.written(module)
    lessons = sum(page.kind == "cours" for page in pages)
    labs = len(pages) - lessons
    facts = (
        *([_count(lessons, "leçon")] if lessons else []),
        *([f"{labs} TP"] if labs else []),
        duration(sum(page.minutes or 0 for page in pages)),
        *_coming(len(module.pages) - len(pages)),
    )
    return Card(Reference(module.title, address(pages[0].path)), "", facts, document)


def _coming(count: int) -> tuple[str, ...]:
    return (f"{count} à venir",) if count else ()


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number < 2 else f"{number} {word}s"
