"""Lists that a slide shows in parts: `<!-- diapo -->` at the end of an item ends the slide there."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.render.deck.places import LINE, MARK


def parts(block: HtmlElement) -> Iterator[tuple[HtmlElement, int]]:
    """A block cut after the items that hold a split mark, with the line of the mark before each part.

    A numbered list goes on counting. What is no list is one part.
    """
    if block.tag not in ("ol", "ul"):
        yield block, 0
        return
    part, line, count = _like(block, 1), 0, int(block.get("start", "1"))
    for item in list(block):
        part.append(item)
        count += 1
        marks = item.xpath(f".//hr[@{MARK}='']")
        for mark in marks:
            mark.drop_tree()
        if marks:
            yield part, line
            part, line = _like(block, count), int(marks[0].get(LINE, "0"))
    if len(part):
        yield part, line


def _like(block: HtmlElement, first: int) -> HtmlElement:
    empty = E(block.tag, dict(block.attrib))
    if block.tag == "ol" and first > 1:
        empty.set("start", str(first))
    return empty
