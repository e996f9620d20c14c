"""The one command that makes all data again."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "scripts" / "refresh"


@pytest.fixture
def refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_all", FOLDER / "__main__.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_maker_is_run(refresh: ModuleType) -> None:
    programs = {file.stem for file in FOLDER.glob("*.py") if "__main__" in file.read_text(encoding="utf-8")}
    assert programs - {"__main__"} == set(refresh.MAKERS)


def test_every_file_of_data_is_watched(refresh: ModuleType) -> None:
    found = refresh.digests()
    assert "plugins/timonier/schemas/data/enums.json" in found
    assert "plugins/timonier/lint/commands/data/kubectl.json" in found


def test_what_changed(refresh: ModuleType) -> None:
    before = {"a": "1", "b": "1", "c": "1"}
    assert refresh.changes(before, {"a": "1", "b": "2", "d": "1"}) == ["~ b", "- c", "+ d"]
    assert refresh.changes(before, before) == []
