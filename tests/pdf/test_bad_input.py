"""Bad input costs one clear message and the documents that it is in, no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_course import SVG, print_course, write_course

from timonier import cli
from timonier.cache import Cache
from timonier.errors import UsageError
from timonier.lint.rule import Rule
from timonier.lint.rules.pdf import RULES
from timonier.pdf import engine, parts
from timonier.pdf.engine import PartError, Request
from timonier.pdf.parts import Workshop

GOOD = "---\ntitle: Bonne\n---\n\nUne bonne page.\n"
BROKEN_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def course_with(root: Path, text: str, **images: bytes) -> Path:
    """A course of a good page and of `mauvaise.md`, whose sixth line is `text`."""
    write_course(root, {"bonne.md": GOOD, "mauvaise.md": f"---\ntitle: Mauvaise\n---\n\nUne phrase.\n{text}\n"})
    for name in ("mkdocs.yml", "content/parcours/essai.yml"):
        (root / name).unlink()
    for name, data in images.items():
        (root / "content" / name.replace("_", ".")).write_bytes(data)
    return root


@pytest.mark.parametrize(
    ("text", "code", "column", "words"),
    [
        ("![A](absente.png)", "PDF103", 6, "absente.png"),
        ("![A](https://example.org/a.png)", "PDF103", 6, "hors du cours"),
        ("![A](../../../../../../../../etc/hostname)", "PDF103", 6, "hors du projet"),
        ("![A](script.svg)", "PDF103", 6, "script"),
        ("![A](appel.svg)", "PDF103", 6, "autres fichiers"),
        ("![A](abimee.png)", "PDF106", 6, "illisible"),
        ("Bravo 🐙 !", "PDF104", 7, "U+1F419"),
        ("Voir [ceci](nulle-part.md).", "PDF102", 13, "nulle-part.md"),
        (
            '<span style="background:url(https://example.org/b.png)">x</span>',
            "PDF106",
            29,
            "https://example.org/b.png",
        ),
        ('<p style="background:url(file:///etc/hostname)">x</p>', "PDF106", 26, "file:///etc/hostname"),
    ],
)
@pytest.mark.slow
def test_a_page_at_fault_costs_itself_and_the_book(
    tmp_path: Path, text: str, code: str, column: int, words: str
) -> None:
    root = course_with(
        tmp_path,
        text,
        script_svg=SVG.replace("<rect", "<script>x()</script><rect").encode(),
        appel_svg=SVG.replace("<rect", '<image href="secret.png"/><rect').encode(),
        abimee_png=BROKEN_PNG,
    )
    old = root / "pdf" / "mauvaise.pdf"
    old.parent.mkdir()
    old.write_bytes(b"l'ancien")
    products = print_course(root, workers=1)
    [diagnostic] = products.diagnostics
    assert (diagnostic.path, diagnostic.code) == ("content/mauvaise.md", code)
    assert (diagnostic.span.start.line, diagnostic.span.start.column) == (6, column)
    assert words in diagnostic.message
    assert [product.path.name for product in products.documents] == ["bonne.pdf"]
    assert {file.name for file in old.parent.iterdir()} == {"bonne.pdf", "mauvaise.pdf"}
    assert old.read_bytes() == b"l'ancien"


@pytest.mark.slow
def test_a_link_to_no_title_is_said_and_the_documents_are_made(tmp_path: Path) -> None:
    root = course_with(tmp_path, "Voir [ici](#nulle-part) et [là](bonne.md#absente).")
    products = print_course(root, workers=1)
    assert [(each.code, each.span.start.column) for each in products.diagnostics] == [
        ("PDF105", 13),
        ("PDF105", 42),
    ]
    assert len(products.documents) == 3, "two pages and the book"


@pytest.mark.slow
def test_a_page_that_cannot_be_read_costs_the_book(tmp_path: Path) -> None:
    root = course_with(tmp_path, "x")
    (root / "content" / "mauvaise.md").write_bytes(b"\xe9t\xe9")
    products = print_course(root, workers=1)
    assert [each.code for each in products.diagnostics] == ["SRC002"]
    assert [product.path.name for product in products.documents] == ["bonne.pdf"]


@pytest.mark.slow
def test_a_worker_that_dies_costs_the_parts_that_kill_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts.engine, "lay_out", _dies_of_the_word_kill)
    shop = Workshop(Cache(tmp_path), tmp_path / "none.conf", "", workers=2)
    requests = {word: Request(f"<html lang=fr><p>{word}", "", {}) for word in ("un", "kill", "deux", "trois")}
    made = parts.make(requests, shop, lambda _done, _total, _name: None)
    assert isinstance(made["kill"], PartError)
    assert "brutalement" in made["kill"].refusals[0].message
    assert [name for name, part in made.items() if isinstance(part, PartError)] == ["kill"]


def _dies_of_the_word_kill(request: Request) -> parts.Part:
    import os

    if "kill" in request.html:
        os._exit(9)
    return parts.Part(b"%PDF", 1, {}, ())


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples_of_the_rules(tmp_path: Path, rule: Rule) -> None:
    for name, example, wanted in (("bad", rule.bad, [rule.code]), ("good", rule.good, [])):
        root = write_course(tmp_path / name, {})
        (root / "mkdocs.yml").unlink()
        _write_example(root, example)
        assert [each.code for each in print_course(root, workers=1).diagnostics] == wanted


def _write_example(root: Path, example: str) -> None:
    from timonier.lint.rule import PAGE

    whole = example if example.startswith("==> ") else f"==> {PAGE} <==\n{example}"
    for name, text in (part.split(" <==\n", 1) for part in whole.split("==> ")[1:]):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def _without_fonts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(root / "rien"))


def _without_pango(_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PANGO", ("libnulle-part.so",))


def _without_pages(root: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    for page in (root / "content").glob("*.md"):
        page.unlink()


def _with_a_file_as_folder(root: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "pdf").write_text("", encoding="utf-8")


def _with_a_bad_date(_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hier")


def _with_broken_settings(root: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "mkdocs.yml").write_text("nav: [", encoding="utf-8")


def _with_twins(root: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "content" / "cours").mkdir()
    (root / "content" / "cours" / "bonne.md").write_text(GOOD, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_without_fonts, "scripts/site"),
        (_without_pango, "libpango-1.0-0"),
        (_without_pages, "aucune page"),
        (_with_a_file_as_folder, "ne peut pas être écrit"),
        (_with_a_bad_date, "« hier »"),
        (_with_broken_settings, "mkdocs.yml"),
        (_with_twins, "renommez"),
    ],
)
def test_what_stops_everything_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path, pytest.MonkeyPatch], None], words: str
) -> None:
    root = course_with(tmp_path, "x")
    spoil(root, monkeypatch)
    with pytest.raises(UsageError) as caught:
        print_course(root)
    assert words in str(caught.value)


def test_a_full_disk_is_no_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_cache: Cache, _stage: str, key: str, _data: bytes) -> None:
        raise OSError(28, "No space left on device", key)

    root = course_with(tmp_path, "x")
    monkeypatch.setattr(Cache, "put", full)
    with pytest.raises(UsageError, match="faites de la place"):
        print_course(root)
    assert list((root / "pdf").iterdir()) == []


@pytest.mark.slow
def test_the_command_says_what_it_made_and_exits_by_the_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root = course_with(tmp_path, "![A](absente.png)")
    monkeypatch.chdir(root)
    assert cli.main(["pdf", "--ouvriers", "1"]) == 1
    out, err = capfd.readouterr()
    assert out.startswith("content/mauvaise.md:6:6: PDF103 ")
    assert "mise en page 1/1 : bonne" in err
    assert "1 PDF, 1 pages" in err
    assert cli.main(["pdf", "--page", "bonne", "--sortie", "ailleurs"]) == 0
    assert [file.name for file in (root / "ailleurs").iterdir()] == ["bonne.pdf"]
    assert cli.main(["pdf", "--page", "absente"]) == 2
    assert cli.main(["pdf", "--ouvriers", "0"]) == 2
    assert "Aucune page n’a l’identifiant « absente »" in capfd.readouterr().err
