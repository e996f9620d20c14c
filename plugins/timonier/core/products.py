"""What a course is printed as: its products, each a list of pages in sections.

In: the pages of the course in their order and its outline. Out: `Product`s, before anything is laid out; and those
that somebody asked for. The name of a product never changes: sites link to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, get_args

from timonier.core.outline import Outline
from timonier.core.publication import Publication
from timonier.core.tracks import Day
from timonier.core.words import advice
from timonier.errors import UsageError

Kind = Literal[
    "page",
    "module",
    "parcours",
    "livre",
    "cahier",
    "corriges",
    "codes",
    "diapos",
    "diapos-notes",
    "diapos-lignes",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
DECK_KINDS: Final[tuple[Kind, ...]] = ("diapos", "diapos-notes", "diapos-lignes")
"""The slides of a lesson: one a page, two a page with their notes, three a page beside lines for writing."""
_PREFIX: Final = "timonier"


@dataclass(frozen=True, slots=True)
class Section:
    """Some pages under one title, or under none; a track's section is a day."""

    title: str
    pages: tuple[str, ...]
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """One document; `subject` is the id of its page, module or track, if it has one."""

    kind: Kind
    title: str
    sections: tuple[Section, ...]
    subject: str = ""

    @property
    def name(self) -> str:
        """The name of its file, without suffix."""
        return self.subject if self.kind == "page" else self.full_name

    @property
    def full_name(self) -> str:
        """What it is called away from the others: `timonier-services`, `timonier-module-objets`."""
        return "-".join(filter(None, (_PREFIX, "" if self.kind == "page" else self.kind, self.subject)))

    @property
    def pages(self) -> tuple[str, ...]:
        """The ids of its pages, in order."""
        return tuple(page for section in self.sections for page in section.pages)


@dataclass(frozen=True, slots=True)
class Order:
    """The pages of a course in the order of its book."""

    title: str
    pages: Sequence[tuple[str, str]]
    """Each with the title of its section."""
    codes: str = ""
    """The page of the codes of messages: a product of its own and no chapter of the book."""
    glossary: str = ""
    """The page that ends books."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind of product that somebody asks for; all of this kind where no subject is named."""

    kind: Kind
    subject: str = ""


def catalogue(order: Order, outline: Outline, publication: Publication) -> tuple[Product, ...]:
    """All products of a course."""
    pages, glossary = order.pages, order.glossary
    labs = [(page, section) for page, section in pages if _is_lab(page, outline)]
    out = [(page, section) for page, section in pages if publication.shows(page)]
    whole: Iterable[tuple[Kind, str, Sequence[tuple[str, str]]]] = (
        ("livre", order.title, sorted(pages, key=lambda item: item[0] == glossary)),
        ("cahier", "Cahier de TP", labs),
        ("corriges", "Corrigés", out),
        ("codes", outline.title(order.codes), [(order.codes, "")] if order.codes else []),
    )
    return (
        *(Product(kind, name, _sections(listed)) for kind, name, listed in whole if listed),
        *_tracks(outline, glossary),
        *_modules(outline),
        *(Product("page", outline.title(page), (Section("", (page,)),), page) for page, _ in pages),
        *_decks([page for page, _ in pages], outline),
    )


def chosen(products: Iterable[Product], wishes: Sequence[Wish]) -> tuple[Product, ...]:
    """The products that are asked for: all of them without a wish.

    Raises `UsageError` for a wish that no product fulfils.
    """
    known = tuple(products)
    for wish in wishes:
        if not any(_fulfils(product, wish) for product in known):
            raise UsageError(_unknown(wish, [product.subject for product in known if product.kind == wish.kind]))
    return tuple(p for p in known if not wishes or any(_fulfils(p, wish) for wish in wishes))


def _fulfils(product: Product, wish: Wish) -> bool:
    return product.kind == wish.kind and wish.subject in ("", product.subject)


_NONE: Final[dict[Kind, str]] = {
    "page": "Aucune page",
    "module": "Aucun module écrit",
    "parcours": "Aucun parcours écrit",
    **dict.fromkeys(DECK_KINDS, "Aucune leçon projetée"),
}
_MISSING: Final[dict[Kind, str]] = {
    "corriges": "Aucun corrigé n’est publié dans cette édition : donnez --corrections ou --edition formateur.",
    "cahier": "Le cours n’a pas de TP : il n’y a pas de cahier à imprimer.",
    "codes": "Le cours n’a pas de page des codes : il n’y a pas de référence à imprimer.",
    **dict.fromkeys(DECK_KINDS, "Aucune leçon du cours n’a de diaporama : il n’y en a pas à imprimer."),
}


def _unknown(wish: Wish, subjects: Sequence[str]) -> str:
    if not wish.subject:
        return _MISSING.get(wish.kind, f"Le cours n’a rien à imprimer pour « {wish.kind} ».")
    hint = advice(wish.subject, subjects, f"choisissez parmi {', '.join(sorted(subjects))}.")
    return f"{_NONE[wish.kind]} n’a l’identifiant « {wish.subject} » : {hint}"


def _is_lab(page: str, outline: Outline) -> bool:
    return page in outline.pages and outline.pages[page].kind == "tp"


def _sections(listed: Iterable[tuple[str, str]]) -> tuple[Section, ...]:
    return tuple(
        Section(title, tuple(page for page, _ in group))
        for title, group in groupby(listed, key=lambda item: item[1])
    )


def _tracks(outline: Outline, glossary: str) -> Iterator[Product]:
    for track in outline.tracks:
        days = tuple(
            Section(day.title, names, day)
            for day in track.days
            if (names := tuple(page.name for page in day.pages if page.name in outline.pages))
        )
        end = (Section("", (glossary,)),) if glossary in outline.pages else ()
        if days:
            yield Product("parcours", track.title, (*days, *end), track.id)


def _decks(pages: Iterable[str], outline: Outline) -> Iterator[Product]:
    for page in pages:
        if page in outline.pages and outline.pages[page].has_deck:
            yield from (Product(kind, outline.title(page), (Section("", (page,)),), page) for kind in DECK_KINDS)


def _modules(outline: Outline) -> Iterator[Product]:
    for module in outline.modules:
        if written := outline.written(module):
            yield Product("module", module.title, (Section("", tuple(page.id for page in written)),), module.id)
