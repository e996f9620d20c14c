"""What is in the printed course: all of it, at the right place, linked, tagged, in our fonts."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pdf_completeness import lost, repeated, shown
from pdf_course import Printed
from pdf_geometry import structure
from pdf_reading import body_text, links, names, page_index, run, squeezed, text
from pikepdf import Array, Dictionary, Object, Pdf, parse_content_stream

from timonier import course, settings
from timonier.markdown_ext.convert import convert

pytestmark = pytest.mark.slow
PAGES = ("index", "pods", "services", "tp-un")


def test_one_document_for_each_product(printed: Printed) -> None:
    assert printed.products.diagnostics == ()
    assert sorted(file.name for file in printed.folder.iterdir()) == [
        "index.pdf",
        "pods.pdf",
        "services.pdf",
        "timonier-cahier.pdf",
        "timonier-diapos-lignes-pods.pdf",
        "timonier-diapos-lignes-services.pdf",
        "timonier-diapos-notes-pods.pdf",
        "timonier-diapos-notes-services.pdf",
        "timonier-diapos-pods.pdf",
        "timonier-diapos-services.pdf",
        "timonier-livre.pdf",
        "timonier-module-lecons.pdf",
        "timonier-module-pratique.pdf",
        "timonier-parcours-essai.pdf",
        "timonier-tout.zip",
        "tp-un.pdf",
    ]
    for product in printed.products.documents[:-1]:
        assert product.size == product.path.stat().st_size
        with Pdf.open(product.path) as pdf:
            assert len(pdf.pages) == product.pages


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_a_page_is_in_its_pdf_and_in_the_book(printed: Printed, page: str) -> None:
    project = settings.load(printed.root)
    source = next(source for source in course.load(project).pages if source.path.endswith(f"/{page}.md"))
    html = convert(source, project).html
    own = read(printed.folder / f"{page}.pdf")
    assert (lost(html, own), repeated(html, own), lost(html, read(printed.book))) == ([], [], [])


def read(file: Path) -> str:
    with Pdf.open(file) as pdf:
        return shown(structure(pdf), 0, len(pdf.pages))


def test_notes_of_the_trainer_are_not_printed_for_students(printed: Printed) -> None:
    for file in printed.folder.glob("*.pdf"):
        assert "Secret" not in text(file)


def test_contents_name_the_real_pages(printed: Printed) -> None:
    lines = re.findall(r"^ *(\S.*?) {2,}(\d+)$", text(printed.book, "-layout", "-f", "3", "-l", "3"), re.MULTILINE)
    assert [title for title, _ in lines] == [
        "Accueil",
        "Les Pods",
        "Définition",
        "États",
        "Les Services",
        "Types de Service",
        "Manifeste",
        "TP : un premier pas",
        "Étape 1 — Lire",
        "Étape 2 — Écrire",
        "Bilan",
    ]
    for title, number in lines:
        shown = text(printed.book, "-layout", "-f", number, "-l", number)
        assert squeezed(title) in squeezed(shown)
        assert shown.split()[-1] == number, "the folio of the page"


def test_links_of_the_book_lead_somewhere(printed: Printed) -> None:
    with Pdf.open(printed.book) as pdf:
        known = names(pdf)
        inside = [bytes(link.Dest) for _, link in links(pdf) if "/Dest" in link]
        outside = {str(link.A.URI) for _, link in links(pdf) if "/A" in link}
        assert set(inside) <= set(known)
        assert {b"services--types-de-service", b"pods--etats", b"services--manifeste", b"tp-un"} <= set(inside)
        assert outside == {
            "https://kubernetes.io/docs/concepts/workloads/pods/",
            "https://kubernetes.io/fr/",
        }
        target = known[b"services--manifeste"]
        height = float(target[3])
        page = page_index(pdf, target) + 1
    # The destination is the top of the title that it names.
    words = run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), printed.book, "-")
    place = re.search(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">Manifeste<', words)
    assert place is not None
    assert float(place[1]) - 30 < 842 - height < float(place[2])


def test_links_of_a_page_lead_to_the_documents_beside_it(printed: Printed) -> None:
    with Pdf.open(printed.folder / "index.pdf") as pdf:
        found = [(str(link.A.S), str(link.A.F), str(link.A.D)) for _, link in links(pdf)]
    assert found == [
        # Each link, then the box that says where it leads.
        *(("/GoToR", "services.pdf", "services"),) * 2,
        *(("/GoToR", "services.pdf", "services--types-de-service"),) * 2,
        *(("/GoToR", "tp-un.pdf", "tp-un"),) * 2,
    ]
    with Pdf.open(printed.folder / "services.pdf") as pdf:
        assert b"services--types-de-service" in names(pdf)


def test_the_outline_is_that_of_the_navigation(printed: Printed) -> None:
    with Pdf.open(printed.book) as pdf, pdf.open_outline() as outline:
        shape = [(item.title, [child.title for child in item.children]) for item in outline.root]
        sections = {item.title: item for item in outline.root}
        services = sections["Leçons"].children[1]
        assert shape == [
            ("Sommaire", []),
            ("Accueil", []),
            ("Leçons", ["Les Pods", "Les Services"]),
            ("TP", ["TP : un premier pas"]),
            ("Index", ["Objets, dans les manifestes", "Commandes"]),
        ]
        assert [child.title for child in services.children] == ["Types de Service", "Manifeste"]
        page = page_index(pdf, services.children[1].destination) + 1
    assert "Manifeste" in text(printed.book, "-f", str(page), "-l", str(page))


def test_documents_say_what_they_are(printed: Printed) -> None:
    with Pdf.open(printed.book) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo.Title) == "Cours d’essai"
        assert str(pdf.docinfo.CreationDate).startswith("D:2026")
        assert pdf.pages[4].label == "5"
        assert b"pdfuaid" not in bytes(pdf.Root.Metadata.read_bytes()), "nobody checked conformance"


def test_the_cover_names_edition_version_and_date(printed: Printed) -> None:
    words = text(printed.book, "-f", "1", "-l", "1").split("\n")
    assert [line for line in words if line.strip("\f")] == [
        "Cours d’essai",
        "Deux leçons et un TP, pour éprouver l’impression.",
        "Édition stagiaire",
        "Kubernetes 1.37",
        "21 septembre 2026",
    ]


def test_only_fonts_of_the_project_are_used_and_all_are_embedded(printed: Printed) -> None:
    for file in printed.folder.glob("*.pdf"):
        for line in run("pdffonts", file).splitlines()[2:]:
            name, embedded, _subset, unicode = line.split()[0], *line.split()[-5:-2]
            assert re.match(r"[A-Z]{6}\+Source-?(Serif|Sans|Code)", name), name
            assert (embedded, unicode) == ("yes", "yes")


def test_left_hand_pages_are_shifted_and_as_wide(printed: Printed) -> None:
    pages = run("pdftotext", "-bbox", printed.folder / "services.pdf", "-").split("<page ")[1:]
    starts = [min(float(x) for x in re.findall(r'<word xMin="([\d.]+)"', page)) for page in pages]
    assert len(starts) > 2
    for index, start in enumerate(starts):
        assert start == pytest.approx(70.87 if index % 2 == 0 else 56.69, abs=0.6)


def test_running_titles_name_course_and_chapter(printed: Printed) -> None:
    pages = text(printed.folder / "services.pdf", "-layout").split("\f")
    assert [page.strip().split("\n")[0] for page in pages[:3]] == ["Les Services", "Cours d’essai", "Les Services"]


def test_a_code_title_and_a_heading_never_end_a_page(printed: Printed) -> None:
    for file in printed.folder.glob("*.pdf"):
        for page in body_text(file).split("\f"):
            last = page.strip().split("\n")[-1]
            assert last not in {"web.yaml", "web.yaml · Extrait", "Manifeste", "Types de Service", "k3s", "kind"}


def test_documents_are_sound(printed: Printed) -> None:
    for file in printed.folder.glob("*.pdf"):
        done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def _elements(element: Object) -> Iterator[Object]:
    yield element
    for child in element.get("/K", Array()) if isinstance(element.get("/K"), Array) else ():
        if isinstance(child, Dictionary) and child.get("/Type") == "/StructElem":
            yield from _elements(child)


def _marks(page: Object) -> set[int]:
    """The numbers of the marked content of a page."""
    return {
        int(operands[1].MCID)
        for operands, operator in parse_content_stream(page)
        if str(operator) == "BDC" and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]
    }


@pytest.mark.parametrize("name", ["services.pdf", "timonier-livre.pdf", "timonier-parcours-essai.pdf"])
def test_tags_tie_every_page_to_one_tree(printed: Printed, name: str) -> None:
    with Pdf.open(printed.folder / name) as pdf:
        tree = pdf.Root.StructTreeRoot
        elements = {element.objgen: element for element in _elements(tree.K[0])}
        items = list(tree.ParentTree.Nums)
        numbers = {int(number): value for number, value in zip(items[::2], items[1::2], strict=True)}
        for page in pdf.pages:
            if "/StructParents" not in page:
                assert not page.get("/Contents"), "a blank page before a part"
                continue
            owners = numbers.pop(int(page.StructParents))
            assert _marks(page) == set(range(len(owners)))
            for mark, owner in enumerate(owners):
                assert (page.objgen, mark) in set(_contents(owner))
                assert owner.objgen in elements
        for _, link in links(pdf):
            assert numbers.pop(int(link.StructParent)).objgen in elements
        assert numbers == {}
        kinds = {str(element.S) for element in elements.values()}
        assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= kinds
        figures = [element for element in elements.values() if element.S == "/Figure"]
        assert all("/Alt" in figure for figure in figures)
        ids = [str(element.ID) for element in elements.values() if "/ID" in element]
        assert len(ids) == len(set(ids)) >= 2


def _contents(element: Object) -> Iterator[tuple[tuple[int, int], int]]:
    """The content of an element: page, and number there."""
    for kid in element.K if isinstance(element.K, Array) else [element.K]:
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg.objgen, int(kid.MCID)


def test_a_number_of_the_contents_belongs_to_its_link(printed: Printed) -> None:
    shown = run("pdfinfo", "-struct-text", "-f", "3", "-l", "3", printed.book)
    assert re.search(r'"Manifeste"[^"]*Link[^"]*"\d+"', shown)
