"""What is done to the PDF of a part before it is kept.

In: what Typst made. Out: the same pages, whose elements have names of their own, and the file that the document
attached to itself. Typst numbers the cells and the notes of every document from the same start; a book holds many.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Object, ObjectStreamMode, Pdf, String

from timonier.cache import digest


def refined(data: bytes, attached: str) -> tuple[bytes, int, bytes]:
    """The PDF, its number of pages, and the attached file of a name."""
    prefix = digest(data)[:12]
    with Pdf.open(BytesIO(data)) as pdf:
        said = pdf.attachments[attached].get_file().read_bytes()
        del pdf.Root.Names
        for element in _elements(pdf.Root.StructTreeRoot):
            _own_names(element, prefix)
        if "/IDTree" in pdf.Root.StructTreeRoot:
            del pdf.Root.StructTreeRoot.IDTree
        out = BytesIO()
        pdf.save(out, static_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue(), len(pdf.pages), said


def _elements(element: Object) -> Iterator[Object]:
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _own_names(element: Object, prefix: str) -> None:
    if "/ID" in element:
        element.ID = String(f"{prefix}-{element.ID}")
    attributes = element.get("/A", Array())
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if "/Headers" in each:
            each.Headers = Array([String(f"{prefix}-{name}") for name in each.Headers])
