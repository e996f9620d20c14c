"""Comments that speak to Timonier: `<!-- timonier: … -->` and `<!-- diapo … -->`.

In: a `Page`. Out: the marks, and diagnostics MD120 and MD121.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from timonier.core.diagnostic import Diagnostic
from timonier.core.page import Page
from timonier.core.source import Span
from timonier.core.syntax import SLIDE_MARKS
from timonier.core.words import advice

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!\\)(`+)(?:[^\n]|\n(?!\n))+?(?<!`)\1(?!`)")
_SPOKEN_TO = re.compile(r"\s*([\w-]+)\s*(?::\s*(.*?))?\s*", re.DOTALL)
_IGNORE = re.compile(r"ignore\b[\s:]*(?P<codes>[\w, ]*?)\s*(?:(?:[—–:]|-+)\s*(?P<reason>.*))?", re.DOTALL)
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,3}[0-9]{3}")
_IGNORE_FORM = "par exemple « <!-- timonier: ignore K8S102 — champ d’une version à venir --> »"
_NAMES = ("timonier", "diapo")


@dataclass(frozen=True, slots=True)
class Ignore:
    """`<!-- timonier: ignore CODE — reason -->`: these codes are not reported for the next code block."""

    codes: tuple[str, ...]
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class SlideMark:
    """`<!-- diapo: value -->`; the value is empty for `<!-- diapo -->`."""

    value: str
    span: Span


def read(page: Page) -> Iterator[Ignore | SlideMark | Diagnostic]:
    """The marks of a page in order, and what is wrong with them."""
    for text, span in _comments(page):
        match = _SPOKEN_TO.fullmatch(text)
        if match is None:
            continue
        name, value = match[1].lower(), match[2]
        if name == "timonier":
            yield from _order(page, span, value or "")
        elif name == "diapo":
            yield _slide(page, span, value)
        elif (
            not page.foreign and (value is not None or name.startswith("diapo")) and (hint := advice(name, _NAMES))
        ):
            yield page.fault("MD120", span, f"marque inconnue « {match[1]} »", hint)


def _comments(page: Page) -> Iterator[tuple[str, Span]]:
    """The text of each comment outside code, and the comment's place."""
    text = "\n".join(page.outside_fences)
    if "<!--" not in text:
        return
    line_starts = [0, *accumulate(len(line) + 1 for line in page.outside_fences)]
    visible = _CODE_SPAN.sub(lambda span: re.sub(r"[^\n]", "x", span[0]), text)
    for match in _COMMENT.finditer(visible):
        first, start = _place(line_starts, match.start())
        last, end = _place(line_starts, match.end())
        place = Span(page.columns(first, start, start).start, page.columns(last, end, end).end)
        yield text[match.start(1) : match.end(1)], place


def _place(line_starts: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(line_starts, offset)
    return line, offset - line_starts[line - 1]


def _order(page: Page, span: Span, value: str) -> Iterator[Ignore | Diagnostic]:
    match = _IGNORE.fullmatch(value)
    if match is None:
        word = value.strip().partition(" ")[0]
        message = (
            f"ordre inconnu « {word} » dans une marque « timonier »" if word else "marque « timonier » sans ordre"
        )
        yield page.fault("MD120", span, message, advice(word, ("ignore",), _IGNORE_FORM) or _IGNORE_FORM)
        return
    codes = tuple(re.split(r"[,\s]+", match["codes"].strip(", "))) if match["codes"].strip(", ") else ()
    bad = next((code for code in codes if not _CODE.fullmatch(code)), None)
    if bad or not codes:
        message = f"« {bad} » n’est pas un code" if bad else "cette marque n’ignore aucun code"
        yield page.fault("MD121", span, message, _IGNORE_FORM)
    elif not (match["reason"] or "").strip():
        yield page.fault("MD121", span, "cette marque ne dit pas pourquoi elle ignore", _IGNORE_FORM)
    else:
        yield Ignore(codes, match["reason"].strip(), span)


def _slide(page: Page, span: Span, value: str | None) -> SlideMark | Diagnostic:
    if (value or "") in SLIDE_MARKS:
        return SlideMark(value or "", span)
    known = [mark for mark in SLIDE_MARKS if mark]
    otherwise = f"marques connues : « diapo » seul, ou suivi de {', '.join(f'« : {mark} »' for mark in known)}"
    return page.fault(
        "MD120",
        span,
        f"marque de diapositive inconnue « {value} »",
        advice(value or "", known, otherwise) or otherwise,
    )
