"""What a page shows to everybody, whatever is published: all but its answers, its corrections and trainers' notes.

In: a page as scanned. Out: the commands that it asks to type, and its text.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timonier.core.console import commands
from timonier.core.expressions import fault
from timonier.core.labs import Check
from timonier.core.markdown import MarkdownDocument
from timonier.core.syntax import PRIVATE_BLOCKS

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(`+)(.+?)\1")
_WORD = re.compile(r"[^\W_]{2,}")
_DIALOGUES: Final = frozenset({"console", "shell-session"})
_SCRIPTS: Final = frozenset({"bash", "sh", "shell"})


@dataclass(frozen=True, slots=True)
class Public:
    """The public part of a page; spaces are folded."""

    commands: frozenset[str]
    lines: tuple[str, ...]
    words: frozenset[str]
    """Those of its lines, in small letters."""

    def shows(self, command: str) -> bool:
        """Whether the page asks to type this very command."""
        return _folded(command) in self.commands

    def says(self, text: str) -> bool:
        """Whether a text stands in a line of the page."""
        folded = _folded(text)
        return any(folded in line for line in self.lines)

    def has_like(self, pattern: str) -> bool:
        """Whether a line of the page fits a pattern, none of whose words is new to the page."""
        if not self.words.issuperset(_words(pattern)) or fault(pattern):
            return False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of [[:alpha:]], which Python reads otherwise
            return any(re.search(pattern, line) for line in self.lines)


def public(document: MarkdownDocument) -> Public:
    """What `document` shows to everybody."""
    lines = tuple(_folded(line) for line in _lines(document))
    typed = frozenset(_folded(command) for command in _commands(document, lines))
    return Public(typed, lines, frozenset(_words("\n".join(lines))))


def public_check(check: Check, seen: Public) -> Check | None:
    """What may be told of a check before its correction is out: nothing where its command is not public."""
    if not seen.shows(check.command):
        return None
    pattern = check.pattern if check.pattern and seen.has_like(check.pattern.name) else None
    contains = tuple(text for text in check.contains if seen.says(text))
    expected = check.expected if seen.says(check.expected) else "ce que dit la page"
    return Check(check.command, expected, contains, pattern, check.code, check.deadline)


def _lines(document: MarkdownDocument) -> Iterator[str]:
    private = [block.span for block in document.blocks if block.name in PRIVATE_BLOCKS]
    hidden = {number for span in private for number in range(span.start.line, span.end.line + 1)}
    shown = (line for number, line in enumerate(document.source.lines, 1) if number not in hidden)
    yield from _COMMENT.sub("", "\n".join(shown)).split("\n")


def _commands(document: MarkdownDocument, lines: tuple[str, ...]) -> Iterator[str]:
    for fence in document.fences:
        if not PRIVATE_BLOCKS.isdisjoint(fence.within):
            continue
        if fence.lang.lower() in _DIALOGUES:
            yield from commands(fence.content)
        elif fence.lang.lower() in _SCRIPTS:
            yield fence.content
            yield from fence.content.split("\n")
    for line in lines:
        yield from (match[2] for match in _CODE.finditer(line))


def _words(text: str) -> Iterator[str]:
    yield from _WORD.findall(text.lower())


def _folded(text: str) -> str:
    return " ".join(text.split())
