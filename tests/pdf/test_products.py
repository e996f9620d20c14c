"""Each product holds its pages, and nothing else; a part is laid out once whatever it goes into."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pdf_course import EPOCH, Printed, print_course, write_course
from pdf_reading import squeezed, text
from pikepdf import Pdf

from timonier.core.products import Kind, Wish
from timonier.core.publication import Publication
from timonier.errors import UsageError
from timonier.pdf.binding import Format

pytestmark = pytest.mark.slow
TRAINERS = Publication("formateur")
PARTS = Path(".cache/timonier/pdf-parts")


@pytest.fixture(autouse=True)
def _one_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(scope="session")
def answers(printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The answers book of the edition for trainers."""
    folder = tmp_path_factory.mktemp("corrigés")
    products = print_course(printed.root, folder, wishes=(Wish("corriges"),), publication=TRAINERS)
    assert [document.path.name for document in products.documents] == ["timonier-corriges.pdf"]
    return products.documents[0].path


@pytest.mark.parametrize(
    ("name", "pages", "others"),
    [
        ("timonier-module-lecons", ("Définition", "Types de Service"), ("Étape 1",)),
        ("timonier-module-pratique", ("Étape 1",), ("Définition",)),
        ("timonier-cahier", ("Étape 1", "Tout est vert"), ("Définition", "corrige-web")),
        ("timonier-parcours-essai", ("Types de Service", "Définition", "Étape 1"), ()),
    ],
)
def test_a_product_has_its_pages_in_order(
    printed: Printed, name: str, pages: tuple[str, ...], others: tuple[str, ...]
) -> None:
    shown = text(printed.folder / f"{name}.pdf", "-f", "4")
    places = [shown.index(words) for words in pages]
    assert places == sorted(places)
    assert not any(words in shown for words in others)


def test_the_answers_book_has_files_changes_and_answers_under_their_step(answers: Path) -> None:
    shown = text(answers, "-layout", "-f", "4")
    words = ("Corrigé : un premier pas", "Étape 2", "la réponse : 80", "manquait", "+   name: corrige-web")
    assert [word for word in words if squeezed(word) not in squeezed(shown)] == []
    assert "Étape 1" not in shown
    assert "Bilan" not in shown


def test_no_answers_book_without_answers(printed: Printed, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--corrections"):
        print_course(printed.root, tmp_path, wishes=(Wish("corriges"),))


@pytest.mark.parametrize(
    ("kind", "subject", "words"),
    [
        ("module", "lecon", "vouliez-vous dire « lecons »"),
        ("parcours", "xyz", "choisissez parmi essai"),
        ("page", "pod", "vouliez-vous dire « pods »"),
        ("codes", "", "n’a pas de page des codes"),
    ],
)
def test_what_does_not_exist_is_said(
    printed: Printed, tmp_path: Path, kind: Kind, subject: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        print_course(printed.root, tmp_path, wishes=(Wish(kind, subject),))


def test_a_workbook_for_trainers_has_no_answer_and_no_note(printed: Printed, tmp_path: Path) -> None:
    [book] = print_course(printed.root, tmp_path, wishes=(Wish("cahier"),), publication=TRAINERS).documents
    assert book.path.read_bytes() == (printed.folder / "timonier-cahier.pdf").read_bytes()
    assert book.download == "timonier-cahier-stagiaire-2026-09-21.pdf"


def test_documents_are_kept_under_edition_and_date(printed: Printed) -> None:
    names = {document.path.name: document.download for document in printed.products.documents}
    assert names["services.pdf"] == "timonier-services-stagiaire-2026-09-21.pdf"
    assert names["timonier-livre.pdf"] == "timonier-livre-stagiaire-2026-09-21.pdf"
    assert names["timonier-tout.zip"] == "timonier-stagiaire-2026-09-21.zip"


def test_the_zip_holds_every_document_so_that_links_from_one_to_the_other_work(printed: Printed) -> None:
    with zipfile.ZipFile(printed.folder / "timonier-tout.zip") as archive:
        members = {Path(name).name: archive.read(name) for name in archive.namelist()}
        assert {Path(name).parent.name for name in archive.namelist()} == {"timonier-stagiaire-2026-09-21"}
    assert members == {file.name: file.read_bytes() for file in printed.folder.glob("*.pdf")}


def test_a_page_is_laid_out_once_for_all_documents(tmp_path: Path) -> None:
    root = write_course(tmp_path)
    print_course(root)
    # Four pages, a cover and contents for the book, two modules, the track and the workbook, two indexes, two days,
    # two decks in three forms.
    assert len(list((root / PARTS).iterdir())) == 4 + 5 * 2 + 2 + 2 + 2 * 3


def test_single_sided_pages_are_all_bound_on_their_left(printed: Printed, tmp_path: Path) -> None:
    form = Format(single_sided=True)
    [page] = print_course(printed.root, tmp_path, wishes=(Wish("page", "services"),), form=form).documents
    assert page.path.name == "services-recto.pdf"
    with Pdf.open(page.path) as pdf, Pdf.open(printed.folder / "services.pdf") as both_sided:
        shifts = [bytes(each.Contents[0].read_bytes()) for each in pdf.pages]
        assert set(shifts) == {b"q 1 0 0 1 0.0000 0 cm\n"}
        assert len(pdf.pages) == len(both_sided.pages)


def test_a_booklet_has_whole_sheets(printed: Printed, tmp_path: Path) -> None:
    wishes = (Wish("page", "services"), Wish("module"))
    for document in print_course(printed.root, tmp_path, wishes=wishes, form=Format(booklet=True)).documents:
        assert document.path.stem.endswith("-livret")
        with Pdf.open(document.path) as pdf:
            assert len(pdf.pages) == document.pages
            assert document.pages % 4 == 0
