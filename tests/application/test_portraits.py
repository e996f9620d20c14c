"""The service that draws: the same name, the same face, and always a picture that can be read."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from lxml import etree

from portraits import create_app
from portraits.face import face

SVG = "{http://www.w3.org/2000/svg}"


def draw(name: str) -> bytes:
    answer = create_app().test_client().get(f"/portrait/{quote(name, safe='')}.svg")
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    return answer.data


def test_the_same_name_has_the_same_face() -> None:
    assert draw("Camille") == draw("Camille")
    assert face("Camille") == face("camille")
    # Fixed for ever: a face must not change from one machine, or one version, to another.
    assert (face("Camille").cut, face("Camille").cloth, face("Camille").width) == ("chignon", "#44505c", 52)


def test_names_have_many_faces() -> None:
    assert len({face(f"nom-{number}") for number in range(500)}) > 490


def test_every_part_is_drawn() -> None:
    for number in range(200):
        assert etree.fromstring(draw(f"nom-{number}")).tag == f"{SVG}svg"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"onload="x', "a/b", "..", "\x00", "🧭", "é" * 4000])
def test_a_hostile_name_stays_text(name: str) -> None:
    picture = etree.fromstring(draw(name))
    assert {child.tag for child in picture} == {f"{SVG}{tag}" for tag in ("title", "defs", "g", "circle")}
    assert not picture.findall(f".//{SVG}script")
    assert len(picture.findtext(f"{SVG}title") or "") <= len("Portrait de ") + 40
