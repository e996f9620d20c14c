"""The report of a run that nothing has changed since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from timonier import course
from timonier.cache import Cache
from timonier.course import Course
from timonier.lint import cached, runner
from timonier.lint.report import Report
from timonier.settings import Settings

FAULTY = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: demo\n  label: web\n---\nkind: [\n"
CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: bateaux.exemple.test
spec:
  group: exemple.test
  names: {kind: Bateau, plural: bateaux}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {ancre: {type: TYPE}}}}
"""
BOAT = "apiVersion: exemple.test/v1\nkind: Bateau\nmetadata:\n  name: a\nancre: 1\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text(f"# A\n\n```yaml\n{FAULTY}```\n[b](b.md)\n", encoding="utf-8")
    (tmp_path / "content" / "b.md").write_text("# B\n\n```yaml\na: 1\n```\n", encoding="utf-8")
    return Settings(tmp_path, kubernetes=("1.37", "1.38"))


def loaded(settings: Settings) -> Course:
    return course.load(settings)


def forbid_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Report:
        raise AssertionError("checked again")

    monkeypatch.setattr(runner, "lint", refuse)


def test_nothing_changed_nothing_checked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cached.lint(loaded(settings), settings)
    assert first == runner.lint(loaded(settings), settings)
    assert first.diagnostics and first.notes and first.snippets
    forbid_checks(monkeypatch)
    assert cached.lint(loaded(settings), settings) == first


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/b.md", "# B\n\n```yaml\na: 2\n```\n"),
        ("content/c.md", "# C\n"),
        ("corrections/tp/web.yaml", "a: 1\n"),
    ],
)
def test_a_text_that_changed(path: str, text: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    cached.lint(loaded(settings), settings)
    (settings.root / path).parent.mkdir(parents=True, exist_ok=True)
    (settings.root / path).write_text(text, encoding="utf-8")
    forbid_checks(monkeypatch)
    with pytest.raises(AssertionError, match="checked again"):
        cached.lint(loaded(settings), settings)


def test_a_file_that_went(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    cached.lint(loaded(settings), settings)
    (settings.root / "content" / "b.md").unlink()
    forbid_checks(monkeypatch)
    with pytest.raises(AssertionError, match="checked again"):
        cached.lint(loaded(settings), settings)


def test_settings_and_code_count(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    cached.lint(loaded(settings), settings)
    forbid_checks(monkeypatch)
    with pytest.raises(AssertionError, match="checked again"):
        cached.lint(loaded(settings), replace(settings, kubernetes=("1.36",)))
    monkeypatch.setattr(cached, "basis", lambda: "another rule")
    with pytest.raises(AssertionError, match="checked again"):
        cached.lint(loaded(settings), settings)


def test_a_definition_of_the_project_counts(settings: Settings) -> None:
    definition = settings.root / "crd.yaml"
    (settings.root / "content" / "b.md").write_text(f"```yaml\n{BOAT}```\n", encoding="utf-8")
    project = replace(settings, crds=("crd.yaml",))
    for kind, wanted in (("string", ["K8S101"]), ("integer", [])):
        definition.write_text(CRD.replace("TYPE", kind), encoding="utf-8")
        report = cached.lint(loaded(project), project)
        assert [found.code for found in report.of("content/b.md") if found.code.startswith("K8S")] == wanted


def test_each_set_of_paths_has_its_file(settings: Settings) -> None:
    whole = loaded(settings)
    cached.lint(whole, settings)
    cached.lint(replace(whole, pages=whole.pages[:1]), settings, ("content/a.md",))
    cached.lint(whole, settings)
    assert len(list((settings.cache_dir / cached.STAGE).iterdir())) == 2


@pytest.mark.parametrize("rest", [b"", b"\nnot json", b'\n{"snippets": [[1]], "diagnostics": [], "notes": []}'])
def test_a_spoilt_file_is_made_again(rest: bytes, settings: Settings) -> None:
    first = cached.lint(loaded(settings), settings)
    (file,) = (settings.cache_dir / cached.STAGE).iterdir()
    cache = Cache(settings.cache_dir)
    cache.put(cached.STAGE, file.name, cache.get(cached.STAGE, file.name).partition(b"\n")[0] + rest)
    assert cached.lint(loaded(settings), settings) == first


def test_a_cache_that_cannot_be_used_is_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Cache, "put", refuse)
    monkeypatch.setattr(Cache, "get", refuse)
    assert cached.lint(loaded(settings), settings).diagnostics


def test_files_of_no_project_leave_nothing_beside_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    foreign = Settings(tmp_path, is_project=False)
    cached.lint(course.load_paths([tmp_path / "a.yaml"], tmp_path), foreign, ("a.yaml",))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "cache"]


def test_somebody_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    assert cached.lint(
        course.load_paths([tmp_path / "a.yaml"], tmp_path), Settings(tmp_path, is_project=False)
    ).snippets
