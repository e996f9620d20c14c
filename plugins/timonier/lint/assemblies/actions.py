"""The actions of a Helm template, with the blocks that they open: `{{ if … }}`, `{{ end }}`.

Source: https://pkg.go.dev/text/template, and the lexer's rule that a text between quotes hides everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timonier.core.source import Position, SourceFile, Span

OPENERS: Final = frozenset({"if", "range", "with", "define", "block"})
_MOVERS: Final = frozenset({"range", "with"})
_OPEN: Final = re.compile(r"\{\{-?\s*+(?P<comment>/\*)?")
_CODE: Final = re.compile(r"(?:\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`|(?!\}\}|\{\{).)*+", re.DOTALL)
_TEXT: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`")
_WORD: Final = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True, slots=True)
class Action:
    """One action; `bare` is its code with texts between quotes blanked, so offsets are the same."""

    source: SourceFile
    start: int
    code: str
    bare: str
    word: str
    is_moved: bool
    """Whether « . » is something else than the chart here: in a `with`, in a `range`."""
    is_stray: bool = False
    """An `end` that closes nothing."""

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where a part of the code stands."""
        text = self.source.text
        offset = self.start + start
        line = text.count("\n", 0, offset) + 1
        column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        shown = self.code[start:end].split("\n")[0].rstrip("- ")
        return Span(Position(line, column), Position(line, column + max(len(shown), 1)))


def actions(source: SourceFile) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """All actions of a template in order, and those of them whose block is never closed."""
    found: list[Action] = []
    opened: list[Action] = []
    moved = 0
    for start, code in _codes(source.text):
        bare = _TEXT.sub(lambda match: " " * len(match[0]), code)
        first = _WORD.match(bare)
        word = first[0] if first else ""
        action = Action(source, start, code, bare, word, moved > 0, word == "end" and not opened)
        found.append(action)
        if word in OPENERS:
            opened.append(action)
            moved += word in _MOVERS
        elif word == "end" and opened:
            moved -= opened.pop().word in _MOVERS
    return tuple(found), tuple(opened)


def _codes(text: str) -> Iterator[tuple[int, str]]:
    """The code of every action that is closed and is no comment; each character is read once."""
    offset = 0
    while match := _OPEN.search(text, offset):
        offset = match.end()
        if match["comment"]:
            offset = text.find("*/", offset)
            if offset < 0:
                return
        elif code := _CODE.match(text, offset):
            if text.startswith("}}", code.end()):
                yield offset, code[0]
            offset = code.end()
