"""Cover, colophon and contents of a book, as HTML.

In: facts and headings. Out: two bodies; page numbers are empty boxes that the assembly fills.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby

from timonier.core.french import french_date
from timonier.core.products import Kind, Product
from timonier.render.print import CONTENTS_LINK, Heading, book_link
from timonier.settings import Edition

EDITIONS: dict[Edition, str] = {"stagiaire": "Édition stagiaire", "formateur": "Édition formateur"}


WHEEL = "asset:wheel"
"""The address of the wheel of the cover, until its content is known."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What all covers say."""

    course: str
    description: str
    edition: Edition
    kubernetes: str
    date: datetime | None
    address: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A chapter as contents show it."""

    id: str
    section: str
    headings: tuple[Heading, ...]


_KINDS: dict[Kind, str] = {
    "module": "Module",
    "parcours": "Livre du parcours",
    "cahier": "Les travaux pratiques, sans leurs corrigés",
    "corriges": "Les réponses et les corrigés des travaux pratiques",
    "codes": "Référence des messages de vérification",
}


def cover(facts: Facts, product: Product) -> str:
    """The first page of a book and, on its back, what the book is and how it may be used."""
    subtitle = facts.description if product.kind == "livre" else f"{facts.course} · {_KINDS[product.kind]}"
    edition: Edition = "stagiaire" if product.kind == "cahier" else facts.edition
    lines = [f"<strong>{EDITIONS[edition]}</strong>", f"Kubernetes {escape(facts.kubernetes)}"]
    if facts.date:
        lines.append(french_date(facts.date))
    shown = "".join(f"<p>{line}</p>" for line in lines)
    wheel = f'<p class="wheel"><img src="{WHEEL}" alt="Roue de gouvernail à sept rayons"></p>'
    named = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
    return (
        f'<section class="cover">{wheel}<h1>{escape(product.title)}</h1>{named}'
        f'<div class="rule"></div><div class="facts">{shown}</div></section>'
        f'<section class="colophon">{_colophon(facts)}</section>'
    )


def _colophon(facts: Facts) -> str:
    address = escape(facts.address)
    sentences = [
        f"Chaque manifeste de ce livre est vérifié contre les schémas de Kubernetes {escape(facts.kubernetes)}.",
        f'Ce livre est la forme imprimée du site <a href="{address}">{address}</a>.' if address else "",
        "Un lecteur de PDF ne garde pas l’indentation quand on copie du YAML\u00a0: copiez les manifestes depuis "
        "le site.",
        "Le texte du cours est sous licence Creative Commons BY-SA\u00a04.0. Les manifestes à copier sont sous "
        "licence MIT.",
        "Composé en Source Serif, Source Sans et Source Code Pro.",
    ]
    return "".join(f"<p>{sentence}</p>" for sentence in sentences if sentence)


def contents(chapters: Sequence[Listed], deepest: int = 2) -> str:
    """The table of contents: sections, chapters, and their headings down to `deepest`."""
    parts = [
        (f'<p class="section">{escape(section)}</p>' if section else "") + f"<ul>{_lines(group, deepest)}</ul>"
        for section, group in groupby(chapters, key=lambda chapter: chapter.section)
    ]
    return f'<section class="contents"><h1 id="sommaire">Sommaire</h1>{"".join(parts)}</section>'


def _lines(chapters: Iterable[Listed], deepest: int) -> str:
    return "".join(
        _line(chapter.id, heading)
        for chapter in chapters
        for heading in chapter.headings
        if heading.level <= deepest
    )


def _line(page: str, heading: Heading) -> str:
    kind = "chapter" if heading.level == 1 else "heading"
    place = book_link(page, heading.anchor)
    number = book_link(page, heading.anchor, CONTENTS_LINK)
    return (
        f'<li><p class="line {kind}"><a href="{escape(place)}">{escape(heading.text)}</a>'
        f'<a class="folio" href="{escape(number)}"></a></p></li>'
    )
