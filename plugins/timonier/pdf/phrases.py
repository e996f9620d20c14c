"""Runs of text and of elements in lines, as code.

In: what a paragraph, a cell or an item holds. Out: one piece of content, whose blanks are those that a browser
shows.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml.html import HtmlElement

from timonier.pdf.drawings import given_size, size_of, svg_size, svg_text
from timonier.pdf.typst_code import boolean, call, content, string

BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("li", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
    )
)
UNSEEN: Final = frozenset({"script", "style", "template", "title", "head", "meta", "link"})
LONG_WORD: Final = 40
"""Characters: a shorter word fits wherever text stands, but in the cells of tables."""
_LONG_WORDS: Final = re.compile(rf"(\S{{{LONG_WORD},}})")
_SHORT_CODE: Final = 8
"""Characters: shorter code fits in every cell."""
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_CODE: Final = frozenset({"code", "kbd", "samp"})
_FUNCTIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("strong", "b", "mark"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "var"), "emph"),
    **dict.fromkeys(("code", "samp"), "code"),
    **dict.fromkeys(("del", "s"), "strike"),
    **dict.fromkeys(("ins", "u"), "underline"),
    "kbd": "key",
    "sup": "raised",
    "sub": "lowered",
}
"""The functions of `typst/book.typ`, or Typst's own, by tag."""
_CLASS_FUNCTIONS: Final[Mapping[str, str]] = {
    "appel": "call",
    "tm-valeur": "value",
    "tm-trou": "value",
    "tm-remplie": "filled",
}


def classes(element: HtmlElement) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


@dataclass(slots=True)
class Phrases(ABC):
    """What writes text; blocks within it are another's."""

    natural: Mapping[str, tuple[float, float]]
    """Width and height of images, in points, by address."""
    section: str = ""
    """The title that what comes stands under."""
    in_cell: bool = False
    in_code: bool = False
    anywhere: bool = False
    """Whether long words may break, as those of a cover."""

    @abstractmethod
    def blocks(self, parent: HtmlElement) -> Iterator[str]:
        """What an element holds, block after block."""

    def inside(self, element: HtmlElement) -> str:
        """What an element holds, as one piece of content."""
        if any(child.tag in BLOCKS for child in element):
            return content(self.blocks(element))
        return content([self.inline(_held(element))])

    def inline(self, run: Iterable[str | HtmlElement]) -> str:
        """A run of text and inline elements, without the blanks at its ends."""
        pieces = _Pieces()
        self._write(run, pieces)
        return pieces.close()

    def _write(self, run: Iterable[str | HtmlElement], out: _Pieces) -> None:
        for each in run:
            if isinstance(each, str):
                out.text(each, self._strings)
            elif isinstance(each.tag, str) and each.tag not in UNSEEN:
                self._element(each, out)

    def _element(self, element: HtmlElement, out: _Pieces) -> None:
        tag, named = element.tag, classes(element)
        if element.get("id") and tag != "svg":
            out.code(call("mark", string(element.get("id"))), invisible=True)
        if tag == "br":
            out.end_line("linebreak()")
        elif tag == "img":
            out.code(self._picture(element))
        elif tag == "svg":
            out.code(self.drawing(element))
        elif "note" in named:
            out.code(call("note", string(element.get("data-note", "")), string(element.text_content())))
        elif tag == "a" and element.get("href"):
            self._link(element, named, out)
        else:
            self._within(element, _function(element, named), out)

    def _within(self, element: HtmlElement, function: str, out: _Pieces) -> None:
        was, self.in_code = self.in_code, self.in_code or element.tag in _CODE
        if function:
            out.open(function)
        self._write(_held(element), out)
        if function:
            out.shut()
        self.in_code = was

    def _link(self, element: HtmlElement, named: frozenset[str], out: _Pieces) -> None:
        address = string(element.get("href", ""))
        if "renvoi" in named:
            out.code(call("folio", address, "29pt", "7pt"))
        elif "folio" in named:
            out.code(call("folio", address, "24pt", "8pt"))
        else:
            quiet = any(classes(parent) & {"tm-adresse", "opening"} for parent in element.iterancestors())
            self._within(element, f"{'plain-to' if quiet else 'to'}({address},", out)

    def _strings(self, text: str) -> Iterator[str]:
        """A text as code: its long words may break where they must."""
        if self.in_cell and self.in_code:
            for word in re.split("( +)", text):
                shown = string(word)
                yield call("code-in-cell", "room", shown) if len(word) > _SHORT_CODE else shown
        elif self.in_code or self.anywhere:
            for place, words in enumerate(_LONG_WORDS.split(text)):
                yield call("anywhere", string(words)) if place % 2 else string(words)
        else:
            yield string(text)

    def _picture(self, element: HtmlElement) -> str:
        address, given = element.get("src", ""), given_size(element)
        wide, high = self.natural.get(address, (1.0, 1.0))
        free = "max-width:none" in element.get("style", "").replace(" ", "")
        return call(
            "drawing",
            f"assets.at({string(address)})",
            f"{given.get('width', wide):.2f}pt",
            f"{given.get('height', high * given.get('width', wide) / wide):.2f}pt",
            string(element.get("alt", "")),
            fixed=boolean(free),
            section=string(self.section),
            clue=string(address),
        )

    def drawing(self, element: HtmlElement) -> str:
        """A drawing that stands in the page itself."""
        alt = string((element.findtext(".//{*}title") or element.get("aria-label") or "").strip())
        data = f"bytes({string(svg_text(element))})"
        if "segno" in classes(element):
            return call("image", data, format='"svg"', width="21mm", height="21mm", alt=alt)
        wide, high = svg_size(element)
        return call("drawing", data, f"{wide:.2f}pt", f"{high:.2f}pt", alt, section=string(self.section))


