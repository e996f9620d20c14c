"""One code block as HTML: file name, marks, lines, a console's commands set apart from its output.

In: what SuperFences read of a fence. Out: HTML that needs no script; the marks that other stages use (slides,
print, copy buttons) are `data-` attributes of the outer element.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

from timonier.core.console import dialogue
from timonier.markdown_ext.highlight import highlight
from timonier.render.code_lines import closed_lines, lines_of

CONSOLE = "console"
_LABELS = {"attendu": "Faux exprès", "extrait": "Extrait", "depart": "À compléter", "patch": "Correctif kustomize"}


def block(
    text: str,
    language: str,
    options: Mapping[str, str],
    values: Collection[str],
    *,
    extra: str = "",
    versions: str = "",
) -> str:
    """The HTML of a fence. `extra`: more classes for the outer element; `versions`: those that take its objects."""
    classes = " ".join(filter(None, ("highlight", "tm-code", "tm-console" if language == CONSOLE else "", extra)))
    code = _console(text, values) if language == CONSOLE else highlight(text, language, values)
    code = _lines(code, lines_of(options.get("hl_lines", "")), options.get("linenums"))
    data = _data(language, options, versions)
    return f'<div class="{classes}"{data}>{_bar(options, values)}<pre><code>{code}\n</code></pre></div>'


def _data(language: str, options: Mapping[str, str], versions: str) -> str:
    names = ("type", "attendu", "lignes", "extrait", "patch", "depart")
    given = {"lang": language, **{name: options[name] for name in names if name in options}}
    given |= {"versions": versions} if versions else {}
    given |= {name.removeprefix("data-"): value for name, value in options.items() if name.startswith("data-")}
    return "".join(
        f' data-{escape(name)}="{escape(value)}"' for name, value in given.items() if value or name != "lang"
    )


def _bar(options: Mapping[str, str], values: Collection[str]) -> str:
    """The file name and what the block is, over the code."""
    title = options.get("title", "")
    labels = [label for name, label in _LABELS.items() if name in options]
    if not title and not labels:
        return ""
    marks = "".join(f'<span class="tm-etiquette">{label}</span>' for label in labels)
    name = f'<span class="tm-fichier">{highlight(title, "", values)}</span>' if title else ""
    return f'<div class="tm-barre">{name}{marks}</div>'


def _console(text: str, values: Collection[str]) -> str:
    return "\n".join(
        f'<span class="tm-commande"><span class="tm-invite">{part.prompt}</span>'
        f"{highlight(part.text, 'bash', values)}</span>"
        if part.prompt
        else f'<span class="tm-sortie">{highlight(part.text, "", values)}</span>'
        for part in dialogue(text)
    )


def _lines(code: str, marked: frozenset[int], numbering: str | None) -> str:
    """`code` with some lines marked and, where asked, numbers that no copy takes."""
    if not marked and not numbering:
        return code
    first = int(numbering.split()[0]) if numbering else 1
    lines = []
    for index, line in enumerate(closed_lines(code), 1):
        number = f'<span class="tm-numero" data-ligne="{first + index - 1}"></span>' if numbering else ""
        lines.append(number + (f'<span class="hll">{line}</span>' if index in marked else line))
    return "\n".join(lines)
