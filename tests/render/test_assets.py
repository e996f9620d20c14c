from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from timonier.cache import Cache
from timonier.errors import UsageError
from timonier.render.assets import INTERFACE, TEMPLATES, site_assets

OWN = TEMPLATES.parent / "assets"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return Cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def assets(cache):
    return site_assets(["Σ au cours"], cache)


def fonts(assets):
    return [TTFont(io.BytesIO(asset.data)) for asset in assets.files if asset.path.endswith(".woff2")]


def test_four_faces_at_most_each_light(assets):
    sizes = [len(asset.data) for asset in assets.files if asset.path.endswith(".woff2")]
    assert len(sizes) == 4
    assert max(sizes) < 30_000


def test_the_fonts_have_the_characters_of_the_interface_and_of_the_course(assets):
    shown = {chr(point) for font in fonts(assets) for point in font.getBestCmap()}
    assert shown >= INTERFACE
    assert "Σ" in shown
    assert "Ω" not in shown


def test_the_code_font_draws_trees(assets):
    code = next(font for font in fonts(assets) if "Code" in font["name"].getDebugName(1))
    assert {ord(character) for character in "├│└─→≥✓☐"} <= code.getBestCmap().keys()


@pytest.mark.slow
def test_from_cache_or_not_the_bytes_are_the_same(assets, cache, tmp_path):
    assert site_assets(["Σ au cours"], cache) == assets
    assert site_assets(["Σ au cours"], Cache(tmp_path)) == assets


@pytest.mark.slow
def test_names_follow_content(assets, cache):
    other = site_assets(["Ж"], cache)
    assert other.script == assets.script
    assert other.style != assets.style


def test_a_missing_font_is_one_sentence(cache, tmp_path):
    with pytest.raises(UsageError, match="lancez scripts/site"):
        site_assets([], cache, prefix=tmp_path)


def test_the_style_sheet_names_the_files(assets):
    style = next(asset.data.decode() for asset in assets.files if asset.path == assets.style)
    named = set(re.findall(r'url\("([^"]+)"\)', style))
    assert named == {Path(asset.path).name for asset in assets.files if asset.path.endswith(".woff2")}
    assert set(assets.preloads) <= {asset.path for asset in assets.files}


def colours(block):
    return dict(re.findall(r"--tm-([\w-]+): (#[0-9a-f]{6});", block))


def contrast(one, other):
    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_text_is_legible_on_page_and_code(theme):
    blocks = re.findall(r"\{([^}]*)\}", (OWN / "tokens.css").read_text(encoding="utf-8"))
    found = colours(blocks[theme])
    grounds = [found[name] for name in ("bg", "code-bg", "error-bg", "mark-bg")]
    texts = {name: colour for name, colour in found.items() if not name.endswith("bg") and name != "line"}
    assert len(texts) == 11
    weak = {
        (name, ground) for name, colour in texts.items() for ground in grounds[:2] if contrast(colour, ground) < 4.5
    }
    assert not weak
    assert contrast(found["text"], found["mark-bg"]) >= 4.5
    assert contrast(found["error"], found["error-bg"]) >= 4.5


def test_the_wheel_has_seven_spokes_and_one_colour():
    icon = ET.parse(TEMPLATES / ".icons" / "timonier" / "roue.svg").getroot()
    paths = list(icon)
    assert len(paths) == 1
    assert "fill" not in paths[0].attrib
    # The ring and the hub are four arcs; each spoke ends in one inside the ring and one outside.
    assert paths[0].attrib["d"].count("z") == 3 + 2 * 7


def test_the_favicon_is_a_png():
    assert (OWN / "favicon.png").read_bytes().startswith(b"\x89PNG")
