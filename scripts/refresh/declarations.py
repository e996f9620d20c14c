"""A small parser of TypeScript declarations, for the shapes that the kubernetes-models packages use.

In: the text of one `.d.ts` file. Out: its interfaces and type aliases, as trees of the classes below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Name:
    """`string`, `IPodSpec`: a type by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """`"Always"` as a type."""

    value: str


@dataclass(frozen=True, slots=True)
class Items:
    """`Array<T>`."""

    of: Type


@dataclass(frozen=True, slots=True)
class Fields:
    """`{ "a": T; "b"?: T; [key: string]: T }`."""

    types: Mapping[str, Type]
    optional: frozenset[str]
    others: Type | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """`A | B` and `A & B`: for names of fields the two are alike."""

    of: tuple[Type, ...]


Type: TypeAlias = Name | Literal | Items | Fields | Choice


@dataclass(frozen=True, slots=True)
class Declaration:
    """An interface with what it extends, or an alias."""

    type: Type
    extends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """One file: its declarations, and the long names under which it exports them."""

    declarations: Mapping[str, Declaration]
    exported: Mapping[str, str]
    is_kind: bool
    """Whether its objects stand alone: the class knows its kind."""


_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[\w$.]+|\S)')
_DECLARATION = re.compile(r"^export (?:interface|type) (\w+)", re.MULTILINE)
_ALIASES = re.compile(r"^export type \{ (.*?) \};?$", re.MULTILINE)


def parse(text: str) -> Module:
    """Raises `ValueError` for what is not understood."""
    text = _COMMENT.sub("", text)
    found = {match[1]: _Parser(text[match.end() :]).declaration() for match in _DECLARATION.finditer(text)}
    exported = {}
    for aliases in _ALIASES.findall(text):
        for alias in aliases.split(", "):
            short, _, long = alias.partition(" as ")
            exported[long] = short
    return Module(found, exported, "static kind:" in text)


class _Parser:
    """Reads one declaration, from just after its name."""

    def __init__(self, text: str) -> None:
        self._tokens = self._scan(text)
        self._next = next(self._tokens)

    @staticmethod
    def _scan(text: str) -> Iterator[str]:
        for match in _TOKEN.finditer(text):
            yield match[1]
        yield ""

    def _take(self, expected: str = "") -> str:
        token = self._next
        if expected and token != expected:
            raise ValueError(f"expected {expected}, found {token!r}")
        self._next = next(self._tokens, "")
        return token

    def _skip(self, token: str) -> bool:
        if self._next == token:
            self._take()
            return True
        return False

    def declaration(self) -> Declaration:
        if self._skip("="):
            return Declaration(self._type())
        extends = []
        if self._skip("extends"):
            extends.append(self._take())
            while self._skip(","):
                extends.append(self._take())
        return Declaration(self._fields(), tuple(extends))

    def _type(self) -> Type:
        """A union or an intersection of simple types."""
        self._skip("|")
        found = [self._simple()]
        while self._next in ("|", "&"):
            self._take()
            found.append(self._simple())
        return found[0] if len(found) == 1 else Choice(tuple(found))

    def _simple(self) -> Type:
        if self._next == "{":
            return self._fields()
        if self._skip("("):
            found = self._type()
            self._take(")")
            return found
        if self._next.startswith('"'):
            return Literal(self._take()[1:-1])
        name = self._take()
        if not re.fullmatch(r"[\w$.]+", name):
            raise ValueError(f"not a type: {name!r}")
        if self._skip("<"):
            return self._generic(name)
        if self._skip("["):
            literal = self._take()
            self._take("]")
            return Name(f"{name}[{literal}]")
        return Name(name)

    def _generic(self, name: str) -> Type:
        found = [self._type()]
        while self._skip(","):
            found.append(self._type())
        self._take(">")
        if name == "Array":
            return Items(found[0])
        if name == "Exclude":
            return found[0]
        raise ValueError(f"unknown generic type: {name}")

    def _fields(self) -> Fields:
        types: dict[str, Type] = {}
        optional = set()
        others = None
        self._take("{")
        while not self._skip("}"):
            if self._skip("["):
                while not self._skip("]"):
                    self._take()
                self._take(":")
                others = self._type()
            else:
                name = self._take().strip('"')
                if self._skip("?"):
                    optional.add(name)
                self._take(":")
                types[name] = self._type()
            self._skip(";") or self._skip(",")
        return Fields(types, frozenset(optional), others)
