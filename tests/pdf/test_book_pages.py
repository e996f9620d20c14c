"""What a book has beside the pages of the course: cover, days, references, index, attached files."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pdf_course import EPOCH, Printed, print_course
from pdf_reading import body_text, text
from pikepdf import Pdf

from timonier import cli, course, settings
from timonier.core.products import Wish
from timonier.core.sessions import Session
from timonier.errors import UsageError
from timonier.pdf import back, contents
from timonier.pdf.back import Indexed
from timonier.pdf.contents import Listed, Part
from timonier.pdf.date import revision
from timonier.render.print_page import Heading, Mark

TRACK = "timonier-parcours-essai.pdf"


@pytest.fixture(autouse=True)
def _one_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def pages(file: Path) -> list[str]:
    return text(file, "-layout").split("\f")


def page_of(file: Path, words: str) -> int:
    """The first page, from 1, that says `words` after the contents."""
    return next(number for number, page in enumerate(pages(file), 1) if number > 3 and words in page)


@pytest.mark.slow
def test_a_day_opens_on_a_right_hand_page_with_its_hours(printed: Printed) -> None:
    file = printed.folder / TRACK
    number = page_of(file, "Jour 1")
    lines = [line.split() for line in pages(file)[number - 1].split("\n") if "–" in line]
    first = page_of(file, "Un Service donne un nom")
    assert number % 2 == 1
    assert [line[0] for line in lines] == ["09:00–10:00", "10:00–10:15", "10:15–10:45", "10:45–11:30"]
    assert lines[0][-1] == str(first)
    assert "Pause" in lines[1]
    assert page_of(file, "Jour 2") % 2 == 1


@pytest.mark.slow
def test_days_are_parts_of_contents_and_outline(printed: Printed) -> None:
    file = printed.folder / TRACK
    assert re.search(rf"Jour 1 : lire +{page_of(file, 'Jour 1')}\n", pages(file)[2])
    with Pdf.open(file) as pdf, pdf.open_outline() as outline:
        shape = [(item.title, [child.title for child in item.children]) for item in outline.root]
        assert shape == [
            ("Sommaire", []),
            ("Jour 1 : lire", ["Les Services", "Les Pods"]),
            ("Jour 2 : faire", ["TP : un premier pas"]),
            ("Index", ["Objets, dans les manifestes", "Commandes"]),
        ]
        opening = outline.root[1].destination[0]
        assert [page.objgen for page in pdf.pages].index(opening.objgen) + 1 == page_of(file, "Jour 1")


@pytest.mark.slow
def test_a_link_says_its_page_in_a_book_and_where_it_leads_in_a_page(printed: Printed) -> None:
    target = page_of(printed.book, "Pending")
    shown = " ".join(text(printed.book).split())
    assert f"états d’un Pod (p. {target})." in shown
    assert "états d’un Pod (PDF)." in " ".join(text(printed.folder / "services.pdf").split())


@pytest.mark.slow
def test_the_index_leads_to_kinds_and_commands(printed: Printed) -> None:
    place, last = page_of(printed.book, "pod.yaml"), pages(printed.book)[-2]
    assert re.search(rf"^Pod +{place}$", last, re.MULTILINE)
    assert re.search(rf"^kubectl get +{place}$", last, re.MULTILINE)


def boxes(html: str) -> dict[str, list[str]]:
    """The words of an index, each with the places that it leads to."""
    found = re.findall(r"<span>(.*?)</span>((?:<a[^>]*></a>)+)", html)
    return {word: re.findall(r'href="folio:([^"]*)"', links) for word, links in found}


def chapter(name: str, *words: str, titles: tuple[str, ...] = ()) -> Indexed:
    marks = tuple(Mark("term", word, word[0]) for word in words)
    return Indexed(name, marks, tuple(Heading(2, title, f"t{number}") for number, title in enumerate(titles)))


def test_index_words_are_in_the_order_of_the_alphabet_each_once() -> None:
    found = boxes(back.index([chapter("un", "nœud", "état voulu", "zone"), chapter("deux", "nœud")]))
    assert found == {"état voulu": ["un--%C3%A9"], "nœud": ["un--n", "deux--n"], "zone": ["un--z"]}
    assert list(found) == ["état voulu", "nœud", "zone"]
    assert back.index([chapter("un")]) == ""


def test_the_index_leads_to_the_title_that_names_the_word() -> None:
    titled = chapter("un", "image", "Pod", titles=("Des podiums", "Vos images", "Un Pod"))
    assert boxes(back.index([titled])) == {"image": ["un--t1"], "Pod": ["un--t2"]}


def test_a_word_of_many_chapters_leads_to_those_that_are_about_it() -> None:
    many = [chapter(f"c{number}", "nœud", "zone") for number in range(7)]
    found = boxes(back.index([*many, chapter("nœuds", "nœud", titles=("Les nœuds",))]))
    assert found == {"nœud": ["n%C5%93uds--t0"], "zone": [f"c{number}--z" for number in range(6)]}


def test_contents_leave_out_the_titles_that_many_chapters_have() -> None:
    common, own = Heading(2, "Pour aller plus loin", "p"), Heading(2, "Étape 1", "e")
    chapters = tuple(Listed(f"c{number}", (Heading(1, f"C{number}", "c"), own, common)) for number in range(3))
    html = contents.contents([Part("", "", (*chapters[:2], Listed("c2", (*chapters[2].headings[:1], common))))])
    assert html.count("Étape 1") == 2
    assert "Pour aller plus loin" not in html


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pods.pdf", "timonier-livre.pdf", TRACK])
def test_a_manifest_travels_as_a_file_that_has_its_indentation(printed: Printed, tmp_path: Path, name: str) -> None:
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, printed.folder / name], check=True)
    assert [file.name for file in tmp_path.iterdir()] == ["pods--pod.yaml"]
    assert (tmp_path / "pods--pod.yaml").read_text() == "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"
    assert "pod.yaml · joint" in body_text(printed.folder / name).replace("\u2007", " ")
    with Pdf.open(printed.folder / name) as pdf:
        dated = pdf.attachments["pods--pod.yaml"].get_file()
        day = datetime.fromtimestamp(int(EPOCH), UTC).date()
        assert dated.creation_date and dated.creation_date.date() == day


@pytest.mark.slow
def test_the_cover_says_for_whom_when_and_by_whom(printed: Printed, tmp_path: Path) -> None:
    session = Session("essai", "Compagnie du <Vent>", "3 au 4 mars 2027", "Ada")
    wishes = (Wish("module", "lecons"),)
    [book] = print_course(printed.root, tmp_path, wishes=wishes, session=session).documents
    lines = [line.strip() for line in pages(book.path)[0].split("\n") if line.strip()]
    assert lines == [
        "Leçons",
        "Cours d’essai · Livret de module",
        "Compagnie du <Vent>",
        "3 au 4 mars 2027",
        "Avec Ada",
        "Édition stagiaire",
        "Kubernetes 1.37",
        "21 septembre 2026",
    ]


SESSION = """
client: Compagnie du Vent
parcours: essai
valeurs:
  stagiaire: classe
