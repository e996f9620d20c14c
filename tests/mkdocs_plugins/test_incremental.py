"""What is kept from one build to the next never shows: after each kind of change, the files of a clean build."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from one_build import built
from one_preview import clean_preview, previewed

from ordered import TRACK, write
from timonier.lint import memory
from timonier.lint.cached import STAGE as REPORTS
from timonier.mkdocs_plugins import compiled, conversion, deck_files
from timonier.render import lab_files, search

KEPT = (
    memory.STAGE, REPORTS, compiled.STAGE, conversion.STAGE, deck_files.STAGE, lab_files.STAGE, search.STAGE
)  # fmt: skip
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><!-- rien --></svg>'
TEMPLATE = """{% extends "base.html" %}
{% block footer %}Un pied {% include ".icons/rond.svg" %}{% endblock %}
"""
GLOSSARY = "termes:\n  - terme: Pod\n    definition: Un groupe de conteneurs.\n"
NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n"
STEP = "## Étape 1 — Publier\n\n/// correction\n    etape: 1\n///\n\n"
RECORD = "tp: tp-web\netapes:\n  - {n: 1, depart: [depart/web.yaml], fichiers: [web.yaml]}\n"
LESSONS = ("cours/bases/pods", "cours/services")
pytestmark = pytest.mark.slow


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def lab_gone(root: Path) -> None:
    (root / "content/tp/tp-web.md").unlink()
    replace("pyproject.toml", 'publiees = ["tp-web"]', "publiees = []")(root)


CHANGES: dict[str, Callable[[Path], None]] = {
    "un mot": replace("content/cours/bases/pods.md", "Du texte.", "Un mot."),
    "un titre": replace("content/cours/bases/pods.md", "title: Les Pods", "title: Des Pods"),
    "une durée": replace("content/cours/bases/pods.md", "duree: 45", "duree: 50"),
    "un diaporama de moins": replace("content/cours/services.md", "type: cours", "type: cours\ndiaporama: false"),
    "une ancre": replace("content/cours/services.md", "## Le manifeste", "## Le premier manifeste"),
    "une faute": replace("content/cours/services.md", "- port: 80", "- prot: 80"),
    "une page de plus": lambda root: write(
        root, "content/cours/bases/pods-bis.md", "---\ntitle: Bis\ntype: cours\n---\n"
    ),
    "une page de moins": lambda root: (root / "content/cours/bases/pods.md").unlink(),
    "une page renommée": lambda root: (root / "content/cours/bases/pods.md").rename(
        root / "content/cours/bases/pods-2.md"
    ),
    "un TP de moins": lab_gone,
    "la date d’une relecture": replace("content/cours/services.md", "revu_le: 2026-11-21", "revu_le: 2026-11-20"),
    "une ancienne adresse": replace("content/tp/tp-web.md", "[tp/deployer, web]", "[tp/publier]"),
    "les modules": replace("content/modules.yml", "titre: Les bases", "titre: Le début"),
    "un parcours": replace("content/parcours/essentiel.yml", "Pour qui débute", "Pour tous"),
    "un parcours de plus": lambda root: write(
        root,
        "content/parcours/bref.yml",
        TRACK.replace("L’essentiel", "En bref").replace("[pods, tp-web]", "[pods]"),
    ),
    "un corrigé": replace("corrections/tp-web/web.yaml", "name: web", "name: toile"),
    "un corrigé fautif": lambda root: write(
        root, "corrections/tp-web/web.yaml", "apiVersion: v1\nkind: Namespace\n"
    ),
    "un fichier de départ": replace("corrections/tp-web/depart/web.yaml", "name: depart", "name: debut"),
    "les étapes d’un corrigé": replace("corrections/tp-web/correction.yml", "depart: [depart/web.yaml], ", ""),
    "un corrigé retiré": replace("pyproject.toml", 'publiees = ["tp-web"]', "publiees = []"),
    "l’application": replace("application/app.py", "print()", "print(1)"),
    "un fichier de l’application": lambda root: write(root, "application/autre.py", "print()\n"),
    "l’application sans fichier": lambda root: shutil.rmtree(root / "application"),
    "une extension": replace("mkdocs.yml", "  - timonier.markdown_ext", "  - timonier.markdown_ext\n  - nl2br"),
    "le dépôt": replace(
        "pyproject.toml", "[tool.timonier]\n", '[tool.timonier]\nsite = {depot = "https://a.fr/b"}\n'
    ),
    "le glossaire": lambda root: write(root, "content/glossaire.yml", GLOSSARY.replace("Un groupe", "Un lot")),
    "un réglage": replace("pyproject.toml", "Votre prénom", "Votre nom"),
    "le nom du site": replace("mkdocs.yml", "Cours d’essai", "Un autre cours"),
    "une image": replace("content/cours/plan.svg", "0 0 40 30", "0 0 50 30"),
    "un gabarit": replace("habillage/main.html", "Un pied", "Un autre pied"),
    "un fichier du thème": lambda root: write(root, "habillage/note.css", "a {}\n"),
    "une icône": replace("habillage/.icons/rond.svg", "circle", "ellipse"),
}


@pytest.fixture
def course_of_many_parts(ordered_course: Path) -> Path:
    write(ordered_course, "content/glossaire.yml", GLOSSARY)
    write(ordered_course, "content/glossaire.md", "---\ntitle: Glossaire\n---\n\n/// glossaire\n///\n")
    write(ordered_course, "habillage/main.html", TEMPLATE)
    write(ordered_course, "habillage/.icons/rond.svg", "<svg><circle/></svg>")
    replace("mkdocs.yml", "name: material", "name: material\n  custom_dir: habillage")(ordered_course)
    write(ordered_course, "content/cours/plan.svg", DRAWING)
    write(ordered_course, "application/app.py", "print()\n")
    replace("content/tp/tp-web.md", "## Liste", f"{STEP}## Liste")(ordered_course)
    write(ordered_course, "corrections/tp-web/correction.yml", RECORD)
    write(ordered_course, "corrections/tp-web/depart/web.yaml", NAMESPACE.replace("web", "depart"))
    with (ordered_course / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[tool.timonier.corrections]\npubliees = ["tp-web"]\n')
    link = "\nVoir [le manifeste](../services.md#le-manifeste) d’un Pod.\n![Un plan](../plan.svg)\n"
    page = ordered_course / "content/cours/bases/pods.md"
    page.write_text(page.read_text(encoding="utf-8") + link, encoding="utf-8")
    return ordered_course


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What MkDocs warns of."""
    heard: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("mkdocs").addHandler(handler)
    yield heard
    logging.getLogger("mkdocs").removeHandler(handler)


