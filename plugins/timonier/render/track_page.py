"""The page of a track, made from its file: who it is for, the hours of each day, and what is to come.

In: a track and the outline of its course. Out: Markdown, so that it is rendered, linked and checked as any page is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import relpath

from timonier.core.french import duration, hour
from timonier.core.layout import TRACKS
from timonier.core.outline import Outline
from timonier.core.source import SourceFile
from timonier.core.timetable import Slot
from timonier.core.tracks import Day, Track

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|&~^=]")


def track_path(track: str) -> str:
    """Where the page of the track called `track` stands below the content folder."""
    return f"{TRACKS}/{track}.md"


def track_page(track: Track, outline: Outline) -> SourceFile:
    """The page of a track, with its front matter."""
    return SourceFile(track_path(track.id), "\n".join(_lines(track, outline)) + "\n")


def work_minutes(track: Track, outline: Outline) -> int:
    """How long the written pages of a track take."""
    return sum(outline.minutes(page.name) for page in track.pages)


def _lines(track: Track, outline: Outline) -> Iterator[str]:
    yield from ("---", f"title: {_quoted(track.title)}", f"description: {_quoted(track.audience)}", "---", "")
    yield from (f"**Pour qui ?** {_plain(track.audience)}", "")
    if before := outline.track(track.assumes.name) if track.assumes else None:
        link = f"[{_plain(before.title)}]({PurePosixPath(track_path(before.id)).name})"
        yield from (f"**Avant de commencer.** Vous avez suivi le parcours {link}.", "")
    yield from (_summary(track, outline), "")
    for number, day in enumerate(track.days, 1):
        yield from _day(number, day, outline)
    if track.announced:
        yield from _announced(track, outline)


def _summary(track: Track, outline: Outline) -> str:
    pages, coming = len(track.pages), len(track.announced)
    total = duration(work_minutes(track, outline))
    counts = f"{pages} page" if pages < 2 else f"{pages} pages"
    later = f" ; {coming} {'autre est' if coming == 1 else 'autres sont'} à venir" if coming else ""
    return f"**Ce qui est prêt.** {counts}, {total} de cours et de travaux pratiques{later}."


def _day(number: int, day: Day, outline: Outline) -> Iterator[str]:
    table = outline.timetable(day)
    yield from (f"## {_plain(day.title)} {{: #jour-{number} }}", "")
    if not day.pages:
        yield from ("Les pages de ce jour sont à venir.", "")
        return
    yield from ('<div class="tm-horaire" markdown="1">', "")
    yield from ("| Horaire | Page | Durée |", "|---|---|---|")
    yield from (_row(slot, outline) for slot in table.slots)
    yield from ("", "</div>", "")
    yield from (f"Fin à {hour(table.end)}. Hors pauses, ce jour dure {duration(table.minutes)}.", "")


def _row(slot: Slot, outline: Outline) -> str:
    hours = f"{hour(slot.start)}–{hour(slot.end)}"
    return f"| {hours} | {_what(slot, outline)} | {duration(slot.end - slot.start)} |"


def _what(slot: Slot, outline: Outline) -> str:
    if not slot.page:
        return "*Déjeuner*" if slot.meal else "*Pause*"
    title = _plain(outline.title(slot.page))
    page = outline.pages.get(slot.page)
    link = f"[{title}]({relpath(page.path, TRACKS)})" if page else title
    return f"{link} *(suite)*" if slot.resumed else link


def _announced(track: Track, outline: Outline) -> Iterator[str]:
    yield from (
        "## À venir",
        "",
        "Ces pages sont annoncées. Chacune prend place dans un jour dès qu’elle est écrite.",
        "",
    )
    for page in track.announced:
        yield f"- {_plain(outline.title(page.name))} : {duration(outline.minutes(page.name))}, *à venir*"
    yield ""


def _plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def _quoted(text: str) -> str:
    """A text as a YAML value: JSON's strings are YAML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
