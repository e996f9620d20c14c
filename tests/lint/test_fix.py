from dataclasses import replace
from pathlib import Path

import pytest

from timonier import cli, course, settings
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.errors import UsageError
from timonier.lint.fix import Repair, fix

HEAD = "---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n"
BAD = HEAD + "1. Créez :\n\n   ```bash\n   kubectl get pods\n   ```\n"
GOOD = HEAD + "1. Créez :\n\n    ```bash\n    kubectl get pods\n    ```\n"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    path = tmp_path / "content" / "cours" / "a.md"
    path.parent.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return path


def test_the_command_mends_then_checks(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.write_text(BAD, encoding="utf-8")
    assert cli.main(["lint", "--format", "concise"]) == 1
    assert "MD104" in capsys.readouterr().out
    assert cli.main(["lint", "--fix", "--format", "concise"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "content/cours/a.md : 3 lignes de liste corrigées\n")
    assert page.read_text(encoding="utf-8") == GOOD
    assert [path.name for path in page.parent.iterdir()] == ["a.md"]


def test_line_ends_and_byte_order_mark_stay(page: Path) -> None:
    page.write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    assert cli.main(["lint", "--fix"]) == 0
    assert page.read_bytes() == b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()


def test_a_sound_page_is_not_rewritten(page: Path) -> None:
    page.write_text(GOOD, encoding="utf-8")
    before = page.stat()
    project = settings.load(page.parent)
    assert fix(course.load(project), project) == ()
    assert page.stat() == before


def test_a_link_stays_a_link(page: Path, tmp_path: Path) -> None:
    real = tmp_path / "ailleurs.md"
    real.write_text(BAD, encoding="utf-8")
    page.symlink_to(real)
    project = settings.load(page.parent)
    pages = Course((SourceFile("content/cours/a.md", BAD),), ())
    assert fix(pages, project) == (Repair("content/cours/a.md", 3),)
    assert page.is_symlink()
    assert real.read_text(encoding="utf-8") == GOOD


def test_foreign_pages_are_left_alone(page: Path) -> None:
    page.write_text(BAD, encoding="utf-8")
    project = settings.load(page.parent)
    foreign = replace(project, is_project=False)
    assert fix(course.load(project), foreign) == ()
    assert page.read_text(encoding="utf-8") == BAD


def test_a_page_that_cannot_be_written(page: Path) -> None:
    project = settings.load(page.parent)
    missing = Course((SourceFile("content/cours/absent.md", BAD),), ())
    with pytest.raises(UsageError, match=r"absent\.md » ne peut pas être réécrit"):
        fix(missing, project)
