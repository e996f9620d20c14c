"""The course of this repository, printed: nothing is lost, nothing leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_reading import links, lost, names
from pikepdf import Pdf

from timonier import course, settings
from timonier.core.publication import STUDENTS
from timonier.lint.rule import CODES_FILE
from timonier.markdown_ext.convert import convert
from timonier.pdf.job import print_all

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pdf")
    project = settings.load(ROOT)
    assert print_all(project, course.load(project), STUDENTS, out).diagnostics == ()
    return out


def test_every_block_of_the_course_is_in_the_book_and_in_its_page(folder: Path) -> None:
    project = settings.load(ROOT)
    sources = {source.path: source for source in course.load(project).pages}
    del sources[f"{project.content}/{CODES_FILE}"]  # it is for the screen
    for source in sources.values():
        page = convert(source, project)
        for name in (page.id, "timonier-livre"):
            assert lost(page.html, folder / f"{name}.pdf") == [], source.path


def test_every_link_of_the_book_leads_somewhere(folder: Path) -> None:
    with Pdf.open(folder / "timonier-livre.pdf") as pdf:
        known = names(pdf)
        for _, link in links(pdf):
            if "/Dest" in link:
                assert bytes(link.Dest) in known
            else:
                assert str(link.A.URI).startswith(("https://", "http://", "mailto:"))
