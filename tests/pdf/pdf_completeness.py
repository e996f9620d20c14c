"""What a page of the site says, block after block, and whether a printed chapter says the same, once, in order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement
from pdf_geometry import Element
from pdf_reading import squeezed, without_hyphens

_UNSEEN = (
    ".//script|.//style|.//button|.//template|.//comment()|.//*[@hidden]|.//svg/title|.//svg/desc"
    '|.//*[contains(@class, "headerlink") or contains(@class, "footnote-backref")]'
    '|.//*[contains(concat(" ", @class, " "), " timonier-ecran ")]'
)
_BLOCKS = frozenset(
    {
        "article",
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
    }
    | {
        "h4",
        "h5",
        "h6",
        "label",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
    }
    | {"th", "thead", "tr", "ul"}
)
_STAMPS = "TIMONI+"
"""The font of what the assembly writes: page numbers."""
_BETWEEN_LABELS = "\u2007·\u2007"
_BESIDE = frozenset({"Lbl", "Note"})
_SHORT = 20
"""Letters: a shorter text may stand in another by chance."""


def blocks(page_html: str) -> Iterator[str]:
    """The text of each title, paragraph, item, cell, label of a tab and line of code, in order."""
    for element in _seen(page_html).iter(*_BLOCKS):
        if element.tag == "pre":
            yield from element.text_content().split("\n")
        elif next(element.iterancestors("pre"), None) is None:
            yield _own_text(element)


def _seen(page_html: str) -> HtmlElement:
    """A page without what only a screen has, each tab under its label."""
    root = lxml_html.fragment_fromstring(page_html, create_parent="div")
    for element in root.xpath(_UNSEEN):
        element.drop_tree()
    for tabs in root.xpath('.//div[contains(@class, "tabbed-set")]'):
        for label, panel in zip(tabs.xpath("./div[1]/label"), tabs.xpath("./div[2]/div"), strict=True):
            panel.insert(0, label)
    return root


def _own_text(element: HtmlElement) -> str:
    """The text of an element, but that of the blocks in it."""
    inside = ("" if child.tag in _BLOCKS else _own_text(child) for child in element)
    tails = (child.tail or "" for child in element)
    return (element.text or "") + "".join(text for pair in zip(inside, tails, strict=True) for text in pair)


def shown(document: Element, first: int, end: int) -> str:
    """The text of some pages in reading order, without notes at the foot, page numbers and signs of lists."""
    text = "".join(
        piece.text
        for piece in document.read(without=_BESIDE)
        if first <= piece.page < end and not piece.font[1:].startswith(_STAMPS)
    )
    return text.replace(_BETWEEN_LABELS, "")


def lost(page_html: str, text: str) -> list[str]:
    """The blocks of a page that a text has not, or not in this order; and lines of code that differ by a hyphen."""
    missing, place, rest, code = [], 0, without_hyphens(text), squeezed(text)
    for block in map(without_hyphens, blocks(page_html)):
        found = rest.find(block, place)
        if found < 0:
            missing.append(block)
        else:
            place = found + len(block)
    lines = (line for code in _seen(page_html).iter("pre") for line in code.text_content().split("\n"))
    return [*missing, *(line for line in lines if squeezed(line) not in code)]


def repeated(page_html: str, text: str) -> list[str]:
    """The blocks that a text has more often than the page."""
    page, rest = list(map(without_hyphens, blocks(page_html))), without_hyphens(text)
    long = sorted({block for block in page if len(block) >= _SHORT})
    return [block for block in long if rest.count(block) > "".join(page).count(block)]
