"""The repair of list indents: what leaves a list comes back, and nothing else changes."""

from __future__ import annotations

import pytest
import reference
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fences import TEXTS

from timonier.core.list_indents import fix_list_indents
from timonier.core.markdown import scan
from timonier.core.source import SourceFile


def fixed(text: str) -> str:
    return fix_list_indents(SourceFile("content/x.md", text))


CASES = [
    ("1. a\n\n   b\n\n2. c\n", "1. a\n\n    b\n\n2. c\n"),
    ("- a\n  - b\n    - c\n      - d\n- e\n", "- a\n    - b\n        - c\n            - d\n- e\n"),
    (
        "- a\n\n  ```yaml\n  x: 1\n\n    y: 2\n  ```\n\nfin\n",
        "- a\n\n    ```yaml\n    x: 1\n\n      y: 2\n    ```\n\nfin\n",
    ),
    ("> - a\n>\n>   b\n", "> - a\n>\n>     b\n"),
    ("1. a\n\n   - b\n\n     c\n", "1. a\n\n    - b\n\n        c\n"),
    ("- a\n\n    - b\n\n      c\n", "- a\n\n    - b\n\n        c\n"),
    ("- a\n  suite\n", "- a\n  suite\n"),
    ("```text\n- a\n\n  b\n```\n", "```text\n- a\n\n  b\n```\n"),
    ("  Un paragraphe.\n", "  Un paragraphe.\n"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_repairs(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(("before", "after"), CASES)
def test_what_is_repaired_stands_in_its_list(before: str, after: str) -> None:
    assert "MD104" not in {one.code for one in scan(SourceFile("content/x.md", after)).diagnostics}
    html = reference.read(after).html
    if "fin" not in after and before != after:
        assert html.rstrip().endswith(("</ul>", "</ol>", "</blockquote>"))


INDENTED = st.builds(
    lambda indent, text: " " * indent + text,
    st.integers(0, 9),
    st.sampled_from(["- a", "1. b", "c", "> - d", ">   e", "```yaml", "```", "", "", "/// indice", "///", "# f"]),
)


@settings(deadline=None, max_examples=400, derandomize=True)
@given(st.lists(INDENTED, max_size=12).map("\n".join) | TEXTS)
def test_only_spaces_change_and_a_second_repair_changes_nothing(text: str) -> None:
    mended = fixed(text)
    assert [line.split() for line in mended.split("\n")] == [line.split() for line in text.split("\n")]
    assert fixed(mended) == mended
