"""Code on a slide: only the lines that the author chose, and marked lines that come one after another."""

from __future__ import annotations

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.render.code_lines import closed_lines, lines_of
from timonier.render.deck.model import Code
from timonier.render.deck.places import LINE

CUT = "tm-coupe"
_WIDE = 93
"""Longer lines are set in smaller letters, the smallest that a room can read."""


def fit(block: HtmlElement) -> Code:
    """Cut a block to the lines of its `lignes`, in place, let its marked lines step, and say what it shows."""
    (code,) = block.xpath(".//pre/code")[:1]
    lines = _lines(code)
    wanted = lines_of(block.get("data-lignes", ""))
    kept = [number for number in range(1, len(lines) + 1) if not wanted or number in wanted]
    if wanted and kept and len(kept) < len(lines):
        _cut(block, code, lines, kept)
    if max(len(line) for line in block.text_content().split("\n")) > _WIDE:
        block.set("class", f"{block.get('class')} tm-serre")
    _let_step(code)
    beyond = bool(wanted) and max(wanted) > len(lines)
    return Code(len(kept) or len(lines), len(lines), beyond, int(block.get(LINE, "0")))


def _lines(code: HtmlElement) -> list[str]:
    inner = lxml_html.tostring(code, encoding="unicode", with_tail=False)
    return closed_lines(inner[inner.index(">") + 1 : inner.rindex("<")].rstrip("\n"))


def _cut(block: HtmlElement, code: HtmlElement, lines: list[str], kept: list[int]) -> None:
    shown: list[str] = []
    for before, number in zip([kept[0], *kept], kept, strict=False):
        if number > before + 1:
            shown.append('<span class="tm-c">…</span>')
        shown.append(lines[number - 1])
    text = "\n".join(shown)
    code.getparent().replace(code, lxml_html.fragment_fromstring(f"<code>{text}\n</code>"))
    block.set("class", f"{block.get('class')} {CUT}")
    label = E.span(f"lignes {_said(kept)} sur {len(lines)}", {"class": "tm-etiquette"})
    bars = block.xpath('./div[@class="tm-barre"]')
    if bars:
        bars[0].append(label)
    else:
        block.insert(0, E.div({"class": "tm-barre"}, label))


def _said(numbers: list[int]) -> str:
    """`3 à 5, 9` for 3, 4, 5 and 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} à {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _let_step(code: HtmlElement) -> None:
    """Lines marked in several places are marked one place after another."""
    marked = code.xpath('.//span[@class="hll"]')
    starts = [number for number, span in enumerate(marked) if not number or not _follows(span, marked[number - 1])]
    if len(starts) < 2:
        return
    step = -1
    for number, span in enumerate(marked):
        step += number in starts
        span.set("class", "hll fragment")
        span.set("data-fragment-index", str(step))


def _follows(span: HtmlElement, before: HtmlElement) -> bool:
    """Whether a marked line stands just under another one."""
    return before.tail == "\n" and span.getprevious() is before
