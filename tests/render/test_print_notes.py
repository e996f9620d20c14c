"""Addresses of links at the foot of the page."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from timonier.render.print_notes import number_links, short_address


def noted(html: str) -> str:
    root = lxml_html.fragment_fromstring(html, create_parent="article")
    number_links(root)
    number_links(root)  # what it does twice is what it does once
    text: str = lxml_html.tostring(root, encoding="unicode")
    return text.removeprefix("<article>").removesuffix("</article>")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://kubernetes.io/docs/", "kubernetes.io/docs"),
        ("HTTP://a.b/?c=d#e", "a.b/?c=d#e"),
        ("mailto:a@b.c", ""),
        ("book:pods--un", ""),
        ("", ""),
    ],
)
def test_an_address_as_one_types_it(address: str, shown: str) -> None:
    assert short_address(address) == shown


def test_an_address_has_one_note_and_its_number_again() -> None:
    html = '<p><a href="https://a.b/">x</a>, <a href="https://c.d">y</a>; <a href="https://a.b">z</a>.</p>'
    assert noted(html) == (
        '<p><a href="https://a.b/">x</a><span class="note" data-note="¹">a.b</span>, '
        '<a href="https://c.d">y</a><span class="note" data-note="²">c.d</span>; '
        '<a href="https://a.b">z</a><span class="appel">¹</span>.</p>'
    )


def test_the_tenth_note_has_two_digits() -> None:
    html = noted("".join(f'<a href="https://a.b/{number}">x</a>' for number in range(10)))
    assert 'data-note="¹⁰">a.b/9<' in html


@pytest.mark.parametrize(
    "html",
    [
        '<h2><a href="https://a.b">x</a></h2>',
        '<table><tr><th><a href="https://a.b">x</a></th></tr></table>',
        '<pre><a href="https://a.b">x</a></pre>',
        '<div class="footnote"><p><a href="https://a.b">x</a></p></div>',
        '<p><a href="https://a.b/">a.b</a>, <a href="https://a.b">https://a.b/</a></p>',
        '<p><a href="mailto:a@b.c">x</a></p>',
        '<p><a href="book:pods">x</a></p>',
    ],
)
def test_no_note_where_it_breaks_the_page_or_says_nothing_new(html: str) -> None:
    assert noted(html) == html


def test_a_cell_has_notes() -> None:
    assert "data-note" in noted('<table><tr><td><a href="https://a.b">x</a></td></tr></table>')