def site(root: Path, folder: Path) -> dict[str, bytes]:
    return built(root, site_dir=str(folder))


def forget(root: Path) -> None:
    for stage in KEPT:
        shutil.rmtree(root / ".cache" / "timonier" / stage, ignore_errors=True)


@pytest.mark.parametrize("change", CHANGES)
def test_a_build_after_a_change_is_a_clean_build(
    change: str, course_of_many_parts: Path, tmp_path: Path, said: list[str]
) -> None:
    root = course_of_many_parts
    site(root, tmp_path / "premier")
    CHANGES[change](root)
    said.clear()
    after = site(root, tmp_path / "apres")
    heard = sorted(said)
    forget(root)
    said.clear()
    assert site(root, tmp_path / "propre") == after
    assert sorted(said) == heard


def test_images_are_sized_and_drawings_small(course_of_many_parts: Path, tmp_path: Path) -> None:
    files = site(course_of_many_parts, tmp_path / "site")
    page = files["cours/bases/pods/index.html"].decode()
    assert '<img width="40" height="30" alt="Un plan" src="../../plan.svg"' in page
    assert files["cours/plan.svg"] == DRAWING.replace("<!-- rien -->", "").replace("></svg>", "/>").encode()


def test_a_page_that_nothing_changed_is_not_converted_again(
    course_of_many_parts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, converted = course_of_many_parts, list[str]()
    original = conversion.CoursePage.convert

    def counted(page: conversion.CoursePage, *rest: object, **options: object) -> object:
        converted.append(page.file.src_uri)
        return original(page, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(conversion.CoursePage, "convert", counted)
    forget(root)
    site(root, tmp_path / "premier")
    assert "cours/bases/pods.md" in converted
    converted.clear()
    CHANGES["un mot"](root)
    site(root, tmp_path / "apres")
    assert converted == ["cours/bases/pods.md"]
    converted.clear()
    (root / "content/cours/services.md").unlink()
    site(root, tmp_path / "encore")
    made = {"diaporamas.md", "telecharger.md"}
    assert set(converted) - made == {"cours/bases/pods.md", "index.md"}, "those whose links led to it"


ASKED = ("assets/timonier/search.json", *(f"{lesson}/diapos.html" for lesson in LESSONS))


@pytest.mark.parametrize("change", CHANGES)
def test_a_preview_after_a_save_is_a_new_preview(change: str, course_of_many_parts: Path, tmp_path: Path) -> None:
    root, folder = course_of_many_parts, tmp_path / "site"
    with previewed(root, folder) as preview:
        first = preview.files(*ASKED)
        CHANGES[change](root)
        preview.save()
        after = preview.files(*ASKED)
    assert after != first
    shutil.rmtree(folder)
    forget(root)
    assert clean_preview(root, folder, *ASKED) == after


def test_a_preview_after_many_saves_is_a_new_preview(course_of_many_parts: Path, tmp_path: Path) -> None:
    root, folder = course_of_many_parts, tmp_path / "site"
    apart = ("une page de moins", "un TP de moins")
    with previewed(root, folder) as preview:
        for name in (each for each in CHANGES if each not in apart):
            CHANGES[name](root)
            preview.save()
        after = preview.files(*ASKED)
    shutil.rmtree(folder)
    forget(root)
    assert clean_preview(root, folder, *ASKED) == after


def test_a_save_writes_one_page(course_of_many_parts: Path, tmp_path: Path) -> None:
    assert written(course_of_many_parts, tmp_path / "site", "un mot") == {"404.html", "cours/bases/pods/index.html"}


@pytest.mark.parametrize("change", ["un corrigé", "un fichier de départ"])
def test_a_file_of_a_lab_writes_that_lab(change: str, course_of_many_parts: Path, tmp_path: Path) -> None:
    assert written(course_of_many_parts, tmp_path / "site", change) == {"404.html", "tp/tp-web/index.html"}


def written(root: Path, folder: Path, change: str) -> set[str]:
    """The pages that one save writes."""
    with previewed(root, folder) as preview:
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.html")}
        CHANGES[change](root)
        preview.save()
        dates = {path: path.stat().st_mtime_ns for path in before}
    return {path.relative_to(folder).as_posix() for path in before if dates[path] != before[path]}


def test_a_mended_fault_leaves_the_page(course_of_many_parts: Path, tmp_path: Path) -> None:
    root, page = course_of_many_parts, "cours/services/index.html"
    with previewed(root, tmp_path / "site") as preview:
        assert b"tm-defauts" not in preview.files()[page]
        CHANGES["une faute"](root)
        preview.save()
        assert b"tm-defauts" in preview.files()[page]
        replace("content/cours/services.md", "- prot: 80", "- port: 80")(root)
        preview.save()
        assert b"tm-defauts" not in preview.files()[page]
