"""What the tags of WeasyPrint 70 do not say: which header cells head a row, what is a note, that words stand apart.

In: the objects of a PDF that WeasyPrint is about to write. Out: the same objects, changed in place. Sources: ISO
14289-1 (PDF/UA-1), 7.5 for tables and 7.9 for notes; ISO 32000-1, 14.8.2 for the spaces between words and 14.9.4
for text in the place of content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

_CELLS = frozenset({"/TH", "/TD"})
_BOUNDS = (b"BMC", b"EMC")
"""Of pieces of content; lists of operators hold dictionaries too, which no set may look for."""


def refine(pdf: Any, prefix: str) -> None:
    """Say it; `prefix` tells the names of this PDF from those of others that it is bound with."""
    objects = {each.reference: each for each in pdf.objects}
    for element in pdf.objects:
        if isinstance(element, pydyf.Dictionary) and element.get("S") in _CELLS:
            _own_names(element, prefix)
            _scope(element, objects)
    for number, note in enumerate(_notes(pdf, objects)):
        note["S"] = "/Note"
        note["ID"] = pydyf.String(f"{prefix}-note-{number}")
    for page in pdf.page_references:
        _spaces(objects[objects[page]["Contents"]].stream)


def _own_names(cell: Any, prefix: str) -> None:
    """Name header cells apart from those of other parts: data cells refer to them, and every part counts from 0."""

    def own(name: Any) -> Any:
        return pydyf.String(f"{prefix}-{name.string}")

    if "ID" in cell:
        cell["ID"] = own(cell["ID"])
    if headers := cell["A"].get("Headers"):
        cell["A"]["Headers"] = pydyf.Array(map(own, headers))


def _scope(cell: Any, objects: Mapping[bytes, Any]) -> None:
    """A header cell heads its column where it is in the head of a table, its row elsewhere."""
    if cell["S"] == "/TH":
        group = objects[objects[cell["P"]]["P"]]
        cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _notes(pdf: Any, objects: Mapping[bytes, Any]) -> Iterator[Any]:
    """The notes at the foot of pages: what the elements without a name hold that stand beside the text."""
    root = objects[pdf.catalog["StructTreeRoot"]]
    for area in map(objects.__getitem__, objects[root["K"][0]]["K"]):
        if area["S"] == "/NonStruct":
            yield from (objects[kid] for kid in area["K"] if kid in objects)


def _spaces(stream: list[Any]) -> None:
    """WeasyPrint draws nothing for the space before bold words or a link: its piece of content says what it is."""
    properties: dict[str, Any] = {}
    for place, operator in enumerate(stream):
        if operator == b"BDC":
            properties = stream[place - 1]
        elif operator in _BOUNDS:
            properties = {}
        elif operator == b"ET" and stream[place - 1] == b"BT" and "MCID" in properties:
            properties["ActualText"] = pydyf.String(" ")
