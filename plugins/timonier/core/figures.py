"""What a figure says to those who do not see it. In: a `Page`. Out: diagnostics FIG101 and FIG102."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timonier.core.diagnostic import Diagnostic
from timonier.core.page import Page
from timonier.core.source import Span

_NOT_SHOWN = re.compile(r"<!--.*?-->|(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_SVG = re.compile(r"<svg\b(?P<attributes>[^>]*)>(?P<inside>.*?)</svg\s*>", re.DOTALL | re.IGNORECASE)
_HIDDEN = re.compile(r"\baria-hidden\s*=\s*[\"']?true", re.IGNORECASE)
_DESCRIBED = (
    (re.compile(r"<title\b[^>]*>\s*[^<\s]", re.IGNORECASE), "<title>"),
    (re.compile(r"<desc\b[^>]*>\s*[^<\s]", re.IGNORECASE), "<desc>"),
)
_IMAGE = re.compile(r"<img\b(?P<attributes>[^>]*)>|!\[(?P<alt>[^\]\n]*)\](?=[(\[])", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=", re.IGNORECASE)


def check(page: Page) -> Iterator[Diagnostic]:
    """Every figure of a page of the course that has no text in its place."""
    text = "\n".join(page.outside_fences)
    if "<svg" in text or "<img" in text or "![" in text:
        text = _NOT_SHOWN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        yield from _drawings(page, text)
        yield from _images(page, text)


def _drawings(page: Page, text: str) -> Iterator[Diagnostic]:
    for match in _SVG.finditer(text):
        missing = [name for pattern, name in _DESCRIBED if not pattern.search(match["inside"])]
        if missing and not _HIDDEN.search(match["attributes"]):
            yield page.fault(
                "FIG101",
                _place(page, text, match.start(), len("<svg")),
                f"cette figure n’a pas de {' ni de '.join(missing)} : qui ne la voit pas ne saura rien d’elle",
                "donnez-lui un <title> court et un <desc> qui dit ce qu’elle montre ; "
                'un ornement porte aria-hidden="true"',
            )


def _images(page: Page, text: str) -> Iterator[Diagnostic]:
    for match in _IMAGE.finditer(text):
        is_described = match["alt"].strip() if match["alt"] is not None else _ALT.search(match["attributes"])
        if not is_described:
            yield page.fault(
                "FIG102",
                _place(page, text, match.start(), len(match[0].split("\n")[0])),
                "cette image n’a pas de texte de remplacement",
                'dites ce qu’elle montre : « ![ce qu’elle montre](adresse) » ; un ornement s’écrit <img alt="" …>',
            )


def _place(page: Page, text: str, offset: int, length: int) -> Span:
    column = offset - (text.rfind("\n", 0, offset) + 1)
    return page.columns(text.count("\n", 0, offset) + 1, column, column + length)
