"""One part: what a page asks for and gets, and what it is told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pdf_course import SVG
from pdf_geometry import pieces
from pikepdf import Dictionary, Pdf
from PIL import Image

from timonier.cache import Cache
from timonier.pdf import fonts
from timonier.pdf.layout import PageRequest, Part, PartError
from timonier.pdf.typesetter import lay_out

SHARED = '<svg viewbox="0 0 9 9"><defs><rect id="a" width="9" height="9"/></defs><use xlink:href="#a"/></svg>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fonts.configure(fonts.load(), Cache(tmp_path_factory.mktemp("polices"))).parent


def part(html: str, folder: Path, **assets: bytes) -> Part:
    named = {f"asset:{name.replace('_', '.')}": data for name, data in assets.items()}
    return lay_out(PageRequest(f"<html><head><title>T</title></head><body>{html}</body></html>", named), folder)


def text(made: Part) -> str:
    with Pdf.open(BytesIO(made.pdf)) as pdf:
        return "".join(piece.text for piece in pieces(pdf))


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_picture_of_any_format_under_any_name(folder: Path, kind: str) -> None:
    made = part('<p><img src="asset:a.jpg" alt="Un carré"></p>', folder, a_jpg=picture(kind))
    with Pdf.open(BytesIO(made.pdf)) as pdf:
        [image] = pdf.pages[0].get_images().values()
        assert (int(image.Width), int(image.Height)) == (8, 4)


def test_what_is_no_image_is_told_by_its_address(folder: Path) -> None:
    for data in (b"", b"<html/>", b"<svg", b"\x89PNG\r\n\x1a\n"):
        name = "a_svg" if data.startswith(b"<") else "a_png"
        with pytest.raises(PartError) as caught:
            part("<p>x</p>", folder, **{name: data})
        assert [refusal.message for refusal in caught.value.refusals] == ["image illisible"]


def test_a_drawing_of_the_page_may_share_its_parts(folder: Path) -> None:
    assert part(f"<figure>{SHARED}</figure>", folder).pages == 1
    with pytest.raises(PartError) as caught:
        part('<figure><svg viewbox="0 0 9 9" foo:bar="1"></svg></figure>', folder)
    assert [(each.address, each.message) for each in caught.value.refusals] == [("", "image illisible")]


def test_places_are_where_they_are_seen(folder: Path) -> None:
    made = part(
        '<article><h1 id="haut">Un</h1><p>a <span id="mot">b</span></p>'
        + "<p>x</p>" * 60
        + '<div class="highlight" id="code"><pre><code>a: 1</code></pre></div></article>',
        folder,
        a_svg=SVG.encode(),
    )
    assert made.pages == 3
    top, word, code = (made.anchors[name] for name in ("haut", "mot", "code"))
    assert (top.page, word.page, code.page) == (0, 0, 2)
    assert top.y > word.y > 600
    assert word.x > top.x
    assert [(mark.level, mark.label, mark.point) for mark in made.bookmarks] == [(1, "Un", top)]


def test_each_part_has_names_of_its_own(folder: Path) -> None:
    table = "<table><thead><tr><th>{0}</th></tr></thead><tbody><tr><td>{0}</td></tr></tbody></table>"
    names = set()
    for word in ("un", "deux"):
        with Pdf.open(BytesIO(part(table.format(word), folder).pdf)) as pdf:
            assert "/Names" not in pdf.Root
            elements = [each for each in pdf.objects if isinstance(each, Dictionary) and "/S" in each]
            [name] = [str(each.ID) for each in elements if "/ID" in each]
            owners = [owner for each in elements if "/A" in each for owner in each.A]
            assert {str(head) for owner in owners for head in owner.get("/Headers", [])} == {name}
        names.add(name)
    assert len(names) == 2


def test_a_line_of_code_is_never_lost_in_a_narrow_place(folder: Path) -> None:
    line = "abcdefghij" * 20
    nested = "<ul><li>" * 14 + f"<pre><code>{' ' * 40}{line}</code></pre>" + "</li></ul>" * 14
    assert line in text(part(nested, folder)).replace(" ", "")


WORDS = "Un mot après l’autre. " * 400
ROW = f"<tr><td>{WORDS}</td><td>{WORDS}</td></tr>"
TALL = {
    "une case": f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{ROW}</tbody></table>",
    "des lignes d’une case": f"<table><tbody><tr><td>{'x<br>' * 90}fin</td></tr></tbody></table>",
    "un cadre": f'<div class="tm-bloc tm-retenir"><p class="tm-bloc-titre">À retenir</p><p>{WORDS}</p></div>',
    "un élément de liste": f"<ul><li>{WORDS}</li></ul>",
    "une figure": f"<figure><p>{WORDS}</p><figcaption>{WORDS}</figcaption></figure>",
    "du code": "<pre><code>" + "\n".join(["a: 1"] * 10 + ["b" * 9000] * 2 + ["c: 1"] * 10) + "</code></pre>",
}


@pytest.mark.parametrize("name", TALL)
def test_what_is_higher_than_a_page_goes_on_overleaf(folder: Path, name: str) -> None:
    made = part(TALL[name], folder)
    assert made.pages > 1
    with Pdf.open(BytesIO(made.pdf)) as pdf:
        low = [piece for piece in pieces(pdf) if piece.text.strip() and not piece.artifact and piece.box[1] < 66]
    assert low == []


def test_code_that_goes_on_says_so_whatever_its_lines(folder: Path) -> None:
    shown = text(part(f"<pre><code>{'x' * 9000}</code></pre>", folder))
    assert shown.count("(suite)") == shown.count("suite page suivante") == 1
