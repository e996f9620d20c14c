from pathlib import Path

import pytest
from command_line import SERVICE, page, refused

from timonier import cli

YOUNG = SERVICE + "  trafficDistribution: PreferClose\n"


def test_each_manifest_with_its_range(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "web.yaml").write_text(f"{SERVICE}---\napiVersion: exemple.com/v1\nkind: Truc\n", encoding="utf-8")
    fences = f'```yaml\n{YOUNG}```\n\n```yaml extrait\n{SERVICE}```\n\n```yaml attendu="K8S102"\n{SERVICE}```\n'
    (elsewhere / "a.md").write_text(f"# A\n\n{fences}", encoding="utf-8")
    assert cli.main(["compat", "a.md", "web.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "a.md:5: v1 Service web : 1.30 → 1.37",
        "web.yaml:2: v1 Service web : 1.25 → 1.37",
        "web.yaml:12: exemple.com/v1 Truc : schéma inconnu",
        "3 manifestes, tous acceptés par : 1.30 → 1.37.",
    ]


def test_the_whole_course(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page(project, "content/a.md", f"```yaml\n{SERVICE}```\n")
    assert cli.main(["compat"]) == 0
    assert "content/a.md:" in capsys.readouterr().out
    assert "n’existe pas" in refused(capsys, "compat", "absent.yaml")


def test_versions_written_by_hand(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = "Il y a longtemps, " * 6, " et bien d’autres choses encore" * 4
    (elsewhere / "a.md").write_text(f"# A\n\n{before}depuis Kubernetes 1.33{after}.\n", encoding="utf-8")
    assert cli.main(["compat", "--prose", "."]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("a.md:3:127: …")
    assert "depuis Kubernetes 1.33 et bien d’autres choses" in line and line.endswith("…")
    assert len(line) < 150
