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
_ACTION: Final = re.compile(
    r"\{\{-?\s*(?P<comment>/\*.*?\*/)?(?P<code>(?:\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`|(?!\}\}|\{\{).)*+)\}\}", re.DOTALL
)
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
    inside: tuple[str, ...]
    """The words of the blocks around it, the outermost first."""
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
    for start, code in _codes(source.text):
        bare = _TEXT.sub(lambda match: " " * len(match[0]), code)
        first = _WORD.match(bare)
        word = first[0] if first else ""
        inside = tuple(each.word for each in opened)
        action = Action(source, start, code, bare, word, inside, word == "end" and not opened)
        found.append(action)
        if word in OPENERS:
            opened.append(action)
        elif word == "end" and opened:
            opened.pop()
    return tuple(found), tuple(opened)


def _codes(text: str) -> Iterator[tuple[int, str]]:
    for match in _ACTION.finditer(text):
        if not match["comment"]:
            yield match.start("code"), match["code"]
