"""A deck as one file that stands beside its page: `diapos.html`.

In: a deck, its facts, and the addresses of the files that it loads. Out: HTML. Without a script it says where the
page is; the presenter's view is the same file, opened by the deck itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from timonier.core.french import duration
from timonier.render.deck.build import FIRST, LAST
from timonier.render.deck.model import Deck, DeckFacts, Slide

_SECONDS_A_SLIDE = 30
_WORDS_A_SECOND = 2.5
"""One speaks 150 words a minute: what slides are worth to each other, not how long the lesson takes."""


@dataclass(frozen=True, slots=True)
class DeckFiles:
    """What a deck loads; addresses are relative to the deck."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    favicon: str = ""


def render(deck: Deck, facts: DeckFacts, files: DeckFiles) -> str:
    """The whole file."""
    title = escape(f"{facts.title} : diaporama")
    styles = (f'<link rel="stylesheet" href="{_at(each)}">' for each in files.styles)
    scripts = (f'<script src="{_at(each)}"></script>' for each in files.scripts)
    icon = f'<link rel="icon" href="{_at(files.favicon)}">' if files.favicon else ""
    return "\n".join(
        (
            '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">',
            f"<title>{title}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            icon,
            *styles,
            "</head>\n<body>",
            f'<noscript><p class="tm-sans-script">Ce diaporama a besoin de JavaScript. '
            f'<a href="{_at(facts.page)}">Lire la leçon</a></p></noscript>',
            f'<main class="reveal" data-duree="{facts.minutes}" data-page="{_at(facts.page)}">',
            f'<div class="slides">\n{sections(deck, facts)}\n</div>',
            f'<p class="tm-edition">{escape(facts.edition)}</p>' if facts.edition else "",
            "</main>",
            *scripts,
            "</body>\n</html>\n",
        )
    )


def sections(deck: Deck, facts: DeckFacts) -> str:
    """The slides alone: first, those of the page, last."""
    plan = _plan(deck, facts.minutes * 60)
    parts = [_first(deck, facts, next(plan))]
    parts += [_section(slide, facts, end) for slide, end in zip(deck.slides, plan, strict=False)]
    return "\n".join((*parts, _last(facts, facts.minutes * 60)))


def _plan(deck: Deck, seconds: int) -> Iterator[int]:
    """When each slide should be left, in seconds from the start: notes count for what is said of a slide."""
    opening = len(deck.opening.split())
    weights = [_SECONDS_A_SLIDE + words / _WORDS_A_SECOND for words in (opening, *(s.spoken for s in deck.slides))]
    done = 0.0
    for weight in weights:
        done += weight
        yield round(seconds * done / sum(weights))


def _first(deck: Deck, facts: DeckFacts, end: int) -> str:
    line = " · ".join(filter(None, (facts.module, duration(facts.minutes) if facts.minutes else "")))
    objectives = "".join(f"<li>{escape(each)}</li>" for each in facts.objectives)
    return (
        f'<section id="{FIRST}" class="tm-premiere" data-fin="{end}">\n'
        f'<p class="tm-surtitre">{escape(facts.course)}</p>\n<h1>{escape(facts.title)}</h1>\n'
        f'<p class="tm-faits">{escape(line)}</p>\n'
        + (f'<h2 class="tm-objectifs-titre">Objectifs</h2>\n<ul>{objectives}</ul>\n' if objectives else "")
        + f"{_notes(deck.opening)}</section>"
    )


def _last(facts: DeckFacts, end: int) -> str:
    links = (_link(each.title, each.href) for each in facts.links)
    return (
        f'<section id="{LAST}" class="tm-derniere" data-fin="{end}">\n<h2>Pour continuer</h2>\n'
        f"<ul>{''.join(links)}</ul>\n</section>"
    )


def _link(title: str, href: str) -> str:
    return f'<li><a href="{_at(href)}">{escape(title)}</a></li>'


def _section(slide: Slide, facts: DeckFacts, end: int) -> str:
    back = facts.page + (f"#{slide.anchor}" if slide.anchor else "")
    section = f'<p class="tm-surtitre">{slide.section}</p>\n' if slide.section else ""
    suite = ' <span class="tm-suite">(suite)</span>' if slide.suite else ""
    title = slide.title or escape(facts.title)
    kind = f' class="tm-diapo-{slide.kind}"' if slide.kind else ""
    return (
        f'<section id="{escape(slide.id)}"{kind} data-fin="{end}">\n{section}<h2>{title}{suite}</h2>\n'
        f'<div class="tm-corps">\n{slide.body}\n</div>\n'
        f'<a class="tm-retour" href="{_at(back)}">Lire la leçon</a>\n{_notes(slide.notes)}</section>'
    )


def _notes(html: str) -> str:
    return f'<aside class="notes">\n{html}\n</aside>\n' if html else ""


def _at(address: str) -> str:
    return escape(address, quote=True)
