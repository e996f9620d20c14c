"""What is wrong with front matter. In: a `Page`. Out: diagnostics FM101 to FM109.

The JSON Schema beside this file is the rule; its descriptions are the hints.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import jsonschema_rs

from timonier.core.diagnostic import Diagnostic
from timonier.core.front_matter import Fault, FrontMatter
from timonier.core.page import Page
from timonier.core.source import Position, Span
from timonier.core.words import advice, listed

_BROKEN = {
    "unterminated": (
        "FM101",
        "l’en-tête de la page n’est jamais fermé",
        "mettez une ligne « --- » après la dernière clé, puis le texte",
    ),
    "not YAML": (
        "FM102",
        "l’en-tête de la page n’est pas du YAML lisible",
        "une clé par ligne, « clé: valeur » ; entre guillemets, la valeur peut contenir « : » et « # »",
    ),
    "not a mapping": (
        "FM103",
        "l’en-tête de la page ne contient pas de clés",
        "une clé par ligne, par exemple « title: Les Services »",
    ),
    "not a date": (
        "FM102",
        "une date de l’en-tête n’existe pas : MkDocs ne lit plus aucune clé",
        "attendu : une date de la forme 2026-11-21",
    ),
    "tab": ("FM104", "tabulation dans l’en-tête de la page", "le YAML ne prend que des espaces en début de ligne"),
    "duplicate": ("FM105", "clé « {} » donnée deux fois", "gardez une seule des deux lignes"),
}
_DEEPEST = 2
"""A list may hold itself through an alias."""
_START = Span(Position(1, 1), Position(1, 1))


def check(page: Page) -> Iterator[Diagnostic]:
    """Everything wrong with the front matter of a page of the course."""
    reading = page.reading
    for fault in reading.faults:
        yield _broken(page, fault)
    if reading.front_matter is not None:
        yield from _values(page, reading.front_matter)
    elif not reading.faults:
        hint = "commencez la page par « --- », « title: … », « --- »"
        yield page.fault("FM106", _START, "cette page n’a pas d’en-tête", hint)


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of front matter."""
    file = resources.files("timonier.core").joinpath("front_matter.schema.json")
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema(), validate_formats=True)


def _broken(page: Page, fault: Fault) -> Diagnostic:
    code, message, hint = _BROKEN[fault.kind]
    return page.fault(code, fault.span, message.format(fault.detail), hint)


def _values(page: Page, header: FrontMatter) -> Iterator[Diagnostic]:
    known: Mapping[str, Any] = schema()["properties"]
    for name in header.values:
        if name not in known:
            hint = advice(name, known, f"clés connues : {listed(known)}") or ""
            yield page.fault("FM107", _place(header, name), f"clé inconnue « {name} »", hint)
    for name in _wrong(header):
        message = f"valeur de « {name} » incorrecte"
        yield page.fault(
            "FM108", header.value_spans.get(name, _START), message, f"attendu : {known[name]['description']}"
        )
    yield from _missing(page, header)


def _wrong(header: FrontMatter) -> list[str]:
    """Names of the keys whose values do not fit, in the order of the page."""
    values = {name: _as_json(value) for name, value in header.values.items()}
    bad = {error.instance_path[0] for error in _validator().iter_errors(values) if error.instance_path}
    return [name for name in header.values if name in bad]


def _as_json(value: object, depth: int = 0) -> object:
    """A YAML value as JSON has it: a date is its text; what JSON does not have, or no key needs, fits no type."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_as_json(item, depth + 1) for item in value] if depth < _DEEPEST else None
    return value if isinstance(value, str | bool | int) else None


def _missing(page: Page, header: FrontMatter) -> Iterator[Diagnostic]:
    known: Mapping[str, Any] = schema()["properties"]
    required = [*schema()["required"], *(["type"] if page.kind in ("cours", "tp") else [])]
    for name in required:
        if name not in header.values:
            hint = f"ajoutez « {name}: … » : {known[name]['description']}"
            yield page.fault("FM109", Span.on_line(1, 1, 3), f"clé « {name} » manquante", hint)
    given = header.values.get("type")
    if page.kind in ("cours", "tp") and given in ("cours", "tp") and given != page.kind:
        message = f"« type: {given} » dans le dossier « {page.kind} »"
        hint = f"écrivez « type: {page.kind} », ou changez la page de dossier"
        yield page.fault("FM110", header.value_spans["type"], message, hint)


def _place(header: FrontMatter, name: str) -> Span:
    return header.spans.get(name, _START)
