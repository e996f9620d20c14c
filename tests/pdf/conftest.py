"""The course of `pdf_course` and that of this repository, each printed once for all tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pdf_course import EPOCH, Printed, PrintedEdition, print_course, write_course

from timonier import course, settings
from timonier.core.products import Wish
from timonier.core.publication import STUDENTS, Publication
from timonier.pdf.job import Order, print_all

ROOT = Path(__file__).parents[2]
ADDRESS = "https://formation.exemple.fr/k8s/"


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The course, printed as students get it."""
    root = write_course(tmp_path_factory.mktemp("cours imprimé"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        return Printed(root, root / "pdf", print_course(root))


@pytest.fixture(scope="session", params=["stagiaire", "formateur"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PrintedEdition:
    """The course of this repository: all that students get; books and pages of trainers, as with a site."""
    out, project, order = tmp_path_factory.mktemp("édition"), settings.load(ROOT), Order()
    publication = STUDENTS
    if request.param == "formateur":
        project, publication = replace(project, site_address=ADDRESS), Publication("formateur")
        order = Order((Wish("livre"), Wish("page"), Wish("corriges"), Wish("cahier")))
    products = print_all(project, course.load(project), publication, out, order)
    assert products.diagnostics == ()
    return PrintedEdition(project, publication, out)
