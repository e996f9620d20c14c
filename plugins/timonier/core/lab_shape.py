"""What every lab has: steps numbered from 1, and a check-list at its end. In: a `Page`. Out: MD140 and MD141."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from timonier.core.diagnostic import Diagnostic
from timonier.core.page import Page

CHECK_LIST = "Liste de contrôle"
"""The title of the section that ends a lab."""
_STEP = re.compile(r"[EÉeé]tape\b")
_NUMBERED_STEP = re.compile(r"Étape (\d+) — (\S.*)")
_TASK = re.compile(r" {0,3}[-*+] +\[[ xX]\] +\S")


def check(page: Page) -> Iterator[Diagnostic]:
    """Everything wrong in the shape of a lab; nothing for another page."""
    if page.kind == "tp":
        yield from _steps(page)
        yield from _check_list(page)


def step_title(heading: str) -> tuple[int, str] | None:
    """The number and the title that the heading of a step gives it; None for another heading."""
    match = _NUMBERED_STEP.fullmatch(heading)
    return (int(match[1]), match[2]) if match else None


def _steps(page: Page) -> Iterator[Diagnostic]:
    expected = 1
    for level, text, line in page.structure.headings:
        if level != 2 or not _STEP.match(text):
            continue
        match = _NUMBERED_STEP.fullmatch(text)
        if match is None:
            message = f"titre d’étape mal écrit : « {text} »"
            yield page.fault("MD140", page.line_text(line), message, f"écrivez « ## Étape {expected} — … »")
        elif int(match[1]) != expected:
            message = f"étape {match[1]} à la place de l’étape {expected}"
            hint = "numérotez les étapes de 1 en 1 : les corrigés et les liens s’y fient"
            yield page.fault("MD140", page.line_text(line), message, hint)
        expected = int(match[1]) + 1 if match else expected + 1


def _check_list(page: Page) -> Iterator[Diagnostic]:
    """A warning where the last section is not the check-list: a lab may be read before it is finished."""
    sections = [(text, line) for level, text, line in page.structure.headings if level <= 2]
    title, line = sections[-1] if sections else ("", 0)
    if title == CHECK_LIST and any(map(_TASK.match, page.outside_fences[line:])):
        return
    here = next((number for text, number in sections if text == CHECK_LIST), 0)
    if not here:
        message = f"ce TP ne finit pas par une section « {CHECK_LIST} »"
    elif title != CHECK_LIST:
        message = f"la section « {CHECK_LIST} » n’est pas la dernière du TP"
    else:
        message = f"la section « {CHECK_LIST} » n’a aucune case à cocher"
    hint = f"finissez par « ## {CHECK_LIST} » et une liste de cases, « - [ ] Je lis `kubectl diff`. »"
    yield replace(page.fault("MD141", page.line_text(here or _last(page)), message, hint), severity="warning")


def _last(page: Page) -> int:
    """The last line that says something, where the section is missing."""
    return next((number for number, line in reversed(list(enumerate(page.lines, 1))) if line.strip()), 1)
