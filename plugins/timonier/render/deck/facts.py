"""What the deck of a lesson says besides the text of its page.

In: the outline of the course, and how a page of it is called from the deck. Out: `DeckFacts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timonier.core.header import Header
from timonier.core.outline import Outline
from timonier.core.products import Product
from timonier.core.publication import Publication
from timonier.render.deck.model import DeckFacts, Link
from timonier.render.decks_page import PATH, TITLE
from timonier.render.download_page import PATH as DOWNLOAD_PATH

Address = Callable[[str], str]
"""Where a page is, by its path, seen from the deck; nothing where it is not built."""
TRAINERS = "Édition formateur"


def deck_facts(
    lesson: Header, outline: Outline, publication: Publication, *, course: str, track: str, address: Address
) -> DeckFacts:
    """The facts of a lesson's deck in a course of this name; `track` gives the lesson that comes next."""
    module = outline.module_of(lesson.id)
    return DeckFacts(
        title=lesson.title,
        page=address(lesson.path),
        module=module.title if module else "",
        minutes=lesson.minutes or 0,
        objectives=lesson.objectives,
        course=course,
        links=tuple(link for link in _links(lesson, outline, track, address) if link.href),
        edition=TRAINERS if publication.for_trainers else "",
    )


def _links(lesson: Header, outline: Outline, track: str, address: Address) -> Iterator[Link]:
    yield Link("Lire la leçon", address(lesson.path))
    order = outline.reading_order(track)
    if lesson.id in order[:-1]:
        following = outline.pages[order[order.index(lesson.id) + 1]]
        yield Link(f"Ensuite : {following.title}", address(following.path))
    if pdf := address(DOWNLOAD_PATH):
        name = Product("diapos", "", (), lesson.id).name
        yield Link("Ces diapositives en PDF, avec ou sans les notes", f"{pdf}#{name}")
    yield Link(f"Tous les {TITLE.lower()}", address(PATH))
