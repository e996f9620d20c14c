"""What a YAML text leaves open: values, comments, lines of dots."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timonier.core.holes import Holes, find, is_hole, without_lone_elisions
from timonier.core.yamldoc import load


def holes(text: str) -> Holes:
    document = load(text).documents[0]
    return find(document, document.value)


@pytest.mark.parametrize(
    "text",
    [
        "<image>",
        "<votre_login>/web",
        "registre.exemple.fr/<équipe>/web:<version>",
        "<l’adresse de votre nœud>",
        "<n>",
        "…",
        "...",
        "<...>",
        "{{ .Values.image }}",
        '{{ include "web.nom" . }}-db',
    ],
)
def test_holes(text: str) -> None:
    assert is_hole(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "web",
        "a < b > c",
        "<h1>Bonjour</h1>",
        "<br/>",
        "Camille <camille@exemple.fr>",
        '<a href="x">',
        "<https://exemple.fr>",
        "cat <<EOF > fichier",
        "ligne\n<image>\n",
        "{{ $labels.instance }}",
        "$(NOM)",
        "a...",
        "2>&1",
    ],
)
def test_no_holes(text: str) -> None:
    assert not is_hole(text)


@pytest.mark.parametrize(
    ("text", "values", "cut"),
    [
        ("a: <b>\nc: d\n", [("a",)], []),
        ("a:\n  - b: ...\n", [("a", 0, "b")], []),
        ("a:\n  - b\n  - ...\n", [("a", 1)], [("a",)]),
        ("a: [...]\n", [("a", 0)], [("a",)]),
        ("<clé>: b\n", [("<clé>",)], [()]),
        ("a:\n  b: 1\n  # …\n", [], [("a",)]),
        ("a:\n  b: 1\n# ... la suite\n", [], [()]),
        ("# …\na: 1\n", [], [()]),
        ("a:\n  # à compléter\nb: 1\n", [("a",)], []),
        ("a: # à compléter\n", [("a",)], []),
        ("a: 1 # À COMPLÉTER\n", [("a",)], []),
        ("a:\n- b: 1\n  # a completer\n", [], [("a", 0)]),
        ("a:\n- b: 1\n# …\n", [], [(), ("a",)]),
        ("a: |\n  # …\n  b\n", [], []),
        ("a: '# …'\n", [], []),
        ("a: 1 # un commentaire\n", [], []),
    ],
)
def test_places(text: str, values: list[object], cut: list[object]) -> None:
    found = holes(text)
    assert (sorted(found.values), sorted(found.cut)) == (values, cut)
    assert bool(found) == bool(values or cut)


def test_the_reason_names_the_first_signs() -> None:
    assert holes("a: <b>\nc: <b>\nd: …\n").reason == "à compléter : <b>, …"
    assert holes("a: <b>\nc: <c>\nd: <d>\ne: <e>\n").reason == "à compléter : <b>, <c>, <d>, …"
    assert holes("a: '{{ .Values.b }}'\n").template
    assert not holes("a: <b>\n").template


def test_lone_elisions_become_comments_in_place() -> None:
    assert without_lone_elisions("a:\n  ...\n  …  \n...\n…\nb: …\n") == "a:\n  ###\n  #  \n...\n#\nb: …\n"


PIECES = st.sampled_from(
    [
        "a: ",
        "- ",
        "  ",
        "\n",
        "# …",
        "# à compléter",
        "<b>",
        "...",
        "…",
        "1",
        "|",
        "'",
        "[",
        "]",
        "{",
        "}",
        ": ",
        "é",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_has_holes_or_none(text: str) -> None:
    assert len(without_lone_elisions(text)) == len(text)
    for document in load(text).documents:
        find(document, document.value)
