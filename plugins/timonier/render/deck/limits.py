"""What is too much for a slide, at its place in the source. In: a deck. Out: diagnostics DIA101 to DIA105."""

from __future__ import annotations

from collections.abc import Iterator

from timonier.core.diagnostic import Diagnostic
from timonier.core.source import SourceFile, Span
from timonier.render.deck.model import CODE_LINES, WORDS, Deck, Slide

_SPLIT = "coupez-la avec « <!-- diapo --> »"


def check(deck: Deck, source: SourceFile) -> Iterator[Diagnostic]:
    """Everything that can be said without laying the slides out."""
    if not any(slide.anchor for slide in deck.slides):
        yield at(source, 1, "DIA105", "cette leçon n’a aucun titre « ## »", "donnez un titre à chaque partie")
    for slide in deck.slides:
        yield from _check(slide, source)


def _check(slide: Slide, source: SourceFile) -> Iterator[Diagnostic]:
    if not slide.body:
        yield at(
            source,
            slide.line,
            "DIA103",
            "cette diapositive n’aurait qu’un titre",
            "ajoutez une liste, ou « <!-- diapo: oui --> » devant une phrase courte",
        )
    if slide.words > WORDS:
        yield at(
            source,
            slide.line,
            "DIA101",
            f"{slide.words} mots de texte sur cette diapositive, {WORDS} au plus",
            f"{_SPLIT}, ou envoyez un bloc dans les notes avec « <!-- diapo: note --> »",
        )
    lines = sum(code.shown for code in slide.codes)
    if lines > CODE_LINES:
        longest = max(slide.codes, key=lambda code: code.shown)
        yield at(
            source,
            longest.line or slide.line,
            "DIA102",
            f"{lines} lignes de code sur cette diapositive, {CODE_LINES} au plus",
            f'montrez l’essentiel avec lignes="10-24", ou {_SPLIT}',
        )
    for code in slide.codes:
        if code.beyond:
            yield at(
                source,
                code.line or slide.line,
                "DIA104",
                f"« lignes » va au-delà de la fin du bloc, qui a {code.whole} lignes",
                "corrigez les numéros",
            )


def at(source: SourceFile, line: int, code: str, message: str, hint: str) -> Diagnostic:
    """A fault of a whole line of the source."""
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    start = len(text) - len(text.lstrip())
    return Diagnostic(source.path, Span.on_line(line, start + 1, max(len(text.strip()), 1)), code, message, hint)
