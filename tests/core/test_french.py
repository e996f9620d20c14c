from datetime import UTC, date, datetime

from timonier.core.french import duration, french_date, hour


def test_dates() -> None:
    assert french_date(datetime(2027, 3, 1, tzinfo=UTC)) == "1er mars 2027"
    assert french_date(date(2026, 8, 12)) == "12 août 2026"


def test_durations_keep_their_unit() -> None:
    shown = [duration(minutes).replace("\u202f", " ") for minutes in (5, 45, 60, 65, 135)]
    assert shown == ["5 min", "45 min", "1 h", "1 h 05", "2 h 15"]
    assert " " not in duration(65)


def test_hours() -> None:
    assert (hour(545), hour(13 * 60)) == ("09:05", "13:00")
