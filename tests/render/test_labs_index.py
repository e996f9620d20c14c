"""What the page of all labs lists."""

from __future__ import annotations

import datetime

import pytest

from timonier.core.labs import Lab, LabRecord, Played
from timonier.core.outline import outline
from timonier.core.publication import Publication
from timonier.core.source import Mention, Position, SourceFile, Span
from timonier.render.labs_page import has_labs, lab_state, labs_index

HERE = Span(Position(1, 1), Position(1, 1))
MODULES = "modules:\n  - id: reseau\n    titre: Réseau & co\n    pages: [web, tp-un]\n"


def lab(name, minutes=None, level=""):
    facts = (f"duree: {minutes}\n" if minutes else "") + (f"niveau: {level}\n" if level else "")
    return SourceFile(f"content/tp/{name}.md", f"---\ntitle: {name}\ntype: tp\nprerequis: [web]\n{facts}---\n")


def index(*pages):
    lesson = SourceFile("content/cours/web.md", "---\ntitle: Le web\ntype: cours\n---\n")
    found = outline((lesson, *pages), SourceFile("content/modules.yml", MODULES), (), "content")
    labs = {page.id: Lab(page.id) for page in found.pages.values()}
    return labs_index(found, labs, Publication(), lambda path: f"/{path}")


def test_labs_stand_below_their_module_and_the_others_after():
    found = index(lab("tp-zero"), lab("tp-un", 30, "optionnel"))
    assert found.modules == (("reseau", "Réseau & co"), ("autres", "Autres TP"))
    assert [[card.id for card in group.labs] for group in found.groups] == [["tp-un"], ["tp-zero"]]
    assert found.levels == (("optionnel", "Optionnel"),)
    card = found.groups[0].labs[0]
    assert (card.module, card.to.url) == ("reseau", "/tp/tp-un.md")
    assert [(other.title, other.url) for other in card.prerequisites] == [("Le web", "/cours/web.md")]


@pytest.mark.parametrize(
    ("minutes", "span"), [(None, ""), (30, "courte"), (31, "moyenne"), (60, "moyenne"), (61, "longue")]
)
def test_the_spans_that_filters_know(minutes, span):
    assert index(lab("tp-un", minutes)).groups[0].labs[0].span == span


def test_a_course_without_labs():
    assert index().groups == ()
    assert not has_labs(outline((), None, (), "content"))


def test_what_a_lab_says_of_itself():
    played = Played(datetime.date(2026, 11, 1), "kind v0.31")
    record = LabRecord("tp-un", "corrections/tp-un/correction.yml", Mention("tp-un", HERE), None, (), (), played)
    found = lab_state(Lab("tp-un", record), Publication())
    assert (found.correction, found.played) == ("Sans corrigé", "Joué sur kind v0.31 le 1er novembre 2026")
    assert lab_state(Lab("tp-un"), Publication()).played == "Jamais joué"
