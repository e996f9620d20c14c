import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import TYPO, refused

from timonier import cli
from timonier.cli import explain
from timonier.cli.parser import french
from timonier.errors import UsageError


def every_parser(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            assert {choice.dest for choice in action._choices_actions} == set(action.choices)
            assert all(choice.help for choice in action._choices_actions)
            for parser in action.choices.values():
                yield from every_parser(parser)


def test_every_command_and_option_says_what_it_does() -> None:
    for parser in every_parser(cli.parser()):
        assert parser.description
        for action in parser._actions:
            assert action.help or isinstance(action, argparse._SubParsersAction), (parser.prog, action.dest)


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_french_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"usage : timonier {command}")
    for english in ("usage:", "positional", "show this", "optional"):
        assert english not in out


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n    {command} " in out.replace("\n       ", " ") for command in cli.COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("timonier ")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ((), "Il manque : COMMANDE."),
        (("lnt",), "n’est pas possible ; choisissez parmi "),
        (("lint", "--formt", "json"), "Arguments inconnus : --formt"),
        (("lint", "--format", "xml"), "--format : 'xml' n’est pas possible ; choisissez parmi "),
        (("lint", "--format"), "--format attend une valeur."),
        (("lint", "--fix=oui"), "--fix n’attend pas de valeur ('oui')."),
        (("explain",), "Il manque : CODE."),
    ],
)
def test_argparse_speaks_french(argv: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    message = refused(capsys, *argv)
    assert words in message
    assert "--help »" in message


def test_a_sentence_of_argparse_that_nobody_knows_is_quoted() -> None:
    assert french("something new") == "Ligne de commande incorrecte (something new)."


def test_explain_prints_both_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "k8s102"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("K8S102 : champ inconnu (erreur)\n")
    assert "Source : " in out
    assert "À corriger :\n\n    # manifeste.yaml\n    apiVersion: v1\n" in out
    assert "\nCorrigé :\n\n    # manifeste.yaml\n" in out


def test_explain_shows_bytes_that_are_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "SRC002"]) == 0
    assert "# Un \ufffdt\ufffd" in capsys.readouterr().out


def test_explain_of_an_unknown_code_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Code inconnu « K8S192 » ; vouliez-vous dire « K8S102 » ?" in refused(capsys, "explain", "K8S192")


def test_our_bug_gives_a_traceback_and_the_versions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: argparse.Namespace) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(explain, "run", broken)
    assert cli.main(["explain", "K8S102"]) == 3
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert "c’est un défaut de Timonier, pas de votre cours" in err
    assert "Python 3." in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "timonier : interrompu.\n"),
        (UsageError("Non."), 2, "timonier : Non.\n"),
        (
            ModuleNotFoundError("m", name="weasyprint.text"),
            2,
            "timonier : il manque « weasyprint » ; installez-le : pip install 'timonier[pdf]'.\n",
        ),
    ],
)
def test_whose_fault_it_is(
    error: BaseException,
    code: int,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(explain, "run", failing)
    assert cli.main(["explain", "K8S102"]) == code
    assert capsys.readouterr().err == message


def test_a_missing_module_of_ours_is_our_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(_: argparse.Namespace) -> int:
        raise ModuleNotFoundError("m", name="timonier.absent")

    monkeypatch.setattr(explain, "run", failing)
    assert cli.main(["explain", "K8S102"]) == 3
    assert "défaut de Timonier" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    faulty = tmp_path / "a.yaml"
    faulty.write_text("---\n".join([TYPO] * 3000), encoding="utf-8")
    command = (
        f'"{sys.executable}" -c "from timonier.cli import entry_point; entry_point()" lint --format concise a.yaml'
    )
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1"],
        cwd=tmp_path,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("a.yaml:9:7: K8S102 ")
    assert done.stderr == ""


def test_a_terminal_without_french_letters_is_no_bug(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TYPO, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from timonier.cli import entry_point; entry_point()", "lint", "a.yaml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "K8S102 champ inconnu ? prot ?" in done.stdout
