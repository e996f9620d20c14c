"""Our code blocks are those of SuperFences, to the line and to the column."""

from __future__ import annotations

from pathlib import Path

import pytest
import reference
from hypothesis import given, settings
from hypothesis import strategies as st

from timonier.core.fences import Fence
from timonier.core.lines import raw_column
from timonier.core.markdown import body, scan
from timonier.core.page import Page
from timonier.core.source import SourceFile
from timonier.core.syntax import TAB_LENGTH

ROOT = Path(__file__).parents[2]
NASTY = sorted((Path(__file__).parent / "fences").glob("*.md"))
CONTENT = sorted((ROOT / "content").rglob("*.md"))
FILES = [*NASTY, *CONTENT]

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def source_of(path: Path) -> SourceFile:
    return SourceFile("content/" + path.name, path.read_text(encoding="utf-8"))


def raw_fences(source: SourceFile) -> list[Fence]:
    return [found.fence for found in Page(source, "page").fences.found]


def seen_by_us(source: SourceFile) -> list[tuple[str, dict[str, str], str]]:
    return [(fence.lang, dict(fence.options), fence.content) for fence in raw_fences(source)]


def check_places(source: SourceFile) -> None:
    """Every content line stands in the file where we say."""
    for fence in raw_fences(source):
        assert source.lines[fence.header.start.line - 1][fence.header.start.column - 1] in "`~"
        lines = fence.content.split("\n") if fence.starts else []
        assert len(lines) == len(fence.starts)
        for text, start in zip(lines, fence.starts, strict=True):
            raw = source.lines[start.line - 1]
            width = len(raw[: start.column - 1].expandtabs(TAB_LENGTH))
            shown = raw.expandtabs(TAB_LENGTH)[width:]
            assert shown == text or (not text and not shown.strip()) or shown.endswith(text)


@each_file
def test_fences_are_those_of_superfences(path: Path) -> None:
    source = source_of(path)
    assert seen_by_us(source) == reference.read(body(source)).fences
    check_places(source)


@each_file
def test_a_page_has_the_fences_that_it_shows(path: Path) -> None:
    source = source_of(path)
    page = Page(source, "page")
    seen = reference.read(body(source))
    shown = [page.fences.found[index].fence.span for index in sorted(seen.rendered)]
    assert [fence.span for fence in scan(source, "page").fences] == shown


LINES = st.sampled_from(
    [
        *("", "", "  ", "texte", "a: b", "  c: d", "\tx", "> q", ">", ">> q", "> \ty", "> ", ">   "),
        *("```", "````", "~~~", "  ```", "    ```", "\t```", "> ```", ">    ```", ">> ```", "```  ", "  \t```"),
        *("```yaml", "~~~ yaml", "```yaml extrait", "```yaml foo", "```yaml title=x", "```x`", "```{}", "``` x y"),
        *('```yaml title="x"', "```yaml title='x' extrait", '```{.yaml title="a" extrait}', '```yaml a"b"'),
        *("``` {.yaml #id foo}", "~~~ yaml {title=a}", "\t```yaml", "> ```yaml", ">    ```yaml", "  ```yaml"),
        *("- ```yaml", "- it", "!!! note", "/// question", "///", "<!-- c -->", "<!--", "-->", "---", "é```"),
    ]
)
HEADERS = st.text(alphabet="`~ \t\"'=.#{}yamltie-1é\u00a0", max_size=14).map("```".__add__)
TEXTS = st.lists(LINES | HEADERS | st.text(alphabet="`~> \tab", max_size=8), max_size=16).map("\n".join)


@settings(deadline=None, max_examples=400, derandomize=True)
@given(TEXTS)
def test_any_text_has_the_fences_of_superfences(text: str) -> None:
    source = SourceFile("content/x.md", text)
    page = body(source)
    # The footnotes, blocks and lists of a random text can hang Python-Markdown; its first reading cannot.
    assert seen_by_us(source) == reference.fences_only(page)
    check_places(source)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.text(max_size=60) | TEXTS, st.sampled_from(["page", "cours", "tp", "foreign"]))
def test_no_text_stops_the_scanner(text: str, kind: str) -> None:
    source = SourceFile("content/x.md", text.replace("\r", "\n"))
    document = scan(source, kind, ("stagiaire",))  # type: ignore[arg-type]
    for diagnostic in document.diagnostics:
        assert 1 <= diagnostic.span.start.line <= len(source.lines)
        assert diagnostic.span.start <= diagnostic.span.end
        assert diagnostic.span.start.column <= len(source.lines[diagnostic.span.start.line - 1]) + 1


@given(st.text(alphabet="\tab ", max_size=12), st.integers(0, 30))
def test_columns_lead_back_through_tabs(line: str, offset: int) -> None:
    column = raw_column(line, offset)
    before = len(line[: column - 1].expandtabs(TAB_LENGTH))
    assert before <= offset or column == len(line) + 1
    assert column == len(line) + 1 or len(line[:column].expandtabs(TAB_LENGTH)) > offset


def test_a_forge_takes_any_header() -> None:
    text = "```yaml title=web.yaml\na: 1\n```\n\n```yaml{1,3}\nb: 2\n```\n\n```x`y\n"
    fences = scan(SourceFile("README.md", text)).fences
    assert [(fence.lang, fence.content) for fence in fences] == [("yaml", "a: 1"), ("yaml", "b: 2")]


def test_options_and_their_places() -> None:
    text = '- x\n\n\t```yaml title="a b.yaml" extrait\n\ta: 1\n\t```\n'
    source = SourceFile("content/x.md", text)
    (fence,) = scan(source).fences
    assert fence.options == {"title": "a b.yaml", "extrait": ""}
    places = {
        name: source.lines[span.start.line - 1][span.start.column - 1 : span.end.column - 1]
        for name, span in fence.option_spans.items()
    }
    assert places == {"title": 'title="a b.yaml"', "extrait": "extrait"}
