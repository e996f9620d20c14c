"""YAML texts to check, and the way back to their file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from test_fences import FILES, TEXTS, source_of

from timonier.core.markdown import scan
from timonier.core.snippet import Snippet, snippets, yaml_file
from timonier.core.source import Position, SourceFile, Span


def only(text: str) -> Snippet:
    (snippet,) = snippets(scan(SourceFile("content/x.md", text)))
    return snippet


def check_way_back(source: SourceFile) -> None:
    """Every visible character of a snippet leads to itself in the file."""
    for snippet in snippets(scan(source, "page")):
        for number, line in enumerate(snippet.text.split("\n") if snippet.starts else [], 1):
            for column, character in enumerate(line, 1):
                if character == " ":
                    continue
                place = snippet.place(Span.on_line(number, column, 1)).start
                assert source.lines[place.line - 1][place.column - 1] == character


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_places_lead_back_to_the_file(path: Path) -> None:
    check_way_back(source_of(path))


@settings(deadline=None, max_examples=200, derandomize=True)
@given(TEXTS)
def test_places_lead_back_to_any_file(text: str) -> None:
    check_way_back(SourceFile("content/x.md", text.replace("\x02", "").replace("\x03", "")))


def test_all_that_the_header_says() -> None:
    text = (
        "<!-- timonier: ignore K8S103 — cité -->\n"
        '```yaml title="web.yaml" type="Container" attendu="K8S102, K8S104" extrait patch depart\na: 1\n```\n'
    )
    snippet = only(text)
    assert (snippet.path, snippet.line, snippet.title, snippet.type) == ("content/x.md", 2, "web.yaml", "Container")
    assert snippet.expected == ("K8S102", "K8S104")
    assert (snippet.excerpt, snippet.patch, snippet.start_file) == (True, True, True)
    assert [ignore.codes for ignore in snippet.ignores] == [("K8S103",)]


@pytest.mark.parametrize(
    ("header", "count"),
    [("yaml", 1), ("YML", 1), (' title="a.yaml"', 1), ("console", 0), ('diff title="a.yaml"', 0), ("", 0)],
)
def test_which_blocks_are_yaml(header: str, count: int) -> None:
    assert len(snippets(scan(SourceFile("content/x.md", f"```{header}\na: 1\n```\n")))) == count


def test_an_ignore_is_for_one_block() -> None:
    block = "```yaml\na: 1\n```\n"
    document = scan(SourceFile("content/x.md", f"<!-- timonier: ignore K8S102 — a -->\n\n{block}\n{block}"))
    assert [len(snippet.ignores) for snippet in snippets(document)] == [1, 0]


def test_places_past_the_end_and_in_tabs() -> None:
    snippet = only("- x\n\n\t```yaml\n\ta:\tb\n\t```\n")
    assert snippet.text == "a:  b"
    assert snippet.place(Span.on_line(1, 5, 1)) == Span.on_line(4, 5, 1)
    assert snippet.place(Span.on_line(9, 1, 1)).start == Position(4, 6)
    assert only("```yaml\n```\n").place(Span.on_line(1, 1, 0)).start == Position(1, 1)


def test_a_file_is_one_snippet() -> None:
    snippet = yaml_file(SourceFile("a.yaml", "a:\n\tb: 1\n"))
    assert (snippet.line, snippet.text) == (1, "a:\n\tb: 1\n")
    assert snippet.place(Span.on_line(2, 2, 1)) == Span.on_line(2, 2, 1)
