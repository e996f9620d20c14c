"""The `/// licences` block: tables of what the site holds of others' work, made from the packages themselves."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from timonier.render.licences import Part, schema_parts, site_parts

_COLUMNS = ("Élément", "Version", "Auteurs ou paquet", "Licence")


class LicencesBlock(Block):  # type: ignore[misc]  # PyMdown has no types
    """The block; nothing stands inside."""

    NAME = "licences"

    def on_create(self, parent: Element) -> Element:
        """Both tables; raises `UsageError` when the npm packages are not installed."""
        place = SubElement(parent, "div")
        _table(place, "Dans les pages et les livres", site_parts())
        _table(place, "Pour vérifier les manifestes", schema_parts())
        return place


def _table(parent: Element, title: str, parts: Iterable[Part]) -> None:
    table = SubElement(parent, "table")
    SubElement(table, "caption").text = title
    head = SubElement(SubElement(table, "thead"), "tr")
    for column in _COLUMNS:
        SubElement(head, "th", {"scope": "col"}).text = column
    body = SubElement(table, "tbody")
    for part in parts:
        row = SubElement(body, "tr")
        _link(SubElement(row, "td"), part.name, part.address)
        SubElement(row, "td").text = AtomicString(part.version)
        SubElement(row, "td").text = AtomicString(part.authors)
        _link(SubElement(row, "td"), part.licence.name, part.licence.address)


def _link(cell: Element, text: str, address: str) -> None:
    target = SubElement(cell, "a", {"href": address}) if address else cell
    target.text = AtomicString(text)
