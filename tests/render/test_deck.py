"""How a page becomes slides and notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html

from timonier import course, settings
from timonier.core.markdown import scan
from timonier.core.publication import STUDENTS, Publication
from timonier.core.source import SourceFile
from timonier.markdown_ext.convert import convert
from timonier.markdown_ext.lab_blocks import unbuilt
from timonier.render.deck.build import build
from timonier.render.deck.limits import check
from timonier.render.deck.model import Deck, DeckFacts
from timonier.render.deck.page import DeckFiles, render
from timonier.render.deck.places import places
from timonier.settings import Settings

ROOT = Path(__file__).parents[2]
HEAD = "---\ntitle: Exemple\ntype: cours\n---\n\n"
TRAINERS = Publication("formateur")


def page(text: str) -> SourceFile:
    return SourceFile("content/cours/exemple.md", HEAD + text)


def deck_of(source: SourceFile, publication: Publication = STUDENTS, project: Settings | None = None) -> Deck:
    project = project or Settings(root=ROOT / "tests" / "render")
    found = places(scan(source), unbuilt(publication, "exemple"))
    return build(convert(source, project, publication).html, "index.html", found)


def deck(text: str, publication: Publication = STUDENTS) -> Deck:
    return deck_of(page(text), publication)


def codes(text: str) -> list[tuple[str, int]]:
    source = page(text)
    return [(found.code, found.span.start.line - HEAD.count("\n")) for found in check(deck_of(source), source)]


def text_of(html: str) -> str:
    return " ".join(lxml_html.fragment_fromstring(html or " ", create_parent="div").text_content().split())


def test_headings_begin_slides_and_prose_is_spoken():
    first, second = deck("## Un\n\n- a\n\nDe la prose.\n\n### Deux\n\n| A |\n|---|\n| b |\n").slides
    assert (first.title, first.section, text_of(first.body), text_of(first.notes)) == (
        "Un",
        "",
        "a",
        "De la prose.",
    )
    assert (second.title, second.section, second.anchor) == ("Deux", "Un", "deux")
    assert "<table>" in second.body and second.notes == ""


def test_what_comes_before_any_heading_opens_the_deck():
    found = deck("Bonjour.\n\n## Un\n\n- a\n")
    assert (text_of(found.opening), len(found.slides)) == ("Bonjour.", 1)


@pytest.mark.parametrize(
    ("text", "bodies", "notes"),
    [
        ("- a\n\n<!-- diapo -->\n\n- b\n", ["a", "b"], ["", ""]),
        ("- a <!-- diapo -->\n- b\n", ["a", "b"], ["", ""]),
        ("<!-- diapo -->\n\n- a\n", ["a"], [""]),
        ("- a\n\n<!-- diapo: oui -->\n\nPhrase.\n", ["a Phrase."], [""]),
        ("- a\n\n<!-- diapo: note -->\n\n- b\n", ["a"], ["b"]),
        ("- a\n\n<!-- diapo: non -->\n\n- b\n", ["a"], [""]),
        ("- a\n\n<!-- diapo -->\n\nSuite en prose.\n", ["a"], ["Suite en prose."]),
        ("Courte phrase seule.\n", ["Courte phrase seule."], [""]),
        ('!!! note "Titre"\n    Prose.\n\n    - a\n', ["Titre a"], ["Prose."]),
    ],
)
def test_marks(text: str, bodies: list[str], notes: list[str]):
    slides = deck(f"## Un\n\n{text}").slides
    assert ([text_of(slide.body) for slide in slides], [text_of(slide.notes) for slide in slides]) == (
        bodies,
        notes,
    )


def test_an_edition_that_is_not_for_all_says_so_under_every_slide():
    def labels(facts: DeckFacts) -> list[str]:
        shown = lxml_html.document_fromstring(render(deck("## Un\n\n- a\n"), facts, DeckFiles((), ())))
        return [each.text for each in shown.xpath('//main/p[@class="tm-edition"]')]

    assert labels(DeckFacts("T", "index.html")) == []
    assert labels(DeckFacts("T", "index.html", edition="Édition formateur")) == ["Édition formateur"]


def test_tabs_in_tabs_are_slides_one_after_another():
    inner = '    === "B"\n\n        - b\n\n    === "C"\n\n        ```bash\n        ls\n        ```\n'
    tabs = f'=== "A"\n\n    - a\n\n{inner}'
    slides = deck(f"## Un\n\n{tabs}").slides
    assert [text_of(slide.body) for slide in slides] == ["A a", "B b", "C ls"]
    assert [slide.suite for slide in slides] == [False, True, True]


def test_a_numbered_list_goes_on_counting():
    _, second = deck("## Un\n\n1. a\n2. b <!-- diapo -->\n3. c\n").slides
    assert '<ol start="3">' in second.body
    assert (second.suite, second.line) == (True, HEAD.count("\n") + 4)


def test_two_blocks_side_by_side_and_a_list_step_by_step():
    (slide,) = deck("## Un\n\n<!-- diapo: colonnes -->\n\n- a\n\n```bash\nls\n```\n").slides
    assert slide.body.count('<div class="tm-colonnes">') == 1
    assert text_of(deck("## Un\n\n<!-- diapo: colonnes -->\n\n- a\n").slides[0].body) == "a"
    (slide,) = deck("## Un\n\n<!-- diapo: pas-a-pas -->\n\n- a\n- b\n").slides
    assert slide.body.count('<li class="fragment">') == 2


def test_a_title_alone_gives_its_notes_to_the_slide_under_it():
    (slide,) = deck("## Un\n\nDe la prose.\n\n### Deux\n\n- a\n").slides
    assert (slide.title, slide.section, text_of(slide.notes)) == ("Deux", "Un", "De la prose.")


def test_a_section_sent_to_the_notes_is_spoken_before_the_next():
    (slide,) = deck("## Un\n\n- a\n\n## Deux\n\n<!-- diapo: note -->\n\n- b\n").slides
    assert text_of(slide.notes) == "Deux b"


def test_questions_have_no_answer_and_hints_are_spoken():
    answer = "/// reponse\nParce que.\n///"
    text = f"## Un\n\n//// question\nPourquoi ?\n\n{answer}\n\n////\n\n/// formateur\nAttendez.\n///\n"
    (slide,) = deck(text).slides
    assert (text_of(slide.body), slide.notes) == ("Question 1 Pourquoi ?", "")
    (slide,) = deck(text, TRAINERS).slides
    assert text_of(slide.body) == "Question 1 Pourquoi ?"
    assert text_of(slide.notes) == "Réponse Parce que. Note du formateur Attendez."


def test_what_to_retain_is_a_slide_of_its_own():
    slides = deck("## Un\n\n- a\n\n/// retenir\n\n- b <!-- diapo -->\n- c\n\n///\n\nProse.\n\n- d\n").slides
    assert [(slide.title, text_of(slide.body), slide.line - HEAD.count("\n")) for slide in slides] == [
        ("Un", "a", 1),
        ("À retenir", "b", 5),
        ("À retenir", "c", 7),
        ("Un", "d", 5),
    ]


def test_a_slide_shows_the_lines_that_the_author_chose():
    (slide,) = deck('## Un\n\n```yaml lignes="1,3-4"\na: 1\nb: 2\nc: 3\nd: 4\n```\n').slides
    assert "lignes 1, 3 à 4 sur 4" in slide.body
    assert text_of(slide.body).endswith("a: 1 … c: 3 d: 4")
    assert [(code.shown, code.whole) for code in slide.codes] == [(3, 4)]


def test_lines_marked_in_two_places_come_one_after_the_other():
    (slide,) = deck('## Un\n\n```yaml hl_lines="1-2 4"\na: 1\nb: 2\nc: 3\nd: 4\n```\n').slides
    assert [slide.body.count(f'class="hll fragment" data-fragment-index="{step}"') for step in (0, 1)] == [2, 1]


def test_links_within_the_page_lead_back_to_it():
    (slide,) = deck("## Un\n\n- [haut](#un)\n").slides
    assert 'href="index.html#un"' in slide.body


def test_ids_are_unique():
    slides = deck("## Un\n\n- a\n\n<!-- diapo -->\n\n- b\n\n## Un\n\n- c\n").slides
    assert [slide.id for slide in slides] == ["un", "un-2", "un_1"]


LONG = "- " + "mot " * 30 + "\n"
CODE = "```bash\n" + "ls\n" * 20 + "```\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"## Un\n\n{LONG}", []),
        (f"## Un\n\n{LONG}{LONG}", [("DIA101", 1)]),
        (f"## Un\n\n- a\n\n<!-- diapo -->\n\n{LONG}{LONG}", [("DIA101", 5)]),
        (f"## Un\n\n- a\n\n{CODE}", [("DIA102", 5)]),
        (f"/// formateur\n{CODE}///\n\n## Un\n\n- a\n\n{CODE}", [("DIA102", 30)]),
        ("## Un\n\n" + "Une phrase un peu longue. " * 10, [("DIA103", 1)]),
        ('## Un\n\n```bash lignes="2-9"\nls\nls\n```\n', [("DIA104", 3)]),
        ("- a\n", [("DIA105", -4)]),
        ("", [("DIA105", -4)]),
    ],
)
def test_too_much_for_a_slide(text: str, expected: list[tuple[str, int]]):
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Texte <b>jamais fermé\n\n## Un\n",
        "<div><table><tr><td>x\n\n## Un\n\n- a\n",
        "## Un\n\n</section></div>\n\n- a\n",
        "## Un\n\n" + "|x" * 12 + "|\n" + "|-" * 12 + "|\n",
        "## Un\n\n![absente](rien.png)\n",
        "## Un\n\n<!-- diapo: note -->\n\n```bash\nls\n```\n",
        "## Un\n\n<!-- diapo: colonnes -->\n\n- seule\n",
        '=== "A"\n    - a\n\n=== "B"\n    - b\n',
        "<!-- diapo: oui -->",
        "## `code` & <em>gras</em>\n\n- a\n",
    ],
)
def test_any_page_gives_a_whole_deck(text: str):
    found = deck(text)
    root = lxml_html.document_fromstring(render(found, DeckFacts("T", "index.html"), DeckFiles((), ())))
    assert len(root.xpath('//div[@class="slides"]/section')) == len(found.slides) + 2
    assert len(root.xpath("//h1")) == 1
    assert len(set(root.xpath("//section/@id"))) == len(found.slides) + 2


def lessons() -> list[SourceFile]:
    project = settings.load(ROOT)
    return [source for source in course.load(project).pages if "/cours/" in source.path]


each_lesson = pytest.mark.parametrize("source", lessons(), ids=lambda source: source.path)


@each_lesson
def test_a_lesson_has_as_many_slides_as_its_time_bears(source: SourceFile):
    project = settings.load(ROOT)
    minutes = int(str(convert(source, project).meta["duree"]))
    slides = len(deck_of(source, project=project).slides)
    # 12 to 30 in 40 minutes; the first lesson, short, shows the whole week.
    assert 0.3 * minutes <= slides <= max(0.82 * minutes, 20)
