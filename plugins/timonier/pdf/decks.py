"""Slides laid out at their real size. In: the lessons of a course. Out: what does not fit, at its place.

Layout happens in worker processes, once for each content: results stay in the cache.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from lxml import html as lxml_html

from timonier.cache import Cache, digest
from timonier.core.diagnostic import Diagnostic
from timonier.core.header import header
from timonier.core.markdown import scan
from timonier.core.publication import STUDENTS, Publication
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.markdown_ext.convert import convert
from timonier.markdown_ext.lab_blocks import unbuilt
from timonier.pdf import engine, fonts
from timonier.pdf.engine import Excess, Request
from timonier.pdf.images import Images
from timonier.render.assets import deck_sheet
from timonier.render.deck.build import FIRST, LAST, build
from timonier.render.deck.limits import at, check
from timonier.render.deck.model import Deck, DeckFacts, Link
from timonier.render.deck.page import sections
from timonier.render.deck.places import places
from timonier.render.print import ImageError
from timonier.settings import Settings

STAGE = "decks"
_PAGE = "index.html"
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
    """A lesson and its deck."""

    source: SourceFile
    deck: Deck
    request: Request


def lessons(settings: Settings, course: Course, publication: Publication = STUDENTS) -> Iterator[Lesson]:
    """Every lesson of a course that has a deck."""
    for source in course.pages:
        head = header(source, settings.content)
        if head.has_deck:
            found = places(scan(source, head.kind, settings.variables), unbuilt(publication, head.id))
            page = convert(source, settings, publication)
            deck = build(page.html, found, _PAGE)
            links = (Link("Lire la leçon", _PAGE), Link("Ensuite", _PAGE), Link("Tous les diaporamas", _PAGE))
            facts = DeckFacts(head.title, _PAGE, "Module", head.minutes or 0, head.objectives, "Cours", links)
            yield Lesson(source, deck, _request(sections(deck, facts), settings, head.path))


def check_decks(settings: Settings, course: Course, publication: Publication = STUDENTS) -> tuple[Diagnostic, ...]:
    """What is wrong with the slides of a course; raises `UsageError` where fonts or libraries are missing."""
    found = list(lessons(settings, course, publication))
    diagnostics = [fault for lesson in found for fault in check(lesson.deck, lesson.source)]
    for lesson, excesses in zip(found, measure(settings, found), strict=True):
        diagnostics += [_placed(lesson, excess) for excess in excesses]
    return tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key))


def measure(settings: Settings, found: Sequence[Lesson]) -> list[tuple[Excess, ...]]:
    """What does not fit in the deck of each lesson."""
    font_files, cache = fonts.load(), Cache(settings.cache_dir)
    basis = digest(engine.versions(), font_files.digest)
    keys = [digest(basis, lesson.request.html, lesson.request.css) for lesson in found]
    known = {key: data for key in keys if (data := cache.get(STAGE, key)) is not None}
    todo = {key: lesson.request for key, lesson in zip(keys, found, strict=True) if key not in known}
    for key, excesses in _measured(todo, str(fonts.configure(font_files, cache))):
        known[key] = json.dumps([[excess.slide, excess.side] for excess in excesses]).encode()
        cache.put(STAGE, key, known[key])
    return [tuple(Excess(slide, side) for slide, side in json.loads(known[key])) for key in keys]


def _measured(todo: Mapping[str, Request], fontconfig: str) -> Iterator[tuple[str, tuple[Excess, ...]]]:
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


def _request(slides: str, settings: Settings, path: str) -> Request:
    """The slides as the engine gets them, images named by their content; one that cannot be read leaves a gap."""
    root = lxml_html.fragment_fromstring(slides, create_parent="div")
    root.set("class", "slides")
    images = Images(settings.root, settings.content_dir, path)
    for picture in list(root.iter("img")):
        try:
            picture.set("src", images.address(picture.get("src", "")))
        except ImageError:
            picture.drop_tree()
    body = lxml_html.tostring(root, encoding="unicode")
    sheet = files("timonier.pdf").joinpath("css", "measure.css").read_text(encoding="utf-8")
    html = f'<!doctype html><html lang="fr"><head><title>{escape(path)}</title></head><body><div class="reveal">'
    return Request(f"{html}{body}</div></body></html>", deck_sheet() + sheet, images.assets)
