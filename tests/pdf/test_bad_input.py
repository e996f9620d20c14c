"""Bad input costs one clear message and the documents that it is in, no other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import IO

import pytest
from pdf_course import EPOCH, SVG, print_course, write_course
from pdf_reading import body_text, squeezed

from timonier import cli, files, settings
from timonier.core.products import Wish
from timonier.errors import UsageError
from timonier.lint.rule import Rule
from timonier.lint.rules.pdf import RULES
from timonier.pdf import engine, parts
from timonier.pdf.engine import lay_out
from timonier.pdf.job import Products
from timonier.pdf.layout import Part, SlideRequest

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


REFUSED = (
    ("![A](absente.png)", "PDF103", 6, "introuvable : absente.png"),
    ("![A](../content)", "PDF103", 6, "introuvable : ../content"),
    ("![A](https://example.org/a.png)", "PDF103", 6, "hors du cours"),
    ("![A](//example.org/a.png)", "PDF103", 6, "hors du cours"),
    ("![A](data:image/png;base64,AAAA)", "PDF103", 6, "hors du cours"),
    ("![A](../../../../../../../../etc/hostname)", "PDF103", 6, "hors du projet"),
    ("![A](lien.png)", "PDF103", 6, "hors du projet"),
    ("![A](script.svg)", "PDF103", 6, "script"),
    ("![A](appel.svg)", "PDF103", 6, "autres fichiers"),
    ("![A](utf16.svg)", "PDF103", 6, "UTF-8"),
    ("![A](abimee.png)", "PDF106", 6, "illisible"),
    ("Bravo 🐙 !", "PDF104", 7, "U+1F419"),
    ("Voir [ceci](nulle-part.md).", "PDF102", 13, "nulle-part.md"),
    ('<span style="background:url(https://example.org/b)">x</span>', "PDF106", 29, "https://example.org/b"),
    ('<p style="background:url(file:///etc/hostname)">x</p>', "PDF106", 26, "file:///etc/hostname"),
    ('<svg width="9" height="9"><image href="file:///etc/hosts"/></svg>', "PDF106", 40, "file:///etc/hosts"),
    ('<object data="file:///etc/hostname">x</object>', "PDF106", 15, "file:///etc/hostname"),
    ('<embed src="https://example.org/a.png">', "PDF106", 13, "https://example.org/a.png"),
    ('Voir <video src="a.mp4"></video>', "PDF108", 6, "<video>"),
    ("<math><mi>x</mi></math>", "PDF108", 1, "<math>"),
)
"""The sixth line of a page, with what is said of it: code, column, words."""


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Products:
    """A page of each, a good one, and what was printed of an older page of each."""
    root = course_with(
        tmp_path_factory.mktemp("refus"),
        "Une bonne phrase.",
        script_svg=SVG.replace("<rect", "<script>x()</script><rect").encode(),
        appel_svg=SVG.replace("<rect", '<image href="secret.png"/><rect').encode(),
        utf16_svg=SVG.replace("<rect", '<image href="file:///etc/hosts"/><rect').encode("utf-16"),
        abimee_png=BROKEN_PNG,
    )
    (root / "content/lien.png").symlink_to("/etc/hostname")
    (root / "pdf").mkdir()
    for number, (text, *_) in enumerate(REFUSED):
        page = f"---\ntitle: Refus {number}\n---\n\nUne phrase.\n{text}\n"
        (root / f"content/refus-{number}.md").write_text(page, encoding="utf-8")
        (root / f"pdf/refus-{number}.pdf").write_bytes(b"l'ancien")
    return print_course(root)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_a_page_at_fault_is_told_at_its_place(refused: Products, number: int) -> None:
    _, code, column, words = REFUSED[number]
    path = f"content/refus-{number}.md"
    [diagnostic] = [each for each in refused.diagnostics if each.path == path]
    assert (diagnostic.code, diagnostic.span.start.line, diagnostic.span.start.column) == (code, 6, column)
    assert words in diagnostic.message


@pytest.mark.slow
def test_pages_at_fault_cost_themselves_and_the_book(refused: Products) -> None:
    assert [product.path.name for product in refused.documents] == ["bonne.pdf", "mauvaise.pdf"]
    folder = refused.documents[0].path.parent
    kept = {f"refus-{number}.pdf" for number in range(len(REFUSED))}
    assert {file.name for file in folder.iterdir()} == {"bonne.pdf", "mauvaise.pdf", *kept}
    assert {(folder / name).read_bytes() for name in kept} == {b"l'ancien"}


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


def dies_of_the_word_kill(request: SlideRequest) -> Part:
    if "kill" in request.html:
        os._exit(9)
    return lay_out(request)


@pytest.mark.slow
def test_a_worker_that_dies_costs_the_slides_that_kill_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "---\ntitle: Une leçon\ntype: cours\n---\n\n# Une leçon\n\n## Un titre\n\n- Un mot : {}.\n"
    root = write_course(tmp_path, {"cours/bonne.md": text.format("bon"), "cours/mauvaise.md": text.format("kill")})
    for name in ("mkdocs.yml", "content/modules.yml", "content/parcours/essai.yml"):
        (root / name).unlink()
    wishes = (Wish("diapos"), Wish("page"))
    with monkeypatch.context() as patch:
        patch.setattr(parts.engine, "lay_out", dies_of_the_word_kill)
        products = print_course(root, wishes=wishes)
    [diagnostic] = products.diagnostics
    assert (diagnostic.path, diagnostic.code) == ("content/cours/mauvaise.md", "PDF106")
    assert "s’est arrêtée brutalement" in diagnostic.message
    slides = "timonier-diapos-{}.pdf"
    assert {file.name for file in (root / "pdf").iterdir()} == {"bonne.pdf", "mauvaise.pdf", slides.format("bonne")}
    again = print_course(root, wishes=wishes)
    assert again.diagnostics == ()
    shown = body_text(root / "pdf" / slides.format("mauvaise"))
    assert "kill" in shown, "nothing of the part that was not made is in the cache"


def test_slides_that_no_worker_takes_any_more_are_told() -> None:
    class Broken:
        """A pool whose worker dies after the first request."""

        def submit(self, _work: object, request: SlideRequest) -> str:
            if request.html != "un":
                raise BrokenProcessPool
            return "promise"

    futures: dict = {}
    slides = {name: SlideRequest(name, "", {}) for name in ("un", "deux", "trois")}
    assert list(parts._submitted(slides, Broken(), futures)) == ["deux", "trois"]
    assert futures == {"promise": "un"}


@pytest.mark.slow
def test_what_the_cache_has_by_half_is_made_again(tmp_path: Path) -> None:
    """What a machine that stops at once may leave."""
    root = course_with(tmp_path, "x")
    whole = [document.path.read_bytes() for document in print_course(root, workers=1).documents[:-1]]
    kept = [file for file in settings.load(root).cache_dir.rglob("*") if file.is_file()]
    assert len(kept) > 20
    for file in kept:
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2])
    assert [document.path.read_bytes() for document in print_course(root, workers=1).documents[:-1]] == whole


@pytest.mark.slow
def test_two_builds_at_once_in_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = course_with(tmp_path, "x")
    command = (sys.executable, "-m", "timonier", "pdf", "--ouvriers", "1", "--sortie")
    builds = [
        subprocess.Popen((*command, folder), cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for folder in ("pdf", "pdf")
    ]
    told = [build.communicate()[0].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0], told
    subprocess.run((*command, "seul"), cwd=root, check=True, capture_output=True)
    alone = {file.name: file.read_bytes() for file in (root / "seul").iterdir()}
    assert {file.name: file.read_bytes() for file in (root / "pdf").iterdir()} == alone


@pytest.mark.slow
def test_a_table_of_a_hundred_pages_is_whole_under_its_head_on_each(tmp_path: Path) -> None:
    high = '<span style="display: inline-block; height: 70mm"></span>'
    rows = "".join(f"| Ligne {number:03} | {high} |\n" for number in range(300))
    root = course_with(tmp_path, f"\n| Nom de la ligne | Valeur |\n|---|---|\n{rows}")
    products = print_course(root, wishes=(Wish("page", "mauvaise"),))
    assert products.diagnostics == ()
    pages = [page for page in body_text(root / "pdf/mauvaise.pdf").split("\f") if "Ligne" in page]
    assert len(pages) >= 100
    assert [page for page in pages if "Nom de la ligne" not in page] == []
    assert list(map(int, re.findall(r"Ligne (\d+)", "".join(pages)))) == list(range(300))


@pytest.mark.slow
def test_a_line_of_5000_characters_is_whole(tmp_path: Path) -> None:
    line = "kubectl " + "".join(f"-{number:04}" for number in range(1000))
    root = course_with(tmp_path, f"\n```bash\n{line}\n```")
    products = print_course(root, wishes=(Wish("page", "mauvaise"),))
    assert products.diagnostics == ()
    assert squeezed(line) in squeezed(body_text(root / "pdf/mauvaise.pdf"))


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples_of_the_rules(tmp_path: Path, rule: Rule) -> None:
    for name, example, wanted in (("bad", rule.bad, [rule.code]), ("good", rule.good, [])):
        root = write_course(tmp_path / name, {})
        (root / "mkdocs.yml").unlink()
        _write_example(root, example)
        products = print_course(root, wishes=(Wish("page"), Wish("livre")), workers=1)
        assert [each.code for each in products.diagnostics] == wanted


def _write_example(root: Path, example: str) -> None:
    from timonier.lint.rule import PAGE

    whole = example if example.startswith("==> ") else f"==> {PAGE} <==\n{example}"
    for name, text in (part.split(" <==\n", 1) for part in whole.split("==> ")[1:]):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def _without_fonts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(root / "rien"))


def _with_half_a_font(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = "share/timonier/node_modules"
    shutil.copytree(Path(sys.prefix) / installed, root / installed)
    font = root / installed / "source-sans/TTF/SourceSans3-It.ttf"
    font.write_bytes(font.read_bytes()[:200_000])
    monkeypatch.setattr(sys, "prefix", str(root))


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
        (_with_half_a_font, "« SourceSans3-It » est abîmé"),
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


@pytest.mark.slow
def test_without_pango_all_is_printed_but_the_slides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = "---\ntitle: Une leçon\ntype: cours\n---\n\n## Un titre\n\n- Un mot.\n"
    root = write_course(tmp_path, {"cours/lecon.md": lesson})
    for name in ("mkdocs.yml", "content/modules.yml", "content/parcours/essai.yml"):
        (root / name).unlink()
    monkeypatch.setattr(engine, "_PANGO", ("libnulle-part.so",))
    products = print_course(root)
    assert {document.path.name for document in products.documents} == {
        "lecon.pdf",
        "timonier-livre.pdf",
        "timonier-tout.zip",
    }
    assert "libpango-1.0-0" in products.note
    with pytest.raises(UsageError, match="bibliothèque Pango"):
        print_course(root, wishes=(Wish("diapos"),))


def on_a_full_disk(handle: int, mode: str) -> IO[bytes]:
    os.close(handle)
    return Path("/dev/full").open(mode, buffering=0)


@pytest.mark.slow
def test_a_full_disk_is_told_and_leaves_nothing_by_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = course_with(tmp_path, "x")
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fdopen", on_a_full_disk)
        with pytest.raises(UsageError, match="faites de la place"):
            print_course(root)
    assert list((root / "pdf").glob("*")) == []
    print_course(root)
    shutil.rmtree(root / "pdf")
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fdopen", on_a_full_disk)
        with pytest.raises(UsageError, match="faites de la place"):
            print_course(root)  # all is in the cache: it is the first document that finds no place
    assert list((root / "pdf").glob("*")) == []


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
