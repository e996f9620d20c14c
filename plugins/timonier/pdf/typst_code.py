"""Pieces of Typst code. In: values. Out: code in which a text is only ever a string."""

from __future__ import annotations

from collections.abc import Iterable


def string(text: str) -> str:
    """A text as a string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def array(items: Iterable[str]) -> str:
    """An array of values."""
    return "(" + "".join(f"{item}," for item in items) + ")"


def content(pieces: Iterable[str]) -> str:
    """Pieces one after another."""
    return "{" + "\n".join(pieces) + "}"


def call(function: str, /, *values: str, **named: str) -> str:
    """A call of a function."""
    return f"{function}({','.join((*values, *(f'{key}:{value}' for key, value in named.items())))})"


def boolean(value: bool) -> str:
    """A truth value."""
    return "true" if value else "false"
