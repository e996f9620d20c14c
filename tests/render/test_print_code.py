"""Code on paper: spans, long lines, blocks that may go on overleaf."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from timonier.render.print_code import mark_lines, simplify_code

LONG = "x" * 61


def marked(code: str, bar: str = "", attributes: str = 'class="highlight"') -> str:
    root = lxml_html.fragment_fromstring(f"<div {attributes}>{bar}<pre><code>{code}</code></pre></div>", "div")
    simplify_code(root)
    mark_lines(root)
    block: str = lxml_html.tostring(root[0], encoding="unicode", with_tail=False)
    return block


def inside(block: str) -> str:
    return block.partition("<code>")[2].removesuffix("</code></pre></div>")


def test_code_keeps_its_text_and_loses_spans_without_colour() -> None:
    code = '<span class="tm-k">a</span><span class="tm-p">:</span> <span class="tm-s">b</span>\n'
    assert marked(code) == (
        '<div class="highlight entier"><pre><code><span class="tm-k">a</span>: '
        '<span class="tm-s">b</span>\n</code></pre></div>'
    )


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        (LONG, 2),
        (f"    {LONG}", 6),
        (" " * 50 + LONG, 30),
        (f'<span class="tm-commande"><span class="tm-invite">$ </span>{LONG}</span>', 4),
        (f'<span class="tm-numero" data-ligne="1"></span>{LONG}', 7),
    ],
)
def test_a_line_that_may_be_too_long_goes_on_further_right(line: str, columns: int) -> None:
    wanted = f'a\n<span class="longue" style="--retrait:{columns}ch">{line}\n</span>b &lt;c&gt;\n'
    assert inside(marked(f"a\n{line}\nb &lt;c&gt;\n")) == wanted


def test_a_line_that_fits_everywhere_is_left_alone() -> None:
    assert inside(marked("x" * 60 + "\n")) == "x" * 60 + "\n"


def test_a_span_over_several_lines_is_cut_at_each() -> None:
    code = f'<span class="tm-s">a\n{LONG}</span>\n'
    assert inside(marked(code)) == (
        '<span class="tm-s">a</span>\n'
        f'<span class="longue" style="--retrait:2ch"><span class="tm-s">{LONG}</span>\n</span>'
    )


def test_code_that_may_go_on_overleaf_says_its_title_there() -> None:
    bar = '<div class="tm-barre"><span class="tm-fichier">web &amp; co</span></div>'
    lines = [f"{number}" for number in range(17)]
    block = marked("\n".join(lines) + "\n", bar)
    assert "entier" not in block
    assert inside(block) == (
        '0\n<span class="suite" data-suite="web &amp; co (suite)"></span>'
        + "\n".join(lines[1:])
        + '<span class="fin"></span>\n'
    )
    assert 'data-suite="(suite)"' in marked("x\n" * 17)


def test_no_mark_is_text() -> None:
    code = f"{LONG}\n" * 20
    assert lxml_html.fragment_fromstring(marked(code)).text_content() == code
