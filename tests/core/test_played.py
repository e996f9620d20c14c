"""A record that learns when its lab was played."""

from __future__ import annotations

import datetime

import pytest

from timonier.core.labs import Played
from timonier.core.played import with_played

PLAYED = Played(datetime.date(2026, 11, 21), "kind")
LINE = 'joue: {le: 2026-11-21, sur: "kind"}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tp: a # b\n", f"tp: a # b\n{LINE}\n"),
        ("tp: a", f"tp: a\n{LINE}\n"),
        ("tp: a\r\n", f"tp: a\r\n{LINE}\r\n"),
        ("tp: a\njoue: {le: 2020-01-01, sur: x}  # hier\n# b\n", f"tp: a\n{LINE}  # hier\n# b\n"),
        ("joue:\n  le: 2020-01-01\n  # c\n  sur: x\n\n# b\ntp: a\n", f"{LINE}\n\n# b\ntp: a\n"),
        ("joue:\ntp: a\n", f"{LINE}\ntp: a\n"),
    ],
)
def test_nothing_else_changes(before: str, after: str) -> None:
    assert with_played(before, PLAYED) == after


@pytest.mark.parametrize("text", ["", "- a\n", "tp: a\n---\ntp: b\n", "tp: a\n...\n", "{tp: a}\n"])
def test_what_is_not_ours_to_change(text: str) -> None:
    assert with_played(text, PLAYED) is None


def test_odd_names() -> None:
    played = Played(PLAYED.day, 'a "b" \\n')
    changed = with_played("tp: a\n", played)
    assert changed is not None
    assert with_played(changed, PLAYED) == f"tp: a\n{LINE}\n"
