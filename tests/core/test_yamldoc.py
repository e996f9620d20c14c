"""Documents, exact places, and what is said of texts that are not YAML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timonier.core import yamlbuild
from timonier.core.yamldoc import MAX_DOCUMENT, load


def values(text):
    stream = load(text)
    assert stream.problems == ()
    return [document.value for document in stream.documents]


def problems(text):
    """`line:column-end_column CODE` of each problem."""
    found = []
    for problem in load(text).problems:
        start, end = problem.span.start, problem.span.end
        assert start.line == end.line
        found.append(f"{start.line}:{start.column}-{end.column} {problem.code}")
    return found


def spans(text, path, at="value"):
    span = load(text).documents[0].locate(path, at)
    return span.start.line, span.start.column, span.end.line, span.end.column


@pytest.fixture(params=["libyaml", "python"])
def parser(request, monkeypatch):
    if request.param == "python":
        monkeypatch.setattr(yamlbuild.yaml, "__with_libyaml__", False)
    return request.param


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# rien\n", []),
        ("a: 1\n---\n---\n# vide\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("---\na: 1\n...\n", [{"a": 1}]),
        ("%YAML 1.1\n---\na: 1\n--- b\n", [{"a": 1}, "b"]),
        ("\ufeffa: é\r\nb: 'yes'\r\n", [{"a": "é", "b": "yes"}]),
        ("on: 1\n80: 2\n1.5: 3\n", [{"true": 1, "80": 2, "1.5": 3}]),
        ("a: &x {b: 1}\nc: *x\n", [{"a": {"b": 1}, "c": {"b": 1}}]),
        ("a: &x {b: 1, c: 2}\nd:\n  b: 3\n  <<: *x\n", [{"a": {"b": 1, "c": 2}, "d": {"b": 3, "c": 2}}]),
        ("<<: [{a: 1}, {a: 2, b: 3}]\n", [{"a": 1, "b": 3}]),
        ("'<<': 1\n", [{"<<": 1}]),
        ("a: !!str 1\nb: !local 2\nc: ! 3\n", [{"a": "1", "b": "2", "c": 3}]),
        ("a: |\n  --- \n  b: [\nc: 1\n", [{"a": "--- \nb: [\n", "c": 1}]),
    ],
)
def test_values(text, expected):
    assert values(text) == expected


def test_the_lines_of_documents():
    assert [document.line for document in load("# a\na: 1\n---\n\nb: 1\n").documents] == [2, 5]


TEXT = """\
# tête
metadata:
  name: web   # commentaire
  "labels": {app: web, 'é é': oui}
spec:
- port: 80
  hosts:   # deux
    - a

    - "b\\"c"

vide:
texte: |
  une
  deux
suite: "une
  deux"
