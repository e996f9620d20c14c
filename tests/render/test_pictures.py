"""Images say their size and wait until they are near; drawings keep all that is seen."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from timonier.render.pictures import fitted, minified, size


def picture(kind: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (30, 20)).save(data, kind)
    return data.getvalue()


DRAWING = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Un outil l'a dessin\xc3\xa9. -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:ed="http://editeur" viewBox="0 0 40 12.4">
  <metadata>Sans importance</metadata>
  <title>Un  titre</title>
  <g>
    <!-- le fond -->
    <rect width="4" height="4"/>
    <text x="1"> Un <tspan>mot</tspan> <tspan>ou deux</tspan> </text>
  </g>
</svg>
"""


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_an_image_says_its_size(kind: str) -> None:
    assert size(picture(kind)) == (30, 20)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('viewBox="0 0 40 12.4"', (40, 12)),
        ('viewBox="0,0,40,12" width="100%"', (40, 12)),
        ('width="80px" height="24"', (80, 24)),
        ('width="5em" height="3em"', None),
        ("", None),
    ],
)
def test_a_drawing_says_its_size(attributes: str, expected: tuple[int, int] | None) -> None:
    assert size(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()) == expected


@pytest.mark.parametrize("data", [b"", b"texte", picture("png")[:20], b"<svg", b"<html/>"])
def test_what_is_no_image_has_no_size(data: bytes) -> None:
    assert size(data) is None


def test_images_have_their_size_and_wait_but_the_first() -> None:
    files = {"a & b.png": picture("png")}
    page = '<p><img alt="" src="a &amp; b.png" /><img src=\'a &amp; b.png\'><img src="ailleurs.png"></p>'
    sizes = ' width="30" height="20"'
    assert fitted(page, files.get) == (
        f'<p><img{sizes} alt="" src="a &amp; b.png" />'
        f"<img loading=\"lazy\"{sizes} src='a &amp; b.png'>"
        '<img loading="lazy" src="ailleurs.png"></p>'
    )


def test_what_an_author_says_of_an_image_stays() -> None:
    page = '<img src="a.png"><img src="a.png" width="15" loading="eager">'
    assert fitted(page, {"a.png": picture("png")}.get).endswith('<img src="a.png" width="15" loading="eager">')


def test_a_drawing_of_a_page_loses_what_nobody_sees() -> None:
    page = "<figure><svg>\n  <!-- note -->\n  <text>\n   <tspan>a</tspan>\n  </text>\n</svg></figure>\n<p> b </p>"
    expected = "<figure><svg> <text> <tspan>a</tspan> </text> </svg></figure>\n<p> b </p>"
    assert fitted(page, {}.get) == expected


def test_a_drawing_of_a_file_loses_what_nobody_sees() -> None:
    assert minified(DRAWING).decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 12.4"><title>Un  titre</title>'
        '<g><rect width="4" height="4"/><text x="1"> Un <tspan>mot</tspan> <tspan>ou deux</tspan> </text></g></svg>'
    )


def test_the_prose_of_a_drawing_keeps_its_spaces() -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject>'
        b'<p xmlns="http://www.w3.org/1999/xhtml">Un <b>mot</b> ou <i>deux</i></p></foreignObject></svg>'
    )
    assert minified(drawing) == drawing


@pytest.mark.parametrize("data", [b"", b"<svg", b"<html/>"])
def test_what_is_no_drawing_stays(data: bytes) -> None:
    assert minified(data) == data


def test_a_drawing_names_no_file_of_the_machine() -> None:
    hostile = (
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>'
    )
    assert b"root:" not in minified(hostile)
