"""From a starting file to its correction, line by line. In: two texts. Out: HTML, with marks beside colours.

`shown` turns the text of a line into HTML: it marks what the caller wants to be found there.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from html import escape

_CONTEXT = 2
_KINDS = {"+": "ins", "-": "del"}


def differences(start: str, solution: str, name: str, shown: Callable[[str], str]) -> str:
    """The lines that change, each with `+` or `-` before it, two lines around; « … » where some are left out."""
    lines = "\n".join(_lines(start, solution, shown))
    return (
        f'<div class="highlight tm-ecarts"><div class="tm-barre"><span class="tm-fichier">{escape(name)}</span>'
        f'<span class="tm-etiquette">Du départ au corrigé</span></div><pre><code>{lines}\n</code></pre></div>'
    )


def _lines(start: str, solution: str, shown: Callable[[str], str]) -> Iterator[str]:
    changes = difflib.unified_diff(start.splitlines(), solution.splitlines(), n=_CONTEXT, lineterm="")
    for number, line in enumerate(list(changes)[2:]):
        if line.startswith("@@"):
            if number:
                yield "…"
            continue
        mark, text = line[:1], shown(line[1:])
        tag = _KINDS.get(mark)
        yield f"<{tag}>{mark} {text}</{tag}>" if tag else f"  {text}"
