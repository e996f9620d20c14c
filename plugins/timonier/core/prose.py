"""What is wrong in the text itself. In: a `Page`. Out: diagnostics MD104, MD107, MD130, MD131 and MD160."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timonier.core.diagnostic import Diagnostic
from timonier.core.html_names import ELEMENTS
from timonier.core.page import Page
from timonier.core.source import Span
from timonier.core.structure import Text
from timonier.core.words import advice

_CODE_SPAN = re.compile(r"(?<!\\)(`+)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(r"(?<!\]\()</?(?P<name>[a-zA-Z][^<>@\s/]*)(?:\s[^<>]*|/)?>")
_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://[^<>]*|mailto:[^<>]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def check(page: Page) -> Iterator[Diagnostic]:
    """Everything wrong in the text of a page of the course."""
    yield from _control_characters(page)
    yield from _list_indents(page)
    yield from _stray_indents(page)
    yield from _unclosed_html(page)
    for run in page.structure.texts:
        if any("<" in text.text for text in run):
            yield from _hidden_words(page, run)


def _control_characters(page: Page) -> Iterator[Diagnostic]:
    if not _CONTROL.search(page.source.text):
        return
    for number, line in enumerate(page.source.lines, 1):
        for match in _CONTROL.finditer(line):
            message = f"caractère de contrôle invisible (U+{ord(match[0]):04X})"
            span = Span.on_line(number, match.start() + 1, 1)
            yield page.fault("MD160", span, message, "effacez ce caractère")


def _list_indents(page: Page) -> Iterator[Diagnostic]:
    for line, column, indent in page.structure.misplaced:
        yield page.fault(
            "MD104",
            page.columns(line, column, column + indent),
            f"ce contenu sort de la liste : il est en retrait de {indent} espaces au lieu de quatre",
            "mettez quatre espaces par niveau de liste, ou lancez « timonier lint --fix »",
        )


def _stray_indents(page: Page) -> Iterator[Diagnostic]:
    for line in page.structure.stray_indents:
        if not page.structure.astray(line):
            message = "retrait sans effet : ni liste, ni encadré, ni onglet ne contient cette ligne"
            hint = "ramenez-la au bord ; pour du code, ouvrez un bloc avec « ``` »"
            yield page.fault("MD107", page.line_text(line), message, hint)


def _unclosed_html(page: Page) -> Iterator[Diagnostic]:
    for line, name in page.structure.unclosed:
        message = f"l’élément HTML <{name}> n’est jamais fermé : il avale la suite de la page"
        yield page.fault("MD131", page.line_text(line), message, f"fermez-le par </{name}>")


def _hidden_words(page: Page, run: tuple[Text, ...]) -> Iterator[Diagnostic]:
    """Words between angle brackets that Markdown takes for HTML and a browser does not show."""
    text = "\n".join(line.text for line in run)
    for pattern in (_CODE_SPAN, _COMMENT):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", "x", match[0]), text)
    for match in _ELEMENT.finditer(text):
        name, inside = match["name"], match[0][1:-1]
        if name.lower() in ELEMENTS or _ADDRESS.fullmatch(inside) or inside in page.variables:
            continue
        line = run[text.count("\n", 0, match.start())]
        column = line.column + match.start() - (text.rfind("\n", 0, match.start()) + 1)
        length = len(match[0].split("\n", 1)[0])
        otherwise = (
            f"écrivez `{match[0]}` entre accents graves, ou déclarez « {name} » dans [tool.timonier.variables]"
        )
        yield page.fault(
            "MD130",
            page.columns(line.line, column, column + length),
            f"« {match[0]} » ne se voit pas dans la page : Markdown le prend pour un élément HTML",
            advice(name, page.variables, otherwise) or otherwise,
        )
