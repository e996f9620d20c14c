"""The same sources give the same bytes, and what did not change is not laid out again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pdf_course import EPOCH, PAGES, PODS, Printed, print_course, write_course

from timonier.core.products import KINDS
from timonier.core.publication import Publication
from timonier.pdf.binding import Format

pytestmark = pytest.mark.slow
TRAINERS = Publication("formateur")
FORMS = 3
"""Of the slides of a lesson."""


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def parts_of(root: Path) -> set[str]:
    return {file.name for file in (root / ".cache" / "timonier" / "pdf-parts").iterdir()}


@pytest.fixture(autouse=True)
def _one_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def test_one_worker_in_another_folder_without_cache_gives_the_same_bytes(printed: Printed, tmp_path: Path) -> None:
    root = write_course(tmp_path / "un autre dossier")
    print_course(root, workers=1)
    assert bytes_of(root / "pdf") == bytes_of(printed.folder)


def test_all_that_trainers_get_with_four_workers_too(tmp_path: Path) -> None:
    for name, workers in (("un", 1), ("quatre", 4)):
        root = write_course(tmp_path / name)
        products = print_course(root, publication=TRAINERS, form=Format(booklet=True), workers=workers)
    assert {each.product.kind for each in products.documents if each.product} == set(KINDS) - {"codes"}
    assert [each.path.name for each in products.documents if not each.product] == ["timonier-tout-livret.zip"]
    with pikepdf.open(root / "pdf" / "timonier-livre-livret.pdf") as book:
        assert len(book.attachments) > 1
    assert bytes_of(tmp_path / "un" / "pdf") == bytes_of(tmp_path / "quatre" / "pdf")


def test_processes_that_share_the_pages_give_the_same_bytes(printed: Printed, tmp_path: Path) -> None:
    """A process of its own: one that has laid out a page is never copied."""
    root = write_course(tmp_path)
    program = (
        "from timonier.lint import parallel; parallel.ENOUGH = 0; parallel._processes = lambda: 3\n"
        "from timonier.pdf import manuscript; assert not manuscript.typesetter.has_run()\n"
        "from timonier.cli import main; raise SystemExit(main(['pdf', '--sortie', 'pdf']))"
    )
    subprocess.run((sys.executable, "-c", program), cwd=root, check=True, capture_output=True)
    shown = bytes_of(root / "pdf")
    assert {name: shown[name] for name in bytes_of(printed.folder)} == bytes_of(printed.folder)


def test_a_changed_word_gives_what_a_print_from_nothing_does(printed: Printed, tmp_path: Path) -> None:
    warm = tmp_path / "tiède"
    shutil.copytree(printed.root, warm)
    changed = {**PAGES, "cours/pods.md": PODS.replace("meurt", "disparaît") + "\nUne ligne de plus.\n" * 80}
    for root, workers in ((warm, 2), (tmp_path / "froid", 4)):
        print_course(write_course(root, changed), workers=workers)
    assert bytes_of(warm / "pdf") == bytes_of(tmp_path / "froid" / "pdf")


def test_from_the_cache_too(printed: Printed, tmp_path: Path) -> None:
    before = parts_of(printed.root)
    print_course(printed.root, tmp_path / "pdf")
    assert bytes_of(tmp_path / "pdf") == bytes_of(printed.folder)
    assert parts_of(printed.root) == before


def test_one_changed_word_lays_out_one_page_again(printed: Printed, tmp_path: Path) -> None:
    root = tmp_path / "cours"
    shutil.copytree(printed.root, root)
    before = parts_of(root)
    write_course(root, {**PAGES, "cours/pods.md": PODS.replace("meurt", "disparaît")})
    print_course(root)
    assert len(parts_of(root) - before) == 1 + FORMS
    changed = {name for name, data in bytes_of(root / "pdf").items() if data != bytes_of(printed.folder)[name]}
    assert changed == {
        "pods.pdf",
        "timonier-diapos-lignes-pods.pdf",
        "timonier-diapos-notes-pods.pdf",
        "timonier-diapos-pods.pdf",
        "timonier-livre.pdf",
        "timonier-module-lecons.pdf",
        "timonier-parcours-essai.pdf",
        "timonier-tout.zip",
    }


def test_a_change_of_pagination_lays_out_no_contents_again(printed: Printed, tmp_path: Path) -> None:
    root = tmp_path / "cours"
    shutil.copytree(printed.root, root)
    before = parts_of(root)
    write_course(root, {**PAGES, "cours/pods.md": PODS + "\nUne ligne de plus.\n" * 80})
    print_course(root)
    assert len(parts_of(root) - before) == 1 + FORMS


def test_the_date_is_no_part_of_a_page(printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "cours"
    shutil.copytree(printed.root, root)
    before = parts_of(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    print_course(root)
    assert len(parts_of(root) - before) == 5, "the covers alone show it"
