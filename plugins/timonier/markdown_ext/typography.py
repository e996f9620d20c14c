"""French typography of prose, outside code: no-break spaces and apostrophes.

In: the element tree of a page. Out: the same with an ordinary space before `:` and `»` and after `«` turned into
U+00A0, before `;`, `!` and `?` into U+202F, and `'` after a letter into `’`. Nothing is added or taken away: where
the author wrote no space, there is none.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

_VERBATIM = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"})
_RULES = (
    (re.compile(r"[ \n](?=»|:(?![)(/\w-]))"), "\u00a0"),
    (re.compile(r"(?<=«)[ \n]"), "\u00a0"),
    (re.compile(r"[ \n](?=[;!?](?![\w=/]))"), "\u202f"),
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|[«\d]|$)"), "’"),
)


def french(text: str) -> str:
    """One run of prose, with the spaces and apostrophes that French printers use."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


class TypographyTreeprocessor(Treeprocessor):
    """Applies `french` to every text of a page that is not code."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        pending = [root]
        while pending:
            element = pending.pop()
            if element.tag not in _VERBATIM:
                if element.text:
                    element.text = french(element.text)
                for name in ("alt", "title", "aria-label"):
                    if name in element.attrib:
                        element.attrib[name] = french(element.attrib[name])
                pending.extend(element)
                for child in element:
                    if child.tail:
                        child.tail = french(child.tail)
