"""The commands that a page asks its readers to type, each with its place and what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from timonier.core.console import dialogue
from timonier.core.diagnostic import Diagnostic, Severity
from timonier.core.markdown import MarkdownDocument
from timonier.core.shell import Command, Word, read
from timonier.core.snippet import Snippet, of_fence
from timonier.core.source import Position, Span

_DIALOGUES: Final = frozenset({"console", "shell-session"})
_SCRIPTS: Final = frozenset({"bash", "sh", "shell"})
_FAILED = re.compile(
    r"^[ \t]*(?:error|unable to|.*\b(?:is invalid|NotFound|not found|No such file)\b|No resources found|curl: \()",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Call:
    """One program that is run: `words` begins with its name, without what runs it (`sudo`, `watch`)."""

    words: tuple[Word, ...]
    command: Command
    partial: bool = False
    """More words come from elsewhere: `xargs`."""

    @property
    def program(self) -> str:
        """The program's name, without its folder; `k` is what everybody calls kubectl."""
        name = PurePosixPath(self.words[0].text).name
        return {"k": "kubectl", "kubectl.exe": "kubectl"}.get(name, name)


@dataclass(frozen=True, slots=True)
class Typed:
    """A call in a page."""

    call: Call
    snippet: Snippet
    offset: Position
    """Where the text that was read begins in the block."""
    text: str
    failed: bool = False
    """Whether the page shows that it fails: it is there to be seen."""
    whole: Span | None = None
    """What to underline where words have no place of their own."""

    def diagnostic(self, word: Word, code: str, message: str, hint: str, severity: Severity) -> Diagnostic:
        """What is wrong with one of its words."""
        span = self.whole or Span(self._position(word.start), self._position(word.end))
        return Diagnostic(self.snippet.path, self.snippet.place(span), code, message, hint, severity)

    def _position(self, offset: int) -> Position:
        before = self.text[:offset]
        line = before.count("\n")
        column = len(before) - (before.rfind("\n") + 1) + 1
        return Position(self.offset.line + line, column + (self.offset.column - 1 if line == 0 else 0))


def typed(document: MarkdownDocument, values: Mapping[str, str]) -> Iterator[Typed]:
    """The calls of a page, in order; `values` are the holes that have one value all through the course."""
    for fence in document.fences:
        lang = fence.lang.lower()
        if lang in _DIALOGUES:
            yield from _dialogue(of_fence(document, fence), values)
        elif lang in _SCRIPTS:
            snippet = of_fence(document, fence)
            for call in calls(snippet.text, values):
                yield Typed(call, snippet, Position(1, 1), snippet.text)


def _dialogue(snippet: Snippet, values: Mapping[str, str]) -> Iterator[Typed]:
    parts, line = dialogue(snippet.text), 1
    for part, answer in zip(parts, (*parts[1:], None), strict=True):
        if part.prompt:
            failed = answer is not None and not answer.prompt and _FAILED.search(answer.text) is not None
            start = Position(line, len(part.prompt) + 1)
            for call in calls(part.text, values):
                yield Typed(call, snippet, start, part.text, failed)
        line += part.text.count("\n") + 1


def calls(text: str, values: Mapping[str, str]) -> Iterator[Call]:
    """The programs that a text runs."""
    for command in read(text, values):
        call = _unwrapped(command)
        if call is not None:
            yield call


_VALUED: Final = {
    "sudo": frozenset("ugCDhp"),
    "watch": frozenset("nq"),
    "timeout": frozenset("ks"),
    "xargs": frozenset("IiLlnPsdE"),
    "env": frozenset("uC"),
    "docker": frozenset("euwv"),
}
"""Programs that run another one, and their one-letter options that take a value."""
_PLAIN: Final = frozenset({"exec", "nohup", "command", "nice"})


def _unwrapped(command: Command) -> Call | None:
    words, partial = command.words, False
    while words:
        name = PurePosixPath(words[0].text).name
        partial = partial or name == "xargs"
        if name in _PLAIN:
            words = words[1:]
        elif name == "docker" and len(words) > 1 and words[1].text == "exec":
            words = _after_options(words[2:], _VALUED[name])[1:]
        elif name in _VALUED and name != "docker":
            words = _after_options(words[1:], _VALUED[name])
            words = words[1:] if name == "timeout" else words
        elif name in ("minikube", "microk8s", "k3s", "k0s") and len(words) > 1 and words[1].text == "kubectl":
            words = words[1:2] + (words[3:] if len(words) > 2 and words[2].text == "--" else words[2:])
        else:
            break
    return Call(words, command, partial) if words else None


def _after_options(words: tuple[Word, ...], valued: frozenset[str]) -> tuple[Word, ...]:
    """What follows the options, and the variables of `env`."""
    while words and (words[0].text.startswith("-") or re.match(r"\w+=", words[0].text)):
        takes = len(words[0].text) == 2 and words[0].text[1] in valued
        words = words[2:] if takes else words[1:]
    return words
