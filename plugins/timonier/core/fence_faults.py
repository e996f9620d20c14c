"""What is wrong with code blocks: those that are not rendered as such, and options that mean nothing.

In: a `Page`. Out: diagnostics MD101 to MD109.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timonier.core import fence_header
from timonier.core.diagnostic import Diagnostic
from timonier.core.fence_header import Header
from timonier.core.fences import Abandoned, Fence, Found
from timonier.core.page import Page
from timonier.core.source import Span
from timonier.core.syntax import FENCE_OPTIONS, YAML_LANGUAGES
from timonier.core.words import advice, listed

_KNOWN = f"options connues : {listed(FENCE_OPTIONS)}"
_UNQUOTED = re.compile(r"([A-Za-z_]\w*)=([^\s\"'=]+|\"[^\"]*$|'[^']*$|“[^”]*”|«[^»]*»)")
_WORDS = re.compile(r"""[A-Za-z_]\w*(?:=(?:"[^"]*"|'[^']*'))?(?!\S)|\S+""")


def check(page: Page) -> Iterator[Diagnostic]:
    """Everything wrong with the code blocks of a page."""
    yield from _abandoned(page)
    for found in page.fences.found:
        if found.fence.lang.lower() in YAML_LANGUAGES:
            yield from _tabs(page, found.fence)
        if page.foreign:
            continue
        yield from _forgotten_end(page, found)
        yield from _options(page, found)


def _abandoned(page: Page) -> Iterator[Diagnostic]:
    """After one block that is not read, marks without a language open what they should close: say it once."""
    astray = False
    for abandoned in page.fences.abandoned:
        if astray and abandoned.header.bare:
            continue
        if abandoned.reason != "header":
            yield _left_open(page, abandoned)
        elif not page.foreign and _meant_as_fence(abandoned.header):
            yield from _refused(page, abandoned)
        else:
            continue
        astray = True


def _meant_as_fence(header: Header) -> bool:
    """Inline code may begin a line with three backticks too."""
    return "`" not in header.other


def _left_open(page: Page, abandoned: Abandoned) -> Diagnostic:
    marks = abandoned.header.marks
    if abandoned.reason == "end":
        return page.fault(
            "MD101",
            _place(page, abandoned),
            "ce bloc de code n’est jamais fermé : toute la suite de la page y entre",
            f"fermez-le par une ligne « {marks} », au même retrait",
        )
    why = (
        "n’est pas assez en retrait"
        if abandoned.reason == "indent"
        else "n’a pas les mêmes « > » que son ouverture"
    )
    return page.fault(
        "MD106",
        _place(page, abandoned),
        f"ce bloc de code n’est pas rendu : sa ligne {abandoned.line} {why}",
        f"alignez toutes les lignes du bloc, et sa fermeture « {marks} », sur son ouverture",
    )


def _place(page: Page, abandoned: Abandoned) -> Span:
    """Where the opening line stands in the file: its columns are those of the line with its tabs expanded."""
    start, end = abandoned.span.start, abandoned.span.end
    return page.columns(start.line, start.column - 1, end.column - 1)


def _refused(page: Page, abandoned: Abandoned) -> Iterator[Diagnostic]:
    """The header has something that SuperFences does not know: the block becomes text."""
    header, line = abandoned.header, abandoned.span.start.line
    base = abandoned.span.start.column - 1
    if not header.other:
        for option in header.options:
            if option.name not in FENCE_OPTIONS and not option.name.startswith("data-"):
                span = page.columns(line, base + option.start, base + option.end)
                yield _unknown(page, option.name, span)
        return
    for match in _WORDS.finditer(header.other):
        start = base + header.other_start + match.start()
        span = page.columns(line, start, start + len(match[0]))
        fault = _word(page, match[0], span)
        if fault:
            yield fault
            return
    yield page.fault("MD102", _place(page, abandoned), "cette ouverture de bloc n’est pas comprise", _KNOWN)


def _word(page: Page, word: str, span: Span) -> Diagnostic | None:
    unquoted = _UNQUOTED.match(word)
    if unquoted:
        name, value = unquoted[1], unquoted[2].strip("\"'“”«»\u00a0\u202f ")
        return page.fault(
            "MD102",
            span,
            f"la valeur de « {name} » n’est pas entre guillemets droits : le bloc n’est pas rendu",
            f'écrivez {name}="{value}"',
        )
    name = word.split("=", 1)[0]
    if name in FENCE_OPTIONS or (name.startswith("data-") and "=" in word):
        return None
    return _unknown(page, name, span)


def _unknown(page: Page, name: str, span: Span) -> Diagnostic:
    return page.fault(
        "MD103",
        span,
        f"option de bloc inconnue « {name} » : le bloc n’est pas rendu",
        advice(name, FENCE_OPTIONS, _KNOWN) or _KNOWN,
    )


def _options(page: Page, found: Found) -> Iterator[Diagnostic]:
    for option in found.header.options:
        kind = FENCE_OPTIONS.get(option.name)
        if kind is None:
            continue
        span = found.fence.option_spans[option.name]
        if option.value is not None and option.quote != '"':
            message = f"la valeur de « {option.name} » n’est pas entre guillemets doubles"
            yield page.fault("MD102", span, message, f'écrivez {option.name}="{option.value}"')
        elif kind.pattern is None and option.value is not None:
            message = f"« {option.name} » ne prend pas de valeur"
            yield page.fault("MD105", span, message, f"écrivez {option.name}, seul")
        elif kind.pattern is not None and option.value is None:
            yield page.fault("MD105", span, f"« {option.name} » attend une valeur", f"par exemple {kind.form}")
        elif kind.pattern is not None and not kind.pattern.fullmatch(option.value or ""):
            message = f"valeur de « {option.name} » incorrecte : « {option.value} »"
            yield page.fault("MD105", span, message, f"par exemple {kind.form}")


def _forgotten_end(page: Page, found: Found) -> Iterator[Diagnostic]:
    marks = found.header.marks
    if found.header.bare:
        return
    for text, place in zip(found.fence.content.split("\n"), found.fence.starts, strict=False):
        if not text.lstrip(" ").startswith(marks):
            continue
        inner = fence_header.parse(text.lstrip(" "))
        if inner is not None and inner.accepted and not inner.bare:
            yield page.fault(
                "MD109",
                found.fence.header,
                f"ce bloc de code contient une ouverture de bloc, ligne {place.line} : sa fermeture manque",
                f"fermez-le par « {marks} », ou, si c’est voulu, ouvrez-le par « {marks}{marks[0]} »",
            )
            return


def _tabs(page: Page, fence: Fence) -> Iterator[Diagnostic]:
    for place in fence.starts:
        line = page.source.lines[place.line - 1]
        indent = line[place.column - 1 :]
        indent = indent[: len(indent) - len(indent.lstrip())]
        if "\t" in indent:
            span = Span.on_line(place.line, place.column + indent.index("\t"), 1)
            yield page.fault(
                "MD108",
                span,
                "tabulation dans le retrait d’un extrait YAML, qui ne prend que des espaces",
                "remplacez-la par deux espaces",
            )
            return
