"""Each fact of the plan of the course, and each common mistake, has a page, a section and a phrase that says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml
from lxml import html

from timonier import course, settings
from timonier.core.header import page_id
from timonier.core.publication import Publication
from timonier.markdown_ext.convert import convert

ROOT = Path(__file__).parents[2]
COVERED: Mapping[str, Mapping[str, Mapping[int | str, list[str]]]] = yaml.safe_load(
    (ROOT / "tests" / "couverture.yml").read_text(encoding="utf-8")
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
pytestmark = pytest.mark.skipif(not COVERED, reason="aucune page du plan n’est encore écrite")


@cache
def _pages() -> Mapping[str, str]:
    """The HTML of each page as the trainer reads it, answers and corrections included."""
    project = settings.load(ROOT)
    publication = Publication("formateur")
    return {
        page_id(source.path): convert(source, project, publication).html
        for source in course.load(project).pages
        if page_id(source.path) in COVERED
    }


@cache
def _sections(page: str) -> Mapping[str, str]:
    """The text under each heading of a page, by its anchor; the part above the first one by the empty anchor."""
    found: dict[str, str] = {}
    open_sections: list[tuple[int, str]] = [(0, "")]
    for node in html.fragment_fromstring(_pages()[page], create_parent="div"):
        if node.tag in HEADINGS:
            level = HEADINGS.index(str(node.tag)) + 1
            open_sections = [*(s for s in open_sections if s[0] < level), (level, node.get("id", ""))]
        for _, anchor in open_sections:
            found[anchor] = f"{found.get(anchor, '')} {_text(node)}{node.tail or ''}"
    return {anchor: _folded(text) for anchor, text in found.items()}


def _text(node: html.HtmlElement) -> str:
    """What a reader sees of a node: of a comment, nothing."""
    return node.text_content() if isinstance(node.tag, str) else ""


def _folded(text: str) -> str:
    """Spaces of every kind as one."""
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("page", COVERED or {})
def test_each_fact_stands_where_the_map_says(page: str) -> None:
    lost = []
    for family, facts in COVERED[page].items():
        for number, (place, phrase) in facts.items():
            target, _, anchor = place.partition("#")
            text = _sections(target or page).get(anchor)
            if text is None:
                lost.append(f"{family} {number} : pas de section « {place} »")
            elif _folded(phrase) not in text:
                lost.append(f"{family} {number} : « {phrase} » n’est pas dans « {place} »")
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("page", COVERED or {})
def test_no_fact_of_a_page_is_left_out(page: str) -> None:
    for family in ("concepts", "precisions", "a_moderniser"):
        numbers = list(COVERED[page].get(family, {}))
        assert numbers == list(range(1, len(numbers) + 1))
    assert COVERED[page]["concepts"], "chaque page a des faits à enseigner"


@pytest.mark.parametrize("page", COVERED or {})
def test_a_phrase_is_long_enough_to_prove_something(page: str) -> None:
    short = [phrase for facts in COVERED[page].values() for _, phrase in facts.values() if len(phrase) < 12]
    assert not short
