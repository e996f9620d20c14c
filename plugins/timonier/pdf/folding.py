"""Tags that say nothing are folded into the one that holds them.

In: the objects of a PDF that WeasyPrint is about to write. Out: the same objects, changed in place. WeasyPrint 70
gives an element of its own to every piece of text and to every run of colour: three quarters of a book's objects,
each to be read, copied and written at every assembly. A `Span` or a `NonStruct` without attributes means no more
than its content (ISO 32000-1, 14.8.4), so the paragraph, the heading or the cell around it holds that itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_EMPTY = {"/Span", "/NonStruct"}
_TITLES = {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
_HOLDERS = {*_EMPTY, *_TITLES, "/P", "/Lbl", "/LBody", "/TH", "/TD", "/Link", "/Note"}
"""What may hold text; blocks of a page do not."""
_PLAIN = {"Type", "S", "K", "Pg", "P"}
"""The keys of an element without attributes."""


def fold(pdf: Any) -> None:
    """Fold every element that says nothing."""
    objects = {each.reference: each for each in pdf.objects}
    root = objects.get(pdf.catalog.get("StructTreeRoot"))
    if root is None:
        return
    heirs: dict[bytes, bytes] = {}
    _fold(objects[root["K"][0]], objects, heirs)
    numbers = objects[root["ParentTree"]]["Nums"]
    for place in range(1, len(numbers), 2):
        owner = numbers[place]
        if isinstance(owner, list):
            owner[:] = [_heir(each, heirs) for each in owner]
        else:
            numbers[place] = _heir(owner, heirs)


def _fold(element: Any, objects: Mapping[bytes, Any], heirs: dict[bytes, bytes]) -> None:
    """Fold what is under an element, the deepest first; `heirs` learns who holds the content of what is gone."""
    kids: list[Any] = []
    for kid in element["K"]:
        child = _element(kid, objects)
        if child is None:
            kids.append(kid)
            continue
        _fold(child, objects, heirs)
        if _says_nothing(child, element):
            heirs[kid] = element.reference
            kids.extend(child["K"])
            child.clear()
        else:
            kids.append(kid)
    for child in filter(None, (_element(kid, objects) for kid in kids)):
        child["P"] = element.reference
    element["K"][:] = kids


def _element(kid: Any, objects: Mapping[bytes, Any]) -> Any:
    """The element that a kid refers to; None for a piece of content and for a link's annotation."""
    found = objects.get(kid)
    return found if found is not None and found["Type"] == "/StructElem" else None


def _says_nothing(child: Any, holder: Any) -> bool:
    same_page = child["Pg"] == holder.get("Pg")
    return child["S"] in _EMPTY and holder["S"] in _HOLDERS and same_page and child.keys() <= _PLAIN


def _heir(reference: bytes, heirs: Mapping[bytes, bytes]) -> bytes:
    while reference in heirs:
        reference = heirs[reference]
    return reference
