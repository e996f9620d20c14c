"""Small steps of the assembly."""

from __future__ import annotations

import pytest

from timonier.pdf import fonts, outline, stamp
from timonier.pdf.layout import Bookmark, Part, Point, unpack


@pytest.fixture(scope="module")
def font() -> stamp.StampFont:
    return stamp.subset(fonts.load().face(fonts.STAMP_FACE), "SourceSans3", "Les Services 0123 ☃")


def test_a_part_comes_back_from_the_cache_as_it_went() -> None:
    part = Part(b"%PDF\n\0", 3, {"été": Point(2, 1.5, 700.0)}, (Bookmark(2, "L’été", Point(2, 0, 1)),))
    assert unpack(part.pack()) == part


def test_headings_nest_under_the_nearest_of_higher_rank() -> None:
    marks = [Bookmark(level, str(index), Point(0, 0, 0)) for index, level in enumerate((1, 3, 2, 3, 4, 1))]
    shape = [(item.label, [child.label for child in item.children]) for item in outline.nested(marks)]
    assert shape == [("0", ["1", "2"]), ("5", [])]
    assert [child.label for child in outline.nested(marks)[0].children[1].children] == ["3"]


def test_a_stamp_is_shortened_to_its_room(font: stamp.StampFont) -> None:
    whole = "Les Services"
    assert font.shortened(whole, 9, 500) == whole
    short = font.shortened(whole, 9, 30)
    assert short.endswith("…")
    assert font.width(short, 9) <= 30


def test_a_character_that_the_font_lacks_becomes_a_question_mark(font: stamp.StampFont) -> None:
    assert font.glyphs["☃"] == font.glyphs["?"]
    assert font.width("0", 10) == pytest.approx(4.97, abs=0.01)
