"""Decks of other tools, each with the lesson that comes of it, and what has no place there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier import cli
from timonier.core.markdown import scan
from timonier.core.source import SourceFile
from timonier.intake.lesson import imported

CASES = sorted(path for path in (Path(__file__).parent / "cas").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_deck_becomes_this_lesson(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(case)
    lesson = tmp_path / "lecon.md"
    code = cli.main(["import-deck", "deck.md", "--sortie", str(lesson)])
    assert lesson.read_text(encoding="utf-8") == (case / "lecon.md").read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert said == (case / "messages.txt").read_text(encoding="utf-8")
    assert code == (1 if said else 0)
    copied = sorted(path.name for path in (tmp_path / "lecon").glob("*"))
    assert copied == sorted(path.name for path in (case / "images").glob("*"))


def lesson_of(text: str, level: int = 0) -> str:
    return imported(text, "deck", lambda _: None, level).text


CODE = "```yaml\nkind: Pod\n---\nkind: Service\n----\n```\n"
PIECES = (
    *("Un texte.\n", "- a\n- b\n", "# Titre\n", "## Autre\n", "| A |\n|---|\n| b |\n", CODE, "::: x\n", "---\n"),
    *("----\n", "Note:\n", "???\n", "<!-- .slide: x -->\n", "<div>\n", "> dit\n", "  suite\n", "![x](y.png)\n"),
    *("--\n", "]\n"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_text_and_no_code_is_lost(pieces: list[str]) -> None:
    text = "# Cours\n\n" + "\n".join(pieces)
    lesson = lesson_of(text)
    for word in ("Un texte.", "dit", "suite", "- a", "| b |", "![x](y.png)"):
        assert lesson.count(word) == text.count(word)
    document = scan(SourceFile("content/cours/x.md", lesson))
    assert [fence.content for fence in document.fences] == ["kind: Pod\n---\nkind: Service\n----"] * pieces.count(
        CODE
    )


@given(st.text(alphabet="#-`~:<>!|[](){}.\n ab'\"=", max_size=200), st.integers(0, 3))
def test_any_text_gives_a_lesson(text: str, level: int) -> None:
    assert lesson_of(text, level).startswith("---\ntitle: ")


def test_a_level_cuts_at_headings_and_dashes_are_then_nothing() -> None:
    lesson = lesson_of("# Cours\n\n## Un\n\n- a\n\n---\n\n### Détail\n\n- b\n", 2)
    assert "## Un" in lesson
    assert "#### Détail" in lesson
    assert "<!-- diapo -->" not in lesson


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["import-deck", *arguments]) == 2
    return capsys.readouterr().err


def test_nothing_is_ever_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck, lesson = tmp_path / "deck.md", tmp_path / "lecon.md"
    deck.write_text("# Un\n\n![x](a.png)\n", encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"neuf")
    lesson.write_text("déjà", encoding="utf-8")
    assert "existe déjà, rien n’a été écrit" in refused(capsys, str(deck), "--sortie", str(lesson))
    lesson.unlink()
    (tmp_path / "lecon").mkdir()
    (tmp_path / "lecon" / "a.png").write_bytes(b"vieux")
    assert "a.png existe déjà" in refused(capsys, str(deck), "--sortie", str(lesson))
    assert not lesson.exists()


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = tmp_path / "deck.md"
    assert "ne peut pas être lu" in refused(capsys, str(deck), "--sortie", str(tmp_path / "x.md"))
    deck.write_bytes(b"\xff")
    assert "n’est pas en UTF-8" in refused(capsys, str(deck), "--sortie", str(tmp_path / "x.md"))
    deck.write_text("\n", encoding="utf-8")
    assert "aucune diapositive" in refused(capsys, str(deck), "--sortie", str(tmp_path / "x.md"))


def test_without_a_name_the_lesson_goes_among_the_others_and_the_lint_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "Mon Été.md").write_text("# Un\n\n```yaml\nkind: Pod\n```\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["import-deck", "Mon Été.md"]) == 0
    capsys.readouterr()
    assert cli.main(["lint", "--format", "concise", "content/cours/mon-ete.md"]) == 1
    assert "content/cours/mon-ete.md:" in capsys.readouterr().out
