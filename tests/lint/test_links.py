import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.core.markdown import scan
from timonier.core.source import SourceFile
from timonier.lint.links import Link, links


def found(text: str) -> list[tuple[str, int, int]]:
    return [
        (link.target, link.span.start.line, link.span.start.column)
        for link in links(scan(SourceFile("content/cours/a.md", text)))
    ]


def test_links_images_and_references_with_their_places() -> None:
    text = (
        '---\ntitle: A\n---\n[un](b.md) ![deux](../c.svg "titre")\n\n'
        "> [trois][r]\n\n[r]: <d e.md>\n[^1]: [quatre](e.md#x)\n"
    )
    assert found(text) == [("b.md", 4, 6), ("../c.svg", 4, 20), ("d e.md", 8, 7), ("e.md#x", 9, 16)]


def test_angle_brackets_hold_spaces() -> None:
    assert found("[a](<b c.md>)\n\n[r]: <d.md>\n") == [("b c.md", 1, 6), ("d.md", 3, 7)]


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b.md)`\n",
        "``un ` [a](b.md)``\n",
        "<!-- [a](b.md)\n\n[c](d.md) -->\n",
        "```markdown\n[a](b.md)\n```\n",
        "    ```text\n    [a](b.md)\n    ```\n",
        "---\ntitle: '[a](b.md)'\n---\n",
        "[^1]: b.md\n",
        "[a] (b.md)\n",
        "*[HTML]: b.md\n",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert found(text) == []


def test_a_code_span_ends_with_its_paragraph() -> None:
    assert found("un ` seul\n\n[a](b.md) `\n") == [("b.md", 3, 5)]
    assert found("`` a ` [a](b.md) ` ``` [c](d.md)\n") == [("d.md", 1, 28)]


def test_a_comment_that_never_closes_hides_nothing() -> None:
    assert found("<!-- [a](b.md)\n") == [("b.md", 1, 10)]


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("../b.md#types", "../b.md"),
        ("b%20c.md?x=1", "b c.md"),
        ("#plus-bas", ""),
        ("https://kubernetes.io/docs/", ""),
        ("mailto:a@b.c", ""),
        ("//exemple.org/a", ""),
        ("/racine/", ""),
    ],
)
def test_the_file_of_a_target(target: str, file: str) -> None:
    link = links(scan(SourceFile("content/a.md", f"[a]({target})\n")))[0]
    assert (link.target, link.file) == (target, file)
    assert isinstance(link, Link)


@given(st.text(alphabet="[]()`<!-> \n#a.md:^", max_size=300))
def test_any_text_gives_targets_at_their_places(text: str) -> None:
    lines = text.split("\n")
    for target, line, column in found(text):
        assert lines[line - 1].startswith(target, column - 1)


@pytest.mark.parametrize("piece", ["<!--", "`a``b", "](", "](<", "[", "![a](", "` ", "[a]: "])
def test_long_texts_take_their_time_and_no_more(piece: str) -> None:
    assert isinstance(found(piece * 5_000), list)
