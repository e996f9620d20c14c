from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from timonier.markdown_ext.code import lines_of
from timonier.markdown_ext.highlight import highlight

CODE = st.text(alphabet="ab:- \n\"'#<>&{}|1stagiaire", max_size=80)


@given(CODE, st.sampled_from(["yaml", "bash", "json", "", "inconnu"]))
def test_the_text_is_kept_whatever_the_language(text, language):
    shown = unescape(re.sub(r"<[^<>]*>", "", highlight(text, language, ("stagiaire",))))
    assert shown == text


def test_neighbours_share_a_span():
    assert highlight("a: [1, 2]", "yaml", ()).count("tm-p") == 4


def test_ranges():
    assert lines_of("2 4-6") == {2, 4, 5, 6}
    assert lines_of("10-24,30") == {*range(10, 25), 30}
    assert lines_of("") == frozenset()
    assert len(lines_of("1-999999999999")) < 20_000