"""


@pytest.mark.slow
def test_a_session_prints_the_book_of_its_track_in_its_own_folder(
    printed: Printed, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = printed.root / "sessions" / "vent.yml"
    file.parent.mkdir()
    file.write_text(SESSION, encoding="utf-8")
    monkeypatch.chdir(printed.root)
    assert cli.main(["pdf", "--session", "vent"]) == 0
    assert [file.name for file in (printed.root / "pdf-vent").iterdir()] == [TRACK]
    assert "bonjour classe" in text(printed.root / "pdf-vent" / TRACK)
    assert cli.main(["pdf", "--session", "vent", "--var", "stagiaire=zoe"]) == 0
    assert "bonjour zoe" in text(printed.root / "pdf-vent-zoe" / TRACK)
    file.write_text("clientt: x\n", encoding="utf-8")
    assert cli.main(["pdf", "--session", "vent"]) == 1
    assert "sessions/vent.yml:1:1: SES101 clé inconnue « clientt »" in capfd.readouterr().out


def test_a_session_that_does_not_exist_is_said(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"sessions/vent.yml n’existe pas"):
        course.load_session(settings.load(tmp_path), "vent")


def test_the_version_is_that_of_the_latest_commit(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", "-C", tmp_path, *identity, *arguments], check=True, capture_output=True)

    file = tmp_path / "a"
    git("init")
    file.write_text("1")
    git("add", "a")
    git("commit", "-m", "a")
    assert re.fullmatch(r"[0-9a-f]{8}", revision(tmp_path))
    file.write_text("2")
    assert re.fullmatch(r"[0-9a-f]{8} modifiée", revision(tmp_path))
