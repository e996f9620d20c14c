"""A small site written by hand, sound at first; each test spoils one thing and names what the audit must say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from audit_project import LESSON, Project

from timonier import settings
from timonier.audit.run import audit
from timonier.errors import UsageError


def test_a_sound_site(project: Project) -> None:
    assert project.audit() == []


def test_no_record(project: Project) -> None:
    (project.site / "timonier.json").unlink()
    assert project.codes() == ["AUD001"]


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 2}', '{"version": 1, "pages": [{"a": 1}]}', "null"])
def test_a_record_that_is_not_ours(project: Project, text: str) -> None:
    project.write("site/timonier.json", text)
    assert project.codes() == ["AUD001"]


def test_a_page_without_the_extension(project: Project) -> None:
    project.page(digest="")
    assert project.codes() == ["AUD002"]


def test_a_page_that_the_plugin_did_not_see(project: Project) -> None:
    content = json.loads((project.site / "timonier.json").read_text())
    content["pages"] = []
    project.write("site/timonier.json", json.dumps(content))
    assert sorted(project.codes()) == ["AUD002", "AUD004"]


def test_a_source_changed_since(project: Project) -> None:
    project.write("content/cours/pods.md", LESSON + "\nUne phrase de plus.\n")
    assert project.codes() == ["AUD003"]


def test_a_marker_of_another_source(project: Project) -> None:
    project.page(digest="0" * 64)
    assert project.codes() == ["AUD003"]


def test_a_source_without_page(project: Project) -> None:
    project.write("content/cours/volumes.md", "---\ntitle: V\n---\n\n# V\n")
    assert [(found.code, found.path) for found in project.audit()] == [("AUD004", "content/cours/volumes.md")]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("./", None),
        ("#les-pods", None),
        ("#", None),
        ("../pods/#les-pods", None),
        ("https://kubernetes.io/fr/", None),
        ("mailto:contact@exemple.fr", None),
        ("/cours/pods/", None),
        ("../absent/", "AUD010"),
        ("../../../dehors.html", "AUD010"),
        ("/absent.html", "AUD010"),
        ("#absent", "AUD011"),
        ("../pods/#absent", "AUD011"),
    ],
)
def test_links(project: Project, link: str, code: str | None) -> None:
    project.page(f'<a href="{link}">lien</a>')
    assert project.codes() == ([code] if code else [])


def test_a_dead_link_has_its_line(project: Project) -> None:
    project.page('<p>texte</p>\n<p><a href="absent.html">lien</a></p>')
    (found,) = project.audit()
    assert (found.path, found.span.start.line) == ("cours/pods/index.html", 5)
    assert "« absent.html »" in found.message


def test_links_under_a_base_path(project: Project) -> None:
    project.write("pyproject.toml", '[tool.timonier.site]\nadresse = "https://exemple.fr/formation/"\n')
    project.page('<a href="/formation/cours/pods/">bon</a>')
    assert project.codes() == []
    project.page('<a href="/cours/pods/">hors du chemin de base</a>')
    assert project.codes() == ["AUD010"]


@pytest.mark.parametrize(
    "body",
    [
        '<script src="https://cdn.exemple.com/a.js"></script>',
        '<script src="//cdn.exemple.com/a.js"></script>',
        '<img src="https://exemple.com/a.png" alt="">',
        '<img srcset="https://exemple.com/a.png 2x" alt="">',
        '<iframe src="https://video.exemple.com/"></iframe>',
        '<form action="https://exemple.com/"></form>',
        '<div style="background: url(https://exemple.com/a.png)"></div>',
        "<style>@import 'https://exemple.com/a.css';</style>",
        '<link rel="stylesheet" href="https://exemple.com/a.css">',
        '<link rel="preconnect" href="https://exemple.com">',
        '<svg><use href="https://exemple.com/a.svg#x"></use></svg>',
    ],
)
def test_third_parties(project: Project, body: str) -> None:
    project.page(body)
    assert project.codes() == ["AUD020"]


def test_a_third_party_in_a_style_sheet(project: Project) -> None:
    project.write("site/style.css", "a { color: red }\nb { background: url('https://exemple.com/x.woff2') }\n")
    (found,) = project.audit()
    assert (found.code, found.path, found.span.start.line) == ("AUD020", "style.css", 2)


def test_a_canonical_address_is_not_fetched(project: Project) -> None:
    project.page(head='<link rel="canonical" href="https://exemple.fr/cours/pods/">')
    assert project.audit() == []


def test_no_site(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="construisez d’abord"):
        audit(tmp_path / "absent", settings.load(project.root), project.course)
    (tmp_path / "vide").mkdir()
    with pytest.raises(UsageError, match="aucune page HTML"):
        audit(tmp_path / "vide", settings.load(project.root), project.course)
