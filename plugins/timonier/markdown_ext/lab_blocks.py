"""The `/// name` blocks of lessons and labs.

In: the blocks that PyMdown finds, and the page with its publication. Out: HTML elements; what must not be shown is
**not built**: its text is neither parsed nor written, so that no page, note, index or search file can hold it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_integer, type_string

from timonier.core.glossary import Glossary
from timonier.core.publication import Publication
from timonier.core.syntax import BLOCKS, BlockKind
from timonier.markdown_ext.codes import CodesBlock
from timonier.markdown_ext.glossary import GlossaryBlock
from timonier.markdown_ext.lab_files import LabPage
from timonier.markdown_ext.licences import LicencesBlock

_UNBUILT = "data-timonier-unbuilt"

Shape = Literal["box", "fold", "open fold", "unbuilt"]

_LABELS = {
    "question": "Question",
    "reponse": "Réponse",
    "indice": "Indice",
    "attendu": "Résultat attendu",
    "verification": "Vérification",
    "correction": "Corrigé",
    "formateur": "Note du formateur",
    "retenir": "À retenir",
}
_MADE = {block.NAME: block for block in (CodesBlock, GlossaryBlock, LicencesBlock)}
"""Blocks that write themselves, from what is installed or what the course says elsewhere."""
_FOLDED = frozenset({"reponse", "indice", "correction", "formateur"})


def shape(name: str, publication: Publication, page: str) -> Shape:
    """How a block of this name is built in the page of this id; a text that is no page has none."""
    if name not in _FOLDED:
        return "box"
    if publication.for_trainers:
        return "open fold"
    shown = name == "indice" or (name != "formateur" and publication.shows(page))
    return "fold" if shown else "unbuilt"


def unbuilt(publication: Publication, page: str) -> frozenset[str]:
    """The names of blocks that the page of this id does not hold."""
    return frozenset(name for name in BLOCKS if shape(name, publication, page) == "unbuilt")


class LabBlock(Block):  # type: ignore[misc]  # PyMdown has no types
    """One block; PyMdown makes a subclass's instance for each one it meets."""

    @property
    def shape(self) -> Shape:
        """How this block is built."""
        page: LabPage = self.config["page"]
        return shape(self.NAME, page.publication, page.id)

    def on_markdown(self) -> str:
        """Unbuilt text is kept away from every parser."""
        return "raw" if self.shape == "unbuilt" else "block"

    def on_end(self, block: Element) -> None:
        """A correction ends with the files of its step."""
        if self.NAME == "correction" and self.shape != "unbuilt":
            page: LabPage = self.config["page"]
            page.add_step(block, int(self.options["etape"] or 0))

    def on_create(self, parent: Element) -> Element:
        """The empty element of the block."""
        built = self.shape
        if built == "unbuilt":
            return SubElement(parent, "div", {_UNBUILT: ""})
        classes = {"class": f"tm-bloc tm-{self.NAME}"}
        if built == "box":
            box = SubElement(parent, "div", classes)
            self._title(SubElement(box, "p", {"class": "tm-bloc-titre"}))
            return box
        fold = SubElement(parent, "details", classes)
        if built == "open fold":
            fold.set("open", "open")
        self._title(SubElement(fold, "summary"))
        return fold

    def _title(self, element: Element) -> None:
        label = _LABELS[self.NAME]
        if self.NAME == "question":
            self.tracker["number"] = self.tracker.get("number", 0) + 1
            label += f" {self.tracker['number']}"
        if self.NAME == "correction":
            label += f" de l’étape {self.options['etape']}"
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
    """All blocks of `core.syntax.BLOCKS`, for one page at a time."""

    def __init__(self, page: LabPage, glossary: Glossary) -> None:
        super().__init__()
        self._page, self._glossary = page, glossary

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the blocks."""
        manager = self.register_block_mgr(md)
        for kind in BLOCKS.values():
            manager.register(_block_class(kind), {"page": self._page, "glossary": self._glossary})
        md.treeprocessors.register(UnbuiltTreeprocessor(md), "timonier_unbuilt", 1000)


def _block_class(kind: BlockKind) -> type[Block]:
    if kind.name in _MADE:
        return _MADE[kind.name]
    parsers: dict[str, Callable[[object], object]] = {"integer": type_integer, "string": type_string}
    options = {name: (None, parsers[type_]) for name, type_ in kind.options.items()}
    attributes = {"NAME": kind.name, "ARGUMENT": None if kind.title else False, "OPTIONS": options}
    return type(f"{kind.name.title()}Block", (LabBlock,), attributes)
