"""Pages of the course made ready for the engine.

In: an entry of the plan. Out: its print form and that of its answers, its images, and what is wrong with it, at its
place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from timonier.core.diagnostic import Diagnostic
from timonier.core.publication import Publication
from timonier.core.source import SourceFile, Span
from timonier.lint.rule import CODES_FILE
from timonier.markdown_ext.convert import convert
from timonier.pdf.engine import PartError
from timonier.pdf.fonts import Repertoire
from timonier.pdf.images import Images
from timonier.pdf.plan import Entry
from timonier.render.answers import answers
from timonier.render.print import Fault, Links, PrintPage, printable
from timonier.settings import Settings

_LAB = re.compile(r"^TP\s*:\s*")
_TRAINERS = '<p class="edition"><strong>Édition formateur</strong> : ne la donnez pas aux stagiaires.</p>'


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for the engine; as a chapter of a document it is called `id`."""

    id: str
    source: SourceFile
    title: str
    print: PrintPage
    answers: PrintPage | None
    assets: Mapping[str, bytes]
    names: Mapping[str, str]
    """How the page writes the address of each asset."""
    diagnostics: tuple[Diagnostic, ...]

    def answer_chapter(self) -> Prepared | None:
        """The answers of the page as a chapter; None where it shows none."""
        if self.answers is None:
            return None
        return replace(self, id=f"corrige-{self.id}", title=_answers_title(self.title), print=self.answers)


@dataclass(frozen=True, slots=True)
class Preparation:
    """What all pages share."""

    settings: Settings
    publication: Publication
    links: Links
    repertoire: Repertoire
    values: Mapping[str, str]
    """Somebody's own, in the place of names."""

    def prepare(self, entry: Entry) -> Prepared:
        """The print form of one page."""
        page = convert(entry.source, self.settings, self.publication, self.values)
        html = _TRAINERS + page.html if self.publication.for_trainers else page.html
        if entry.path == CODES_FILE:  # an example shows a character that no page may have
            html = self._spelled(html)
        images = Images(self.settings.root, self.settings.content_dir, entry.path)
        shown = printable(
            html, page=entry.id, path=entry.path, title=page.title, links=self.links, image=images.address
        )
        faults = [*shown.faults, *self._undrawable(page.title + shown.text)]
        return Prepared(
            entry.id,
            entry.source,
            page.title,
            shown,
            answers(shown, _answers_title(page.title)) if self.publication.shows(entry.id) else None,
            images.assets,
            images.names,
            tuple(placed(entry.source, fault) for fault in faults),
        )

    def _spelled(self, html: str) -> str:
        missing = self.repertoire.missing(html)
        return html.translate({ord(character): f"(U+{ord(character):04X})" for character in missing})

    def _undrawable(self, text: str) -> Iterable[Fault]:
        for character in sorted(self.repertoire.missing(text)):
            yield Fault(
                "PDF104",
                f"aucune police du projet ne porte le caractère « {character} » (U+{ord(character):04X})",
                character,
                "remplacez-le, ou dessinez-le en image",
            )


def _answers_title(title: str) -> str:
    return f"Corrigé\u00a0: {_LAB.sub('', title)}"


def placed(source: SourceFile, fault: Fault) -> Diagnostic:
    """A fault at the first place where the source writes what it is about; else at the first line."""
    for number, line in enumerate(source.lines, start=1):
        if fault.needle and (column := line.find(fault.needle)) >= 0:
            span = Span.on_line(number, column + 1, len(fault.needle))
            return Diagnostic(source.path, span, fault.code, fault.message, fault.hint)
    return Diagnostic(source.path, Span.on_line(1, 1, 1), fault.code, fault.message, fault.hint)


def refused(page: Prepared, error: PartError) -> Iterable[Diagnostic]:
    """What the engine refused, at its place in the source."""
    for refusal in error.refusals:
        address = page.names.get(refusal.address, refusal.address)
        message = f"{refusal.message} : {address}" if address else refusal.message
        yield placed(page.source, Fault("PDF106", message, address))
