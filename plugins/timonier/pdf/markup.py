"""Print HTML as the code of a Typst document.

In: the HTML of a page in print form. Out: calls of the functions of `typst/book.typ`, and the addresses that the
page asks for and no book may have. All text goes into strings, so nothing that an author writes is ever code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from timonier.pdf.drawings import size_of
from timonier.pdf.front_markup import front
from timonier.pdf.listing import listing
from timonier.pdf.phrases import BLOCKS, LONG_WORD, UNSEEN, Phrases, classes
from timonier.pdf.typst_code import array, boolean, call, content, string

_OWN: Final = ("asset:", "#")
_BOXES: Final[Mapping[str, str]] = {
    "tm-retenir": "retenir",
    "tm-formateur": "formateur",
    "tm-reponse": "reponse",
    "tm-correction": "reponse",
    "tab": "tab",
    **dict.fromkeys(("warning", "danger", "failure", "bug"), "warning"),
    **dict.fromkeys(("admonition", "tm-bloc"), "plain"),
}
"""Kinds of boxes, as `boxed` of `typst/book.typ` knows them, by class; the first that an element has."""
_HEADS: Final = frozenset({"admonition-title", "tm-bloc-titre", "tab-label"})
_FRONT: Final = frozenset({"cover", "colophon", "contents", "opening", "index"})
_DEEPEST: Final = 3
"""Level of the titles that an outline shows."""
_WHOLE_ROWS: Final = 8
"""Of a table that stays on one page."""
_SHORT_LIST: Final = 3
"""Items of a list that stays on one page."""
_SHORT_CELL, _SHORT_BOX = 400, 1500
"""Characters: what has no more, and few lines, is never higher than a page; anything else may go on overleaf."""
_FEW: Final = 8
"""Lines, items, images."""
_LINES: Final = ".//br|.//li|.//p|.//pre|.//img|.//svg|.//table"
_SIGNS: Final = ("☐", "☑")
_ALIGNED: Final = re.compile(r"text-align\s*:\s*(left|right|center)")
_URL: Final = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_ADDRESSES: Final = frozenset({"src", "data", "href", "poster"})
_PARTS: Final = re.compile(r"[^-/]+[-/]?|[-/]")
"""Of a word that breaks after a hyphen or a stroke."""
_PROSE: Final = ".//text()[not(ancestor::code or ancestor::kbd or ancestor::samp)]"


@dataclass(frozen=True, slots=True)
class Markup:
    """A page as code."""

    title: str
    code: str
    asked: tuple[str, ...]
    """Addresses that the page asks for, which are neither its images nor links."""
    titles: tuple[tuple[int, str, str], ...]
    """Those of the outline: level, text and anchor."""


def markup(html: str, natural: Mapping[str, tuple[float, float]]) -> Markup:
    """The code of a whole document; `natural` has the size of its images in points, by address."""
    document = lxml_html.document_fromstring(html)
    body, writer = document.find("body"), Writer(natural)
    code = content(writer.blocks(body))
    return Markup(document.findtext(".//title") or "", code, tuple(_asked(body)), tuple(writer.titles))


def _asked(body: HtmlElement) -> Iterator[str]:
    for element in body.iter(etree.Element):
        for name, value in element.attrib.items():
            if name == "style":
                yield from _URL.findall(value)
            elif name.rpartition("}")[2] in _ADDRESSES and element.tag != "a" and not value.startswith(_OWN):
                yield value


@dataclass(slots=True)
class Writer(Phrases):
    """Writes the blocks of a page, and remembers its titles."""

    titles: list[tuple[int, str, str]] = field(default_factory=list)

    def blocks(self, parent: HtmlElement) -> Iterator[str]:
        """What an element holds: its blocks, and a paragraph for each run of text between them."""
        run: list[str | HtmlElement] = [parent.text or ""]
        for child in parent:
            if child.tag in BLOCKS or (child.tag == "svg" and parent.tag == "figure"):
                yield from self._paragraph_of(run)
                yield from self._block(child)
                run = []
            elif isinstance(child.tag, str):
                run.append(child)
            run.append(child.tail or "")
        yield from self._paragraph_of(run)

    def _paragraph_of(self, run: Iterable[str | HtmlElement]) -> Iterator[str]:
        if inside := self.inline(run):
            yield inside

    def _block(self, element: HtmlElement) -> Iterator[str]:
        tag, named = element.tag, classes(element)
        if tag in UNSEEN:
            return
        if re.fullmatch("h[1-6]", tag):
            yield self.title(element)
        elif tag == "p":
            yield from self._paragraph(element, named)
        elif tag in {"ul", "ol"}:
            yield self._list(element)
        elif "highlight" in named or tag == "pre":
            yield self._listing(element)
        elif tag == "table":
            yield self.table(element)
        elif tag == "figure":
            yield self._figure(element)
        elif tag == "svg":
            yield self.drawing(element)
        elif tag == "hr":
            yield "separation()"
        elif tag == "dl":
            yield from self._definitions(element)
        elif tag == "blockquote":
            yield call("quoted", content(self.blocks(element)))
        else:
            yield from self._division(element, named)

    def title(self, element: HtmlElement) -> str:
        """A title, which the outline and what comes under it remember."""
        level, anchor = int(element.tag[1]), element.get("id", "")
        self.section = " ".join(element.text_content().split())
        if level <= _DEEPEST:
            self.titles.append((level, self.section, anchor))
        return call("title", str(level), string(anchor), self.inside(element), close=boolean(_follows(element)))

    def _paragraph(self, element: HtmlElement, named: frozenset[str]) -> Iterator[str]:
        inside = self._anchored(element, self.inside(element))
        if "edition" in named:
            yield call("edition", inside)
        elif inside != "{}":
            below = element.getnext()
            keeps = below is not None and below.tag in {"ul", "ol"} and not (element.tail or "").strip()
            words = array(map(string, _long_words(element)))
            yield call("p", inside, keep=boolean(keeps), words=words, section=string(self.section))

    def _list(self, element: HtmlElement) -> str:
        items = [item for item in element if item.tag == "li"]
        if items and all("task-list-item" in classes(item) for item in items):
            return call("ticked", array(map(self._ticked, items)))
        shown = [self._anchored(item, content(self.blocks(item))) for item in items]
        start = element.get("start", "")
        more = {"start": start} if re.fullmatch(r"\d{1,6}", start) else {}
        made = call("list", *shown) if element.tag == "ul" else call("enum", *shown, **more)
        short = len(items) <= _SHORT_LIST and _is_low(element, _SHORT_CELL)
        return call("block", made, breakable="false", width="100%") if short else made

    def _ticked(self, item: HtmlElement) -> str:
        text = (item.text or "").lstrip()
        sign = text[:1] if text[:1] in _SIGNS else ""
        item.text = text.removeprefix(sign)
        return f"({string(sign)},{self._anchored(item, content(self.blocks(item)))})"

    def _anchored(self, element: HtmlElement, inside: str) -> str:
        name = element.get("id")
        return f"{{mark({string(name)});{inside}}}" if name else inside

    def _listing(self, element: HtmlElement) -> str:
        pre = element if element.tag == "pre" else next(element.iter("pre"))
        bar = next(iter(element.find_class("tm-barre")), None)
        shown = "none" if bar is None else content(self._bar(bar))
        title = next((each.text_content() for each in element.find_class("tm-fichier")), "")
        return listing(pre, shown, title, element.get("id", ""))

    def _bar(self, bar: HtmlElement) -> Iterator[str]:
        for place, each in enumerate(bar):
            if "tm-fichier" in classes(each):
                yield call("file-name", self.inside(each))
            else:
                yield call("label-of", self.inside(each), after=boolean(place > 0))

    def _figure(self, element: HtmlElement) -> str:
        caption = next(iter(element.iter("figcaption")), None)
        shown = "none"
        if caption is not None:
            shown = self.inside(caption)
            caption.drop_tree()
        whole = boolean(_is_low(element, _SHORT_BOX))
        return call("illustration", _name(element), content(self.blocks(element)), shown, whole=whole)

    def _definitions(self, element: HtmlElement) -> Iterator[str]:
        for each in element.iter("dt", "dd"):
            inside = self._anchored(each, content(self.blocks(each)))
            yield call("term" if each.tag == "dt" else "meaning", inside)

    def _division(self, element: HtmlElement, named: frozenset[str]) -> Iterator[str]:
        kind = next((_BOXES[each] for each in _BOXES if each in named), "")
        if "acces" in named:
            drawing, words = element
            yield call("access", self.drawing(drawing), self.inside(words))
        elif kind:
            yield self._box(element, kind)
        elif named & _FRONT:
            yield from front(element, self)
        elif size := size_of(element.get("style", "")):
            lengths = {name: f"{value:.2f}pt" for name, value in size.items()}
            yield call("block", content(self.blocks(element)), **lengths)
        else:
            if anchor := element.get("id"):
                yield call("anchor", string(anchor))
            yield from self.blocks(element)

    def _box(self, element: HtmlElement, kind: str) -> str:
        head, first = "none", next(iter(element), None)
        if first is not None and classes(first) & _HEADS:
            head = self.inside(first)
            first.drop_tree()
        whole = boolean(kind == "retenir" and _is_low(element, _SHORT_BOX))
        return call("boxed", string(kind), _name(element), head, content(self.blocks(element)), whole=whole)

    def table(self, table: HtmlElement, **more: str) -> str:
        """A table; `more` is for those that say the widths of their columns."""
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        heads = len([row for row in rows if row.getparent().tag == "thead"])
        cells = list(_placed(rows))
        caption = table.find("caption")
        return call(
            "grid-of",
            array(self._cell(cell, heads) for cell in cells),
            columns=str(max((cell.x + cell.across for cell in cells), default=1)),
            heads=str(heads),
            whole=boolean(len(rows) - heads <= _WHOLE_ROWS and not any(map(_is_tall, cells))),
            section=string(self.section),
            id=_name(table),
            caption="none" if caption is None else self.inside(caption),
            **more,
        )

    def _cell(self, cell: _Cell, heads: int) -> str:
        element, was, self.in_cell = cell.element, self.in_cell, True
        inside = self._anchored(element, content(self.blocks(element)))
        self.in_cell = was
        aligned, is_head = _ALIGNED.search(element.get("style", "")), element.tag == "th"
        words, code = _words(element)
        facts = {
            "x": str(cell.x),
            "y": str(cell.y),
            "span": str(cell.across),
            "rows": str(cell.down),
            "align": aligned[1] if aligned else "left",
            "head": boolean(is_head),
            "scope": string("row" if is_head and cell.y >= heads else ""),
            "quiet": boolean("pause" in classes(element.getparent())),
            "tall": boolean(_is_tall(cell)),
            "words": array(map(string, words)),
            "code": str(code),
            "body": f"room=>{inside}",
        }
        return f"({','.join(f'{name}:{value}' for name, value in facts.items())})"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: the column and the row that it begins at, and how many it takes."""

    x: int
    y: int
    across: int
    down: int
    element: HtmlElement


