"""Front matter is read as MkDocs reads it; what is wrong with it is said once, in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils import meta

from timonier.core.front_matter_faults import schema
from timonier.core.markdown import PageKind, body, scan
from timonier.core.source import Position, SourceFile

GOOD = "title: Les Services\ntype: cours\n"

LINES = st.sampled_from(
    [
        *("---", "--- ", "...", "---x", "", " ", "title: a", "type: cours", "- a", "a: [", "\ta: b", "{}", "a"),
        *("    suite", "\tsuite", "https://exemple.test/", "revu_le: 2026-13-45", "1: 2", "? a", "&a", "a: *b"),
        *("a: !!python/none 1", "=: 1", "<<: 1", "a: 0o9", "# titre", "a: \x07", "a: 99999999999999999999-01-01"),
    ]
)


@settings(deadline=None, max_examples=800, derandomize=True)
@given(st.lists(LINES, max_size=9).map("\n".join) | st.text(alphabet="-\n.a: \t[{", max_size=30))
def test_the_body_is_the_text_that_mkdocs_gives_to_markdown(text: str) -> None:
    source = SourceFile("content/x.md", text)
    expected, data = meta.get_data(text)
    assert body(source) == expected
    header = scan(source, "cours").front_matter
    if header is not None:
        assert {str(key): value for key, value in data.items()} == header.values
        assert source.lines[header.body_line - 1 :] == tuple(body(source).split("\n")) or not body(source)


def codes(text: str, kind: PageKind = "cours") -> list[tuple[str, int, int]]:
    found = scan(SourceFile("content/cours/x.md", text), kind).diagnostics
    return [(one.code, one.span.start.line, one.span.start.column) for one in found]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (GOOD, []),
        ("title: a\ntype: tp\n", [("FM110", 3, 7)]),
        ("title: a\n", [("FM109", 1, 1)]),
        ("type: cours\n", [("FM109", 1, 1)]),
        (GOOD + "duré: 30\n", [("FM107", 4, 1)]),
        (GOOD + "duree: 0\n", [("FM108", 4, 8)]),
        (GOOD + "duree: true\n", [("FM108", 4, 8)]),
        (GOOD + "duree: 45 min\nniveau: dur\n", [("FM108", 4, 8), ("FM108", 5, 9)]),
        (GOOD + "niveau: avance\nduree: 45\ndiaporama: false\nrevu_le: 2026-11-21\nprerequis: [a-b, pods]\n", []),
        (GOOD + "revu_le: 21/11/2026\n", [("FM108", 4, 10)]),
        (GOOD + "revu_le: 2026-02-30\n", [("FM102", 4, 10)]),
        (GOOD + "kubernetes: 1.37\n", [("FM108", 4, 13)]),
        (GOOD + "objectifs:\n  - Comprendre : mal\n", [("FM108", 5, 3)]),
        (GOOD + "objectifs: Comprendre\n", [("FM108", 4, 12)]),
        (GOOD + "title: b\n", [("FM105", 4, 1)]),
        ("title:\ntype: cours\n", [("FM108", 2, 7)]),
        ("title: a: b\ntype: cours\n", [("FM102", 2, 9)]),
        ("title: a\n\ttype: cours\n", [("FM104", 3, 1)]),
        ("- title\n", [("FM103", 1, 1)]),
        ("1: 2\n" + GOOD, [("FM107", 2, 1)]),
    ],
)
def test_what_is_wrong_in_a_header(header: str, expected: list[tuple[str, int, int]]) -> None:
    assert codes(f"---\n{header}---\n\nTexte.\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Sans en-tête\n", "FM106"),
        ("", "FM106"),
        ("---\ntitle: a\n", "FM101"),
        ("---\n---\n\nTexte\n", "FM101"),
        ("---\n{}\n---\n", "FM109"),
    ],
)
def test_headers_that_are_not_whole(text: str, expected: str) -> None:
    assert {code for code, *_ in codes(text)} == {expected}


def test_a_page_outside_the_lessons_needs_a_title_only() -> None:
    assert codes("---\ntitle: Accueil\n---\n", "page") == []
    assert codes("# Un LISEZ-MOI d’ailleurs\n", "foreign") == []


def test_keys_and_body_have_their_places() -> None:
    header = scan(SourceFile("content/x.md", f"---\n{GOOD}...\n\n\n# Titre\n")).front_matter
    assert header is not None
    assert header.values == {"title": "Les Services", "type": "cours"}
    assert header.spans["type"].start == Position(3, 1)
    assert header.value_spans["type"].start == Position(3, 7)
    assert header.span.end == Position(4, 4)
    assert header.body_line == 7


def test_a_misspelled_key_is_answered() -> None:
    (diagnostic,) = scan(SourceFile("content/x.md", "---\ntitre: a\ntitle: b\n---\n")).diagnostics
    assert diagnostic.hint == "vouliez-vous dire « title » ?"


def test_the_schema_is_published_and_every_key_says_what_it_wants() -> None:
    file = Path(scan.__code__.co_filename).with_name("front_matter.schema.json")
    assert json.loads(file.read_text(encoding="utf-8")) == schema()
    assert all(key["description"] for key in schema()["properties"].values())
