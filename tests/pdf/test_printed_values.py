"""Personal values on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_course import EPOCH, PAGES, Printed, write_course
from pdf_reading import text

from timonier import cli, course, settings
from timonier.core.products import Wish
from timonier.core.publication import STUDENTS
from timonier.pdf.job import Order, print_all

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _one_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def printed_for(root: Path, folder: Path, **values: str) -> str:
    project = settings.load(root)
    order = Order((Wish("page", "services"),), values=values)
    [document] = print_all(project, course.load(project), STUDENTS, folder, order).documents
    return text(document.path)


def test_each_gets_their_own_from_one_cache(printed: Printed, tmp_path: Path) -> None:
    assert "bonjour zoe" in printed_for(printed.root, tmp_path, stagiaire="zoe")
    assert "bonjour adam" in printed_for(printed.root, tmp_path, stagiaire="adam")
    assert "bonjour zoe" in printed_for(printed.root, tmp_path, stagiaire="zoe")
    assert "bonjour <stagiaire>" in printed_for(printed.root, tmp_path)


def test_the_command_prints_them_beside_the_site(printed: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(printed.root)
    assert cli.main(["pdf", "--page", "services", "--var", "stagiaire=zoe"]) == 0
    shown = text(printed.root / "pdf-zoe" / "services.pdf")
    assert "bonjour zoe" in shown
    assert "<stagiaire>" not in shown
    assert not (printed.root / "site").exists()


def test_slides_have_them_too(tmp_path: Path) -> None:
    lesson = "---\ntitle: Les Services\n---\n\n## Bonjour\n\n- bonjour <stagiaire>, et non \\<stagiaire>\n"
    root = write_course(tmp_path, {**PAGES, "cours/services.md": lesson})
    project, order = settings.load(root), Order((Wish("diapos", "services"),), values={"stagiaire": "zoe"})
    [document] = print_all(project, course.load(project), STUDENTS, tmp_path / "pdf", order).documents
    assert "bonjour zoe, et non <stagiaire>" in text(document.path)
