"""Small courses in tests/cas/ with the exact output that they give."""

import json as jsonlib
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest

from timonier import course, settings
from timonier.lint.registry import by_code
from timonier.lint.report import Report
from timonier.lint.runner import lint
from timonier.report import concise, json
from timonier.settings import Settings

SCHEMA = jsonschema_rs.validator_for(
    jsonlib.loads(files("timonier.report").joinpath("report.schema.json").read_text(encoding="utf-8"))
)
CASES = Path(__file__).parent.parent / "cas"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def checked(folder: Path) -> Report:
    """The report on a case: on its course, or on all its files where there is none."""
    has_settings = (folder / "pyproject.toml").is_file()
    is_course = (folder / "content").is_dir()
    project = settings.load(folder) if has_settings else Settings(folder.resolve(), is_project=is_course)
    sources = course.load(project) if is_course else course.load_paths([folder], project.root)
    return lint(sources, project)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    assert concise.render(checked(folder)) == (folder / "attendu.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_json_of_a_case_is_the_published_contract(folder: Path) -> None:
    SCHEMA.validate(jsonlib.loads(json.render(checked(folder))))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_case_is_named_after_its_code(folder: Path) -> None:
    code, _, name = folder.name.partition("-")
    expected = (folder / "attendu.txt").read_text(encoding="utf-8")
    assert name
    assert (by_code(code) is not None and f" {code} " in expected) if expected else code == "PROPRE"
