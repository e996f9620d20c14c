"""The first use of a term leads to the glossary, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timonier import course, settings
from timonier.markdown_ext.convert import convert

GLOSSARY = """termes:
  - terme: Pod
    definition: "Un groupe de `conteneurs` & plus."
    voir: [nœud]
  - terme: nœud
    definition: Une machine.
"""
PAGE = """---
title: "Les Pods"
type: cours
duree: 10
---

## Le Pod

Voici `Pod`, <span lang="en">Pod</span>, [un Pod](https://exemple.fr) et *le Pod*, puis un Pod sur un nœud.

- Nœud et Pod
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[tool.timonier]\nkubernetes = "1.37"\n', encoding="utf-8")
    content = tmp_path / "content"
    (content / "cours" / "objets").mkdir(parents=True)
    (content / "glossaire.yml").write_text(GLOSSARY, encoding="utf-8")
    (content / "glossaire.md").write_text('---\ntitle: "Glossaire"\n---\n\n/// glossaire\n///\n', encoding="utf-8")
    (content / "cours" / "objets" / "pods.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def html(project: Path, name: str) -> str:
    known = settings.load(project)
    page = next(page for page in course.load(known).pages if page.path.endswith(name))
    return convert(page, known).html


def links(text: str) -> list[tuple[str, str, str]]:
    return re.findall(r'<a class="tm-terme" href="([^"]*)" title="([^"]*)">([^<]*)</a>', text)


def test_the_first_use_in_prose_is_linked_once(project: Path) -> None:
    text = html(project, "pods.md")
    assert links(text) == [
        ("../../glossaire.md#pod", "Un groupe de conteneurs &amp; plus.", "Pod"),
        ("../../glossaire.md#noeud", "Une machine.", "nœud"),
    ]
    assert "<em>le <a" in text


def test_a_link_of_the_author_says_what_a_word_means_on_the_page(project: Path) -> None:
    other = "  - terme: cosse\n    definition: Une enveloppe.\n"
    (project / "content" / "glossaire.yml").write_text(GLOSSARY + other, encoding="utf-8")
    said = f"{PAGE}- La cosse ou [Pod](../../glossaire.md#cosse)\n"
    (project / "content" / "cours" / "objets" / "pods.md").write_text(said, encoding="utf-8")
    text = html(project, "pods.md")
    assert sorted(re.findall(r'href="../../glossaire.md#([^"]*)"[^>]*>([^<]*)</a>', text)) == [
        ("cosse", "Pod"),
        ("noeud", "nœud"),
    ]
    assert re.search(r'<a class="tm-terme" href="../../glossaire.md#cosse" title="Une enveloppe.">Pod</a>', text)


def test_the_reference_of_codes_is_not_linked(project: Path) -> None:
    (project / "content" / "codes.md").write_text('---\ntitle: "Codes"\n---\n\n/// codes\n///\n', encoding="utf-8")
    text = html(project, "codes.md")
    assert "Pod" in text
    assert links(text) == []


def test_the_page_of_the_glossary_has_every_term_and_no_such_link(project: Path) -> None:
    text = html(project, "glossaire.md")
    assert links(text) == []
    assert re.findall(r'<dt id="([^"]*)">([^<]*)</dt>', text) == [("noeud", "nœud"), ("pod", "Pod")]
    assert "<dd>Un groupe de <code>conteneurs</code> &amp; plus. Voir aussi" in text.replace("\u00a0", " ")
    assert '<a href="#noeud">nœud</a>' in text


def test_without_its_page_the_glossary_links_nothing(project: Path) -> None:
    (project / "content" / "glossaire.md").unlink()
    assert links(html(project, "pods.md")) == []


def test_a_new_definition_is_seen_at_the_next_page(project: Path) -> None:
    html(project, "pods.md")
    changed = GLOSSARY.replace("Une machine.", "Un ordinateur.")
    (project / "content" / "glossaire.yml").write_text(changed, encoding="utf-8")
    assert "Un ordinateur." in html(project, "pods.md")
