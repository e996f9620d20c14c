"""The versions of Kubernetes that take what a code block holds, as its corner shows them: `1.25 → 1.37`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timonier.core.syntax import YAML_LANGUAGES
from timonier.lint.compat import Passages, common, range_text
from timonier.settings import Settings

_PARTS: Final = ("type", "attendu", "extrait", "patch", "depart")
"""Options that say that a block is no whole object, or a wrong one."""


class Ranges:
    """Ranges of one project's blocks; each text is checked once, then read from the cache."""

    def __init__(self, settings: Settings) -> None:
        self._passages = Passages(settings)

    def of(self, text: str, language: str, options: Mapping[str, str]) -> str:
        """The versions that take every object of a block; nothing where there is no whole object, or no version."""
        if language not in YAML_LANGUAGES or any(option in options for option in _PARTS):
            return ""
        return range_text(common(self._passages.of(text, options.get("title", ""))))
