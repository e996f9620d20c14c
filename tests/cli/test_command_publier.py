"""`timonier publier` and `timonier export` on a small course; the build itself is tested with the site's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import refused

from timonier import cli
from timonier.cli import site
from timonier.cli.publier import with_published

SETTINGS = """# Réglages
[tool.timonier]
kubernetes = "1.37"  # la version du cours

[tool.timonier.corrections]  # sortis un à un
publiees = [
  "tp-un",  # lundi
]

[tool.autre]
a = 1
"""


@pytest.fixture
def labs(project: Path) -> Path:
    (project / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    for lab in ("tp-un", "tp-deux"):
        for name, text in {
            f"content/tp/{lab}.md": f"---\ntitle: {lab}\ntype: tp\n---\n\n## Étape 1 — {lab}\n",
            f"corrections/{lab}/correction.yml": f"tp: {lab}\netapes:\n  - n: 1\n    depart: [depart/a.yaml]\n"
            "    fichiers: [a.yaml]\n",
            f"corrections/{lab}/a.yaml": f"corrige: {lab}\n",
            f"corrections/{lab}/depart/a.yaml": "corrige: <nom>\n",
        }.items():
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return project


def build(code: int) -> Callable[..., int]:
    def pretend(_project: object, _sources: object, shown: object, *_: object, **__: object) -> int:
        print(shown)
        return code

    return pretend


def test_a_lab_is_added_and_nothing_else_changes(labs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "build", build(0))
    assert cli.main(["publier", "tp-deux", "tp-deux", "tp-un"]) == 0
    expected = SETTINGS.replace('  "tp-un",  # lundi\n', '  "tp-un",  # lundi\n  "tp-deux",\n')
    assert (labs / "pyproject.toml").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("code", [1, 2])
def test_a_build_that_fails_changes_nothing(labs: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(site, "build", build(code))
    assert cli.main(["publier", "tp-deux"]) == 1
    assert (labs / "pyproject.toml").read_text(encoding="utf-8") == SETTINGS


def test_an_unknown_lab(labs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "vouliez-vous dire « tp-deux »" in refused(capsys, "publier", "tp-deu")
    assert "vouliez-vous dire « tp-deux »" in refused(capsys, "export", "x", "--corrections", "tp-deu")
    assert (labs / "pyproject.toml").read_text(encoding="utf-8") == SETTINGS


@pytest.mark.parametrize(
    "text", ["[tool.timonier]\n", '[tool.timonier]\n[tool.timonier.corrections]\npubliees = "tp-a"\n']
)
def test_settings_of_other_shapes(text: str) -> None:
    import tomllib

    published = tomllib.loads(with_published(text, ["tp-b"]))["tool"]["timonier"]["corrections"]["publiees"]
    assert published == (["tp-a", "tp-b"] if "tp-a" in text else ["tp-b"])


def test_export_writes_what_students_may_have(labs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "depot"]) == 0
    found = sorted(path.relative_to(labs / "depot").as_posix() for path in (labs / "depot").rglob("*.*"))
    assert found == ["README.md", "tp-deux/depart/a.yaml", "tp-un/correction/a.yaml", "tp-un/depart/a.yaml"]
    assert "application" not in (labs / "depot" / "README.md").read_text(encoding="utf-8")
    capsys.readouterr()
    assert "dossier vide" in refused(capsys, "export", "depot")


def test_export_takes_the_application_and_nothing_around_it(labs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (
        "compose.yaml",
        "vitrine/app.py",
        "vitrine/.dockerignore",
        ".env",
        ".git/config",
        "__pycache__/a.pyc",
    ):
        file = labs / "application" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x\n", encoding="utf-8")
    (labs / "application" / "lance").write_text("x\n", encoding="utf-8")
    (labs / "application" / "lance").chmod(0o755)
    (labs / "application" / "corrige.yaml").symlink_to(labs / "corrections/tp-deux/a.yaml")
    assert cli.main(["export", "depot"]) == 0
    folder = labs / "depot" / "application"
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert found == ["compose.yaml", "lance", "vitrine/.dockerignore", "vitrine/app.py"]
    assert [(folder / name).stat().st_mode & 0o111 > 0 for name in ("lance", "compose.yaml")] == [True, False]
    assert "application/" in (labs / "depot" / "README.md").read_text(encoding="utf-8")
    assert "4 fichiers de application/" in capsys.readouterr().out


def test_a_correction_that_the_application_holds_goes_with_its_lab(
    labs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (labs / "application").mkdir()
    for lab in ("tp-un", "tp-deux"):
        (labs / "application" / lab).write_text(f"corrige: {lab}\n\n", encoding="utf-8")
    assert cli.main(["export", "depot"]) == 0
    assert [path.name for path in (labs / "depot" / "application").iterdir()] == ["tp-un"]
    said = "application/tp-deux n’est pas écrit : c’est le corrigé de tp-deux, qui n’est pas publié.\n"
    assert said in capsys.readouterr().out
    assert cli.main(["export", "tout", "--corrections", "toutes"]) == 0
    assert len(list((labs / "tout" / "application").iterdir())) == 2


def test_an_application_elsewhere_or_nowhere(labs: Path) -> None:
    (labs / "code").mkdir()
    (labs / "code" / "app.py").write_text("x\n", encoding="utf-8")
    for value, expected in (("code", True), ("", False)):
        table = f'{SETTINGS}\n[tool.timonier.dossiers]\napplication = "{value}"\n'
        (labs / "pyproject.toml").write_text(table, encoding="utf-8")
        assert cli.main(["export", f"depot-{value}"]) == 0
        assert (labs / f"depot-{value}" / "code" / "app.py").is_file() is expected
