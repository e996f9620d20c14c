"""What a reader sees of a PDF, read with poppler and qpdf."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from lxml import html as lxml_html
from pikepdf import Array, Dictionary, Object, Pdf

HEAD, FOOT = 66, 62
"""Heights, in points, of the margins that hold running titles and folios."""


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def text(file: Path, *options: str) -> str:
    return run("pdftotext", *options, file, "-")


def body_text(file: Path) -> str:
    """The text of all pages in drawing order, without what stands in the margins and without list markers.

    A page's markers are drawn after its text, so in the middle of a paragraph that goes on overleaf.
    """
    height = 842 - HEAD - FOOT
    shown = text(file, "-raw", "-r", "72", "-x", "0", "-y", str(HEAD), "-W", "596", "-H", str(height))
    return re.sub(r"^(•|\d+\.)\n", "", shown, flags=re.MULTILINE)


def squeezed(words: str) -> str:
    """Without blanks and without the hyphens of line ends: what must be equal whatever the line breaks."""
    return re.sub(r"[\s\u00a0\u202f\u2010\u00ad\f]+", "", words)


def blocks(page_html: str) -> list[str]:
    """Every title, paragraph, list item, cell and code line of a page as the site has it, squeezed."""
    root = lxml_html.fragment_fromstring(page_html, create_parent="div")
    for element in root.xpath(
        './/*[@hidden]|.//*[contains(@class, "headerlink")]|.//*[contains(@class, "footnote-backref")]'
    ):
        element.drop_tree()
    found = [
        squeezed(element.text_content())
        for element in root.xpath(
            ".//h1|.//h2|.//h3|.//h4|.//p|.//td|.//th|.//summary|.//label|.//dt|.//figcaption"
        )
    ]
    found += [
        squeezed("".join(item.xpath("text()|*[not(self::ul or self::ol or self::div or self::p)]//text()")))
        for item in root.xpath(".//li")
    ]
    found += [squeezed(line) for code in root.iter("pre") for line in code.text_content().split("\n")]
    return [block for block in found if block]


def names(pdf: Pdf) -> dict[bytes, Array]:
    """Named destinations."""
    items = list(pdf.Root.Names.Dests.Names)
    return {bytes(name): place for name, place in zip(items[::2], items[1::2], strict=True)}


def page_index(pdf: Pdf, destination: Object) -> int:
    return next(index for index, page in enumerate(pdf.pages) if page.objgen == destination[0].objgen)


def links(pdf: Pdf) -> list[tuple[int, Dictionary]]:
    """Every link with the index of its page."""
    return [
        (index, annotation)
        for index, page in enumerate(pdf.pages)
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]
