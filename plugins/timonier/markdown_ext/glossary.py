"""The glossary in pages: the `/// glossaire` block, and a link from the first use of each term.

A link leads to the term's place in `glossaire.md` and tells its definition. Titles, code, links, drawings and text
in another language have none; on paper and in a text that is no page of the course there is none either. A link
that the author writes to a term says what its words mean on the whole page: nothing else is linked from them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString
from pymdownx.blocks.block import Block

from timonier.core import glossary as glossaries
from timonier.core.glossary import Glossary, Term
from timonier.core.layout import GLOSSARY
from timonier.core.source import SourceFile
from timonier.markdown_ext.highlight import VALUE_CLASS
from timonier.markdown_ext.pages import MarkerPreprocessor
from timonier.markdown_ext.slugs import slugify
from timonier.render.print_marks import TERM_CLASS
from timonier.settings import Settings

PAGE: Final = "glossaire.md"
"""The page of the glossary, in the content folder."""
_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)[^<>]*(?<!/)>\Z")
_CODE: Final = re.compile(r"`([^`]+)`")
_TITLES: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt", "label", "summary", "th"))
_CODES: Final = frozenset(("code", "kbd", "math", "pre", "samp", "script", "style", "svg", "var"))
_CLOSED: Final = _TITLES | _CODES | {"a", "abbr", "button"}
_CLOSED_CLASSES: Final = frozenset(("admonition-title", "tm-bloc-titre", "tm-codes", VALUE_CLASS))
"""The reference of codes too: « kind » is a field there, « Service Name » a title of a standard."""


def glossary_of(settings: Settings) -> Glossary:
    """The terms of a course; none where it has no page to show them, or a faulty file."""
    file = settings.content_dir / GLOSSARY
    if not (settings.content_dir / PAGE).is_file() or not file.is_file():
        return Glossary()
    return _read(file, file.read_text(encoding="utf-8", errors="replace"))


@lru_cache(maxsize=4)
def _read(file: Path, text: str) -> Glossary:
    return glossaries.read(SourceFile(file.name, text))


class GlossaryBlock(Block):  # type: ignore[misc]  # PyMdown has no types
    """The block; nothing stands inside."""

    NAME = "glossaire"

    def on_create(self, parent: Element) -> Element:
        """Every term with its definition, in the order of the alphabet."""
        terms: Glossary = self.config["glossary"]
        place = SubElement(parent, "dl", {"class": "tm-glossaire"})
        for term in sorted(terms.terms, key=lambda term: slugify(term.name)):
            name = SubElement(place, "dt", {"id": slugify(term.name)})
            name.text = AtomicString(", ".join(mention.name for mention in term.names))
            said = SubElement(place, "dd")
            _tell(said, term.definition)
            _see(said, [terms.by_name[other.name] for other in term.see if other.name in terms.by_name])
        return place


def _tell(place: Element, definition: str) -> None:
    before, *rest = _CODE.split(definition)
    place.text = AtomicString(before)
    for code, after in zip(rest[::2], rest[1::2], strict=True):
        element = SubElement(place, "code")
        element.text, element.tail = AtomicString(code), AtomicString(after)


def _see(place: Element, others: Iterable[Term]) -> None:
    for number, other in enumerate(others):
        lead = " Voir aussi : " if number == 0 else ", "
        if len(place):
            place[-1].tail = AtomicString((place[-1].tail or "") + lead)
        else:
            place.text = AtomicString((place.text or "") + lead)
        link = SubElement(place, "a", {"href": f"#{slugify(other.name)}"})
        link.text = AtomicString(other.name)


def _step(tag: re.Match[str], *, inside: bool) -> int:
    """How a tag changes the depth of what has no link."""
    if tag["end"] == "/":
        return -1 if inside else 0
    return 1 if inside or tag["name"].lower() in _CLOSED or "lang=" in tag[0] else 0


class TermsTreeprocessor(Treeprocessor):
    """Links the first use of each term of a page."""

    def __init__(self, md: Markdown, seen: MarkerPreprocessor, glossary: Glossary) -> None:
        super().__init__(md)
        self._seen, self._glossary = seen, glossary

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        page = self._seen.page
        if page is None or page.path == PAGE or not self._glossary.terms:
            return
        address = posixpath.relpath(PAGE, posixpath.dirname(page.path))
        links = _Links(self._glossary, address, self.md.htmlStash.rawHtmlBlocks)
        links.follow_author(root)
        links.walk(root)


class _Links:
    """What is left to link in one page."""

    def __init__(self, glossary: Glossary, address: str, raw: Sequence[object]) -> None:
        self._glossary, self._address, self._raw = glossary, address, raw
        self._done: set[str] = set()
        self._depth = 0
        """How many HTML elements, written as such in the page, are open since the first that has no link."""

    def follow_author(self, root: Element) -> None:
        """Take the senses that the author's own links into the glossary give to their words."""
        terms = {slugify(term.name): term for term in self._glossary.terms}
        for link in root.iter("a"):
            file, _, place = link.get("href", "").partition("#")
            if posixpath.normpath(file) == self._address and (term := terms.get(place)):
                _mark(link, term)
                words = "".join(link.itertext())
                self._done |= {term.name, *(found.name for _, _, found in self._glossary.find(words))}

    def walk(self, element: Element) -> None:
        """Link what is below `element`, in the order of the text."""
        if element.tag in _CLOSED or "lang" in element.attrib or element.get("class") in _CLOSED_CLASSES:
            return
        place = 0
        if element.text:
            element.text, links = self._split(element.text)
            for link in links:
                element.insert(place, link)
                place += 1
        while place < len(element):
            child = element[place]
            self.walk(child)
            place += 1
            if child.tail:
                child.tail, links = self._split(child.tail)
                for link in links:
                    element.insert(place, link)
                    place += 1

    def _split(self, text: str) -> tuple[str, list[Element]]:
        """A text up to its first link, and the links, each with the text after it."""
        before, end, links = text, 0, list[Element]()
        closed = self._closed(text)
        for start, stop, term in self._glossary.find(text):
            if term.name in self._done or any(low <= start < high for low, high in closed):
                continue
            self._done.add(term.name)
            if links:
                links[-1].tail = text[end:start]
            else:
                before = text[:start]
            links.append(self._link(text[start:stop], term))
            end = stop
        if links:
            links[-1].tail = text[end:]
        return before, links

    def _closed(self, text: str) -> list[tuple[int, int]]:
        """Where a text is inside an HTML element of the author's that has no link; its tags are set aside."""
        ranges, start = [], 0
        for found in HTML_PLACEHOLDER_RE.finditer(text):
            tag = _TAG.match(str(self._raw[int(found[1])]))
            before = self._depth
            self._depth += _step(tag, inside=before > 0) if tag else 0
            if before == 0 and self._depth:
                start = found.end()
            elif before and self._depth == 0:
                ranges.append((start, found.start()))
        return [*ranges, (start, len(text))] if self._depth else ranges

    def _link(self, text: str, term: Term) -> Element:
        link = Element("a")
        _mark(link, term)
        link.set("href", f"{self._address}#{slugify(term.name)}")
        link.text = AtomicString(text)
        return link


def _mark(link: Element, term: Term) -> None:
    link.set("class", TERM_CLASS)
    link.set("title", _CODE.sub(r"\1", term.definition))
