"""The terms of a course and what they mean: `glossaire.yml`.

A term is found in a text in the singular and with a final `s`; one that is written without a capital is found at
the head of a sentence too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from timonier.core import datafile
from timonier.core.datafile import Form
from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Mention, SourceFile
from timonier.core.yamldoc import YamlDocument

_FORM = Form("glossary.schema.json", "GLO101", "GLO102")


@dataclass(frozen=True, slots=True)
class Term:
    """A term, what it means, and where its file says so."""

    mention: Mention
    definition: str
    aliases: tuple[Mention, ...] = ()
    see: tuple[Mention, ...] = ()

    @property
    def name(self) -> str:
        """The term itself."""
        return self.mention.name

    @property
    def names(self) -> tuple[Mention, ...]:
        """Every way to write it, in the singular."""
        return (self.mention, *self.aliases)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The file as read: no term where something is wrong with its form."""

    terms: tuple[Term, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    by_name: Mapping[str, Term] = field(default_factory=dict)
    """Every term by each of its names; of two of one name the first counts."""
    pattern: re.Pattern[str] | None = None
    """What finds the terms in a text."""

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Every term in a text, with where it begins and ends; the longest of those that begin at one place."""
        for found in self.pattern.finditer(text) if self.pattern else ():
            yield found.start(), found.end(), self._named(found[1])

    def _named(self, name: str) -> Term:
        plain = " ".join(name.split())
        return self.by_name.get(plain) or self.by_name[plain[0].lower() + plain[1:]]


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w./-])({'|'.join(map(_either, longest_first))})s?(?![\w-])(?!\.\w)(?!/\w)")


def _either(name: str) -> str:
    """A name without a capital, with or without one."""
    first = name[0]
    head = f"[{first}{first.upper()}]" if first.islower() else re.escape(first)
    return head + re.escape(name[1:]).replace(r"\ ", r"\s")


@lru_cache(maxsize=4)
def read(source: SourceFile) -> Glossary:
    """The terms of the file `source`, in its order."""
    document = datafile.read(source, _FORM)
    if isinstance(document, tuple):
        return Glossary(diagnostics=document)
    terms = tuple(_terms(document))
    by_name = {name.name: term for term in reversed(terms) for name in term.names}
    return Glossary(terms, (), by_name, _pattern(by_name) if by_name else None)


def _terms(document: YamlDocument) -> Iterator[Term]:
    value: Any = document.value  # held against the schema
    for number, term in enumerate(value["termes"]):
        place = ("termes", number)
        yield Term(
            Mention(term["terme"], document.locate((*place, "terme"))),
            term["definition"],
            datafile.mentions(document, (*place, "alias"), term.get("alias", ())),
            datafile.mentions(document, (*place, "voir"), term.get("voir", ())),
        )
