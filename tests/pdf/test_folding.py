"""Tags that say nothing are folded; what they held still belongs to somebody."""

from __future__ import annotations

import pydyf
import pytest
from pdf_course import Printed
from pikepdf import Array, Name, Pdf

from timonier.pdf.folding import fold


def _element(pdf: pydyf.PDF, kind: str, parent: pydyf.Object, **more: object) -> pydyf.Dictionary:
    page = b"" if kind == "/Document" else b"1 0 R"
    facts = {"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "Pg": page, "P": parent.reference, **more}
    element = pydyf.Dictionary(facts)
    pdf.add_object(element)
    if "S" in parent:
        parent["K"].append(element.reference)
    return element


def _tree() -> tuple[pydyf.PDF, pydyf.Dictionary, pydyf.Dictionary, pydyf.Array]:
    """A document, its root and its map of content."""
    pdf = pydyf.PDF()
    mapping = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Array()])})
    pdf.add_object(mapping)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": mapping.reference})
    pdf.add_object(root)
    document = _element(pdf, "/Document", root)
    root["K"] = pydyf.Array([document.reference])
    pdf.catalog["StructTreeRoot"] = root.reference
    return pdf, document, mapping, mapping["Nums"][1]


def test_a_paragraph_holds_its_text_itself_in_the_order_of_reading() -> None:
    pdf, document, _, owners = _tree()
    paragraph = _element(pdf, "/P", document)
    bold = _element(pdf, "/NonStruct", paragraph)
    word = _element(pdf, "/Span", bold, K=pydyf.Array([0]))
    link = _element(pdf, "/Link", bold, K=pydyf.Array([1]))
    last = _element(pdf, "/Span", paragraph, K=pydyf.Array([2]))
    owners.extend(each.reference for each in (word, link, last))
    fold(pdf)
    assert paragraph["K"] == [0, link.reference, 2]
    assert link["P"] == paragraph.reference
    assert owners == [paragraph.reference, link.reference, paragraph.reference]
    assert document["K"] == [paragraph.reference]


@pytest.mark.parametrize(
    ("holder", "more"),
    [("/Div", {}), ("/P", {"Alt": pydyf.String("Un nœud")}), ("/P", {"Pg": b"2 0 R"})],
    ids=["in a block", "with attributes", "on another page"],
)
def test_what_says_something_stays(holder: str, more: dict[str, object]) -> None:
    pdf, document, _, owners = _tree()
    block = _element(pdf, holder, document)
    span = _element(pdf, "/Span", block, **{"K": pydyf.Array([0]), **more})
    owners.append(span.reference)
    fold(pdf)
    assert block["K"] == [span.reference]
    assert owners == [span.reference]


def test_an_untagged_document_stays_as_it_is() -> None:
    pdf = pydyf.PDF()
    fold(pdf)
    assert "StructTreeRoot" not in pdf.catalog


@pytest.mark.slow
def test_no_paragraph_of_a_book_is_cut_into_tags_that_say_nothing(printed: Printed) -> None:
    with Pdf.open(printed.book) as pdf:
        elements = [each for each in pdf.objects if _is_element(each)]
        assert len(elements) > 100
        idle = [each for each in elements if each.S in {Name.Span, Name.NonStruct} and each.P.S == Name.P]
        assert [each for each in idle if "/A" not in each] == []
        assert all(isinstance(each.K, Array) for each in elements)


def _is_element(thing: object) -> bool:
    return hasattr(thing, "get") and thing.get("/Type") == Name.StructElem
