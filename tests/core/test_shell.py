"""The reader of shell texts: words, places, what is exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.core.shell import Command, read

VALUES = {"stagiaire": "camille"}


def shown(text: str) -> list[str]:
    """Each command as its words, those that the shell works out marked with a tilde."""
    return [" ".join(word.text + ("" if word.exact else "~") for word in one.words) for one in read(text, VALUES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kubectl get pods -n x", ["kubectl get pods -n x"]),
        ("a 'b c' \"d e\" f\\ g", ["a b c d e f g"]),
        ("a | b && c ; d || e & f", ["a", "b", "c", "d", "e", "f"]),
        ("a \\\n  b", ["a b"]),
        ("a # note\nb#c", ["a", "b#c"]),
        ("# seul\n#!/bin/bash\n", []),
        ('echo "$(kubectl get po)"', ["kubectl get po", "echo $(kubectl get po)~"]),
        ("echo `date`", ["date", "echo `date`~"]),
        ("source <(kubectl completion bash)", ["kubectl completion bash", "source <(kubectl completion bash)~"]),
        ("echo $A ${B} $((1 + 2)) '$C'", ["echo $A~ ${B}~ $((1 + 2))~ $C"]),
        ("A=1 B=$(b) c", ["b", "c"]),
        ("A=1", []),
        ("for i in 1 2; do a $i; done", ["a $i~"]),
        ("while sleep 1; do a; done", ["sleep 1", "a"]),
        ("if a; then b; else c; fi", ["a", "b", "c"]),
        ("! a; { b; }; (c)", ["a", "b", "c"]),
        ("case x in y) a;; esac", ["a"]),
        ("function f { a; }", []),
        ("a tp-<stagiaire> <nom du Pod> …", ["a tp-camille <nom du Pod>~ …~"]),
        ("a \"<stagiaire>\" '<autre>'", ["a camille <autre>~"]),
        ("curl -O <adresse de l'archive du TP>", ["curl -O <adresse de l'archive du TP>~"]),
        ("a *.yaml f[12] b?", ["a *.yaml~ f[12]~ b?~"]),
        ("a {.items[0]}", ["a {.items[0]}~"]),
        ("a '{.items[0]}'", ["a {.items[0]}"]),
        ("a 2>&1 >b <c", ["a"]),
        ("a 'jamais fermé", ["a jamais fermé~"]),
        ("a $(", ["a $(~"]),
        ("", []),
    ],
)
def test_commands(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def only(text: str) -> Command:
    (command,) = read(text)
    return command


def test_redirects() -> None:
    found = only("a >b 2>>c <d &>e")
    assert [(one.operator, one.target.text) for one in found.redirects] == [
        (">", "b"),
        (">>", "c"),
        ("<", "d"),
        ("&>", "e"),
    ]


def test_a_here_document_is_read_by_its_command() -> None:
    first, second = read("cat > a.yaml <<'EOF'\nkind: $Pod | x\nEOF\nkubectl apply -f a.yaml")
    assert first.document == "kind: $Pod | x"
    assert first.redirects[0].target.text == "a.yaml"
    assert [word.text for word in second.words] == ["kubectl", "apply", "-f", "a.yaml"]


def test_a_here_document_with_tabs_and_one_that_never_ends() -> None:
    assert only("a <<-E\n\tb\n\tE").document == "\tb"
    assert only("a <<E\nb").document == "b"


def test_a_pipe_is_told_from_the_start_of_a_command() -> None:
    assert [one.piped for one in read("a | b; c |& d")] == [False, True, False, True]


def test_places_lead_to_the_words() -> None:
    text = 'kubectl  apply\\\n -f "a b.yaml" && echo $(kubectl get po)'
    places = {word.text: text[word.start : word.end] for one in read(text) for word in one.words}
    assert places["a b.yaml"] == '"a b.yaml"'
    assert places["-f"] == "-f"
    assert places["po"] == "po"


def test_deep_nesting_ends() -> None:
    for text in ("$(" * 20_000, "a" + "`" * 9_999, '"$(' * 5_000, "<" * 50_000):
        assert len(read(text)) < 100


@given(st.text(alphabet="ab \n\t\\'\"$`(){}<>|&;#=*-…E", max_size=120))
def test_any_text_gives_words_that_stand_in_it(text: str) -> None:
    for command in read(text, VALUES):
        assert command.words or command.redirects
        for word in command.words:
            assert 0 <= word.start <= word.end <= len(text)
