"""What is kept from one build to the next never shows: after each kind of change, the files of a clean build."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from one_build import built

from ordered import write
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
LESSONS = ("cours/bases/pods", "cours/services")
pytestmark = pytest.mark.slow


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


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
    "les modules": replace("content/modules.yml", "titre: Les bases", "titre: Le début"),
    "un parcours": replace("content/parcours/essentiel.yml", "Pour qui débute", "Pour tous"),
    "un corrigé": lambda root: write(root, "corrections/tp-web/web.yaml", "apiVersion: v1\nkind: Namespace\n"),
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
    link = "\nVoir [le manifeste](../services.md#le-manifeste) d’un Pod. ![Un plan](../plan.svg)\n"
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


def preview(root: Path, folder: Path, *, dirty: bool) -> dict[str, bytes]:
    """What `mkdocs serve` shows after a save: its files, and what it makes when it is asked for."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), dev_addr="127.0.0.1:8000")
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/", dirty=dirty)
    server = LiveReloadServer(lambda: None, "127.0.0.1", 8000, str(folder))
    server.watch(config.docs_dir)
    server.watch(config.config_file_path)
    config.plugins.on_serve(server, config=config, builder=server.builder)
    ask = server.get_app()
    assert ask
    for path in ("assets/timonier/search.json", *(f"{lesson}/diapos.html" for lesson in LESSONS)):
        b"".join(ask({"PATH_INFO": f"/{path}"}, lambda *_: None))
    server.server_close()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


SAVES = [change for change in CHANGES if not change.startswith("une page")]
"""Those that add or take away a page are whole builds."""


@pytest.mark.parametrize("change", SAVES)
def test_a_preview_after_a_save_is_a_new_preview(change: str, course_of_many_parts: Path, tmp_path: Path) -> None:
    root = course_of_many_parts
    preview(root, tmp_path / "site", dirty=False)
    CHANGES[change](root)
    after = preview(root, tmp_path / "site", dirty=True)
    assert "assets/timonier/search.json" in after
    assert ("cours/services/diapos.html" in after) == (change != "un diaporama de moins")
    shutil.rmtree(tmp_path / "site")
    forget(root)
    assert preview(root, tmp_path / "site", dirty=False) == after


def test_a_save_writes_one_page(course_of_many_parts: Path, tmp_path: Path) -> None:
    root, site_folder = course_of_many_parts, tmp_path / "site"
    preview(root, site_folder, dirty=False)
    before = {path: path.stat().st_mtime_ns for path in site_folder.rglob("*.html")}
    CHANGES["un mot"](root)
    preview(root, site_folder, dirty=True)
    written = {
        path.relative_to(site_folder).as_posix() for path, date in before.items() if path.stat().st_mtime_ns != date
    }
    assert written == {"404.html", "cours/bases/pods/index.html", "cours/bases/pods/diapos.html"}


def test_a_mended_fault_leaves_the_page(course_of_many_parts: Path, tmp_path: Path) -> None:
    root, page = course_of_many_parts, "cours/services/index.html"
    assert b"tm-defauts" not in preview(root, tmp_path / "site", dirty=False)[page]
    CHANGES["une faute"](root)
    assert b"tm-defauts" in preview(root, tmp_path / "site", dirty=True)[page]
    replace("content/cours/services.md", "- prot: 80", "- port: 80")(root)
    assert b"tm-defauts" not in preview(root, tmp_path / "site", dirty=True)[page]
