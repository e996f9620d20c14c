"""A site that was not checked is found out: built without our plugins, or by a generator that ignores them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from timonier import course, settings
from timonier.audit.run import audit

pytestmark = pytest.mark.slow


def build(root: Path, generator: str) -> None:
    subprocess.run(
        [sys.executable, "-m", generator, "build"],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        check=True,
    )


def codes(root: Path) -> list[str]:
    project = settings.load(root)
    return [found.code for found in audit(root / "site", project, course.load(project))]


def remove_plugins(root: Path, *names: str) -> None:
    file = root / "mkdocs.yml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if line.strip(" -\n") not in names), encoding="utf-8")


def test_a_checked_site_passes(small_course: Path) -> None:
    build(small_course, "mkdocs")
    assert codes(small_course) == []


def test_without_our_plugins(small_course: Path) -> None:
    remove_plugins(
        small_course, *(f"timonier-{name}" for name in ("check", "nav", "search", "labs", "slides", "pdf"))
    )
    build(small_course, "mkdocs")
    assert "AUD001" in codes(small_course)


def test_the_other_plugins_ask_for_the_one_that_checks(small_course: Path) -> None:
    remove_plugins(small_course, "timonier-check")
    with pytest.raises(subprocess.CalledProcessError) as failure:
        build(small_course, "mkdocs")
    said = failure.value.stderr.decode()
    assert "mkdocs.yml n’a pas « timonier-check » sous plugins" in said
    assert "Traceback" not in said


def test_with_zensical(small_course: Path) -> None:
    build(small_course, "zensical")
    page = (small_course / "site" / "index.html").read_text(encoding="utf-8")
    assert "data-timonier-page" in page, "the extension must have run, or this proves nothing"
    assert "AUD001" in codes(small_course)
