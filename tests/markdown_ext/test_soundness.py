"""No page hangs the renderer or shows what it must hide because a block is not closed."""

from __future__ import annotations

import pytest

from timonier.core.source import SourceFile
from timonier.markdown_ext.convert import convert
from timonier.settings import Settings

UNSOUND = [
    # Python-Markdown and PyMdown Blocks never come back from this one.
    "---\n- /// indice\n- /// indice\n    text\n> ///\n   /// indice\n",
    # Here the trainer's first box leaves its block.
    "- x\n\n    /// formateur\n\n    !!! note\n        SECRET\n\n    !!! note\n        SECRET\n\n    ///\n",
    "/// formateur\nSECRET\n",
    "/// question\na\n\n/// formateur\nSECRET\n///\n///\n",
]


@pytest.mark.parametrize("text", UNSOUND)
def test_a_page_that_cannot_be_followed_is_not_shown(text, tmp_path):
    html = convert(SourceFile("content/x.md", text), Settings(root=tmp_path)).html
    assert "Cette page n’est pas montrée" in html
    assert "SECRET" not in html


def test_a_sound_page_is_shown(tmp_path):
    text = "- x\n\n    /// formateur\n    SECRET\n    ///\n\nSuite.\n"
    html = convert(SourceFile("content/x.md", text), Settings(root=tmp_path)).html
    assert "Suite." in html
    assert "SECRET" not in html
