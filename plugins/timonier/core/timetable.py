"""The hours of one day: what begins when, from the day's start, its pages' durations and its pauses.

A pause is at its hour: a page that is not over by then goes on after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timonier.core.tracks import Day

LUNCH = 45
"""A pause of so many minutes is a meal."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a day, in minutes after midnight; a pause has no page."""

    start: int
    end: int
    page: str = ""
    resumed: bool = False
    """Whether the page began before a pause."""

    @property
    def meal(self) -> bool:
        """Whether a pause is long enough to eat."""
        return not self.page and self.end - self.start >= LUNCH


@dataclass(frozen=True, slots=True)
class Timetable:
    """The slots of a day, and how many minutes of it are work."""

    slots: tuple[Slot, ...]
    minutes: int

    @property
    def end(self) -> int:
        """When the day is over; when it begins, if it has nothing."""
        return self.slots[-1].end if self.slots else 0


def timetable(day: Day, minutes: Mapping[str, int]) -> Timetable:
    """The hours of `day`; `minutes` says how long each page takes. A pause after the last page is left out."""
    pages = [(page.name, minutes.get(page.name, 0)) for page in day.pages]
    return Timetable(tuple(_slots(day, pages)), sum(length for _, length in pages))


def _slots(day: Day, pages: list[tuple[str, int]]) -> Iterator[Slot]:
    now, pauses = day.start, sorted(day.pauses, key=lambda pause: pause.start)
    for name, minutes in pages:
        left, resumed = minutes, False
        while pauses and pauses[0].start < now + left:
            pause = pauses.pop(0)
            if (before := pause.start - now) > 0:
                yield Slot(now, pause.start, name, resumed)
                now, left, resumed = pause.start, left - before, True
            yield Slot(now, now + pause.minutes)
            now += pause.minutes
        yield Slot(now, now + left, name, resumed)
        now += left
