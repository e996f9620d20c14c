from __future__ import annotations

import json

import pytest

from timonier.cache import Cache
from timonier.render.assets import site_assets
from timonier.render.values import values_script
from timonier.settings import Variable

NAME = Variable("stagiaire", "Votre « prénom »", '[a-z"]+', "camille")


def test_the_script_begins_with_what_the_course_declares() -> None:
    first, _, code = values_script({"stagiaire": NAME}, "Cours").partition("\n")
    facts = json.loads(first.removeprefix("const TM_VALUES = ").removesuffix(";"))
    assert (facts["course"], facts["longest"]) == ("Cours", 100)
    assert facts["variables"] == [
        {
            "name": "stagiaire",
            "label": "Votre « prénom »",
            "pattern": '[a-z"]+',
            "example": "camille",
            "rule": "",
            "expected": 'Il faut la forme « [a-z"]+ », par exemple « camille ».',
        }
    ]
    assert "innerHTML" not in code
    assert "insertAdjacent" not in code


def test_a_course_without_values_has_no_script() -> None:
    assert values_script({}, "Cours") == ""


@pytest.mark.slow
def test_the_script_is_a_file_of_the_site(tmp_path) -> None:
    cache = Cache(tmp_path)
    assert site_assets([], cache).values_script == ""
    assets = site_assets([], cache, values="const a = 1;")
    [file] = [asset for asset in assets.files if asset.path == assets.values_script]
    assert file.data == b"const a = 1;"
