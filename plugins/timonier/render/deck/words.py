"""How much there is to read on a slide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_UNCOUNTED = frozenset({"figure", "h4", "h5", "h6", "pre", "svg", "table"})
_TITLES = ("tm-barre", "-titre", "-title")
"""In the classes of what is read with a glance."""
_WORD = re.compile(r"\w+(?:[’'.:/_-]\w+)*")


def words(element: HtmlElement) -> int:
    """Words of running text: of lists and paragraphs, not of code, tables, figures and titles."""
    return 0 if element.tag in _UNCOUNTED else len(_WORD.findall("".join(_pieces(element))))


def _pieces(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _is_counted(child):
            yield from _pieces(child)
        yield child.tail or ""


def _is_counted(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNCOUNTED:
        return False
    names = element.get("class", "")
    return not any(part in names for part in _TITLES)
