"""How much there is to read on a slide."""

from __future__ import annotations

import copy
import re

from lxml.html import HtmlElement

_UNCOUNTED = frozenset({"figure", "h4", "h5", "h6", "pre", "svg", "table"})
_WORD = re.compile(r"\w+(?:[’'.:/_-]\w+)*")


def words(element: HtmlElement) -> int:
    """Words of running text: of lists and paragraphs, not of code, tables, figures and titles."""
    if element.tag in _UNCOUNTED:
        return 0
    text = copy.deepcopy(element)
    titles = './/*[contains(@class, "tm-barre") or contains(@class, "-titre") or contains(@class, "-title")]'
    for other in (*text.xpath(titles), *text.xpath("|".join(f".//{tag}" for tag in sorted(_UNCOUNTED)))):
        if other.getparent() is not None:
            other.drop_tree()
    return len(_WORD.findall(text.text_content()))
