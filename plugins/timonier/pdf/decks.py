"""The decks of a course on paper. In: its lessons. Out: their slides in print form, and what does not fit on one.

Layout happens in worker processes, once for each content: results stay in the cache.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from timonier.cache import Cache, digest
from timonier.core.diagnostic import Diagnostic
from timonier.core.header import Header, header
from timonier.core.markdown import scan
from timonier.core.outline import Outline
from timonier.core.publication import STUDENTS, Publication
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.markdown_ext.convert import NOBODYS, convert
from timonier.markdown_ext.lab_blocks import unbuilt
from timonier.pdf import engine, fonts, sheets
from timonier.pdf.boxes import Excess
from timonier.pdf.images import Images
from timonier.pdf.layout import SlideRequest
from timonier.pdf.plan import page_address, site_title
from timonier.pdf.prepare import Prepared, placed
from timonier.render.deck.build import FIRST, LAST, build
from timonier.render.deck.facts import deck_facts
from timonier.render.deck.limits import at, check
from timonier.render.deck.model import Deck
from timonier.render.deck.page import sections
from timonier.render.deck.places import places
from timonier.render.decks_page import PATH
from timonier.render.print import printable_slides
from timonier.render.print_page import Links
from timonier.settings import Settings

STAGE = "decks"
_SAID = {
    "hauteur": ("DIA110", "cette diapositive déborde en bas"),
    "largeur": ("DIA111", "cette diapositive déborde à droite"),
}
_REMEDIES = {
    "hauteur": "coupez-la avec « <!-- diapo --> », ou mettez deux blocs côte à côte : « <!-- diapo: colonnes --> »",
    "largeur": "raccourcissez la ligne ou le tableau, ou sortez-le avec « <!-- diapo: note --> »",
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson and its deck; `page` is the deck in print form."""

    header: Header
    source: SourceFile
    deck: Deck
    page: Prepared
    edition: str
    """What every page says of an edition that is not for all."""


def lessons(
    settings: Settings,
    course: Course,
    publication: Publication = STUDENTS,
    values: Mapping[str, str] = NOBODYS,
) -> Iterator[Lesson]:
    """Every lesson of a course that has a deck. Raises `UsageError` when `mkdocs.yml` cannot be read."""
    outline, title = course.outline(settings), site_title(settings)
    heads = [(source, header(source, settings.content)) for source in course.pages]
    links = Links({head.path: PurePosixPath(head.path).stem for _, head in heads}, settings.site_address)
    for source, head in heads:
        if head.has_deck:
            yield _Printer(settings, outline, publication, links, title, values).lesson(source, head)


@dataclass(frozen=True, slots=True)
class _Printer:
    """What all decks share."""

    settings: Settings
    outline: Outline
    publication: Publication
    links: Links
    course: str
    values: Mapping[str, str]

    def lesson(self, source: SourceFile, head: Header) -> Lesson:
        """The deck of one lesson."""
        settings = self.settings
        found = places(scan(source, head.kind, settings.variables), unbuilt(self.publication, head.id))
        html = convert(source, settings, self.publication, self.values).html
        deck = build(html, self._address(head.path), found)
        facts = deck_facts(
            head,
            self.outline,
            self.publication,
            course=self.course,
            track=settings.track,
            address=self._address,
        )
        images = Images(settings.root, settings.content_dir, head.path)
        shown = printable_slides(
            sections(deck, facts), page=head.id, path=head.path, links=self.links, image=images.address
        )
        faults = tuple(placed(source, fault) for fault in shown.faults)
        name = f"diapos-{head.id}"
        page = Prepared(name, source, head.title, shown, None, images.assets, images.names, faults)
        return Lesson(head, source, deck, page, facts.edition)

    def _address(self, path: str) -> str:
        """Pages by their paths; of what only a site has, the page of all decks, by its web address."""
        if path in self.links.pages:
            return f"/{path}"
        site = self.links.site_address
        return site + page_address(path) if site and path == PATH else ""


def check_decks(settings: Settings, course: Course, publication: Publication = STUDENTS) -> tuple[Diagnostic, ...]:
    """What is wrong with the slides of a course; raises `UsageError` where fonts or libraries are missing."""
    found = list(lessons(settings, course, publication))
    diagnostics = [fault for lesson in found for fault in check(lesson.deck, lesson.source)]
    diagnostics += overflows(settings, found)
    return tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key))


def wanted(
    settings: Settings, course: Course, publication: Publication, pages: Collection[str], values: Mapping[str, str]
) -> dict[str, Lesson]:
    """The lessons of these ids; what does not fit is among what is wrong with them, for nothing may be cut off."""
    if not pages:
        return {}
    found = [lesson for lesson in lessons(settings, course, publication, values) if lesson.header.id in pages]
    faults = overflows(settings, found)
    return {lesson.header.id: _blamed(lesson, faults) for lesson in found}


def _blamed(lesson: Lesson, faults: Iterable[Diagnostic]) -> Lesson:
    own = [fault for fault in faults if fault.path == lesson.source.path]
    return replace(lesson, page=replace(lesson.page, diagnostics=(*lesson.page.diagnostics, *own)))


def overflows(settings: Settings, found: Sequence[Lesson]) -> list[Diagnostic]:
    """The slides on which something does not fit; raises `UsageError` where fonts or libraries are missing."""
    measured = zip(found, measure(settings, found), strict=True)
    return [_placed(lesson, excess) for lesson, excesses in measured for excess in excesses]


def measure(settings: Settings, found: Sequence[Lesson]) -> list[tuple[Excess, ...]]:
    """What does not fit in the deck of each lesson."""
    font_files, cache = fonts.load(), Cache(settings.cache_dir)
    basis = digest(engine.versions(), font_files.digest)
    requests = [sheets.measured(lesson.page) for lesson in found]
    keys = [digest(basis, request.html, request.css) for request in requests]
    known = {key: data for key in keys if (data := cache.get(STAGE, key)) is not None}
    todo = {key: request for key, request in zip(keys, requests, strict=True) if key not in known}
    for key, excesses in _measured(todo, str(fonts.configure(font_files, cache))):
        known[key] = json.dumps([[excess.slide, excess.side] for excess in excesses]).encode()
        cache.put(STAGE, key, known[key])
    return [tuple(Excess(slide, side) for slide, side in json.loads(known[key])) for key in keys]


def _measured(todo: Mapping[str, SlideRequest], fontconfig: str) -> Iterator[tuple[str, tuple[Excess, ...]]]:
    if not todo:
        return
    with ProcessPoolExecutor(
        min(len(todo), os.cpu_count() or 1),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=engine.start,
        initargs=(fontconfig,),
    ) as pool:
        yield from zip(todo, pool.map(engine.measure, todo.values()), strict=True)


def _placed(lesson: Lesson, excess: Excess) -> Diagnostic:
    lines = {slide.id: slide.line for slide in lesson.deck.slides} | {FIRST: 1, LAST: 1}
    code, message = _SAID[excess.side]
    return at(lesson.source, lines[excess.slide], code, message, _REMEDIES[excess.side])
