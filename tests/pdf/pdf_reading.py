"""What a reader sees of a PDF, read with poppler and qpdf."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement
from pikepdf import Array, Dictionary, Object, Pdf

HEAD, FOOT = 66, 62
"""Heights, in points, of the margins that hold running titles and folios."""


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def text(file: Path, *options: str) -> str:
    return run("pdftotext", *options, file, "-")


RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The digits of notes."""
_NOTES = re.compile(rf"(^|\n)[{RAISED}]+\u2007.*", re.DOTALL)


def body_text(file: Path) -> str:
    """The text of all pages in drawing order, without margins, notes at the foot, list markers and page numbers.

    These are drawn after the text of a page, so in the middle of a paragraph that goes on overleaf.
    """
    height = 842 - HEAD - FOOT
    shown = text(file, "-raw", "-r", "72", "-x", "0", "-y", str(HEAD), "-W", "596", "-H", str(height))
    pages = (_NOTES.sub("\n", page) for page in shown.split("\f"))
    return "\f".join(re.sub(r"(\n(•|\d+\.|\((p\. \d+|PDF|site)\)))+\n?$", "\n", page) for page in pages)


def squeezed(words: str) -> str:
    """Without blanks and numbers of notes: what must be equal whatever the line breaks."""
    return re.sub(rf"[\s\u00a0\u202f{RAISED}]+", "", words)


def without_hyphens(words: str) -> str:
    """Squeezed prose: a hyphen of a line end looks like a written one."""
    return squeezed(words).replace("-", "")


def lost(page_html: str, file: Path) -> list[str]:
    """The titles, paragraphs, list items, cells and code lines of a page of the site that `file` has not."""
    root = lxml_html.fragment_fromstring(page_html, create_parent="div")
    for element in root.xpath(
        './/*[@hidden]|.//*[contains(@class, "headerlink")]|.//*[contains(@class, "footnote-backref")]'
        '|.//*[contains(@class, "timonier-ecran")]'
    ):
        element.drop_tree()
    body = body_text(file)
    prose, code = without_hyphens(body), squeezed(body)
    return [
        *(block for block in map(without_hyphens, _blocks(root)) if block not in prose),
        *(line for line in map(squeezed, _code_lines(root)) if line not in code),
    ]


def _blocks(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("h1", "h2", "h3", "h4", "p", "td", "th", "summary", "label", "dt", "figcaption"):
        yield element.text_content()
    for item in root.iter("li"):
        yield "".join(item.xpath("text()|*[not(self::ul or self::ol or self::div or self::p)]//text()"))


def _code_lines(root: HtmlElement) -> Iterator[str]:
    for code in root.iter("pre"):
        yield from code.text_content().split("\n")


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
