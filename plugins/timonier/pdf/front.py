"""Cover and colophon of a book, as HTML. In: facts and a product. Out: a body of two pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape

from timonier.core.french import french_date
from timonier.core.products import Kind, Product
from timonier.core.sessions import Session
from timonier.settings import Edition

EDITIONS: dict[Edition, str] = {"stagiaire": "Édition stagiaire", "formateur": "Édition formateur"}
WHEEL = "asset:wheel"
"""The address of the wheel of the cover, until its content is known."""
_KINDS: dict[Kind, str] = {
    "module": "Livret de module",
    "parcours": "Livre du parcours",
    "cahier": "Les travaux pratiques, sans leurs corrigés",
    "corriges": "Les réponses et les corrigés, étape par étape",
    "codes": "Référence des messages de vérification",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What all covers say; what nobody gave is empty."""

    course: str
    description: str
    edition: Edition
    kubernetes: str
    date: datetime | None
    revision: str
    address: str
    session: Session | None = None


def cover(facts: Facts, product: Product) -> str:
    """The first page of a book and, on its back, what the book is and how it may be used."""
    subtitle = facts.description if product.kind == "livre" else f"{facts.course} · {_KINDS[product.kind]}"
    wheel = f'<p class="wheel"><img src="{WHEEL}" alt="Roue de gouvernail à sept rayons"></p>'
    named = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
    shown = "".join(f"<p>{line}</p>" for line in _lines(facts, product))
    return (
        f'<section class="cover">{wheel}<h1>{escape(product.title)}</h1>{named}'
        f'<div class="rule"></div><div class="facts">{shown}</div></section>'
        f'<section class="colophon">{_colophon(facts)}</section>'
    )


def _lines(facts: Facts, product: Product) -> Iterator[str]:
    """For whom, when and by whom, then which edition of what."""
    if session := facts.session:
        if session.client:
            yield f"<strong>{escape(session.client)}</strong>"
        trainer = f"Avec {session.trainer}" if session.trainer else ""
        yield from map(escape, filter(None, (session.dates, trainer)))
    edition: Edition = "stagiaire" if product.kind == "cahier" else facts.edition
    yield f"<strong>{EDITIONS[edition]}</strong>"
    yield f"Kubernetes {escape(facts.kubernetes)}"
    if facts.date:
        yield french_date(facts.date) + (f", version {escape(facts.revision)}" if facts.revision else "")


def _colophon(facts: Facts) -> str:
    address = escape(facts.address)
    sentences = [
        f"Chaque manifeste de ce livre est vérifié contre les schémas de Kubernetes {escape(facts.kubernetes)}.",
        f'Ce livre est la forme imprimée du site <a href="{address}">{address}</a>.' if address else "",
        "<strong>Pour copier un manifeste.</strong> Un lecteur de PDF perd l’indentation du YAML que l’on copie. "
        "Chaque manifeste marqué «\u00a0joint\u00a0» est donc aussi un fichier joint à ce PDF, nommé d’après sa "
        "page et son titre\u00a0: ouvrez le volet des pièces jointes de votre lecteur."
        + (" L’adresse courte qui suit mène au même fichier sur le site." if address else ""),
        "<strong>Pour lire le code.</strong> Un crochet, à gauche, réunit les morceaux d’une ligne trop longue "
        "pour la page\u00a0: tapez-la d’un trait. Un code que coupe une fin de page le dit là, et dit "
        "«\u00a0(suite)\u00a0» en tête de la page suivante.",
        "<strong>Pour suivre un lien.</strong> Il est suivi du numéro de sa page, «\u00a0(p. 42)\u00a0»\u00a0; de "
        "l’endroit où il mène, «\u00a0(site)\u00a0» ou «\u00a0(PDF)\u00a0», un autre document\u00a0; ou de l’appel "
        "d’une note\u00a0: son adresse est au pied de la page, une fois par chapitre.",
        "Le texte du cours est sous licence Creative Commons Attribution – Partage dans les mêmes "
        "conditions\u00a04.0 (CC BY-SA\u00a04.0). Les manifestes et les commandes à copier sont sous licence MIT.",
        "Composé en Source Serif, Source Sans et Source Code Pro, sous licence SIL Open Font\u00a01.1.",
        f"Sources\u00a0: version {escape(facts.revision)}." if facts.revision else "",
    ]
    return "".join(f"<p>{sentence}</p>" for sentence in sentences if sentence)
