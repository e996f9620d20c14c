"""Our blocks are those of PyMdown Blocks, and a page without diagnostics is the page that its author meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import reference
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_fences import FILES, source_of

from timonier.core.markdown import MarkdownDocument, body, scan
from timonier.core.page import Page
from timonier.core.source import SourceFile
from timonier.markdown_ext.convert import convert
from timonier.settings import Settings

Seen = list[tuple[int, str, str, Mapping[str, object]]]


def ours(document: MarkdownDocument) -> Seen:
    return [(block.depth, block.name, block.argument, dict(block.options)) for block in document.blocks]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_blocks_are_those_of_pymdown(path: Path) -> None:
    source = source_of(path)
    assert ours(scan(source, "page")) == reference.read(body(source)).blocks


# A page as a tree of what an author may write, and its text: every part of it must be found.


@dataclass
class Written:
    """Some lines, and what must be found in them, in order."""

    lines: list[str]
    fences: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Content and names of the blocks around."""
    blocks: list[tuple[int, str]] = field(default_factory=list)
    height: int = 0
    """How many `///` blocks deep it is."""
    lists: int = 0


def joined(parts: list[Written]) -> Written:
    lines: list[str] = []
    for part in parts:
        lines += ([""] if lines else []) + part.lines
    return Written(
        lines,
        [fence for part in parts for fence in part.fences],
        [block for part in parts for block in part.blocks],
        max((part.height for part in parts), default=0),
    )


def moved(part: Written, head: list[str], prefix: str) -> Written:
    lines = [(prefix + line).rstrip() if line or ">" in prefix else "" for line in part.lines]
    return Written(head + lines, part.fences, part.blocks, part.height)


def in_list(part: Written, mark: str) -> Written:
    return moved(part, [f"{mark} un point", ""], "    ")


def in_box(part: Written, head: str) -> Written:
    return moved(part, [head, *([""] if head.startswith("=") else [])], "    ")


def in_block(part: Written, name: str) -> Written:
    slashes = "/" * (3 + part.height)
    return Written(
        [f"{slashes} {name}", "", *part.lines, "", slashes],
        [(content, (name, *around)) for content, around in part.fences],
        [(0, name), *((depth + 1, inner) for depth, inner in part.blocks)],
        part.height + 1,
    )


def fence(lines: list[str], marks: str) -> Written:
    return Written([f'{marks}yaml title="a.yaml"', *lines, marks], [("\n".join(lines), ())])


WORDS = st.sampled_from(
    ["Un mot.", "Deux mots,\nsur deux lignes.", "`code` et *accent*", "a | b", "Un [lien](x.md)."]
)
CONTENT_LINE = st.sampled_from(["a: 1", "  b: 2", "", "- c", "# d", "/// e", "> f", "///", "!!! g", "\"\": '`'"])
LEAVES = (
    WORDS.map(lambda text: Written(text.split("\n")))
    | st.sampled_from([["## Un titre"], ["<!-- diapo -->"], ["a | b", "--|--", "c | d"], ["* * *"]]).map(Written)
    | st.builds(fence, st.lists(CONTENT_LINE, max_size=5), st.sampled_from(["```", "~~~", "````"]))
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(in_list, st.lists(inner, min_size=1, max_size=3).map(joined), st.sampled_from(["-", "1.", "*"]))
        | st.builds(
            in_box,
            st.lists(inner, min_size=1, max_size=3).map(joined),
            st.sampled_from(["!!! note", '??? tip "Titre"', '=== "Onglet"']),
        )
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: moved(joined(parts), [], "> "))
        | st.builds(
            in_block,
            st.lists(inner, min_size=1, max_size=3).map(joined),
            st.sampled_from(["question", "indice", "retenir", "formateur"]),
        )
    ),
    max_leaves=10,
)
PAGES = st.lists(TREES, min_size=1, max_size=4).map(joined)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(PAGES)
def test_what_is_written_well_is_found(page: Written) -> None:
    source = SourceFile("content/x.md", "---\ntitle: x\n---\n" + "\n".join(page.lines) + "\n")
    document = scan(source)
    assume(not document.diagnostics)
    seen = reference.read(body(source))
    assert ours(document) == seen.blocks
    assert [(block.depth, block.name) for block in document.blocks] == page.blocks
    assert [(fence.content, fence.within) for fence in document.fences] == page.fences
    assert sorted(seen.rendered) == list(range(len(page.fences)))


