from __future__ import annotations

import markdown
import pytest

from timonier import course, settings
from timonier.core.markdown import body
from timonier.markdown_ext import makeExtension
from timonier.markdown_ext.convert import convert
from timonier.markdown_ext.pages import PageIndex, index_of


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    folder = tmp_path / "content" / "cours"
    folder.mkdir(parents=True)
    (folder / "pods.md").write_text("---\ntitle: Les Pods\n---\n\n## Pourquoi ?\n\nTexte.\n", encoding="utf-8")
    (folder / "services.md").write_text("## Bonjour\n", encoding="utf-8")
    return settings.load(tmp_path)


def sources(project):
    return {source.path.rpartition("/")[2]: source for source in course.load(project).pages}


def test_a_page_ends_with_its_marker(project):
    source = sources(project)["pods.md"]
    page = convert(source, project)
    assert page.html.endswith(
        f'\n<div data-timonier-page="pods" data-timonier-source="{source.digest}" hidden="hidden"></div>'
    )
    assert (page.id, page.title, page.toc[0].id) == ("pods", "Les Pods", "pourquoi")
    assert page.toc[0].name == "Pourquoi ?"


def test_any_generator_gives_the_same_page(project):
    source = sources(project)["pods.md"]
    generated = markdown.markdown(body(source), extensions=["toc", makeExtension(root=str(project.root))])
    assert generated == convert(source, project).html


def test_another_text_has_no_marker(project):
    assert "timonier" not in markdown.markdown("Ailleurs.", extensions=[makeExtension(root=str(project.root))])


def test_a_changed_page_is_found_again(project):
    index = PageIndex(project)
    assert index.find("## Bonjour\n") is not None
    path = project.content_dir / "cours" / "services.md"
    path.write_text("## Bonsoir\n", encoding="utf-8")
    found = index.find("## Bonsoir")
    assert found is not None
    assert found.digest == sources(project)["services.md"].digest
    assert index.find("## Bonjour") is None


def test_there_is_one_index_a_course(project):
    assert index_of(project) is index_of(project)
