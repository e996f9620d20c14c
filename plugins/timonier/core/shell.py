"""A shell text as the commands that it runs, with the place of every word.

In: the text of a script, or what was typed at a prompt. Out: `Command`s in the order in which the shell meets them,
those of substitutions before the command that holds them. Never fails: what the reader does not know is a word.

A word is `exact` when the shell gives it on as it is written, quotes aside: no variable, no substitution, no
pattern, no hole left for the reader (`<nom>`, `…`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """One word without its quotes; `start` and `end` are offsets in the text."""

    text: str
    start: int
    end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Redirect:
    """`> file` and its like."""

    operator: str
    target: Word


@dataclass(frozen=True, slots=True)
class Command:
    """One simple command; `words` has neither the variables set before it nor its redirections."""

    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...] = ()
    document: str | None = None
    """What a here-document gives it to read."""
    piped: bool = False
    """Whether it reads what the command before it writes."""


HOLE: Final = re.compile(r"<(?P<name>[^\W\d_](?:[^<>|&;$\n]*[^<>|&;$\n\s])?)>")
"""A place that a reader fills: `<nom du Pod>`."""

_BLANK = re.compile(r"(?:[ \t\r]|\\\r?\n)+")
_REDIRECT = re.compile(r"\d*(?P<operator><<<|<<-?|<>|>>|>\||>&|<&|<|>)|(?P<both>&>>?)")
_OPERATOR = re.compile(r"&&|\|\||\|&|;;&?|;&|[;|&()\n]")
_VARIABLE = re.compile(r"\$(?:\w+|[?$#@*!-])")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_RESERVED: Final = frozenset(
    {"if", "then", "elif", "else", "fi", "esac", "while", "until", "do", "done", "!", "{", "}", "time"}
)
_HEADS: Final = frozenset({"for", "select", "case", "function"})
"""What follows these up to the next separator is not a command."""
_DEEPEST: Final = 10
"""Substitutions within substitutions that are read; what is deeper is a word."""
_PATTERN: Final = frozenset("*?[")


def read(text: str, values: Mapping[str, str] | None = None) -> tuple[Command, ...]:
    """The commands of `text`; `values` are the holes that have one value all through the course."""
    return tuple(_Reader(text, values or {}).commands())


@dataclass(slots=True)
class _Draft:
    """A command that is being read."""

    piped: bool = False
    words: list[Word] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    inner: list[Command] = field(default_factory=list)
    document: str | None = None

    def done(self) -> Iterator[Command]:
        """The substitutions, then the command itself when there is one."""
        yield from self.inner
        words = self.words
        while words and (words[0].text in _RESERVED or _ASSIGNMENT.match(words[0].text)):
            words = words[1:]
        if words and words[0].text in _HEADS:
            words = []
        if words or self.redirects:
            yield Command(tuple(words), tuple(self.redirects), self.document, self.piped)


class _Reader:
    """A cursor over a text; `offset` is where it stands in the text around it."""

    def __init__(self, text: str, values: Mapping[str, str], offset: int = 0, depth: int = 0) -> None:
        self._text = text
        self._values = values
        self._offset = offset
        self._depth = depth
        self._at = 0
        self._draft = _Draft()
        self._waiting: list[tuple[_Draft, Word, bool]] = []

    def commands(self) -> Iterator[Command]:
        """Everything up to the end of the text, in order."""
        finished: list[_Draft] = []
        while self._at < len(self._text):
            if blank := _BLANK.match(self._text, self._at):
                self._at = blank.end()
            elif self._text[self._at] == "#":
                self._at = self._end_of_line()
            elif redirect := self._redirect():
                self._redirected(redirect)
            elif operator := _OPERATOR.match(self._text, self._at):
                self._at = operator.end()
                finished.append(self._draft)
                self._draft = _Draft(piped=operator[0] in ("|", "|&"))
                if operator[0] == "\n":
                    self._documents()
            else:
                self._draft.words.append(self._word())
        for draft in (*finished, self._draft):
            yield from draft.done()

    def _end_of_line(self) -> int:
        end = self._text.find("\n", self._at)
        return len(self._text) if end < 0 else end

    def _redirect(self) -> re.Match[str] | None:
        """A redirection here; `<nom>` is a hole and `<(…)` a word."""
        found = _REDIRECT.match(self._text, self._at)
        if found is None or (self._text.startswith("(", found.end()) and found[0] in "<>"):
            return None
        return None if HOLE.match(self._text, self._at) else found

    def _redirected(self, found: re.Match[str]) -> None:
        self._at = found.end()
        if blank := _BLANK.match(self._text, self._at):
            self._at = blank.end()
        operator = found["operator"] or found["both"]
        target = self._word()
        if operator in ("<<", "<<-"):
            self._waiting.append((self._draft, target, operator == "<<-"))
        else:
            self._draft.redirects.append(Redirect(operator, target))

    def _documents(self) -> None:
        """The here-documents that begin on the line that has just ended."""
        for draft, word, dash in self._waiting:
            lines = []
            while self._at < len(self._text):
                end = self._end_of_line()
                line = self._text[self._at : end]
                self._at = min(end + 1, len(self._text))
                if (line.lstrip("\t") if dash else line) == word.text:
                    break
                lines.append(line)
            draft.document = "\n".join(lines)
        self._waiting = []

    def _word(self) -> Word:
        start, parts, exact = self._at, [], True
        while self._at < len(self._text):
            part = self._part()
            if part is None:
                break
            parts.append(part[0])
            exact = exact and part[1]
        text = "".join(parts)
        exact = exact and "…" not in text and "..." not in text
        return Word(text, self._offset + start, self._offset + self._at, exact)

    def _part(self) -> tuple[str, bool] | None:
        """The next piece of a word, and whether it is exact; None at the end of the word."""
        char = self._text[self._at]
        if char == "\\":
            return self._escaped()
        if char in "'\"":
            return self._quoted(char)
        if char in "$`" or self._text.startswith(("<(", ">("), self._at):
            return self._expanded()
        if hole := HOLE.match(self._text, self._at):
            return self._filled(hole)
        if char in " \t\r\n;|&()<>":
            return None
        return self._taken(self._at + 1, char not in _PATTERN)

    def _taken(self, end: int, exact: bool) -> tuple[str, bool]:
        text = self._text[self._at : end]
        self._at = end
        return text, exact

    def _filled(self, hole: re.Match[str]) -> tuple[str, bool]:
        """The value of a hole, where it has one."""
        self._at = hole.end()
        value = self._values.get(hole["name"])
        return (hole[0], False) if value is None else (value, True)

    def _escaped(self) -> tuple[str, bool]:
        text = self._text[self._at + 1 : self._at + 2]
        self._at = min(self._at + 2, len(self._text))
        return ("" if text == "\n" else text), True

    def _quoted(self, quote: str) -> tuple[str, bool]:
        """What stands between quotes; up to the end of the line when they never close."""
        self._at += 1
        parts, exact = [], True
        while self._at < len(self._text) and self._text[self._at] != quote:
            char = self._text[self._at]
            if quote == '"' and char in "$`":
                part = self._expanded()
            elif (
                quote == '"'
                and char == "\\"
                and self._text[self._at + 1 : self._at + 2] in ('"', "\\", "$", "`", "\n")
            ):
                part = self._escaped()
            elif hole := HOLE.match(self._text, self._at):
                part = self._filled(hole)
            else:
                part = self._taken(self._at + 1, True)
            parts.append(part[0])
            exact = exact and part[1]
        closed = self._at < len(self._text)
        self._at = min(self._at + 1, len(self._text))
        return "".join(parts), exact and closed

    def _expanded(self) -> tuple[str, bool]:
        """`$NAME`, `${…}`, `$(…)`, `$((…))`, a backquoted command or `<(…)`."""
        rest = self._text[self._at : self._at + 3]
        if rest[0] == "`":
            end = self._text.find("`", self._at + 1)
            return self._substituted(1, len(self._text) if end < 0 else end, 1)
        if rest == "$((":
            end = self._text.find("))", self._at)
            return self._taken(len(self._text) if end < 0 else end + 2, False)
        if rest[1:2] == "(":
            return self._substituted(2, _closing(self._text, self._at + 2), 1)
        if rest[:2] == "${":
            end = self._text.find("}", self._at)
            return self._taken(len(self._text) if end < 0 else end + 1, False)
        variable = _VARIABLE.match(self._text, self._at)
        return self._taken(variable.end() if variable else self._at + 1, variable is None)

    def _substituted(self, before: int, end: int, after: int) -> tuple[str, bool]:
        start = self._at + before
        if self._depth < _DEEPEST:
            inner = _Reader(self._text[start:end], self._values, self._offset + start, self._depth + 1)
            self._draft.inner += inner.commands()
        return self._taken(min(end + after, len(self._text)), False)


def _closing(text: str, start: int) -> int:
    """Where the parenthesis opened before `start` closes; the end of the text when it does not."""
    depth, at = 1, start
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif char in "'\"":
            end = text.find(char, at + 1)
            at = end if end >= 0 else len(text)
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at
        at += 1
    return len(text)
