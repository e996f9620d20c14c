"""What is measured is worth measuring: many kinds, all valid, the same ones each time."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from timonier import course
from timonier.lint.runner import lint
from timonier.settings import Settings


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "scripts" / "benchmarks"))


def test_manifests_are_valid_and_of_many_kinds(tmp_path: Path) -> None:
    import manifests

    manifests.write(tmp_path, 120)
    report = lint(course.load_paths([tmp_path], tmp_path), Settings(tmp_path, is_project=False))
    assert report.diagnostics == ()
    assert {snippet.verdict for snippet in report.snippets} == {"valid"}
    assert (report.manifests, len({snippet.api for snippet in report.snippets})) == (120, 25)


def test_manifests_are_the_same_each_time() -> None:
    import manifests

    assert list(manifests.manifests(50)) == list(manifests.manifests(50))
    assert len(set(manifests.manifests(50))) == 50


def test_goals_and_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import measures

    found = [
        measures.Measure("a", 1.5, "s", 1.2),
        measures.Measure("b", 12345.6, ""),
        measures.Measure("c", 1, "s", 1),
    ]
    assert [each.missed for each in found] == [True, False, False]
    assert measures.table(found).splitlines()[1:] == [
        "a       1,50 s  ≤ 1,20 s ✗",
        "b       12346             ",
        "c       1,00 s  ≤ 1,00 s ✓",
    ]
    monkeypatch.setattr(measures, "ROOT", tmp_path)
    assert '"name": "a"' in measures.save("x", found).read_text(encoding="utf-8")


def test_a_run_is_a_process_with_a_memory(tmp_path: Path) -> None:
    import measures

    assert measures.Run(tmp_path, [sys.executable, "-c", "pass"], {}).seconds() > 0
    if sys.platform == "linux":
        assert measures._family(os.getpid())[0] == os.getpid()
        assert measures._proportional(os.getpid()) > 1000
    with pytest.raises(RuntimeError):
        measures.Run(tmp_path, [sys.executable, "-c", "raise SystemExit(3)"], {}).seconds()
