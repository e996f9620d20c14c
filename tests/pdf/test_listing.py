"""Code on paper: lines that stay lines, their colours, what is said of them overleaf."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html

from timonier.pdf.listing import listing

LONG = "x" * 61


def lines(code: str, title: str = "") -> tuple[str, str]:
    """The lines of a block, and what is said of it as a whole."""
    pre = lxml_html.fragment_fromstring(f"<pre><code>{code}</code></pre>")
    made = listing(pre, "none", title, "")
    inside, _, more = made.removeprefix("listing(").rpartition(",),bar:none,")
    return f"{inside},)", more


def test_a_line_has_the_letters_of_its_colours() -> None:
    code = '<span class="tm-k">a</span><span class="tm-p">:</span> <span class="tm-s">"b"\nc</span>\n'
    assert lines(code)[0] == '(("",2,(("k","a"),("",": "),("s","\\"b\\""),)),("",2,(("s","c"),)),)'


def test_a_command_is_of_one_colour_but_for_its_prompt_and_values() -> None:
    code = (
        '<span class="tm-commande"><span class="tm-invite">$ </span>a <span class="tm-n">80</span>'
        '<span class="tm-trou">&lt;x&gt;</span></span>\n'
    )
    assert lines(code)[0] == '(("",4,(("bi","$ "),("b","a 80"),("bv","<x>"),)),)'


@pytest.mark.parametrize(
    ("line", "column"),
    [(LONG, 2), (f"    {LONG}", 6), (" " * 50 + LONG, 30), (f'<span class="tm-invite">$ </span>{LONG}', 4)],
)
def test_a_line_that_may_be_too_long_goes_on_further_right(line: str, column: int) -> None:
    shown, more = lines(f"a\n{line}\nb\n")
    assert re.findall(r'\("",(\d+),', shown) == ["2", str(column), "2"]
    assert "long:true" in more


def test_a_block_of_lines_that_fit_everywhere_does_not_measure_them() -> None:
    assert "long" not in lines("x" * 60 + "\n")[1]


def test_numbers_are_not_text() -> None:
    code = '<span class="tm-numero" data-ligne="7"></span>a\n<span class="tm-numero" data-ligne="8"></span>\n'
    assert lines(code)[0] == '(("7",2,(("","a"),)),("8",2,()),)'


def test_code_that_may_go_on_overleaf_says_its_title_there() -> None:
    assert lines("x\n" * 17, 'web "1"')[1] == 'whole:false,parted:true,name:"web \\"1\\" (suite)")'
    assert lines("x\n" * 17)[1] == 'whole:false,parted:true,name:"(suite)")'
    assert lines("x\n" * 16)[1] == 'whole:true,parted:false,name:"(suite)")'
    assert "whole:false,parted:false" in lines("x" * 5000)[1], "higher than a page"
