"""Contents of a book, and the pages that open its parts, as HTML.

In: sections and their chapters. Out: bodies; page numbers are empty boxes that the assembly fills.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from timonier.core.french import duration, hour
from timonier.core.outline import Outline
from timonier.core.timetable import Slot
from timonier.core.tracks import Day
from timonier.render.print_page import CONTENTS_LINK, NUMBER_LINK, Heading, book_link

_MANY = 3
"""Chapters that share a title."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A chapter as contents show it."""

    id: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some chapters under a title, or under none; `opening` is the id of the page that opens them, if any."""

    title: str
    opening: str
    chapters: tuple[Listed, ...]


def contents(parts: Sequence[Part], deepest: int = 2) -> str:
    """The table of contents: parts, chapters, and their headings down to `deepest`.

    A title that many chapters have (« Pour aller plus loin ») leads nobody anywhere, and is left to the outline.
    """
    chapters = [chapter for part in parts for chapter in part.chapters]
    counts = Counter(text for chapter in chapters for text in {each.text for each in chapter.headings[1:]})
    common = frozenset(text for text, count in counts.items() if count >= _MANY)
    body = "".join(
        _part_title(part) + f"<ul>{''.join(_lines(part.chapters, deepest, common))}</ul>" for part in parts
    )
    return f'<section class="contents"><h1 id="sommaire">Sommaire</h1>{body}</section>'


def _part_title(part: Part) -> str:
    if not part.title:
        return ""
    if part.opening:
        return f'<p class="line section">{_entry(part.opening, "", part.title)}</p>'
    return f'<p class="section">{escape(part.title)}</p>'


def _lines(chapters: Sequence[Listed], deepest: int, common: Collection[str]) -> Iterator[str]:
    for chapter in chapters:
        for heading in chapter.headings:
            if heading.level == 1 or (heading.level <= deepest and heading.text not in common):
                kind = "chapter" if heading.level == 1 else "heading"
                yield f'<li><p class="line {kind}">{_entry(chapter.id, heading.anchor, heading.text)}</p></li>'


def _entry(page: str, anchor: str, text: str) -> str:
    place, number = book_link(page, anchor), book_link(page, anchor, CONTENTS_LINK)
    return f'<a href="{escape(place)}">{escape(text)}</a><a class="folio" href="{escape(number)}"></a>'


def opening(day: Day, track: str, outline: Outline) -> str:
    """The page that opens a day: its title, its hours, and where each page is."""
    table = outline.timetable(day)
    rows = "".join(_row(slot, outline) for slot in table.slots)
    hours = f"De {hour(day.start)} à {hour(table.end)}, {duration(table.minutes)} de cours et de travaux pratiques."
    return (
        f'<section class="opening"><p class="part">{escape(track)}</p><h1 id="jour">{escape(day.title)}</h1>'
        f'<p class="hours">{hours}</p><table><thead><tr><th>Horaire</th><th>Page</th><th>Durée</th><th>Folio</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _row(slot: Slot, outline: Outline) -> str:
    what, number = ("Déjeuner" if slot.meal else "Pause"), ""
    if slot.page:
        what = escape(outline.title(slot.page)) + (" <em>(suite)</em>" if slot.resumed else "")
    if slot.page in outline.pages:
        what = f'<a href="{escape(book_link(slot.page))}">{what}</a>'
        number = f'<a class="folio" href="{escape(book_link(slot.page, "", NUMBER_LINK))}"></a>'
    hours, kind = f"{hour(slot.start)}–{hour(slot.end)}", "" if slot.page else ' class="pause"'
    return (
        f"<tr{kind}><td>{hours}</td><td>{what}</td><td>{duration(slot.end - slot.start)}</td><td>{number}</td></tr>"
    )
