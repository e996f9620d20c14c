from __future__ import annotations

from pathlib import Path

import pytest

from timonier.cli import main, values
from timonier.errors import UsageError
from timonier.settings import Variable

NAME = Variable("stagiaire", "Votre prénom", "[a-z]+", "camille", "des minuscules")
PORT = Variable("port", "Votre port", "[0-9]+", "8080")
BOTH = {"stagiaire": NAME, "port": PORT}


def test_values_are_named_and_sorted() -> None:
    assert list(values.asked(["stagiaire=zoe", "port=8081"], BOTH).items()) == [
        ("port", "8081"),
        ("stagiaire", "zoe"),
    ]
    assert values.asked([], BOTH) == {}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["zoe"], "--var zoe : il manque « = », par exemple --var stagiaire=camille."),
        (["stagiare=zoe"], "--var stagiare : le cours n’a pas cette valeur ; vouliez-vous dire « stagiaire » ?"),
        (["xyz=1"], "--var xyz : le cours n’a pas cette valeur ; valeurs connues : « stagiaire », « port »."),
        (["port=1", "port=2"], "--var port est donné deux fois."),
        (
            ["stagiaire=Zoé"],
            "--var stagiaire : « Zoé » ne convient pas. Il faut des minuscules, par exemple « camille ».",
        ),
        (["port=a=b"], "--var port : « a=b » ne convient pas. Il faut la forme « [0-9]+ », par exemple « 8080 »."),
    ],
)
def test_what_is_wrong_is_one_sentence(given: list[str], sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        values.asked(given, BOTH)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("value", ["a\nb", "<img src=x onerror=alert(1)>", "\x1b[2J", "z" * 10_000])
def test_hostile_values_stay_short_and_on_one_line(value: str) -> None:
    with pytest.raises(UsageError) as caught:
        values.asked([f"stagiaire={value}"], {"stagiaire": PORT})
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 150


def test_a_course_without_values_says_so() -> None:
    with pytest.raises(UsageError, match="n’en déclare aucune"):
        values.asked(["stagiaire=zoe"], {})


def test_the_command_ends_with_code_2(
    small_course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small_course)
    assert main(["pdf", "--var", "stagiaire=Zoé"]) == 2
    assert capsys.readouterr().err.startswith("timonier : --var stagiaire : « Zoé » ne convient pas.")
    assert not list(small_course.glob("pdf-*"))
