"""Code on paper: few spans, a line too long for the page marked as one, « suite » where code goes on overleaf.

In: the tree of a page. Out: the same tree, its blocks of code changed in place. Nothing here is text that a copy
would take: marks are classes and attributes that the style sheet draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from lxml import html as lxml_html
from lxml.html import HtmlElement

from timonier.render.code_lines import closed_lines

_PLAIN_SPAN: Final = "tm-p"
_UNSPLIT_LINES: Final = 16
"""Code of so few lines is not worth splitting over two pages."""
_SHORTEST_LONG: Final = 60
"""Columns: a line of fewer fits in the narrowest block, that of a tab in a list."""
_HANGING, _PROMPT, _NUMBER = 2, 2, 5
"""Columns by which a line goes on further right than it begins; those of a prompt, and of a line number."""
_FURTHEST: Final = 30
"""Columns: no line goes on further right."""
CONTINUED: Final = "data-suite"
"""On the mark of a block that may go on overleaf: what the head of the next page says of it."""


def simplify_code(root: HtmlElement) -> None:
    """Take away the spans that have no colour on paper, the fewer the faster; keep short blocks whole."""
    for span in root.xpath(f'.//pre//span[contains(concat(" ", @class, " "), " {_PLAIN_SPAN} ")]'):
        span.drop_tag()
    for pre in root.iter("pre"):
        if len(_texts(pre)) <= _UNSPLIT_LINES:
            block = _block(pre)
            block.set("class", f"{block.get('class', '')} entier".strip())


def mark_lines(root: HtmlElement) -> None:
    """Mark lines that may be too long, and blocks that may be split, of a tree that was simplified."""
    for pre in root.iter("pre"):
        texts = _texts(pre)
        name = _goes_on(pre) if len(texts) > _UNSPLIT_LINES else ""
        if name or any(len(text) > _SHORTEST_LONG for text in texts):
            code = next(iter(pre.iter("code")), pre)
            _refill(code, "".join(_lines(code, texts, name)))


def _texts(pre: HtmlElement) -> list[str]:
    text: str = pre.text_content()
    return text.rstrip("\n").split("\n")


def _block(pre: HtmlElement) -> HtmlElement:
    parent = pre.getparent()
    return parent if "highlight" in parent.get("class", "") else pre


def _goes_on(pre: HtmlElement) -> str:
    title = next((each.text_content() for each in _block(pre).find_class("tm-fichier")), "")
    return f"{title} (suite)" if title else "(suite)"


def _lines(code: HtmlElement, texts: Sequence[str], name: str) -> Iterator[str]:
    """The lines of a block as HTML; `name`, where it may be split, is set after the first and unset in the last."""
    last = len(texts) - 1
    for number, (text, line) in enumerate(zip(texts, closed_lines(_inside(code)), strict=False)):
        begin = f'<span class="suite" {CONTINUED}="{escape(name)}"></span>' if name and number == 1 else ""
        end = '<span class="fin"></span>' if name and number == last else ""
        shown = f"{begin}{line}{end}\n"
        yield (
            f'<span class="longue" style="--retrait:{_hang(text, line)}ch">{shown}</span>'
            if (len(text) > _SHORTEST_LONG)
            else shown
        )


def _hang(text: str, line: str) -> int:
    """Where a line goes on, in columns: further right than it begins."""
    begin = len(text) - len(text.lstrip(" ")) + _HANGING + (_PROMPT if "tm-invite" in line else 0)
    return min(begin, _FURTHEST) + (_NUMBER if "tm-numero" in line else 0)


def _inside(element: HtmlElement) -> str:
    html: str = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return html[html.index(">") + 1 : html.rindex("<")]


def _refill(element: HtmlElement, html: str) -> None:
    filled = lxml_html.fragment_fromstring(html, create_parent=element.tag)
    element.text = filled.text
    element[:] = list(filled)
