"""The slides of a lesson on paper: their forms, their marks of a good PDF, and what bad input gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pdf_reading import run, squeezed, text
from pikepdf import Name, Pdf

from timonier import course, settings
from timonier.core.products import Wish
from timonier.core.publication import STUDENTS, Publication
from timonier.errors import UsageError
from timonier.pdf.job import Order, Products, print_all

pytestmark = pytest.mark.slow
EPOCH = "1763683200"
LONG = " ".join(f"mot{number}" for number in range(1500))
LESSON = f"""---
title: Les essais
type: cours
duree: 20
objectifs:
  - Voir
---

Ce que l’on dit d’abord.

## Un

- a [ailleurs](https://exemple.fr/), [ici](#deux) et [là](autre.md#la)

Une note.

/// formateur
Le secret du formateur.
///

### Détail

```yaml title="web.yaml" extrait lignes="1"
kind: Pod
metadata:
```

## Deux

- b

{LONG} dernier

## Trois

| A |
|---|
| c |
"""
OTHER = "---\ntitle: L’autre\ntype: cours\ndiaporama: false\n---\n\n## Là\n\n- x\n"
FORMS = ("diapos", "diapos-notes", "diapos-lignes")


def write(root: Path, lesson: str = LESSON) -> Path:
    (root / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: Cours d’essai\n", encoding="utf-8")
    folder = root / "content" / "cours"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "essais.md").write_text(lesson, encoding="utf-8")
    (folder / "autre.md").write_text(OTHER, encoding="utf-8")
    return root


def printed(root: Path, out: Path, publication: Publication = STUDENTS, *, page: str = "essais") -> Products:
    project = settings.load(root)
    order = Order(tuple(Wish(kind, page) for kind in FORMS))
    return print_all(project, course.load(project), publication, out, order, workers=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pdf")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        assert printed(write(tmp_path_factory.mktemp("cours")), out).diagnostics == ()
    return out


def file(folder: Path, form: str) -> Path:
    return folder / f"timonier-{form}-essais.pdf"


def test_one_slide_a_page_in_sixteen_to_nine(folder: Path) -> None:
    with Pdf.open(file(folder, "diapos")) as pdf:
        assert [tuple(map(float, page.mediabox)) for page in pdf.pages] == [(0, 0, 960, 540)] * 6
    first = text(file(folder, "diapos"), "-f", "3", "-l", "3")
    assert "Détail" in first
    assert "kind: Pod" in first
    assert "metadata" not in first
    assert "Les essais · Cours d’essai" in first
    assert "3/6" in squeezed(first)


def test_a_numbered_list_goes_on_counting_on_the_next_slide(tmp_path: Path) -> None:
    lesson = f"{HEAD}## Un\n\n1. a\n2. b <!-- diapo -->\n3. ccc\n"
    assert printed(write(tmp_path, lesson), tmp_path / "pdf").diagnostics == ()
    assert "3.ccc" in squeezed(text(file(tmp_path / "pdf", "diapos"), "-layout", "-f", "3", "-l", "3"))


def test_a_long_note_goes_on_overleaf(folder: Path) -> None:
    shown = text(file(folder, "diapos-notes"))
    words = re.findall(r"mot\d+|dernier", shown)
    assert words == [*(f"mot{number}" for number in range(1500)), "dernier"]
    pages = shown.split("\f")
    assert ["Détail" in page for page in pages[:2]] == [False, True]
    assert "Ce que l’on dit d’abord." in pages[0]
    assert "Une note." in pages[0]


def test_three_slides_a_page_beside_lines(folder: Path) -> None:
    pages = text(file(folder, "diapos-lignes")).split("\f")[:-1]
    assert [len(re.findall("Lire la leçon", page)) for page in pages] == [2, 3]
    assert "Une note" not in "".join(pages)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_good_pdf(folder: Path, form: str) -> None:
    with Pdf.open(file(folder, form)) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]).startswith("Les essais")
        assert "/S /H2" in _structure(pdf)
        with pdf.open_outline() as outline:
            titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
        assert titles == [
            ("Les essais", []),
            ("Un", ["Détail"]),
            ("Deux", []),
            ("Trois", []),
            ("Pour continuer", []),
        ]
        actions = [link for page in pdf.pages for link in page.get("/Annots", []) if link.get("/A") is not None]
        targets = {str(link.A.get("/URI") or link.A.F) for link in actions}
        assert targets == {"https://exemple.fr/", "essais.pdf", "autre.pdf"}
    fonts = run("pdffonts", file(folder, form)).splitlines()[2:]
    assert fonts
    assert all("Source" in line and line.split()[-5] == "yes" for line in fonts)


def _structure(pdf: Pdf) -> str:
    kinds = {str(each.S) for each in pdf.objects if hasattr(each, "get") and each.get("/Type") == Name.StructElem}
    return " ".join(f"/S {kind}" for kind in sorted(kinds))


def test_only_trainers_get_their_notes_and_every_page_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert printed(write(tmp_path), tmp_path / "pdf", Publication("formateur")).diagnostics == ()
    for form in FORMS:
        assert "secret" not in text(file(folder, form))
        assert "formateur" not in text(file(folder, form))
        pages = text(file(tmp_path / "pdf", form)).split("\f")[:-1]
        assert all("Édition formateur" in page for page in pages)
    assert "Le secret du formateur." in text(file(tmp_path / "pdf", "diapos-notes"))


def test_the_same_sources_give_the_same_bytes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    printed(write(tmp_path), tmp_path / "pdf")
    for form in FORMS:
        assert file(tmp_path / "pdf", form).read_bytes() == file(folder, form).read_bytes()


def test_a_page_without_deck_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Aucune leçon projetée n’a l’identifiant « autre »"):
        printed(write(tmp_path), tmp_path / "pdf", page="autre")


WIDE = "| " + " | ".join(f"colonne{number:02}" for number in range(12)) + " |\n" + "|---" * 12 + "|\n"
HEAD = "---\ntitle: Exemple\ntype: cours\n---\n\n"


@pytest.mark.parametrize(
    ("body", "codes", "shown"),
    [
        ("Rien qu’une phrase.\n", [], "Rien qu’une phrase."),
        ("", [], "Exemple"),
        ("## Un\n\n```bash\n" + "ls\n" * 200 + "```\n", ["DIA110"], ""),
        (f"## Un\n\n{WIDE}|{' valeur |' * 12}\n", ["DIA111"], ""),
        ("## Un\n\n- a\n\n![absente](rien.png)\n", ["PDF103"], ""),
        ("## Un\n\n- a <div><table>\n\n## Deux\n\n- b\n", [], "Deux"),
        ("## Un\n\n- a\n\n</section></div>\n\n## Deux\n\n- b\n", [], "Deux"),
        (
            "## Un\n\n- a\n\n<!-- diapo: note -->\n\n```bash\n" + "ls -l\n" * 90 + "```\n\n## Fin\n\n- z\n",
            [],
            "Fin",
        ),
    ],
    ids=(
        "sans titre",
        "vide",
        "200 lignes",
        "12 colonnes",
        "image absente",
        "HTML ouvert",
        "HTML fermé",
        "code en note",
    ),
)
def test_bad_input_gives_a_message_or_good_slides(tmp_path: Path, body: str, codes: list[str], shown: str) -> None:
    products = printed(write(tmp_path, HEAD + body), tmp_path / "pdf")
    assert [fault.code for fault in products.diagnostics] == codes
    assert len(products.documents) == (0 if codes else 3)
    if not codes:
        handout = squeezed(text(file(tmp_path / "pdf", "diapos-notes")))
        assert squeezed(shown) in handout
        assert handout.count("ls-l") == body.count("ls -l")
