"""A lab and its files, unpublished, published and for trainers."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from timonier import course, settings
from timonier.core.publication import STUDENTS, Publication
from timonier.core.source import SourceFile
from timonier.errors import UsageError
from timonier.markdown_ext.convert import convert
from timonier.render.lab_files import site_files

START = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: <nom>\n"
SOLUTION = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: exposer-en-clair\n"
LAB = """---
title: Exposer
type: tp
---

## Étape 1 — Un namespace

- Dans une liste

    //// question | Lequel ?

    /// reponse
    La réponse cachée.
    ///

    ////

/// correction
    etape: 1

Lisez **ceci**.
///

/// formateur
La note cachée.
///
"""
RECORD = """tp: {lab}
{base}etapes:
  - n: 1
    depart: [depart/web.yaml]
    fichiers: [web.yaml]
    verification:
      - commande: kubectl get namespace exposer-en-clair
        attendu: STATUS Active
"""
OUT = Publication(pages=frozenset({"tp-exposer"}))
TRAINERS = Publication("formateur")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    def write(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    write("pyproject.toml", '[tool.timonier]\n[tool.timonier.site]\nadresse = "https://cours.exemple.fr/k8s"\n')
    for lab, base in (("tp-exposer", ""), ("tp-suite", "depart_de: tp-exposer\n")):
        write(f"content/tp/reseau/{lab}.md", LAB.replace("Dans une liste", f"Dans {lab}"))
        write(f"corrections/{lab}/correction.yml", RECORD.format(lab=lab, base=base))
        write(f"corrections/{lab}/depart/web.yaml", START)
        write(f"corrections/{lab}/web.yaml", SOLUTION)
    return tmp_path


def render(root: Path, publication: Publication, lab: str = "tp-exposer") -> str:
    path = f"content/tp/reseau/{lab}.md"
    return convert(
        SourceFile(path, (root / path).read_text(encoding="utf-8")), settings.load(root), publication
    ).html


def files(root: Path, publication: Publication, lab: str = "tp-exposer") -> dict[str, bytes]:
    project = settings.load(root)
    page = course.load_page(project, f"tp/reseau/{lab}.md")
    return site_files(course.load_lab(project, lab), page, publication, project)


def members(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_what_is_not_published_is_not_built(root: Path) -> None:
    html = render(root, STUDENTS)
    for secret in ("exposer-en-clair", "cachée", "Lisez", "Corrigé de"):
        assert secret not in html
    assert 'href="../../corrections/tp-exposer/tp-exposer.zip"' in html
    assert "1 fichier de départ)" in html
    zipped = files(root, STUDENTS)
    assert list(zipped) == ["corrections/tp-exposer/tp-exposer.zip"]
    assert members(*zipped.values()) == ["tp-exposer/depart/web.yaml"]


def test_a_published_lab_shows_its_files_and_what_changes(root: Path) -> None:
    html = render(root, OUT)
    assert "<summary>Corrigé de l’étape 1</summary>\n<p>Lisez <strong>ceci</strong>.</p>" in html
    assert 'href="../../corrections/tp-exposer/web.yaml"' in html
    assert "kubectl apply -f https://cours.exemple.fr/k8s/corrections/tp-exposer/web.yaml" in html
    assert "<del>-   name: &lt;nom&gt;</del>\n<ins>+   name: exposer-en-clair</ins>" in html
    assert "<code>kubectl get namespace exposer-en-clair</code>" in html
    assert "STATUS Active</li>" in html
    assert '<details class="tm-bloc tm-reponse">' in html
    assert "La note cachée" not in html
    published = files(root, OUT)
    assert published["corrections/tp-exposer/web.yaml"].decode() == SOLUTION
    assert members(published["corrections/tp-exposer/tp-exposer.zip"]) == [
        "tp-exposer/correction/web.yaml",
        "tp-exposer/depart/web.yaml",
        "tp-exposer/verifier.sh",
    ]
    assert "cachée" not in render(root, OUT, "tp-suite")


def test_trainers_see_everything_open(root: Path) -> None:
    html = render(root, TRAINERS)
    assert html.count('open="open"') == 3
    assert "Note du formateur" in html
    assert "La note cachée." in html
    assert "kubectl apply -f" not in html, "the student site does not have this file"


def test_the_zip_of_a_lab_that_starts_from_another_one(root: Path) -> None:
    suite = files(root, Publication(pages=frozenset({"tp-exposer", "tp-suite"})), "tp-suite")
    assert "tp-suite/depart/tp-exposer/web.yaml" in members(suite["corrections/tp-suite/tp-suite.zip"])
    alone = files(root, STUDENTS, "tp-suite")["corrections/tp-suite/tp-suite.zip"]
    assert members(alone) == ["tp-suite/depart/web.yaml"]
    assert alone == files(root, STUDENTS, "tp-suite")["corrections/tp-suite/tp-suite.zip"]


def test_a_published_lab_publishes_what_it_starts_from(root: Path) -> None:
    project = settings.load(root)
    sources = course.load(project)
    assert course.publication(sources, project, "stagiaire", ["tp-suite"]).pages == {"tp-exposer", "tp-suite"}
    assert course.publication(sources, project, "stagiaire", ["tp-exposer"]).pages == {"tp-exposer"}
    assert course.publication(sources, project, "stagiaire", ["toutes"]).pages == {"tp-exposer", "tp-suite"}
    assert course.publication(sources, project).pages == set()
    with pytest.raises(UsageError, match="vouliez-vous dire « tp-exposer »"):
        course.publication(sources, project, "stagiaire", ["tp-expose"])


def test_a_text_that_is_no_page_has_no_correction(root: Path) -> None:
    project = settings.load(root)
    html = convert(SourceFile("content/tp/tp-exposer.md", LAB + "\nAutre.\n"), project, OUT).html
    assert "cachée" not in html
    assert "exposer-en-clair" not in html


def test_labs_that_go_round_in_a_circle_do_not_hang(root: Path) -> None:
    record = root / "corrections/tp-exposer/correction.yml"
    record.write_text(RECORD.format(lab="tp-exposer", base="depart_de: tp-suite\n"), encoding="utf-8")
    project = settings.load(root)
    assert [lab.id for lab in course.load_lab(project, "tp-exposer").chain] == ["tp-suite"]
    assert course.publication(course.load(project), project, "stagiaire", ["tp-suite"]).pages == {
        "tp-exposer",
        "tp-suite",
    }


def test_personal_values_are_marked_in_all_that_a_correction_shows(root: Path) -> None:
    variable = '[tool.timonier.variables.stagiaire]\nlabel = "x"\npattern = "[a-z]+"\nexample = "zoe"\n'
    with (root / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(variable)
    (root / "corrections/tp-exposer/web.yaml").write_text(
        SOLUTION.replace("exposer", "<stagiaire>"), encoding="utf-8"
    )
    record = RECORD.format(lab="tp-exposer", base="").replace("exposer-en", "<stagiaire> -o 'a & b' -en")
    (root / "corrections/tp-exposer/correction.yml").write_text(
        record.replace("STATUS", "tp-<stagiaire>, STATUS"), encoding="utf-8"
    )
    html = render(root, OUT)
    mark = '<span class="tm-valeur" data-nom="stagiaire">&lt;stagiaire&gt;</span>'
    assert f"<ins>+   name: {mark}-en-clair</ins>" in html
    assert f"<code>kubectl get namespace {mark} -o 'a &amp; b' -en-clair</code>" in html
    assert f"tp-{mark}, STATUS Active</li>" in html
    assert html.count("&lt;stagiaire&gt;") == html.count(mark)
    assert "kubectl apply -f" not in html, "no cluster takes the file without a value in it"
