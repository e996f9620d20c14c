"""What a reader sees of a PDF, read with poppler and qpdf."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from pikepdf import Array, Dictionary, Object, Pdf

HEAD, FOOT = 66, 62
"""Heights, in points, of the margins that hold running titles and folios."""


def run(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


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
    return re.sub("[-\u00ad]", "", squeezed(words))


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
