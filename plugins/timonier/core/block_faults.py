"""What is wrong with `///` blocks. In: a `Page`. Out: diagnostics MD110 to MD117."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timonier.core.blocks import OpenedBlock, RefusedBlock, fits
from timonier.core.diagnostic import Diagnostic
from timonier.core.page import Page
from timonier.core.source import Span
from timonier.core.syntax import BLOCKS, BlockKind
from timonier.core.tree import BOXES
from timonier.core.words import advice, listed

_SLASHES = re.compile(r"[ >]*(?P<slashes>/{3,}) *(?:(?P<name>[\w-]+) *(?:\|.*)?)?")
_TYPES = {"integer": "un nombre entier", "string": "un texte"}


def check(page: Page) -> Iterator[Diagnostic]:
    """Everything wrong with the blocks of a page."""
    structure = page.structure
    for refused in structure.refused:
        yield from _refused(page, refused)
    for outer, inner in structure.crossed:
        yield _crossed(page, outer, inner)
    crossed = {block.line for pair in structure.crossed for block in pair}
    yield from (_unclosed(page, block) for block in structure.unended if block.line not in crossed)
    for index, block in enumerate(structure.blocks):
        yield from _content(page, block, [structure.blocks[number].name for number in structure.around[index]])
    for line in structure.tangled:
        message = "il manque une ligne vide avant cette ligne : le bloc ouvert au-dessus ne la contient pas"
        yield page.fault("MD116", page.line_text(line), message, "laissez une ligne vide au-dessus")
    for line in structure.leaked:
        message = "cet encadré sort du bloc « /// » où il est écrit : un autre encadré le suit directement"
        hint = "mettez une phrase entre les deux encadrés, ou sortez le bloc de la liste ou de la boîte"
        yield page.fault("MD118", page.line_text(line), message, hint)
    yield from _unread(page)


def _refused(page: Page, refused: RefusedBlock) -> Iterator[Diagnostic]:
    span = page.line_text(refused.line)
    kind = BLOCKS.get(refused.name.lower())
    if kind is None:
        hint = advice(refused.name, BLOCKS, f"blocs connus : {listed(BLOCKS)}") or ""
        yield page.fault("MD110", span, f"bloc inconnu « {refused.name} »", hint)
    elif refused.options is None:
        message = f"les lignes en retrait sous « /// {kind.name} » ne sont pas des options lisibles"
        yield page.fault("MD111", span, message, _option_forms(kind))
    elif refused.argument and not kind.title:
        message = f"le bloc « {kind.name} » ne prend pas de titre"
        yield page.fault("MD111", span, message, f"retirez « | {refused.argument} »")
    else:
        yield from _bad_options(page, refused, kind)


def _bad_options(page: Page, refused: RefusedBlock, kind: BlockKind) -> Iterator[Diagnostic]:
    for name, value in (refused.options or {}).items():
        span = _option_line(page, refused.line, str(name))
        type_ = kind.options.get(str(name))
        if type_ is None:
            hint = advice(str(name), kind.options, _option_forms(kind)) or ""
            yield page.fault("MD111", span, f"option « {name} » inconnue du bloc « {kind.name} »", hint)
        elif not fits(type_, value):
            message = f"l’option « {name} » du bloc « {kind.name} » doit être {_TYPES[type_]}"
            yield page.fault("MD111", span, message, _option_forms(kind))


def _option_line(page: Page, line: int, name: str) -> Span:
    for number in range(line + 1, len(page.lines) + 1):
        text = page.lines[number - 1].lstrip(" >")
        if text.startswith(name):
            return page.line_text(number)
        if not text:
            break
    return page.line_text(line)


def _option_forms(kind: BlockKind) -> str:
    if not kind.options:
        return "ce bloc n’a pas d’option : laissez une ligne vide sous son nom"
    forms = ", ".join(
        f"« {name}: {'2' if type_ == 'integer' else 'texte'} »" for name, type_ in kind.options.items()
    )
    return f"sous le nom du bloc, à quatre espaces : {forms}"


def _crossed(page: Page, outer: OpenedBlock, inner: OpenedBlock) -> Diagnostic:
    slashes = "/" * (inner.slashes + 1)
    return page.fault(
        "MD114",
        page.line_text(inner.line),
        f"ce bloc a autant de « / » que celui qui le contient, ligne {outer.line} : la même fin ferme les deux",
        f"ouvrez et fermez le bloc extérieur par « {slashes} »",
    )


def _unclosed(page: Page, block: OpenedBlock) -> Diagnostic:
    closing = f"fermez-le par une ligne « {'/' * block.slashes} », après une ligne vide et au même retrait"
    return page.fault(
        "MD112",
        page.line_text(block.line),
        f"le bloc « {block.name} » n’est jamais fermé : toute la suite de la page y entre",
        "un bloc ne se ferme pas dans un encadré qui est lui-même dans un bloc : sortez-le de l’encadré"
        if _boxed(block)
        else closing,
    )


def _boxed(block: OpenedBlock) -> bool:
    """Whether it stands in a box that stands in another block, where PyMdown Blocks loses its end."""
    boxed = False
    for node in block.parent.ancestors():
        boxed = boxed or node.tag in BOXES
        if node.block >= 0:
            return boxed
    return False


def _content(page: Page, block: OpenedBlock, around: list[str]) -> Iterator[Diagnostic]:
    kind = BLOCKS[block.name]
    span = page.line_text(block.line)
    for name in kind.required:
        if name not in block.options:
            message = f"option « {name} » manquante dans le bloc « {block.name} »"
            yield page.fault("MD111", span, message, _option_forms(kind))
    if kind.inside and kind.inside not in around:
        message = f"un bloc « {block.name} » n’a de sens que dans un bloc « {kind.inside} »"
        hint = f"mettez-le entre « //// {kind.inside} » et « //// »"
        yield page.fault("MD117", span, message, hint)


def _unread(page: Page) -> Iterator[Diagnostic]:
    """Lines that look like the opening or the end of a block, and are neither.

    The end of a block that was refused goes without saying.
    """
    structure = page.structure
    refused = [(block.line, block.slashes) for block in structure.refused]
    seen = {block.line for block in structure.blocks} | {refused.line for refused in structure.refused}
    for run in structure.texts:
        for text in run:
            match = _SLASHES.fullmatch(text.text) if "///" in text.text else None
            if match is None or text.line in seen or text.line in structure.ends or structure.astray(text.line):
                continue
            span = page.columns(text.line, text.column + match.start("slashes"), text.column + len(text.text))
            if match["name"] is None and (owner := _owner(refused, text.line, len(match["slashes"]))):
                refused.remove(owner)
            elif match["name"] is None:
                message = f"« {match['slashes']} » ne ferme aucun bloc"
                yield page.fault("MD113", span, message, "retirez cette ligne, ou ouvrez le bloc qu’elle ferme")
            else:
                message = f"« /// {match['name']} » n’est pas lu comme un bloc à cet endroit"
                hint = "laissez une ligne vide avant lui, et alignez-le sur le texte qui l’entoure"
                yield page.fault("MD115", span, message, hint)


def _owner(refused: list[tuple[int, int]], line: int, slashes: int) -> tuple[int, int] | None:
    """The nearest refused block above `line` that an end of so many slashes was meant for."""
    return max((block for block in refused if block[0] < line and block[1] == slashes), default=None)
