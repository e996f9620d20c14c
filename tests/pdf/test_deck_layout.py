"""Slides laid out at their real size."""

from __future__ import annotations

from pathlib import Path

import pytest

from timonier import cli, course, settings
from timonier.pdf import decks, engine

pytestmark = pytest.mark.slow

HEAD = "---\ntitle: Exemple\ntype: cours\n---\n\n## Une partie\n\n"
WIDE = "| " + " | ".join(f"colonne{number:02}" for number in range(12)) + " |\n" + "|---" * 12 + "|\n"


def write(root: Path, text: str) -> Path:
    (root / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    page = root / "content" / "cours" / "exemple.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(HEAD + text, encoding="utf-8")
    return root


def found(root: Path) -> list[tuple[str, int]]:
    project = settings.load(root)
    return [(fault.code, fault.span.start.line) for fault in decks.check_decks(project, course.load(project))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n", []),
        ("- a\n" * 14, [("DIA110", 6)]),
        ("- a\n\n<!-- diapo -->\n\n" + "- b\n" * 14, [("DIA110", 10)]),
        ("```bash\n" + "x" * 110 + "\n```\n", [("DIA111", 6)]),
        ("```bash\n" + "x" * 100 + "\n```\n", []),
        (f"<!-- diapo: colonnes -->\n\n```bash\n{'x' * 60}\n```\n\n- a\n", [("DIA111", 6)]),
        (WIDE + "|" + " valeur |" * 12 + "\n", [("DIA111", 6)]),
        ("```bash\n" + "ls\n" * 200 + "```\n", [("DIA110", 6), ("DIA102", 8)]),
        ("- a\n\n![absente](rien.png)\n", []),
        ("- a <div><table>\n", []),
    ],
)
def test_what_does_not_fit(tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    assert found(write(tmp_path, text)) == expected


def test_slides_are_laid_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "- a\n" * 14)
    before = found(tmp_path)
    monkeypatch.setattr(engine, "measure", None)
    assert found(tmp_path) == before == [("DIA110", 6)]


def test_a_page_without_deck_and_a_lab_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "- a\n" * 14)
    page = tmp_path / "content" / "cours" / "exemple.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("type: cours\n", "type: cours\ndiaporama: false\n"), encoding="utf-8")
    lab = tmp_path / "content" / "tp" / "exemple-tp.md"
    lab.parent.mkdir()
    lab.write_text(text, encoding="utf-8")
    assert found(tmp_path) == []


def test_the_command_says_it_at_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write(tmp_path, "- a\n" * 14))
    assert cli.main(("lint", "--format", "concise")) == 0
    assert cli.main(("lint", "--diapos", "--format", "concise")) == 1
    assert "content/cours/exemple.md:6:1: DIA110 cette diapositive déborde en bas" in capsys.readouterr().out
