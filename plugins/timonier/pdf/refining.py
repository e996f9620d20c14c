"""What is done to the PDF of a part before it is kept.

In: what Typst made. Out: the same pages, whose elements have names of their own, and the file that the document
attached to itself. Typst numbers the cells and the notes of every document from the same start; a book holds many.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pikepdf import Array, Name, NameTree, Object, ObjectStreamMode, Pdf, String

from timonier.cache import digest

_CELLS = (Name.TH, Name.TD)


def refined(data: bytes, attached: str) -> tuple[bytes, int, bytes]:
    """The PDF, its number of pages, and the attached file of a name."""
    prefix = digest(data)[:12]
    with Pdf.open(BytesIO(data)) as pdf:
        said = pdf.attachments[attached].get_file().read_bytes()
        del pdf.Root.Names
        tree = pdf.Root.StructTreeRoot
        if "/IDTree" in tree:
            named = [element for _, element in NameTree(tree.IDTree).items()]
            for element in named:
                element.ID = String(f"{prefix}-{element.ID}")
            for table in _tables(named):
                _name_heads(table, prefix)
            del tree.IDTree
        out = BytesIO()
        pdf.save(out, static_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue(), len(pdf.pages), said


def _tables(cells: Iterable[Object]) -> Iterable[Object]:
    """The tables that some cells are of."""
    found: dict[tuple[int, int], Object] = {}
    for cell in cells:
        element = cell
        while element.get("/S") not in (Name.Table, Name.Document, None):
            element = element.P
        if element.get("/S") == Name.Table:
            found[element.objgen] = element
    return found.values()


def _name_heads(element: Object, prefix: str) -> None:
    """Cells name those that head them."""
    for owner in element.get("/A", ()):
        if "/Headers" in owner:
            owner.Headers = Array([String(f"{prefix}-{name}") for name in owner.Headers])
    if element.S not in _CELLS:
        for kid in element.K:
            _name_heads(kid, prefix)
