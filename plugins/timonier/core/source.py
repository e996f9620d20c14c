"""Text with a name, and places in it.

Lines and columns count from 1, columns in code points; a span's end is the place just after its last character.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two characters: 1-based line, 1-based column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """What stands from `start` up to `end`, the end not included."""

    start: Position
    end: Position

    @classmethod
    def on_line(cls, line: int, column: int, length: int) -> Span:
        """`length` characters of one line from `column` on."""
        return cls(Position(line, column), Position(line, column + length))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that leads elsewhere, and where it is written."""

    name: str
    span: Span


@dataclass(frozen=True)
class SourceFile:
    """One text of the project.

    `path` is what people see: relative, with `/`. `text` has `\\n` line ends and no byte-order mark.
    """

    path: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; line n is `lines[n - 1]`."""
        return tuple(self.text.split("\n"))

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of the text, each once."""
        return frozenset(self.text)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()
