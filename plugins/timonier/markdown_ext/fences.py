"""SuperFences' side of code blocks: which headers it takes, and our HTML for each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from markdown import Markdown

from timonier.core.syntax import accepts_options
from timonier.markdown_ext.code import block
from timonier.markdown_ext.ranges import Ranges


def custom_fence(values: Collection[str], ranges: Ranges | None) -> dict[str, object]:
    """The one entry of `custom_fences`: every language, our options, our HTML."""
    return {"name": "*", "class": "", "validator": _validate, "format": _formatter(values, ranges)}


def _validate(
    language: str | None,  # noqa: ARG001
    inputs: dict[str, str | None],
    options: dict[str, str],
    attrs: dict[str, str],  # noqa: ARG001
    md: Markdown,  # noqa: ARG001
) -> bool:
    """Take a header whose options are all known; a bare flag comes as its own name, or as None from braces."""
    if not accepts_options(inputs):
        return False
    options.update({name: "" if value is None or value == name else value for name, value in inputs.items()})
    return True


def _formatter(values: Collection[str], ranges: Ranges | None) -> Callable[..., str]:
    def render(  # noqa: PLR0917 - SuperFences' own signature
        source: str,
        language: str | None,
        class_name: str,  # noqa: ARG001
        options: dict[str, str],
        md: Markdown,  # noqa: ARG001
        classes: list[str],
        **_others: Any,
    ) -> str:
        name = (language or "").lower()
        versions = ranges.of(source, name, options) if ranges else ""
        return block(source, name, options, values, extra=" ".join(classes), versions=versions)

    return render
