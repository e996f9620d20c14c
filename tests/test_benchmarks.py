"""What is measured is worth measuring: many kinds, all valid, the same ones each time."""

from __future__ import annotations

import os
import runpy
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
        measures.Measure("c", 1.0, "s", 1.0),
        measures.Measure("d", 3, "u"),
    ]
    assert [each.missed for each in found] == [True, False, False, False]
    assert measures.table(found).splitlines()[1:] == [
        "a       1,50 s  ≤ 1,20 s ✗",
        "b       12346             ",
        "c       1,00 s  ≤ 1,00 s ✓",
        "d       3 u               ",
    ]
    monkeypatch.setattr(measures, "ROOT", tmp_path)
    assert '"name": "a"' in measures.save("x", found, {"y": "1.2"}).read_text(encoding="utf-8")


def test_a_run_is_a_process_with_a_memory(tmp_path: Path) -> None:
    import measures

    assert measures.Run(tmp_path, [sys.executable, "-c", "pass"], {}).seconds() > 0
    if sys.platform == "linux":
        assert measures._family(os.getpid())[0] == os.getpid()
        assert measures._proportional(os.getpid()) > 1000
    with pytest.raises(RuntimeError):
        measures.Run(tmp_path, [sys.executable, "-c", "raise SystemExit(3)"], {}).seconds()


def test_what_fails_says_why(tmp_path: Path) -> None:
    import measures

    with pytest.raises(RuntimeError, match="cassé"):
        measures.Run(tmp_path, [sys.executable, "-c", "raise SystemExit('cassé')"], {}).seconds()


def test_goals_of_the_book() -> None:
    import pdf_bench

    cold = {"Timonier": 12.0, "un": 20.0, "mkdocs-to-pdf": 40.0}
    sizes = {"Timonier": (500, 5_000_000), "un": (600, 12_000_000), "mkdocs-to-pdf": (400, 4_000_000)}
    found = pdf_bench._measures("Timonier", cold, {"one": 2.0, "start": 0.75, "same": 0.7}, 300.0, sizes)
    goals = {each.name.strip(): (each.value, each.missed) for each in found if each.goal is not None}
    assert goals == {
        "par rapport au plus rapide": (0.6, False),
        "par rapport à mkdocs-to-pdf": (0.3, False),
        "après le démarrage": (1.25, False),
        "rien n’a changé": (0.7, True),
        "mémoire à froid, tous processus": (300.0, False),
        "poids d’une page": (10.0, False),
    }


def test_goals_of_the_site() -> None:
    import site_bench

    taken = {"plain": 4.0, "full": 5.0, "same": 1.0, "one": 3.0, "cold": 12.0, "few": 4.25, "many": 51.0}
    found = site_bench.measures(taken, 601.0)
    assert [(each.value, each.missed) for each in found if each.goal is not None] == [
        (1.25, False),
        (0.2, False),
        (0.6, True),
        (pytest.approx(1.2), True),
        (601.0, True),
    ]


def test_goals_of_the_lint() -> None:
    import lint as bench

    found = bench.measures({"baseline": 10.0, "cold": 11.0, "warm": 0.4, "page": 0.3}, 150.0)
    assert [(each.value, each.missed) for each in found if each.goal is not None] == [
        (1.1, False),
        (150.0, False),
        (0.4, True),
        (0.3, False),
    ]


def test_goals_of_a_page() -> None:
    import page as bench

    found = bench.measures(351.0, 200.0, 1, 2.4)
    assert [each.missed for each in found] == [True, False, True, False]


def test_what_a_bench_forgets(tmp_path: Path) -> None:
    import site_bench

    site_bench._forget(tmp_path)
    for stage in ("lint", "pages"):
        (tmp_path / ".cache" / "timonier" / stage).mkdir(parents=True)
    site_bench._forget(tmp_path)
    assert [stage.name for stage in (tmp_path / ".cache" / "timonier").iterdir()] == ["lint"]


def test_each_bench_is_told() -> None:
    root = Path(__file__).parents[1]
    benches = runpy.run_path(str(root / "scripts" / "benchmarks" / "__main__.py"), run_name="benches")["BENCHES"]
    script, guide = (root / name for name in ("scripts/bench", "CONTRIBUTING.md"))
    for name, module in benches.items():
        assert (root / "scripts" / "benchmarks" / f"{module}.py").is_file()
        assert f"| `{name}` |" in guide.read_text(encoding="utf-8")
        assert name in script.read_text(encoding="utf-8").split()
