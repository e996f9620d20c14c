"""Pages of the course made ready for the engine.

In: an entry of the plan. Out: its print form and that of its answers, its images, and what is wrong with it, at its
place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from timonier.cache import digest
from timonier.core.diagnostic import Diagnostic
from timonier.core.publication import Publication
from timonier.core.source import SourceFile, Span
from timonier.lint.rule import CODES_FILE
from timonier.pdf.fonts import Repertoire
from timonier.pdf.images import Images
from timonier.pdf.layout import Overflow, PartError
from timonier.pdf.plan import Entry, page_address
from timonier.pdf.recall import Memory, Ready
from timonier.render.print_page import Fault, Links, Mark, PrintPage
from timonier.settings import Settings

_SHOWN = 40
"""Characters of what a message quotes."""
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
    memory: Memory

    def prepare(self, entry: Entry) -> Prepared:
        """The print form of one page."""
        return self.known(entry) or self._new(entry)

    def known(self, entry: Entry) -> Prepared | None:
        """The print form of a page, where an earlier run made it from the same things."""
        images = self._images(entry)
        ready = self.memory.recall(*self._place(entry), images)
        return _prepared(entry, ready, images, ()) if ready else None

    def _new(self, entry: Entry) -> Prepared:
        images = self._images(entry)
        ready, faults = self._made(entry, images)
        if not faults:
            self.memory.keep(*self._place(entry), ready)
        return _prepared(entry, ready, images, faults)

    def _images(self, entry: Entry) -> Images:
        return Images(self.settings.root, self.settings.content_dir, entry.path)

    def _place(self, entry: Entry) -> tuple[str, str]:
        """Where the memory has a page, and what it must be made from."""
        slot = digest(self.publication.edition, entry.path, *self.values.values())
        return slot, self.memory.content(entry.source, self.publication, self.values)

    def _made(self, entry: Entry, images: Images) -> tuple[Ready, tuple[Fault, ...]]:
        from timonier.markdown_ext.convert import convert  # noqa: PLC0415  (slow to import, and seldom needed)
        from timonier.render.answers import answers  # noqa: PLC0415
        from timonier.render.print import printable  # noqa: PLC0415

        page = convert(entry.source, self.settings, self.publication, self.values, for_paper=True)
        html = page.html
        if entry.path == CODES_FILE:  # an example shows a character that no page may have
            html = self._spelled(html)
        elif self.publication.for_trainers:
            html = _TRAINERS + html
        shown = printable(
            html,
            page=entry.id,
            path=entry.path,
            title=page.title,
            links=self.links,
            image=images.address,
            address=self._address(entry) if page.meta.get("type") == "tp" else "",
        )
        shown = replace(shown, marks=tuple(self._named(shown.marks)))
        told = answers(shown, _answers_title(page.title)) if self.publication.shows(entry.id) else None
        faults = (*shown.faults, *self._undrawable(page.title + shown.text))
        return Ready(page.title, shown, told, dict(images.names)), faults

    def _address(self, entry: Entry) -> str:
        """Where the site has a page, or nothing."""
        return self.links.site_address and self.links.site_address + page_address(entry.path)

    def _named(self, marks: Iterable[Mark]) -> Iterator[Mark]:
        """Terms are marked with their anchor in the glossary: the index says their name."""
        from timonier.markdown_ext.glossary import glossary_of  # noqa: PLC0415
        from timonier.markdown_ext.slugs import slugify  # noqa: PLC0415

        terms = {slugify(term.name): term.name for term in glossary_of(self.settings).terms}
        for mark in marks:
            yield replace(mark, word=terms.get(mark.word, mark.word)) if mark.family == "term" else mark

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


def _prepared(entry: Entry, ready: Ready, images: Images, faults: Iterable[Fault]) -> Prepared:
    return Prepared(
        entry.id,
        entry.source,
        ready.title,
        ready.print,
        ready.answers,
        images.assets,
        ready.names,
        tuple(placed(entry.source, fault) for fault in faults),
    )


def _answers_title(title: str) -> str:
    return f"Corrigé\u00a0: {_LAB.sub('', title)}"


def placed(source: SourceFile, fault: Fault, below: str = "") -> Diagnostic:
    """A fault at the first place where the source writes what it is about, after the title `below` if it may be;
    else at that title, or at the first line."""
    title = _line_of_title(source, below)
    places = [
        (number, column + 1)
        for number, line in enumerate(source.lines, start=1)
        if fault.needle and (column := line.find(fault.needle)) >= 0
    ]
    number, column = next((place for place in places if place[0] >= title), places[0] if places else (title, 1))
    span = Span.on_line(number, column, len(fault.needle) if places else 1)
    return Diagnostic(source.path, span, fault.code, fault.message, fault.hint)


def _line_of_title(source: SourceFile, title: str) -> int:
    """Where a title stands, its marks aside; the first line if nowhere."""
    wanted = _letters(title)
    titles = (n for n, line in enumerate(source.lines, 1) if line.startswith("#") and wanted in _letters(line))
    return next(titles, 1) if wanted else 1


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def refused(name: str, page: Prepared, error: PartError) -> Iterable[Diagnostic]:
    """What the engine refused of a part, called `name`, at its place in the source."""
    for refusal in error.refusals:
        address = page.names.get(refusal.address, refusal.address)
        message = f"{refusal.message} : {address}" if address else refusal.message
        yield placed(page.source, Fault("PDF106", message, address))
    for overflow in error.overflows:
        yield _overflowed(name, page, overflow)


_THESE = {
    "texte": ("ce texte", "coupez ce mot, ou écrivez-le dans un bloc de code, qui passe à la ligne"),
    "tableau": ("ce tableau", "ôtez-lui des colonnes, raccourcissez ses mots, ou faites-en deux"),
    "code": ("ce code", "ôtez le style qui l’empêche de passer à la ligne"),
    "formule": ("cette formule", "coupez-la en deux"),
    "image": ("cette image", "ôtez ce qui fixe sa taille : sans cela, elle prend celle de la page"),
}
_SIDES = {"droite": "à droite", "gauche": "à gauche", "bas": "en bas", "haut": "en haut"}


def _overflowed(name: str, page: Prepared, overflow: Overflow) -> Diagnostic:
    """What leaves the text area, at its first word in the source after the title that it stands under."""
    clue = page.names.get(overflow.clue, overflow.clue)
    this, hint = _THESE[overflow.what]
    shown = clue if len(clue) <= _SHOWN else clue[:_SHOWN] + "…"
    message = (
        f"{this} déborde {_SIDES[overflow.side]} de {overflow.millimetres:.0f}\u00a0mm, "
        f"page {overflow.page} de «\u00a0{name}\u00a0» : {shown or overflow.section}"
    )
    return placed(page.source, Fault("PDF107", message, clue, hint), below=overflow.section)