def secret(page: Written) -> Written:
    """The same page with a secret in every text and every fence."""
    shape = ("/", "!!!", "???", "===", "<!")
    lines = [
        line if line.lstrip(" >").startswith(shape) else re.sub(r"mot|code|lien|titre|a: 1|c: 2", "SECRET", line)
        for line in page.lines
    ]
    return Written(lines, page.fences, page.blocks, page.height)


def around(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    """Lists, boxes, quotes and blocks that everyone sees."""
    parts = st.lists(inner, min_size=1, max_size=3).map(joined)
    return (
        st.builds(in_list, parts, st.just("-"))
        | st.builds(in_box, parts, st.sampled_from(["!!! note", '=== "Onglet"']))
        | parts.map(lambda part: moved(part, [], "> "))
        | st.builds(in_block, parts, st.sampled_from(["question", "indice"]))
    )


PRIVATE = st.builds(
    lambda part, name: in_block(secret(part), name), PAGES, st.sampled_from(["formateur", "reponse"])
)


@pytest.mark.slow
@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.recursive(PRIVATE | LEAVES, around, max_leaves=6))
def test_no_student_page_shows_what_a_private_block_holds(page: Written) -> None:
    source = SourceFile("content/x.md", "\n".join(page.lines) + "\n")
    html = convert(source, Settings(root=Path(__file__).parent)).html
    assert "SECRET" not in html


LINES = st.sampled_from(
    [
        *("", "", "", "  ", "texte", "    texte", "        x", "# h", "---", "h | i", "--|--", "term", ": def"),
        *("- it", "- /// indice", "  - sub", "    - sub", "1. x", "!!! note", '??? note "x"', '=== "a"'),
        *('    === "b"', "    ??? note", "> q", ">", "    > x", "[a]: b", "[^1]: note", "    note"),
        *(
            "```yaml",
            "```",
            "    ```",
            "> ```yaml",
            "<!-- c -->",
            "<!--",
            "-->",
            "<div>",
            "</div>",
            "<div markdown>",
        ),
        *("/// question", "//// question", "/// question | Titre", "/// retenir", "/// retenir | x", "/// nope"),
        *("/// correction", "    etape: 2", "    etape: a", "///", "////", "///", "////", "    /// indice"),
        *(
            "    ///",
            "> /// indice",
            "> ///",
            "   /// indice",
            "    //// indice",
            "        ///",
            "        /// formateur",
        ),
    ]
)


@pytest.mark.slow
@settings(deadline=None, max_examples=600, derandomize=True)
@given(st.lists(LINES, min_size=1, max_size=14).map("\n".join))
def test_a_page_whose_blocks_and_elements_end_is_read_alike(text: str) -> None:
    source = SourceFile("content/x.md", "---\ntitle: x\n---\n" + text + "\n")
    structure = Page(source, "page").structure
    assume(structure.sound and not structure.unclosed)
    document = scan(source)
    seen = reference.read(body(source))
    assert ours(document) == seen.blocks
    assert len(document.fences) == len(seen.rendered)


def test_blocks_that_are_not_closed_do_not_go_round_in_circles() -> None:
    text = "- /// indice\n[^1]: note\n    //// indice\n//// question\n/// question | T\n--|--\n> ```\n" * 200
    assert {diagnostic.code for diagnostic in scan(SourceFile("content/x.md", text)).diagnostics} >= {"MD112"}


@pytest.mark.parametrize(
    "unit", [">", "- ", "1. ", "> - ", "    ", "!!! a\n", "/// indice\n", "<div>", "`", "[", "#"]
)
def test_depth_does_not_stop_the_scanner(unit: str) -> None:
    scan(SourceFile("content/x.md", unit * 3000 + "x"))
    scan(SourceFile("content/x.md", "\n".join("  " * level + unit for level in range(300))))
