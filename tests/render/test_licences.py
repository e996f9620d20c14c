from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from timonier.errors import UsageError
from timonier.render.licences import Licence, licence, schema_parts, site_parts

ROOT = Path(__file__).parents[2]


def test_every_npm_package_that_is_installed_is_named():
    wanted = json.loads((ROOT / "scripts" / "assets" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    versions = {part.version for part in site_parts()}
    assert versions >= set(wanted.values())
    assert len(site_parts()) == len(wanted) + 2


def test_versions_and_authors_are_those_of_the_packages():
    parts = {part.name.partition(",")[0]: part for part in site_parts()}
    assert parts["Material for MkDocs"].version == version("mkdocs-material")
    assert parts["Material for MkDocs"].authors == "Martin Donath"
    assert parts["Source Serif"].authors == "Frank Grießhammer, Miguel Sousa"
    assert parts["Source Code Pro"].licence.name == "SIL Open Font License 1.1"


def test_schemas_say_where_they_come_from():
    kubernetes, *others = schema_parts()
    assert kubernetes.version == version("kubernetes-validate")
    assert kubernetes.licence == licence("Apache-2.0")
    folder = ROOT / "plugins" / "timonier" / "schemas" / "data"
    entries = [entry for file in folder.glob("*/provenance.json") for entry in json.loads(file.read_text())]
    assert len(others) == len(entries) > 0
    assert all(part.licence.address for part in (kubernetes, *others))


def test_a_licence_that_nobody_knows_is_shown_by_its_name():
    assert licence("Inconnue-1.0") == Licence("Inconnue-1.0", "")


def test_a_missing_package_is_one_sentence(tmp_path):
    with pytest.raises(UsageError, match="lancez scripts/site"):
        site_parts(tmp_path)
