"""The hours of a day, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.core.french import hour
from timonier.core.source import Mention, Position, Span
from timonier.core.timetable import Slot, timetable
from timonier.core.tracks import Day, Pause

NOWHERE = Span(Position(1, 1), Position(1, 1))
NINE = 9 * 60


def day(*pages: str, pauses: tuple[tuple[int, int], ...] = (), start: int = NINE) -> Day:
    return Day(
        "Un",
        start,
        tuple(Pause(at, minutes, NOWHERE) for at, minutes in pauses),
        tuple(Mention(page, NOWHERE) for page in pages),
        NOWHERE,
    )


def shown(slot: Slot) -> str:
    what = slot.page or ("déjeuner" if slot.meal else "pause")
    return f"{hour(slot.start)} {hour(slot.end)} {what}{' suite' if slot.resumed else ''}"


MINUTES = {"a": 45, "b": 60, "c": 90}


@pytest.mark.parametrize(
    ("pages", "pauses", "expected"),
    [
        ("a", (), ["09:00 09:45 a"]),
        ("ab", (), ["09:00 09:45 a", "09:45 10:45 b"]),
        ("ab", ((585, 15),), ["09:00 09:45 a", "09:45 10:00 pause", "10:00 11:00 b"]),
        ("b", ((570, 10),), ["09:00 09:30 b", "09:30 09:40 pause", "09:40 10:10 b suite"]),
        (
            "c",
            ((600, 60), (570, 10)),
            [
                "09:00 09:30 c",
                "09:30 09:40 pause",
                "09:40 10:00 c suite",
                "10:00 11:00 déjeuner",
                "11:00 11:40 c suite",
            ],
        ),
        ("a", ((585, 15), (720, 60)), ["09:00 09:45 a"]),
        ("a", ((480, 15),), ["09:00 09:15 pause", "09:15 10:00 a"]),
        ("inconnue", (), ["09:00 09:00 inconnue"]),
    ],
)
def test_hours(pages: str, pauses: tuple[tuple[int, int], ...], expected: list[str]) -> None:
    names = (pages,) if pages == "inconnue" else tuple(pages)
    assert [shown(slot) for slot in timetable(day(*names, pauses=pauses), MINUTES).slots] == expected


def test_an_empty_day() -> None:
    found = timetable(day(pauses=((600, 15),)), MINUTES)
    assert (found.slots, found.minutes, found.end) == ((), 0, 0)


@given(
    st.lists(st.integers(1, 200), max_size=6),
    st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 120)), max_size=6),
)
def test_no_minute_is_lost_or_counted_twice(lengths: list[int], pauses: list[tuple[int, int]]) -> None:
    minutes = {f"p{number}": length for number, length in enumerate(lengths)}
    found = timetable(day(*minutes, pauses=tuple(pauses)), minutes)
    for name, length in minutes.items():
        assert sum(slot.end - slot.start for slot in found.slots if slot.page == name) == length
    assert all(before.end == after.start for before, after in zip(found.slots, found.slots[1:], strict=False))
    assert found.minutes == sum(lengths)
