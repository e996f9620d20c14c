"""What stands in the margins of a page is no part of its text: an artifact, where WeasyPrint tags it as text.

In: the objects of a PDF that WeasyPrint is about to write. Out: the same objects, changed in place. WeasyPrint 70
gives such text an element that no other holds; PDF/UA (ISO 14289-1, 7.1) wants it marked as an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def release(pdf: Any) -> None:
    """Make artifacts of the texts that stand outside the structure of the document."""
    objects = {each.reference: each for each in pdf.objects}
    root = objects.get(pdf.catalog.get("StructTreeRoot"))
    if root is None:
        return
    document = objects[root["K"][0]]
    held = set(document["K"])
    loose: dict[bytes, set[int]] = {}
    for each in pdf.objects:
        if _parent(each) == document.reference and each.reference not in held:
            for page, mark in _marks(each, objects):
                loose.setdefault(page, set()).add(mark)
    numbers = objects[root["ParentTree"]]["Nums"]
    for number, page in enumerate(pdf.page_references):
        if marks := loose.get(page):
            # Margins are drawn last, so their marks are the last of the page.
            del numbers[2 * number + 1][min(marks) :]
            _unmark(objects[objects[page]["Contents"]], marks)


def _parent(each: Any) -> Any:
    return each.get("P") if isinstance(each, dict) else None


def _marks(element: Any, objects: Mapping[bytes, Any]) -> Iterator[tuple[bytes, int]]:
    """The content of an element: page, and number there."""
    for kid in element["K"]:
        if isinstance(kid, int):
            yield element["Pg"], kid
        else:
            yield from _marks(objects[kid], objects)


def _unmark(stream: Any, marks: set[int]) -> None:
    """A piece of content begins with its tag, its properties and an operator."""
    for position, properties in enumerate(stream.stream):
        if isinstance(properties, dict) and properties.get("MCID") in marks:
            stream.stream[position - 1] = "/Artifact"
            del properties["MCID"]
            properties["Type"] = "/Pagination"
