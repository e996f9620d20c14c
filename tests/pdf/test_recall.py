"""A page that nothing changed is not converted again; one that anything changed is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pdf_course import SVG, write_course

from timonier import course, settings
from timonier.core.publication import STUDENTS, Publication
from timonier.pdf.fonts import Repertoire
from timonier.pdf.plan import plan
from timonier.pdf.prepare import Preparation, Prepared
from timonier.pdf.recall import Memory
from timonier.render.print_page import Links

CHARACTERS = Repertoire(frozenset(map(chr, range(0x3000))))


def prepared(root: Path, page: str, publication: Publication = STUDENTS) -> tuple[Prepared, int]:
    """A page, and how often something was made."""
    project = settings.load(root)
    sources = course.load(project)
    book = plan(project, sources)
    links = Links({entry.path: entry.id for entry in book.entries}, project.site_address)
    memory = Memory.of(sources, project, links, "")
    made: list[object] = []

    class Counted(Preparation):
        def _made(self, *asked):
            made.append(asked)
            return Preparation._made(self, *asked)

    preparation = Counted(project, publication, links, CHARACTERS, {}, memory)
    [entry] = [entry for entry in book.entries if entry.id == page]
    return preparation.prepare(entry), len(made)


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    root = write_course(tmp_path)
    publication = Publication("formateur")
    for page in ("services", "tp-un"):
        first, made = prepared(root, page, publication)
        again, made_again = prepared(root, page, publication)
        assert (made, made_again) == (1, 0)
        assert replace(again, names=dict(again.names)) == replace(first, names=dict(first.names))
    assert again.answer_chapter() is not None


def _write(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "change"),
    [
        ("pods", lambda root: _write(root, "content/cours/pods.md", "vit", "naît")),
        (
            "pods",
            lambda root: (root / "content/copie.md").write_bytes((root / "content/cours/pods.md").read_bytes()),
        ),
        ("services", lambda root: _write(root, "content/img/carré bleu.svg", "40", "41")),
        ("tp-un", lambda root: _write(root, "corrections/tp-un/web.yaml", "80", "81")),
        ("pods", lambda root: _write(root, "pyproject.toml", "camille", "zoe")),
        ("pods", lambda root: (root / "content/glossaire.yml").write_text("termes: []\n")),
    ],
)
def test_what_a_page_is_made_from_makes_it_again(
    tmp_path: Path, page: str, change: Callable[[Path], object]
) -> None:
    root = write_course(tmp_path)
    prepared(root, page)
    change(root)
    assert prepared(root, page)[1] == 1


def test_another_page_and_the_correction_of_another_lab_change_nothing(tmp_path: Path) -> None:
    root = write_course(tmp_path)
    prepared(root, "pods")
    _write(root, "content/cours/services.md", "premier", "second")
    _write(root, "corrections/tp-un/web.yaml", "80", "81")
    assert prepared(root, "pods")[1] == 0


def test_a_page_at_fault_is_looked_at_again(tmp_path: Path) -> None:
    root = write_course(tmp_path)
    _write(root, "content/cours/pods.md", "vit et", "![x](absente.svg) et")
    for _ in range(2):
        page, made = prepared(root, "pods")
        assert [each.code for each in page.diagnostics] == ["PDF103"]
        assert made == 1
    (root / "content/cours/absente.svg").write_text(SVG)
    assert prepared(root, "pods")[0].diagnostics == ()


def test_what_is_kept_and_cannot_be_read_is_made_again(tmp_path: Path) -> None:
    root = write_course(tmp_path)
    prepared(root, "pods")
    [kept] = (root / ".cache/timonier/pdf-pages").iterdir()
    content = kept.read_bytes().partition(b"\n")[0]
    for spoilt in (b"", content + b"\n{}", content + b"\n{", content + b"\n[]"):
        kept.write_bytes(spoilt)
        assert prepared(root, "pods")[1] == 1