def _is_low(element: HtmlElement, most: int) -> bool:
    """Whether what an element holds is surely lower than a page: of at most `most` characters, and few lines."""
    return len(element.text_content()) <= most and len(element.xpath(_LINES)) <= _FEW


def _is_tall(cell: _Cell) -> bool:
    return not _is_low(cell.element, _SHORT_CELL)


def _follows(title: HtmlElement) -> bool:
    """Whether a title comes right after that of its section."""
    above = title.getprevious()
    return (
        above is not None and above.tag in {"h2", "h3"} and above.tag < title.tag and not (above.tail or "").strip()
    )


def _name(element: HtmlElement) -> str:
    return string(element.get("id")) if element.get("id") else "none"


def _long_words(element: HtmlElement) -> list[str]:
    """The words of a text, code aside, that may not fit in a line."""
    words = (part for text in element.xpath(_PROSE) for word in text.split() for part in _PARTS.findall(word))
    return [word for word in words if len(word) >= LONG_WORD]


def _words(cell: HtmlElement) -> tuple[list[str], int]:
    """The longest words of a cell, and how long the longest of its code is."""
    parts = {part for text in cell.xpath(_PROSE) for word in text.split() for part in _PARTS.findall(word)}
    code = [len(word) for each in cell.iter("code", "kbd", "samp") for word in each.text_content().split()]
    return sorted(parts, key=lambda part: (len(part), part))[-3:], max(code, default=0)


def _placed(rows: Iterable[HtmlElement]) -> Iterator[_Cell]:
    """The cells of rows, each beside those that come down from above."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row.iter("td", "th"):
            while (x, y) in taken:
                x += 1
            across, down = (_span(cell.get(name, "")) for name in ("colspan", "rowspan"))
            taken |= {(x + right, y + below) for right in range(across) for below in range(down)}
            yield _Cell(x, y, across, down, cell)


def _span(given: str) -> int:
    return max(int(given), 1) if re.fullmatch(r"\d{1,3}", given) else 1
