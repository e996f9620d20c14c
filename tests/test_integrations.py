"""The files that other tools read: the pre-commit hook, the CI of GitHub and of GitLab."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from timonier import cli

ROOT = Path(__file__).parents[1]
WORKFLOW, GITLAB, HOOKS = ".github/workflows/site.yml", ".gitlab-ci.yml", ".pre-commit-hooks.yaml"
SCRIPTS = {"scripts/site", "scripts/test"}


def read(name: str) -> Any:
    return yaml.load((ROOT / name).read_text(encoding="utf-8"), yaml.BaseLoader)


def hook() -> list[str]:
    (found,) = read(HOOKS)
    assert (found["id"], found["language"], set(found["types_or"])) == (
        "timonier-lint",
        "python",
        {"markdown", "yaml"},
    )
    program, *arguments = shlex.split(found["entry"])
    assert program == "timonier"
    return arguments


def test_the_hook_checks_the_files_that_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("web.yaml").write_text("apiVersion: v1\nkind: Namespace\nmetadata:\n  nom: web\n", encoding="utf-8")
    Path("a.md").write_text("# A\n", encoding="utf-8")
    assert cli.main([*hook(), "a.md"]) == 0
    assert cli.main([*hook(), "a.md", "web.yaml"]) == 1
    assert capsys.readouterr().out.startswith("web.yaml:4:3: K8S102 ")


def test_the_files_are_valid_to_our_own_lint(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lint", "--format", "json", *(str(ROOT / name) for name in (WORKFLOW, GITLAB))]) == 0
    found = [(each["kind"], each["verdict"]) for each in json.loads(capsys.readouterr().out)["snippets"]]
    assert sorted(found) == [("github-workflow", "valid"), ("gitlab-ci", "valid")]


def test_github_runs_the_scripts_and_nothing_else() -> None:
    steps = [step for job in read(WORKFLOW)["jobs"].values() for step in job["steps"]]
    assert {step["run"] for step in steps if "run" in step} == SCRIPTS
    used = {step["uses"].partition("@")[0] for step in steps if "uses" in step}
    assert {"actions/cache", "actions/upload-artifact", "actions/deploy-pages"} <= used


def test_gitlab_runs_the_scripts_and_nothing_else() -> None:
    jobs = [job for job in read(GITLAB).values() if isinstance(job, dict) and "script" in job]
    assert {job["script"] for job in jobs} == SCRIPTS
    assert [job["publish"] for job in jobs if "publish" in job] == ["site"]


def test_the_scripts_annotate_what_github_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from timonier import settings
    from timonier.cli import lint
    from timonier.cli.sources import whole_course

    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("---\ntitle: A\n---\n\n[b](b.md)\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    project = settings.load(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert lint.report(whole_course(project), project) == 1
    assert "::error" not in capsys.readouterr().out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert lint.report(whole_course(project), project) == 1
    assert "\n::error file=content/index.md,line=5," in capsys.readouterr().out
