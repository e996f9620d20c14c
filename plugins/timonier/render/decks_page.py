"""The page of all decks, by module, then by track and day. In: the outline of the course. Out: Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from timonier.core.header import Header
from timonier.core.outline import Outline
from timonier.core.source import SourceFile
from timonier.render.download_page import deck_places

PATH = "diaporamas.md"
TITLE = "Diaporamas"
DECK_FILE = "diapos.html"

Address = Callable[[Header], str]
"""Where the deck of a page is, seen from the page of all decks."""


def deck_beside(page: str) -> str:
    """The file of the deck of the page whose file is `page`."""
    folder, _, name = page.rpartition("/")
    deck = DECK_FILE if name == "index.html" else f"{name.removesuffix('.html')}.{DECK_FILE}"
    return f"{folder}/{deck}" if folder else deck


def has_decks(outline: Outline) -> bool:
    """Whether any page of the course is shown as slides."""
    return any(page.has_deck for page in outline.pages.values())


def decks_page(outline: Outline, address: Address) -> SourceFile:
    """The page, with its front matter."""
    return SourceFile(PATH, "\n".join(_lines(outline, address)) + "\n")


def _lines(outline: Outline, address: Address) -> Iterator[str]:
    yield from ("---", f"title: {TITLE}", "description: Chaque leçon, projetée.", "---", "")
    yield from ("Chaque leçon se projette : `S` ouvre la vue du présentateur, `?` montre les autres touches.", "")
    yield from ("## Par module", "")
    for title, pages in _by_module(outline):
        yield from (f"<h3>{escape(title)}</h3>", "", _list(pages, address, printed=True), "")
    for track in outline.tracks:
        yield from (f"<h2>{escape(f'Parcours « {track.title} »')}</h2>", "")
        for day in track.days:
            pages = [outline.pages[page.name] for page in day.pages if page.name in outline.pages]
            if shown := [page for page in pages if page.has_deck]:
                yield from (f"<h3>{escape(day.title)}</h3>", "", _list(shown, address), "")


def _by_module(outline: Outline) -> Iterator[tuple[str, list[Header]]]:
    modules: dict[str, list[Header]] = {}
    for page, module in outline.by_module():
        if page.has_deck:
            modules.setdefault(module or "Autres leçons", []).append(page)
    yield from modules.items()


def _list(pages: Iterable[Header], address: Address, *, printed: bool = False) -> str:
    """Links to decks; in one list of the page, also to what they are printed as."""
    items = "".join(
        f'<li><a href="{escape(address(page))}">{escape(page.title)}</a>'
        f"{deck_places(page.id) if printed else ''}</li>"
        for page in pages
    )
    return f"<ul>{items}</ul>"
