"""Personal values in prose and in inline code: `<stagiaire>` as a span that is readable without a script."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from timonier.markdown_ext.highlight import VALUE_CLASS


def add_text(parent: Element, text: str, names: Collection[str]) -> None:
    """Put `text` at the end of an element, as it is but for the values in it."""
    before, *rest = re.split(f"<({_alternatives(names)})>", text) if names else [text]
    if len(parent):
        parent[-1].tail = AtomicString((parent[-1].tail or "") + before)
    else:
        parent.text = AtomicString((parent.text or "") + before)
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        span = SubElement(parent, "span", {"class": VALUE_CLASS, "data-nom": name})
        span.text = AtomicString(f"<{name}>")
        span.tail = AtomicString(after)


class ValueInlineProcessor(InlineProcessor):
    """`<name>` in prose, before Markdown takes it for an HTML element; `\\<name>` is the name itself."""

    def __init__(self, names: Collection[str], md: Markdown) -> None:
        super().__init__(rf"(\\?)<({_alternatives(names)})>", md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        """The element for one value and where it stands."""
        element = Element("span", {} if m[1] else {"class": VALUE_CLASS, "data-nom": m[2]})
        element.text = AtomicString(f"<{m[2]}>")
        return element, m.start(0), m.end(0)


class ValueTreeprocessor(Treeprocessor):
    """`<name>` inside inline code, whose text Markdown has already escaped."""

    def __init__(self, names: Collection[str], md: Markdown) -> None:
        super().__init__(md)
        self._pattern = re.compile(f"&lt;({_alternatives(names)})&gt;")

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for code in root.iter("code"):
            if len(code) == 0 and code.text:
                self._mark(code, code.text)

    def _mark(self, code: Element, text: str) -> None:
        before, *rest = self._pattern.split(text)
        code.text = AtomicString(before)
        for name, after in zip(rest[::2], rest[1::2], strict=True):
            span = SubElement(code, "span", {"class": VALUE_CLASS, "data-nom": name})
            span.text = AtomicString(f"&lt;{name}&gt;")
            span.tail = AtomicString(after)


def _alternatives(names: Collection[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names))
