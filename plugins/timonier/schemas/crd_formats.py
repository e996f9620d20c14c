"""The `format`s that the API server checks in custom resources.

Source: apiextensions-apiserver, pkg/apiserver/validation/formats.go, whose checks are those of kube-openapi's
strfmt. A format that is not here is not checked: int32 and int64 by the server itself, the rest for want of a
faithful check. All of them take an empty text where strfmt does.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

_CLOCK: Final = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(z|[+-]\d{2}:\d{2})?"
_UUID: Final = "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}"
_BASE64: Final = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
_DURATION: Final = r"[-+]?(?:0|(?:\d+(?:\.\d*)?\s*[a-zA-Zµμ]+[\s,]*)+)"
_URI: Final = r"(?:/|[A-Za-z][A-Za-z0-9+.-]*:)[^\s]*"
# Compiled at first use: most runs meet no custom resource.


@dataclass(frozen=True, slots=True)
class CrdFormat:
    """One format: its check, and what a message says that the field takes."""

    check: Callable[[str], bool]
    expects: str


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_moment(text: str) -> bool:
    day, found, clock = text.lower().partition("t")
    return bool(found) and _is_date(day) and re.fullmatch(_CLOCK, clock, re.ASCII) is not None


def _is_address(version: int) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            return ipaddress.ip_address(text).version == version and "%" not in text
        except ValueError:
            return False

    return check


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return bool(re.search(r"/\d+$", text, re.ASCII))


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text, re.ASCII) is not None


_UNIQUE = CrdFormat(_matches(_UUID), "un UUID")
FORMATS: Final[Mapping[str, CrdFormat]] = {
    "byte": CrdFormat(_matches(_BASE64), "du base64"),
    "cidr": CrdFormat(_is_network, "un bloc d’adresses (10.0.0.0/8)"),
    "date": CrdFormat(_is_date, "une date (2026-11-21)"),
    "date-time": CrdFormat(_is_moment, "une date et une heure (2026-11-21T08:00:00Z)"),
    "datetime": CrdFormat(_is_moment, "une date et une heure (2026-11-21T08:00:00Z)"),
    "duration": CrdFormat(_matches(_DURATION), "une durée (30s, 5m, 1h30m)"),
    "ipv4": CrdFormat(_is_address(4), "une adresse IPv4"),
    "ipv6": CrdFormat(_is_address(6), "une adresse IPv6"),
    "uri": CrdFormat(_matches(_URI), "une adresse (https://…)"),
    "uuid": _UNIQUE,
    "uuid3": _UNIQUE,
    "uuid4": _UNIQUE,
    "uuid5": _UNIQUE,
}
