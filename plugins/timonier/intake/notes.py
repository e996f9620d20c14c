"""What one says with a slide, apart from what it shows.

In: the lines of a slide. Out: those it shows, and those of its notes, whichever way the deck writes them: `Note:`
and `???` up to the end of the slide, `::: notes`, `<aside class="notes">`, a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from timonier.intake.lines import Line

_REST = re.compile(r"(?i:notes?:)\s*(.*)|\?\?\?\s*()")
_DIV = re.compile(r":::+\s*\{?\s*\.?(?:speaker-)?notes?\s*\}?\s*:*\s*")
_DIV_END = re.compile(r":::+\s*")
_ASIDE = re.compile(r"""\s*<aside\b[^>]*\bnotes\b[^>]*>(.*)""")
_ASIDE_END = re.compile(r"(.*)</aside>\s*")
_COMMENT = re.compile(r"\s*<!--(.*?)-->\s*", re.DOTALL)
_DIRECTIVE = re.compile(
    r"\s*(?:\.(?:slide|element)\b|[$_]?[A-Za-z][\w-]*:\s*\S*\s*$|diapo\b|timonier\b).*", re.DOTALL
)


def parted(found: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """What a slide shows, and its notes."""
    shown: list[Line] = []
    notes: list[Line] = []
    end: re.Pattern[str] | None = None
    rest = False
    for line in found:
        if rest or line.code:
            (notes if rest or end else shown).append(line)
        elif end:
            end = _closed(line, end, notes)
        elif match := _REST.fullmatch(line.text):
            rest = True
            notes += [replace(line, text=""), replace(line, text=match[1] or "")]
        elif _DIV.fullmatch(line.text):
            end = _DIV_END
            notes.append(replace(line, text=""))
        elif match := _ASIDE.fullmatch(line.text):
            notes.append(replace(line, text=""))
            end = _closed(replace(line, text=match[1]), _ASIDE_END, notes)
        elif said := _said(line):
            notes += [replace(line, text=""), *said]
        else:
            shown.append(line)
    return shown, notes


def _closed(line: Line, end: re.Pattern[str], notes: list[Line]) -> re.Pattern[str] | None:
    """Take a line of notes; what ends them, or None when this line does."""
    match = end.fullmatch(line.text)
    text = line.text if match is None else match[1] if end.groups else ""
    notes.append(replace(line, text=text.strip() if match else text))
    return None if match else end


def _said(line: Line) -> list[Line]:
    """The lines of a comment that is a note, as in Marp: one that names no setting."""
    match = _COMMENT.fullmatch(line.text)
    if match is None or _DIRECTIVE.fullmatch(match[1]):
        return []
    return [Line(line.number + index, text.strip()) for index, text in enumerate(match[1].split("\n"))]
