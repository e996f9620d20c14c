"""What readers of a lab tick, and how its hints are counted.

In: the tree of a page. Out: the same tree. In a lab, each step, each verification and each box of a list has a name
in `data-coche`, under which the reader's browser remembers the tick. A name outlives edits elsewhere in the page: a
step's is its number, and the others' are made of their own words, letters and digits only (of the title alone for a
verification that has one). Text that says something else begins unticked; of two texts alike the second is `…-2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element, tostring

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from timonier.markdown_ext.pages import MarkerPreprocessor
from timonier.markdown_ext.slugs import slugify

TICK = "data-coche"
_STEP = re.compile(r"Étape\s+(\d+)\s+—")
_HINT = "Indice"


class HintsTreeprocessor(Treeprocessor):
    """Counts hints that follow one another: `Indice 2 sur 3`; a lone one keeps its plain title."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for parent in root.iter():
            for hints in _runs(parent):
                for number, hint in enumerate(hints, 1):
                    title = hint[0].text or ""
                    hint[0].text = f"{_HINT} {number} sur {len(hints)}{title.removeprefix(_HINT)}"


class TicksTreeprocessor(Treeprocessor):
    """Names what can be ticked, in labs alone."""

    def __init__(self, md: Markdown, seen: MarkerPreprocessor) -> None:
        super().__init__(md)
        self._seen = seen

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        page = self._seen.page
        if page is None or page.kind != "tp":
            return
        counts: dict[str, int] = {}
        for element, name in self._named(root):
            counts[name] = counts.get(name, 0) + 1
            element.set(TICK, name if counts[name] == 1 else f"{name}-{counts[name]}")

    def _named(self, root: Element) -> Iterator[tuple[Element, str]]:
        for element in root.iter():
            classes = element.get("class", "").split()
            if element.tag == "h2" and (step := _STEP.match(self._text(element).strip())):
                yield element, f"etape-{int(step[1])}"
            elif "tm-verification" in classes:
                yield element, f"verification-{_digest(self._said(element))}"
            elif "task-list-item" in classes:
                yield element, f"point-{_digest(self._text(element))}"

    def _said(self, verification: Element) -> str:
        """The title that its author gave it, else its text."""
        title = self._text(verification[0])
        return title if ":" in title else self._text(verification)

    def _text(self, element: Element) -> str:
        """The text of an element, with that of the code and the HTML that are put aside."""
        return HTML_PLACEHOLDER_RE.sub(self._stashed, "".join(element.itertext()))

    def _stashed(self, match: re.Match[str]) -> str:
        stashed = self.md.htmlStash.rawHtmlBlocks[int(match[1])]
        html = stashed if isinstance(stashed, str) else tostring(stashed, encoding="unicode")
        return re.sub(r"<[^<>]*>", " ", html)


def _runs(parent: Element) -> Iterator[list[Element]]:
    """Two hints or more with nothing between them."""
    run: list[Element] = []
    for child in [*parent, Element("end")]:
        if child.tag == "details" and "tm-indice" in child.get("class", "").split():
            run.append(child)
            continue
        if len(run) > 1:
            yield run
        run = []


def _digest(text: str) -> str:
    return sha256(slugify(text).encode()).hexdigest()[:8]
