"""The order of the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from timonier import course, settings
from timonier.errors import UsageError
from timonier.pdf.plan import plan
from timonier.pdf.press import page_address


def planned(root: Path, site: str | None, *pages: str, modules: str = "") -> list[tuple[str, str]]:
    (root / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    if site is not None:
        (root / "mkdocs.yml").write_text(site, encoding="utf-8")
    for page in pages:
        file = root / "content" / page
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("texte\n", encoding="utf-8")
    if modules:
        (root / "content" / "modules.yml").write_text(modules, encoding="utf-8")
    project = settings.load(root)
    return [(entry.path, entry.section) for entry in plan(project, course.load(project)).entries]


def test_the_modules_order_and_what_they_leave_out_comes_last(tmp_path: Path) -> None:
    modules = """
modules:
  - {id: objets, titre: Objets, pages: [t, b, absente]}
  - {id: vide, titre: Vide, pages: [{id: c, titre: C, duree: 5}]}
"""
    pages = ("index.md", "cours/a.md", "cours/b.md", "tp/t.md")
    assert planned(tmp_path, None, *pages, modules=modules) == [
        ("index.md", ""),
        ("tp/t.md", "Objets"),
        ("cours/b.md", "Objets"),
        ("cours/a.md", ""),
    ]


@pytest.mark.parametrize("site", [None, "", "site_name: x\n", "- une liste\n"])
def test_without_modules_the_hub_is_first(tmp_path: Path, site: str | None) -> None:
    pages = planned(tmp_path, site, "cours/a.md", "index.md", "tp/t.md")
    assert [path for path, _ in pages] == ["index.md", "cours/a.md", "tp/t.md"]


def test_tags_of_the_generator_are_no_matter(tmp_path: Path) -> None:
    site = "plugins:\n  - search: !ENV [X, true]\nmarkdown_extensions:\n  - toc:\n      f: !!python/name:os.sep\n"
    assert planned(tmp_path, site, "index.md") == [("index.md", "")]


def test_two_pages_of_one_id_cannot_be_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="renommez"):
        planned(tmp_path, None, "cours/a.md", "tp/a.md")


def test_a_page_has_the_address_that_the_site_gives_it() -> None:
    assert page_address("index.md") == ""
    assert page_address("cours/objets/services.md") == "cours/objets/services/"
    assert page_address("cours/index.md") == "cours/"
    assert page_address("cours/été.md") == "cours/%C3%A9t%C3%A9/"
