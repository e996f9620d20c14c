"""Small courses in tests/cas/ with the exact output that they give."""

from pathlib import Path

import pytest

from timonier import course, settings
from timonier.lint.registry import by_code
from timonier.lint.runner import lint
from timonier.report import concise
from timonier.settings import Settings

CASES = Path(__file__).parent.parent / "cas"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def output(folder: Path) -> str:
    """What `timonier lint --format concise` prints there: for the course, or for all files where there is none."""
    has_settings = (folder / "pyproject.toml").is_file()
    is_course = (folder / "content").is_dir()
    project = settings.load(folder) if has_settings else Settings(folder.resolve(), is_project=is_course)
    sources = course.load(project) if is_course else course.load_paths([folder], project.root)
    return concise.render(lint(sources, project))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    assert output(folder) == (folder / "attendu.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_case_is_named_after_its_code(folder: Path) -> None:
    code, _, name = folder.name.partition("-")
    expected = (folder / "attendu.txt").read_text(encoding="utf-8")
    assert name
    assert (by_code(code) is not None and f" {code} " in expected) if expected else code == "PROPRE"
