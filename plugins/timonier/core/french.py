"""Dates and durations as French readers write them."""

from __future__ import annotations

import datetime

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NARROW = "\u202f"


def french_date(date: datetime.date) -> str:
    """`1er mars 2027`."""
    day = "1er" if date.day == 1 else str(date.day)
    return f"{day} {_MONTHS[date.month - 1]} {date.year}"


def duration(minutes: int) -> str:
    """`45 min`, `2 h`, `1 h 05`: numbers never part from their units."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{_NARROW}min"
    return f"{hours}{_NARROW}h" + (f"{_NARROW}{rest:02}" if rest else "")


def hour(minutes: int) -> str:
    """`09:05` for 545 minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
