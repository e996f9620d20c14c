"""A site that a build would make again stays as it is; anything that would change it has it built."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from one_build import built

from ordered import write
from timonier.mkdocs_plugins import standing

PAGE = "cours/bases/pods/index.html"
pytestmark = pytest.mark.slow


def stands(root: Path, **options: object) -> bool:
    """Whether a build leaves the site alone."""
    before = (root / "site").stat().st_ino, (root / "site" / PAGE).stat().st_mtime_ns
    built(root, **options)
    return before == ((root / "site").stat().st_ino, (root / "site" / PAGE).stat().st_mtime_ns)


@pytest.fixture
def course(ordered_course: Path) -> Path:
    """A course of which nothing is said, and its site."""
    write(
        ordered_course, "content/manifestes/espace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"
    )
    write(ordered_course, "habillage/main.html", '{% extends "base.html" %}\n')
    yml = ordered_course / "mkdocs.yml"
    text = yml.read_text(encoding="utf-8").replace("name: material", "name: material\n  custom_dir: habillage")
    yml.write_text(f"{text}\nsite_author: !ENV [AUTEUR, personne]\n", encoding="utf-8")
    built(ordered_course)
    return ordered_course


def test_nothing_is_built_where_nothing_has_changed(course: Path) -> None:
    before = built(course)
    assert stands(course)
    assert built(course) == before
    assert not list(course.glob(".site*"))


def add(path: str, text: str = "Un mot.\n") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "une page": add("content/cours/bases/pods.md"),
    "une page de plus": add("content/cours/bases/bis.md", "---\ntitle: Bis\ntype: cours\n---\n"),
    "un manifeste": add("content/manifestes/espace.yaml", "# Un mot.\n"),
    "un fichier de plus": add("content/note.txt"),
    "un corrigé": add("corrections/tp-web/web.yaml", "# Un mot.\n"),
    "un parcours": add("content/parcours/essentiel.yml", "# Un mot.\n"),
    "un réglage": add("pyproject.toml", "\n[tool.timonier.site]\nadresse = 'https://exemple.fr/'\n"),
    "mkdocs.yml": add("mkdocs.yml", "\ncopyright: Un mot.\n"),
    "un gabarit": add("habillage/main.html", "{% block footer %}Un mot.{% endblock %}\n"),
    "un fichier du thème": add("habillage/note.css", "a {}\n"),
    "le site, un mot": add(f"site/{PAGE}"),
    "le site, un fichier de plus": add("site/note.txt"),
    "le site, un fichier de moins": lambda root: (root / "site" / "404.html").unlink(),
    "le site entier": lambda root: shutil.rmtree(root / "site" / "cours"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_has_the_site_built(change: str, course: Path) -> None:
    CHANGES[change](course)
    after = built(course)
    shutil.rmtree(course / "site")
    assert built(course) == after


@pytest.mark.parametrize("option", ["une option", "le jour", "l’édition", "une variable", "un programme"])
def test_so_does_what_no_file_holds(option: str, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"site_url": "https://exemple.fr/"} if option == "une option" else {}
    if option == "le jour":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    if option == "l’édition":
        monkeypatch.setenv("TIMONIER_EDITION", "formateur")
    if option == "une variable":
        monkeypatch.setenv("AUTEUR", "quelqu’un")
    if option == "un programme":
        monkeypatch.setattr(standing, "programs", lambda *_: "d’autres")
    assert not stands(course, **options)
    assert stands(course, **options)


def test_what_was_said_is_said_again(course: Path) -> None:
    add("content/cours/bases/pods.md", "\nVoir [rien](rien.md).\n")(course)
    built(course)
    assert not stands(course)


def test_a_site_made_with_another_plugin_is_always_built(course: Path) -> None:
    yml = course / "mkdocs.yml"
    yml.write_text(
        yml.read_text(encoding="utf-8").replace("plugins:\n", "plugins:\n  - search\n"), encoding="utf-8"
    )
    built(course)
    assert not stands(course)
