"""The `/// codes` block: every code that Timonier emits, made from the registry of rules.

Each has an anchor (`#k8s102`), which the preview and code scanning link to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from timonier.lint.registry import FAMILIES, family
from timonier.lint.rule import CODES_BLOCK, Rule, anchor, example_files

_SEVERITY: Final = {"error": "erreur", "warning": "avertissement", "info": "information"}
_ADDRESS: Final = re.compile(r"https://\S+")


class CodesBlock(Block):  # type: ignore[misc]  # PyMdown has no types
    """The block; nothing stands inside."""

    NAME = CODES_BLOCK

    def on_create(self, parent: Element) -> Element:
        """A list of codes for each family."""
        place = SubElement(parent, "div", {"class": "tm-codes"})
        for letters, title in FAMILIES.items():
            heading = SubElement(place, "h2", {"id": f"famille-{letters.lower()}"})
            heading.text = AtomicString(f"{letters} : {title}")
            _family(SubElement(place, "dl"), family(letters))
        return place


def _family(terms: Element, rules: Iterable[Rule]) -> None:
    for rule in rules:
        term = SubElement(terms, "dt", {"id": anchor(rule.code)})
        code = SubElement(term, "code")
        code.text, code.tail = AtomicString(rule.code), AtomicString(f" {rule.title} ({_SEVERITY[rule.severity]})")
        _rule(SubElement(terms, "dd"), rule)


def _rule(place: Element, rule: Rule) -> None:
    SubElement(place, "p").text = AtomicString(rule.explanation)
    _source(SubElement(place, "p"), rule.source)
    fold = SubElement(place, "details")
    SubElement(fold, "summary").text = "Exemple"
    for label, example in (("À corriger", rule.bad), ("Corrigé", rule.good)):
        for file in example_files(rule, example):
            SubElement(fold, "p").text = AtomicString(f"{label} : {file.path}")
            text = file.text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            SubElement(SubElement(fold, "pre"), "code").text = AtomicString(text)


def _source(place: Element, source: str) -> None:
    """« Source : … », where what is an address is a link."""
    place.text, end = "Source : ", 0
    for found in _ADDRESS.finditer(source):
        _append(place, source[end : found.start()])
        address = found[0].rstrip(".,;)")
        SubElement(place, "a", {"href": address}).text = AtomicString(address)
        end = found.start() + len(address)
    _append(place, source[end:])


def _append(place: Element, text: str) -> None:
    if len(place):
        place[-1].tail = AtomicString((place[-1].tail or "") + text)
    else:
        place.text = AtomicString((place.text or "") + text)
