"""What stands around the text of a page."""

from pathlib import Path

import pytest

from timonier.core.outline import Outline, outline
from timonier.core.source import SourceFile
from timonier.render.hub import hub
from timonier.render.page_head import page_foot, page_head, reading_minutes
from timonier.settings import Settings

PODS = """---
title: Les Pods
duree: 90
niveau: avance
objectifs: [Lire un Pod]
prerequis: [services, volumes]
revu_le: 2026-11-21
kubernetes: "1.37"
---
"""
MODULES = """
modules:
  - {id: objets, titre: Objets, pages: [pods, services, {id: volumes, titre: Les volumes, duree: 40}]}
  - {id: reseau, titre: Réseau, pages: [{id: ingress, titre: Ingress, duree: 40}]}
"""
TRACK = """
titre: Essentiel
public: Débutants
jours: [{titre: Un, debut: "09:00", pages: [services, pods]}]
a_venir: [volumes]
"""


@pytest.fixture
def course() -> Outline:
    pages = [
        SourceFile("content/cours/pods.md", PODS),
        SourceFile("content/tp/services.md", "---\ntitle: TP\nduree: 15\n---\n"),
    ]
    track = SourceFile("content/parcours/essentiel.yml", TRACK)
    return outline(pages, SourceFile("content/modules.yml", MODULES), [track], "content")


def address(path: str) -> str:
    return path.removesuffix(".md") + "/"


def test_the_head_of_a_lesson(course: Outline) -> None:
    head = page_head(course.pages["pods"], course, "<p>Deux mots.</p>", address)
    assert (head.kind, head.module, head.level, head.duration) == ("Leçon", "Objets", "Avancé", "1\u202fh\u202f30")
    assert [(page.title, page.url) for page in head.prerequisites] == [("TP", "tp/services/"), ("Les volumes", "")]
    assert head.objectives == ("Lire un Pod",)
    assert head.reviewed == "Revu le 21 novembre 2026 pour Kubernetes 1.37"


def test_objectives_that_the_page_says_are_not_said_twice(course: Outline) -> None:
    html = '<h2 id="ce-que-vous-saurez-faire">Ce que vous saurez faire</h2>'
    assert page_head(course.pages["pods"], course, html, address).objectives == ()


def test_what_nobody_gave_is_empty(course: Outline) -> None:
    head = page_head(course.pages["services"], course, "", address)
    assert (head.kind, head.level, head.prerequisites, head.objectives, head.reviewed) == ("TP", "", (), (), "")
    assert head.reading == "1\u202fmin de lecture"


def test_reading_time_counts_what_is_read() -> None:
    assert reading_minutes("<p>" + "mot " * 200 + "</p>") == 1
    assert reading_minutes("<p>" + "mot " * 201 + "</p>") == 2
    assert reading_minutes("<svg><text>" + "mot " * 900 + "</text></svg>") == 1


@pytest.mark.parametrize(
    ("repository", "edit", "report"),
    [
        ("", "", ""),
        (
            "https://github.com/a/b",
            "https://github.com/a/b/edit/main/content/cours/a.md",
            "https://github.com/a/b/issues/new?title=Erreur%20dans%20%C2%AB%20Les%20Pods%20%C2%BB",
        ),
        (
            "https://gitlab.exemple.fr/a/b",
            "https://gitlab.exemple.fr/a/b/-/edit/main/content/cours/a.md",
            "https://gitlab.exemple.fr/a/b/-/issues/new?issue%5Btitle%5D=Erreur%20dans%20%C2%AB%20Les%20Pods%20%C2%BB",
        ),
        (
            "https://codeberg.org/a/b",
            "https://codeberg.org/a/b/_edit/main/content/cours/a.md",
            "https://codeberg.org/a/b/issues/new?title=Erreur%20dans%20%C2%AB%20Les%20Pods%20%C2%BB",
        ),
    ],
)
def test_links_to_the_repository(repository: str, edit: str, report: str) -> None:
    foot = page_foot("content/cours/a.md", "Les Pods", Settings(Path("/nulle-part"), repository=repository))
    assert (foot.edit, foot.report) == (edit, report)


def test_the_hub_counts_what_is_written_and_what_is_to_come(course: Outline) -> None:
    found = hub(course, "", address, "telecharger/")
    assert found.start is not None
    assert (found.start.title, found.start.url) == ("TP", "tp/services/")
    (track,), (module,) = found.tracks, found.modules
    facts = tuple(fact.replace("\u202f", " ") for fact in track.facts)
    assert (track.to.url, track.text, facts) == (
        "parcours/essentiel/",
        "Débutants",
        ("2 pages", "1 h 45", "1 à venir"),
    )
    assert (module.to.url, module.facts[:2]) == ("cours/pods/", ("1 leçon", "1 TP"))
    assert found.announced == ("Réseau",)
    assert (track.pdf, module.pdf) == (
        "telecharger/#timonier-parcours-essentiel",
        f"telecharger/#timonier-module-{course.modules[0].id}",
    )
    assert [card.pdf for card in hub(course, "", address, "").modules] == [""]
