"""Keeps Python-Markdown away from pages whose `///` blocks it cannot follow.

On such a page PyMdown Blocks may go round in circles for ever, or show what a block must hide. The check names each
fault at its place; the page says no more than that until they are mended.
"""

from __future__ import annotations

from markdown.preprocessors import Preprocessor

from timonier.core.markdown import is_sound

_INSTEAD = (
    '!!! danger "Cette page n’est pas montrée"',
    "    Un bloc `///` n’y est pas fermé là où il doit l’être. Lancez `timonier lint` : il nomme la ligne.",
)


class SoundnessPreprocessor(Preprocessor):
    """Puts a notice in the place of a page that cannot be read."""

    def run(self, lines: list[str]) -> list[str]:
        """The page, or the notice."""
        return lines if is_sound("\n".join(lines)) else list(_INSTEAD)
