"""Names of HTML elements."""

from __future__ import annotations

_BLOCKS = """
    address article aside blockquote body canvas center colgroup dd details div dl dt fieldset figcaption figure
    footer form group h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main map math menu nav noscript
    object ol option output p pre progress script section style summary table tbody td textarea tfoot th thead tr
    ul video
"""
_OTHERS = """
    a abbr area audio b base bdi bdo br button caption cite code col data datalist del dfn dialog em embed head i
    img input ins kbd label link mark meta meter optgroup param picture q rp rt ruby s samp search select slot
    small source span strong sub sup svg template time title track u var wbr
    circle clippath defs desc ellipse filter g line lineargradient marker mask path pattern polygon polyline
    radialgradient rect stop symbol text textpath tspan use
    mi mn mo mrow msub msup mfrac msqrt mtext
"""

BLOCK_ELEMENTS = frozenset(_BLOCKS.split())
"""Elements that Python-Markdown takes as a block where they begin a line."""

ELEMENTS = BLOCK_ELEMENTS | frozenset(_OTHERS.split())
"""Elements that a page may hold."""
