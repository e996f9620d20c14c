"""Text as a terminal shows it: how wide it is, and what must not reach the terminal raw."""

from __future__ import annotations

import unicodedata

TAB = 4


def visible(text: str) -> str:
    """`text` on one line, control characters as their pictures (`␛`), so that none acts on the terminal."""
    return text if text.isprintable() else "".join(_picture(character) for character in text)


def expand(text: str) -> str:
    """A source line as it is shown: tabs become spaces up to the next stop, control characters pictures."""
    shown, column = [], 0
    for character in text:
        piece = " " * (TAB - column % TAB) if character == "\t" else _picture(character)
        shown.append(piece)
        column += width(piece)
    return "".join(shown)


def width(text: str) -> int:
    """How many columns `text` takes in a terminal."""
    return len(text) if text.isascii() else sum(_character_width(character) for character in text)


def count(number: int, singular: str, plural: str) -> str:
    """`1 erreur`, `2 erreurs`, `0 erreur`: French has the singular below two."""
    return f"{number} {plural if number > 1 else singular}"


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    # C1 controls, line separators, bidirectional overrides
    return (
        "\ufffd" if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or _turns(character) else character
    )


def _turns(character: str) -> bool:
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def _character_width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
