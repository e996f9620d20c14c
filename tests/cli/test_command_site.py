"""`timonier site`: all or nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from timonier.cli import main

BUILD = ("site", "--sans-pdf")


@pytest.fixture
def course(small_course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_course)
    return small_course


def old_site(course: Path) -> Path:
    page = course / "site" / "index.html"
    page.parent.mkdir()
    page.write_text("l’ancien site", encoding="utf-8")
    return page


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a site but the compressed sitemap, which carries the date of its making."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


def nothing_left(course: Path) -> bool:
    return not list(course.glob(".site.*"))


@pytest.mark.slow
def test_a_build_from_cache_is_a_clean_build(course: Path, capfd: pytest.CaptureFixture[str]) -> None:
    old_site(course)
    assert main(BUILD) == 0
    said = capfd.readouterr().out
    assert "[1/4] vérification" in said
    assert "[4/4] audit" in said
    assert said.rstrip().endswith(f"Site prêt : {course.resolve() / 'site'}")
    first = files(course / "site")
    assert main(BUILD) == 0
    cached = files(course / "site")
    (course / ".cache").unlink()
    assert main(BUILD) == 0
    assert first == cached == files(course / "site")
    assert nothing_left(course)


@pytest.mark.slow
def test_a_fault_keeps_the_old_site(course: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = old_site(course)
    lesson = course / "content" / "cours" / "services.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("- port: 80", "- prot: 80"), encoding="utf-8")
    assert main(BUILD) == 1
    said = capfd.readouterr().out
    assert "content/cours/services.md:23:7: K8S102" in said
    assert "fait en" not in said
    assert page.read_text(encoding="utf-8") == "l’ancien site"
    assert nothing_left(course)


@pytest.mark.slow
def test_a_fault_that_only_the_build_sees(course: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = old_site(course)
    hub = course / "content" / "index.md"
    hub.write_text(hub.read_text(encoding="utf-8") + "\n[ancre](cours/services.md#absente)\n", encoding="utf-8")
    assert main(BUILD) == 1
    assert "absente" in capfd.readouterr().out
    assert page.read_text(encoding="utf-8") == "l’ancien site"
    assert nothing_left(course)


@pytest.mark.slow
def test_an_interrupted_build_leaves_the_old_site(course: Path) -> None:
    page = old_site(course)
    command = [sys.executable, "-m", "timonier", *BUILD]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("[3/4]"):
                os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert page.read_text(encoding="utf-8") == "l’ancien site"
    assert nothing_left(course)


def test_a_course_without_pages(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(course / "content")
    (course / "content").mkdir()
    assert main(BUILD) == 2
    assert "ne contient aucune page" in capsys.readouterr().err


def test_no_site_to_make_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(BUILD) == 2
    assert "ne contient pas mkdocs.yml" in capsys.readouterr().err


def test_the_output_is_a_file(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "site").touch()
    assert main(BUILD) == 2
    assert "est un fichier" in capsys.readouterr().err
