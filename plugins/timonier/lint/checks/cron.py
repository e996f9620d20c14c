"""Cron schedules and time zones, as the CronJob controller reads them.

Source: github.com/robfig/cron v3 (`ParseStandard`), which the API server calls, and Go's time.LoadLocation.
"""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass
from typing import Final

from timonier.schemas.suggest import nearest

_MACROS: Final = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_DURATION = re.compile(r"([+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, to follow the quoted text, and what to do."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    low: int
    high: int
    names: dict[str, int]


_FIELDS: Final = (
    _Field("les minutes", 0, 59, {}),
    _Field("les heures", 0, 23, {}),
    _Field("le jour du mois", 1, 31, {}),
    _Field("le mois", 1, 12, {name: index for index, name in enumerate(_MONTHS, start=1)}),
    _Field("le jour de la semaine", 0, 6, {name: index for index, name in enumerate(_DAYS)}),
)
_FORM = "écrivez cinq champs : minute, heure, jour du mois, mois, jour de la semaine (0 = dimanche)."


def schedule_fault(text: str) -> Fault | None:
    """What is wrong with a schedule, or None."""
    if "TZ" in text:
        return Fault("donne un fuseau", "écrivez-le dans « timeZone: ».")
    if text.startswith("@"):
        return _macro_fault(text)
    parts = text.split()
    if len(parts) != len(_FIELDS):
        return Fault(f"a {len(parts)} champs au lieu de 5", _FORM)
    for field, part in zip(_FIELDS, parts, strict=True):
        for piece in part.split(","):
            if not _fits(piece, field):
                hint = f"{field.name} : de {field.low} à {field.high}, « * », « a-b » ou « */n »."
                return Fault(f"a un champ mal écrit : « {part} »", hint)
    return None


def _macro_fault(text: str) -> Fault | None:
    every = text.removeprefix("@every ")
    if text in _MACROS or (every != text and _DURATION.fullmatch(every)):
        return None
    return Fault("n’est pas un raccourci connu", f"raccourcis : {', '.join(_MACROS)}, @every 1h30m.")


def _fits(piece: str, field: _Field) -> bool:
    """One piece of a field: `*`, `?`, `3`, `1-5`, `mon-fri`, each with `/step`."""
    span, slash, step = piece.partition("/")
    if slash and not (step.isascii() and step.isdigit() and int(step) > 0):
        return False
    if span in ("*", "?"):
        return True
    low, dash, high = span.partition("-")
    first, last = _number(low, field), _number(high if dash else low, field)
    return first is not None and last is not None and field.low <= first <= last <= field.high


def _number(text: str, field: _Field) -> int | None:
    if text.lower() in field.names:
        return field.names[text.lower()]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def zone_fault(name: str) -> Fault | None:
    """What is wrong with a time zone, or None. Nothing is said where the machine has no zone data."""
    if name == "":
        return Fault("est vide", "donnez un fuseau comme Europe/Paris, ou retirez ce champ.")
    if name.lower() == "local":
        return Fault("dépend du serveur", "donnez un fuseau comme Europe/Paris.")
    known = zoneinfo.available_timezones()
    if not known or name in known:
        return None
    near = nearest(name, sorted(known))
    return Fault(
        "n’est pas un fuseau connu", f"vouliez-vous dire « {near} » ?" if near else "exemple : Europe/Paris."
    )
