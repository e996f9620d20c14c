"""Where in the source the parts of a page's HTML stand.

In: the scan of a page, and its HTML as a tree. Headings are found by their text, code blocks and slide marks by
their order, once what the edition does not build is left out. Out: `data-tm-ligne` on each; a slide mark, a
comment, becomes an element. What cannot be told apart has no line: its slide then has the line of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lxml.etree import _Comment
from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.core.markdown import MarkdownDocument

LINE = "data-tm-ligne"
MARK = "data-tm-diapo"
_MARK = re.compile(r"\s*diapo\s*(?::\s*(.*?))?\s*", re.IGNORECASE | re.DOTALL)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Places:
    """Lines of the source, in the order in which the page shows what stands there."""

    headings: tuple[tuple[str, int], ...] = ()
    fences: tuple[int, ...] = ()
    marks: tuple[int, ...] = ()
    retained: tuple[int, ...] = ()
    """`/// retenir` blocks."""
    first: int = 1
    """Where the body begins."""


NOWHERE = Places()


def places(document: MarkdownDocument, unbuilt: Collection[str]) -> Places:
    """The places of a page; `unbuilt` are the blocks that its edition does not show."""
    hidden = {
        line
        for block in document.blocks
        if block.name in unbuilt
        for line in range(block.span.start.line, block.span.end.line + 1)
    }

    def shown(lines: Iterable[int]) -> tuple[int, ...]:
        return tuple(line for line in lines if line not in hidden)

    return Places(
        tuple((key(heading.text), heading.line) for heading in document.headings if heading.line not in hidden),
        shown(fence.header.start.line for fence in document.fences),
        shown(mark.span.start.line for mark in document.slide_marks),
        shown(block.span.start.line for block in document.blocks if block.name == "retenir"),
        document.front_matter.body_line if document.front_matter else 1,
    )


def key(text: str) -> str:
    """A heading without what rendering changes."""
    return re.sub(r"\{[^{}]*\}\s*$|[^\w]", "", text.lower())


def put_places(root: HtmlElement, found: Places) -> None:
    """Give headings, code blocks and slide marks of a tree their lines."""
    left = list(found.headings)
    for heading in root.iter(*_HEADINGS):
        name = key(heading.text_content())
        index = next((index for index, (text, _) in enumerate(left) if text == name), None)
        if index is not None:
            heading.set(LINE, str(left[index][1]))
            del left[: index + 1]
    _number(root.xpath('.//div[contains(concat(" ", @class, " "), " tm-code ")]'), found.fences)
    _number(root.xpath('.//div[contains(concat(" ", @class, " "), " tm-retenir ")]'), found.retained)
    _number(list(_marks(root)), found.marks)


def _marks(root: HtmlElement) -> Iterable[HtmlElement]:
    for comment in [comment for comment in root.iter() if isinstance(comment, _Comment)]:
        match = _MARK.fullmatch(comment.text or "")
        if match is None:
            comment.drop_tree()
            continue
        mark = E.hr({MARK: (match[1] or "").strip()})
        mark.tail = comment.tail
        comment.getparent().replace(comment, mark)
        yield mark


def _number(elements: Sequence[HtmlElement], lines: Sequence[int]) -> None:
    if len(elements) == len(lines):
        for element, line in zip(elements, lines, strict=True):
            element.set(LINE, str(line))
