from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html

from timonier.core.source import SourceFile
from timonier.lint.registry import FAMILIES, RULES, family
from timonier.lint.rule import Rule
from timonier.markdown_ext.convert import convert
from timonier.settings import Settings


@pytest.fixture(scope="module")
def page() -> lxml_html.HtmlElement:
    source = SourceFile("content/codes.md", "# Codes\n\n/// codes\n///\n")
    return lxml_html.fragment_fromstring(convert(source, Settings(Path(__file__).parent)).html, create_parent=True)


def plain(element: lxml_html.HtmlElement) -> str:
    """The text before typography had its no-break spaces."""
    text: str = element.text_content()
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_every_rule_is_of_a_family() -> None:
    assert sorted(rule.code for letters in FAMILIES for rule in family(letters)) == sorted(
        rule.code for rule in RULES
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_code_has_its_anchor_explanation_and_examples(rule: Rule, page: lxml_html.HtmlElement) -> None:
    (term,) = page.xpath(f'.//dt[@id="{rule.code.lower()}"]')
    assert plain(term).startswith(f"{rule.code} {rule.title} (")
    said = term.getnext()
    assert plain(said[0]) == rule.explanation
    assert plain(said[1]) == f"Source : {rule.source}"
    assert len(said.findall(".//pre")) >= 2


def test_addresses_of_sources_are_links(page: lxml_html.HtmlElement) -> None:
    (term,) = page.xpath('.//dt[@id="k8s102"]')
    (link,) = term.getnext().findall("./p/a")
    address = "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"
    assert link.get("href") == link.text == address
