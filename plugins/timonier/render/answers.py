"""The answers of a page as a chapter of their own: for the book « corrigés ».

In: the print form of a page. Out: that of its answers, each under the heading that it stands under in the page:
questions with their answers, corrections with their files and what changed in them. Nothing is rendered again.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.render.print import headings
from timonier.render.print_marks import ATTACHED
from timonier.render.print_notes import number_links
from timonier.render.print_page import PrintPage

_ANSWERS = "tm-correction", "tm-question", "tm-reponse"
_LEVELS = {"h2": 2, "h3": 3}


def answers(page: PrintPage, title: str) -> PrintPage | None:
    """The chapter of the answers of a page, called `title`; None where the page shows none."""
    source = lxml_html.fragment_fromstring(page.html)
    root = E.article(E.h1({"id": "corrige"}, title))
    pending: dict[int, HtmlElement] = {}
    for element in _headings_and_answers(source):
        if level := _LEVELS.get(element.tag):
            pending = {rank: kept for rank, kept in pending.items() if rank < level} | {level: element}
        else:
            root.extend([*pending.values(), element])
            pending = {}
    if len(root) == 1:
        return None
    for child in root:
        child.tail = None
    number_links(root)
    html = lxml_html.tostring(root, encoding="unicode")
    anchors, names = set(root.xpath(".//@id")), set(root.xpath(f".//@{ATTACHED}"))
    return PrintPage(
        html,
        tuple(headings(root)),
        root.text_content(),
        marks=tuple(mark for mark in page.marks if mark.anchor in anchors),
        files=tuple(file for file in page.files if file.name in names),
    )


def _headings_and_answers(parent: HtmlElement) -> Iterator[HtmlElement]:
    for child in list(parent):
        if child.tag in _LEVELS or _is_answer(child):
            yield child
        else:
            yield from _headings_and_answers(child)


def _is_answer(element: HtmlElement) -> bool:
    """A correction, an answer, or a question that holds its own."""
    classes = (element.get("class") or "").split()
    name = next((name for name in _ANSWERS if name in classes), "")
    return bool(name) and (name != "tm-question" or bool(element.find_class("tm-reponse")))
