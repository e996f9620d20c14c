"""The `/// name` blocks of lessons and labs.

In: the blocks that PyMdown finds, and the edition. Out: HTML elements; what the edition must not show is **not
built**: its text is neither parsed nor written, so that no page, note, index or search file can hold it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_integer, type_string

from timonier.core.syntax import BLOCKS, BlockKind
from timonier.markdown_ext.licences import LicencesBlock
from timonier.settings import Edition

_UNBUILT = "data-timonier-unbuilt"

Shape = Literal["box", "fold", "open fold", "unbuilt"]

_LABELS = {
    "question": "Question",
    "reponse": "Réponse",
    "indice": "Indice",
    "attendu": "Résultat attendu",
    "verification": "Vérification",
    "correction": "Correction",
    "formateur": "Pour le formateur",
    "retenir": "À retenir",
}
_NUMBERED = frozenset({"question", "indice"})


def shape(name: str, edition: Edition) -> Shape:
    """How a block of this name is built in an edition."""
    if name == "correction":
        return "unbuilt"
    if name in ("reponse", "formateur"):
        return "open fold" if edition == "formateur" else "unbuilt"
    if name == "indice":
        return "open fold" if edition == "formateur" else "fold"
    return "box"


def unbuilt(edition: Edition) -> frozenset[str]:
    """The blocks that an edition does not hold."""
    return frozenset(name for name in BLOCKS if shape(name, edition) == "unbuilt")


class LabBlock(Block):  # type: ignore[misc]  # PyMdown has no types
    """One block; PyMdown makes a subclass's instance for each one it meets."""

    shape: Shape = "box"

    def on_markdown(self) -> str:
        """Unbuilt text is kept away from every parser."""
        return "raw" if self.shape == "unbuilt" else "block"

    def on_create(self, parent: Element) -> Element:
        """The empty element of the block."""
        if self.shape == "unbuilt":
            return SubElement(parent, "div", {_UNBUILT: ""})
        classes = {"class": f"tm-bloc tm-{self.NAME}"}
        if self.shape == "box":
            box = SubElement(parent, "div", classes)
            self._title(SubElement(box, "p", {"class": "tm-bloc-titre"}))
            return box
        fold = SubElement(parent, "details", classes)
        if self.shape == "open fold":
            fold.set("open", "open")
        self._title(SubElement(fold, "summary"))
        return fold

    def _title(self, element: Element) -> None:
        label = _LABELS[self.NAME]
        if self.NAME in _NUMBERED:
            self.tracker["number"] = self.tracker.get("number", 0) + 1
            label += f" {self.tracker['number']}"
        element.text = f"{label} : {self.argument}" if self.argument else label


class UnbuiltTreeprocessor(Treeprocessor):
    """Takes unbuilt blocks out of the tree before anything reads them."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for parent in list(root.iter()):
            for child in list(parent):
                if _UNBUILT in child.attrib:
                    parent.remove(child)


class LabBlocksExtension(BlocksExtension):  # type: ignore[misc]  # PyMdown has no types
    """All blocks of `core.syntax.BLOCKS`, for one edition."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self._edition = edition

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the blocks."""
        manager = self.register_block_mgr(md)
        for kind in BLOCKS.values():
            manager.register(_block_class(kind, shape(kind.name, self._edition)), {})
        md.treeprocessors.register(UnbuiltTreeprocessor(md), "timonier_unbuilt", 1000)


def _block_class(kind: BlockKind, built: Shape) -> type[Block]:
    if kind.name == LicencesBlock.NAME:
        return LicencesBlock
    parsers: dict[str, Callable[[object], object]] = {"integer": type_integer, "string": type_string}
    options = {name: (None, parsers[type_]) for name, type_ in kind.options.items()}
    attributes = {"NAME": kind.name, "ARGUMENT": None if kind.title else False, "OPTIONS": options, "shape": built}
    return type(f"{kind.name.title()}Block", (LabBlock,), attributes)