"""


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("path", "at", "expected"),
    [
        ((), "value", (2, 1, 2, 10)),
        (("metadata",), "key", (2, 1, 2, 9)),
        (("metadata",), "value", (3, 3, 3, 12)),
        (("metadata", "name"), "value", (3, 9, 3, 12)),
        (("metadata", "labels"), "key", (4, 3, 4, 11)),
        (("metadata", "labels"), "value", (4, 13, 4, 35)),
        (("metadata", "labels", "é é"), "key", (4, 24, 4, 29)),
        (("metadata", "labels", "é é"), "value", (4, 31, 4, 34)),
        (("spec", 0), "value", (6, 3, 6, 11)),
        (("spec", 0, "hosts"), "key", (7, 3, 7, 8)),
        (("spec", 0, "hosts"), "value", (8, 5, 8, 8)),
        (("spec", 0, "hosts", 1), "value", (10, 7, 10, 13)),
        (("vide",), "value", (12, 1, 12, 5)),
        (("texte",), "value", (13, 8, 13, 9)),
        (("suite",), "value", (16, 8, 16, 12)),
        (("spec", 0, "absent"), "key", (6, 3, 6, 11)),
        (("spec", 7, "port"), "value", (6, 1, 6, 11)),
        (("metadata", "name", "x"), "value", (3, 9, 3, 12)),
    ],
)
def test_places(path, at, expected):
    assert spans(TEXT, path, at) == expected


def test_places_after_a_byte_order_mark():
    assert spans("\ufeffa: 1\nb: 2\n", ("a",)) == (1, 5, 1, 6)
    assert spans("\ufeffa: 1\nb: 2\n", ("b",)) == (2, 4, 2, 5)


def test_places_in_a_later_document_with_windows_lines():
    document = load("a: 1\r\n---\r\nb:\r\n  - x: 2\r\n").documents[1]
    assert document.locate(("b", 0, "x")).start.line == 4
    assert document.locate(("b", 0, "x")).start.column == 8


def test_an_unusual_line_separator_does_not_move_places():
    assert spans('a: "x\u2028y"\nb: 1\n', ("b",)) == (2, 4, 2, 5)


def test_places_through_aliases_and_merges():
    text = "base: &b\n  x: 1\n  z: 2\nun:\n  <<: *b\n  z: 3\ndeux: *b\n"
    assert spans(text, ("un", "x")) == (2, 6, 2, 7)
    assert spans(text, ("un", "z")) == (6, 6, 6, 7)
    assert spans(text, ("deux",), "key") == (7, 1, 7, 5)
    assert spans(text, ("deux", "z")) == (3, 6, 3, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: ]", "1:1-5 YML001"),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "4:3-4 YML002"),
        ("on: 1\n'true': 2\n", "2:1-7 YML002"),
        ("a:\n\tb: 1\n", "2:1-2 YML003"),
        ("a:\n  b: 1\n\tc: 2\n", "3:1-2 YML003"),
        ("a: 'b\nc: d\n", "1:4-5 YML004"),
        ('a: "b', "1:4-5 YML004"),
        ("a: [1,\nb: 2\n", "1:4-5 YML004"),
        ("a: {b: 1\nc: 2\n", "1:4-5 YML004"),
        ("a: 'c'est'\n", "1:7-11 YML004"),
        ("a: 1\n...\nb: 2\n", "2:1-4 YML005"),
        ("spec:\n  a: 1\n  ...\n  b: 2\n", "3:3-6 YML005"),
        ("spec:\n  a:\n    - b\n  …\n  b: 2\n", "4:3-4 YML005"),
        ("a: b: c\n", "1:5-6 YML006"),
        ("a:b\nc: d\n", "1:1-4 YML006"),
        ("a: 1\nimage nginx\nb: 2\n", "2:1-12 YML006"),
        ("a: *\n", "1:4-5 YML007"),
        ("a: */5 * * * *\n", "1:4-15 YML007"),
        ("a: @b\n", "1:4-6 YML007"),
        ("a: `b`\n", "1:4-7 YML007"),
        ("a: %b\n", "1:4-6 YML007"),
        ('a: "\\d"\n', "1:5-7 YML007"),
        ("a: {{ .Values.b }}\n", "1:4-6 YML008"),
        ("a: \x00b\n", "1:4-5 YML009"),
        ("a: \ud800b\n", "1:4-5 YML009"),
        ("a: *b\n", "1:4-6 YML012"),
        ("a: &a [*a]\n", "1:8-10 YML012"),
        ("<<: 3\n", "1:1-3 YML012"),
        ("a: .inf\n", "1:4-8 YML013"),
        ("a: !!int x\n", "1:4-11 YML013"),
        ("? [a]\n: b\n", "1:3-4 YML014"),
        ("~: b\n", "1:1-2 YML014"),
        ("a: 1\n  b: 2\n", "2:3-7 YML015"),
        ("a:\n  - b\n c: 1\n", "3:2-6 YML015"),
        ("  - a\n - b\n", "2:2-5 YML015"),
        ("a: - b\n", "1:4-5 YML015"),
    ],
)
def test_problems(text, expected):
    assert problems(text) == [expected]


@pytest.mark.parametrize(
    "text", ["a: [1,\n", "a: 'b\n", "a: b: c\n", "a:\n\tb: 1\n", "a: @b\n", "a: *b\n", "- a\nb: 1\n"]
)
def test_problems_without_libyaml(text, monkeypatch):
    with_libyaml = problems(text)
    monkeypatch.setattr(yamlbuild.yaml, "__with_libyaml__", False)
    assert problems(text) == with_libyaml


def test_a_faulty_document_hides_none_of_the_others():
    stream = load("a: 1\n---\nb: [\n---\nc: 3\nc: 4\n---\nd: 5\n")
    assert [document.value for document in stream.documents] == [{"a": 1}, {"c": 4}, {"d": 5}]
    assert problems("a: 1\n---\nb: [\n---\nc: 3\nc: 4\n") == ["3:4-5 YML004", "6:1-2 YML002"]


def test_an_alias_bomb_is_stopped():
    levels = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 12)]
    text = "a0: &a0 [x, x]\n" + "\n".join(levels) + "\n"
    assert [problem.code for problem in load(text).problems] == ["YML012"]


@pytest.mark.parametrize("text", ["[" * 10_000, "{a: " * 10_000, "- " * 10_000])
def test_deep_nesting_is_stopped(text):
    stream = load(text)
    assert stream.documents == ()
    assert [problem.code for problem in stream.problems] == ["YML010"]


def test_a_document_over_the_servers_limit_is_not_read_and_hides_none():
    stream = load("a: " + "x" * MAX_DOCUMENT + "\n---\nb: 1\n")
    assert [document.value for document in stream.documents] == [{"b": 1}]
    assert [problem.code for problem in stream.problems] == ["YML010"]


def test_a_binary_file_gives_a_few_problems():
    assert 0 < len(load("\x00a" * 100_000).problems) <= 20


PIECES = [
    "a",
    "b: ",
    "- ",
    "\n",
    "\n",
    "\n",
    "  ",
    "\t",
    ": ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    ",",
    "|",
    ">",
    "&x ",
    "*x",
]
MORE_PIECES = [
    "<<: ",
    "!!int ",
    "---\n",
    "...\n",
    "# c\n",
    "é",
    "%",
    "@",
    "?",
    "~",
    "\r\n",
    "\x00",
    "\u2028",
    "\ufeff",
]
YAML_TEXTS = st.lists(st.sampled_from([*PIECES, *MORE_PIECES, "0644", "…"]), max_size=40).map("".join)


@given(st.one_of(st.text(), YAML_TEXTS))
def test_any_text_gives_values_or_problems_inside_it(text):
    stream = load(text)
    lines = text.split("\n")
    found = [problem.span for problem in stream.problems]
    for document in stream.documents:
        found += [document.locate(path, at) for path in paths(document.value) for at in ("key", "value")]
    for span in found:
        assert span.start <= span.end
        assert 1 <= span.start.line == span.end.line <= len(lines)
        assert span.start.column >= 1 and span.end.column <= len(lines[span.end.line - 1]) + 1


def paths(value, base=()):
    yield base
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from paths(child, (*base, key))


@settings(derandomize=True)
@given(YAML_TEXTS.filter(lambda text: not {"\ufeff", "\u2028", "\t"} & set(text)))
def test_both_parsers_read_the_same(text):
    expected = load(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlbuild.yaml, "__with_libyaml__", False)
        other = load(text)
    if not expected.problems and not other.problems:
        assert [d.value for d in other.documents] == [d.value for d in expected.documents]