@dataclass(slots=True)
class _Pieces:
    """Code of a run of text, whose blanks are told from one element to the next as in HTML."""

    _stack: list[tuple[str, list[str]]] = field(default_factory=lambda: [("", [])])
    """Functions that are open, each with the code of what it is given."""
    _pending: bool = False
    """Whether a blank comes before what comes."""
    _begun: bool = False
    """Whether the line has anything to stand before a blank."""

    def text(self, text: str, coded: Callable[[str], Iterable[str]]) -> None:
        """A text, of which `coded` makes code."""
        words = _BLANKS.sub(" ", text)
        if words[:1] == " ":
            self._pending = self._begun
        if bare := words.strip(" "):
            self._flush()
            self._stack[-1][1].extend(coded(bare))
            self._begun, self._pending = True, words[-1] == " "

    def code(self, code: str, *, invisible: bool = False) -> None:
        """An element."""
        self._flush()
        self._stack[-1][1].append(code)
        self._begun = self._begun or not invisible

    def end_line(self, code: str) -> None:
        """What ends a line takes the blanks around it."""
        self._stack[-1][1].append(code)
        self._pending = self._begun = False

    def open(self, function: str) -> None:
        """Begin what a function is given; its code ends with the parenthesis or the comma before that."""
        self._flush()
        self._stack.append((function, []))

    def shut(self) -> None:
        """End it."""
        function, inside = self._stack.pop()
        self._stack[-1][1].append(f"{function}{{{';'.join(inside)}}})")

    def close(self) -> str:
        """All of it."""
        [(_, pieces)] = self._stack
        return ";".join(pieces)

    def _flush(self) -> None:
        if self._pending:
            self._stack[-1][1].append('" "')
            self._pending = False


def _function(element: HtmlElement, named: frozenset[str]) -> str:
    """The function that shows an inline element, up to what it is given; nothing where none does."""
    name = _FUNCTIONS.get(element.tag) or next(
        (_CLASS_FUNCTIONS[each] for each in named & set(_CLASS_FUNCTIONS)), ""
    )
    if name:
        return f"{name}("
    size = size_of(element.get("style", ""))
    return f"box({','.join(f'{each}:{value:.2f}pt' for each, value in size.items())}," if size else ""


def _held(element: HtmlElement) -> Iterator[str | HtmlElement]:
    yield element.text or ""
    for child in element:
        yield child
        yield child.tail or ""
