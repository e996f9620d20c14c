"""One call of kubectl as verb, flags and arguments, read with the table of its verbs.

Source of the table: the reference of each verb, kubernetes.io/docs/reference/kubectl/generated (`source` in the
data), made by scripts/refresh/kubectl.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final, Literal

from timonier.core.shell import Word
from timonier.lint.commands.script import Call

Takes = Literal["bool", "value", "optional"]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of kubectl: `create secret generic`."""

    name: str
    flags: Mapping[str, str]
    """What each long flag takes; for a letter, the long flag."""
    source: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as given; `name` is the long one when the table has it, `value` what it is given."""

    name: str
    word: Word
    value: Word | None
    known: bool


@dataclass(slots=True)
class Invocation:
    """A call of kubectl."""

    verb: str = ""
    """Its verbs: `rollout status`; nothing when the table has not even the first."""
    word: Word | None = None
    """The word that should be the next verb and is none."""
    flags: list[Flag] = field(default_factory=list)
    arguments: list[Word] = field(default_factory=list)
    tail: list[Word] | None = None
    """What follows `--`."""

    @property
    def head(self) -> str:
        """The first verb."""
        return self.verb.split(" ")[0]

    @property
    def is_certain(self) -> bool:
        """Whether every word was understood."""
        return self.word is None and all(flag.known for flag in self.flags)

    def values(self, *names: str) -> tuple[Word, ...]:
        """The values of the flags of these long names."""
        return tuple(flag.value for flag in self.flags if flag.name in names and flag.value is not None)

    def value(self, *names: str) -> Word | None:
        """The last of these values."""
        return next(reversed(self.values(*names)), None)

    def has(self, *names: str) -> bool:
        """Whether one of these flags is given."""
        return any(flag.name in names for flag in self.flags)


_FREE: Final = frozenset({"apply", "cluster-info", "plugin"})
"""Verbs that have verbs below them and do without."""


@dataclass(frozen=True, slots=True)
class Table:
    """What kubectl knows."""

    version: str
    flags: Mapping[str, str]
    """The flags of every verb."""
    verbs: Mapping[str, Verb]
    children: Mapping[str, Mapping[str, str]]
    """Below each verb, the next words and the verb that they give; below the empty name, the first words."""

    def flag(self, verb: str, name: str) -> tuple[str, Takes] | None:
        """The long name of a flag and what it takes; None for one that the verb has not."""
        flags = {**self.flags, **self.verbs[verb].flags} if verb in self.verbs else self.flags
        takes = flags.get(name)
        if takes is not None and takes.startswith("--"):
            name, takes = takes, flags[takes]
        return None if takes is None else (name, _TAKES[takes])

    def needs_more(self, verb: str) -> bool:
        """Whether a verb does nothing without one of those below it."""
        return verb in self.children and verb not in _FREE


_TAKES: Final[Mapping[str, Takes]] = {"bool": "bool", "value": "value", "optional": "optional"}


@cache
def table() -> Table:
    """The table, read once."""
    data = json.loads(resources.files("timonier.lint.commands").joinpath("data/kubectl.json").read_bytes())
    verbs = {name: Verb(name, verb["flags"], verb["source"]) for name, verb in data["verbs"].items()}
    children: dict[str, dict[str, str]] = {}
    for name, verb in data["verbs"].items():
        above, _, last = name.rpartition(" ")
        for word in (last, *verb.get("aliases", ())):
            children.setdefault(above, {})[word] = name
    return Table(data["version"], data["global"], verbs, children)


def parse(call: Call) -> Invocation | None:
    """A call of kubectl; None when its verb is worked out by the shell."""
    known, found, words = table(), Invocation(), iter(call.words[1:])
    for word in words:
        if word.text == "--":
            found.tail = list(words)
        elif word.text.startswith("-") and word.text != "-":
            found.flags += _flags(known, found.verb, word, words)
        elif not found.arguments and word.text in known.children.get(found.verb, ()):
            found.verb = known.children[found.verb][word.text]
        elif (found.verb and not known.needs_more(found.verb)) or found.arguments:
            found.arguments.append(word)
        elif not word.exact:
            return None
        elif found.verb == "create" and found.has("--filename", "--kustomize"):
            found.arguments.append(word)
        else:
            found.word = word
            return found
    return found


def _flags(known: Table, verb: str, word: Word, words: Iterator[Word]) -> Iterable[Flag]:
    """The flags of one word, with the value of the last one."""
    if word.text.startswith("--"):
        return [_long(known, verb, word, words)]
    return list(_letters(known, verb, word, words))


def _long(known: Table, verb: str, word: Word, words: Iterator[Word]) -> Flag:
    name, equals, _ = word.text.partition("=")
    entry = known.flag(verb, name)
    if equals:
        return Flag(name, word, _part(word, len(name) + 1), entry is not None)
    value = next(words, None) if entry is not None and entry[1] == "value" else None
    return Flag(name, word, value, entry is not None)


def _letters(known: Table, verb: str, word: Word, words: Iterator[Word]) -> Iterator[Flag]:
    text = word.text
    for index in range(1, len(text)):
        letter = f"-{text[index]}"
        entry = known.flag(verb, letter)
        if entry is None:
            yield Flag(letter, word, None, False)
            return
        name, takes = entry
        if takes == "bool":
            yield Flag(name, word, None, True)
            continue
        start = index + 1 + text.startswith("=", index + 1)
        value = _part(word, start) if start < len(text) else next(words, None) if takes == "value" else None
        yield Flag(name, word, value, True)
        return


def _part(word: Word, start: int) -> Word:
    """The end of a word, from its character `start` on; where it stands is a guess when it has quotes before."""
    text = word.text[start:]
    return Word(text, max(word.start, min(word.start + start, word.end - len(text))), word.end, word.exact)
