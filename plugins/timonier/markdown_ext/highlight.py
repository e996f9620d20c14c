"""Code as HTML with few spans: one class for each colour role, personal values and holes marked.

In: the text of a block and its language. Out: HTML lines, no wrapper. Pygments reads the languages; neighbours of
one role share a span, so that a page, a deck or a book stays light.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Literal, Name, Number, Operator, Punctuation, String, _TokenType
from pygments.util import ClassNotFound

_ROLES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "tm-c"),
    (String, "tm-s"),
    (Number, "tm-n"),
    (Keyword.Constant, "tm-n"),
    (Keyword, "tm-k"),
    (Name.Tag, "tm-k"),
    (Name.Attribute, "tm-k"),
    (Literal.Scalar, "tm-s"),
    (Name.Constant, "tm-s"),  # the text of a YAML block scalar
    (Punctuation, "tm-p"),
    (Operator, "tm-p"),
)
_SCALAR = re.compile(r"[-+]?(\d[\d_]*(\.\d*)?([eE][-+]?\d+)?|0[xob][\da-fA-F]+)|true|false|null|~", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"<([^\W\d_][\w-]*)>")
_HOLE_LANGUAGES = frozenset({"yaml", "yml", "bash", "sh", "shell"})

VALUE_CLASS = "tm-valeur"
FILLED_CLASS = "tm-remplie"
"""Added to a personal value once it is somebody's."""
HOLE_CLASS = "tm-trou"


def value_html(name: str) -> str:
    """A personal value: readable as it is written, and found by its name once it is live."""
    return f'<span class="{VALUE_CLASS}" data-nom="{escape(name)}">&lt;{escape(name)}&gt;</span>'


def filled(html: str, values: Mapping[str, str]) -> str:
    """`html` with somebody's values in the place of names."""
    for name, value in values.items():
        new = f'<span class="{VALUE_CLASS} {FILLED_CLASS}">{escape(value)}</span>'
        html = html.replace(value_html(name), new)
    return html


def highlight(text: str, language: str, values: Collection[str]) -> str:
    """`text` as HTML; `values` are the names of the personal values, marked in every language."""
    html, position = [], 0
    pieces = list(_merged(_pieces(text, language)))
    for match in _PLACEHOLDER.finditer(text):
        if match[1] in values:
            marked = value_html(match[1])
        elif language in _HOLE_LANGUAGES:
            marked = f'<span class="{HOLE_CLASS}">{escape(match[0])}</span>'
        else:
            continue
        html += [*_spans(_cut(pieces, position, match.start())), marked]
        position = match.end()
    return "".join((*html, *_spans(_cut(pieces, position, len(text)))))


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def _pieces(text: str, language: str) -> Iterator[tuple[str, str]]:
    lexer = _lexer(language) if language else None
    if lexer is None:
        yield "", text
        return
    for token, value in lexer.get_tokens(text):
        yield _role(token, value), value


def _role(token: _TokenType, value: str) -> str:
    if token is Literal.Scalar.Plain and _SCALAR.fullmatch(value):
        return "tm-n"
    if not value.strip():
        return ""
    return next((role for kind, role in _ROLES if kind in token.split()), "")


def _merged(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    current, held = "", ""
    for role, value in pieces:
        if role == current:
            held += value
            continue
        if held:
            yield current, held
        current, held = role, value
    if held:
        yield current, held


def _cut(pieces: Iterable[tuple[str, str]], start: int, end: int) -> Iterator[tuple[str, str]]:
    """What of `pieces` stands between two places of the whole text."""
    position = 0
    for role, value in pieces:
        part = value[max(start - position, 0) : max(end - position, 0)]
        if part:
            yield role, part
        position += len(value)


def _spans(pieces: Iterable[tuple[str, str]]) -> Iterator[str]:
    for role, value in pieces:
        text = escape(value, quote=False)
        yield f'<span class="{role}">{text}</span>' if role else text
