"""`timonier tp verifier ID`: the corrections of a lab on the cluster of the current context, step after step."""

from __future__ import annotations

import argparse
import datetime
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import FrameType

from timonier import course, reading, settings
from timonier.cli import values
from timonier.core.labs import Lab, Played
from timonier.core.layout import RECORD
from timonier.core.played import with_played
from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.core.words import advice, listed
from timonier.errors import UsageError
from timonier.files import write_atomically
from timonier.settings import Settings

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LONGEST = 80
"""Letters of what a lab was played on, as the schema of `correction.yml` has it."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its only action."""
    parser = subparsers.add_parser(
        "tp",
        help="joue un TP sur un cluster : « timonier tp verifier TP »",
        description="Ce qui se fait d’un TP : « timonier tp verifier TP » joue son corrigé sur un cluster.",
    )
    actions = parser.add_subparsers(title="actions ", metavar="ACTION", required=True)
    verify = actions.add_parser(
        "verifier",
        help="joue le corrigé d’un TP sur le cluster du contexte courant de kubectl",
        description="Après avoir demandé, applique le corrigé d’un TP dans un namespace à part, étape par étape, "
        "lance ses vérifications, dit ce qui n’est pas comme attendu, puis supprime tout ce qu’il a créé.",
    )
    verify.add_argument("lab", metavar="TP", help="identifiant du TP")
    verify.add_argument("--oui", action="store_true", help="ne pose pas la question")
    values.add_option(verify, "prend cette valeur pour <NOM>, à la place de son exemple (répétable)")
    verify.add_argument(
        "--noter",
        metavar="CLUSTER",
        type=_cluster,
        help="si tout est juste, écrit dans correction.yml que le TP a été joué aujourd’hui sur ce cluster, "
        "par exemple « kind v0.31, Kubernetes 1.37 » ; une vérification passée compte alors comme un échec",
    )
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when all is as expected, 1 when something is not, 130 on Ctrl-C.

    Raises `UsageError` for a lab that does not exist or has nothing to verify, and for values that are not allowed.
    """
    project = settings.load(Path.cwd())
    lab, page = _lab(project, args.lab)
    given = values.asked(args.var, project.variables)
    options = [word for name, value in given.items() for word in ("--var", f"{name}={value}")]
    options += ["--oui"] * args.oui + ["--tout"] * (args.noter is not None)
    code = _play(lab, page, project, options)
    if code == 0 and args.noter is not None:
        file = project.corrections_dir / lab.id / RECORD
        note(file, Played(datetime.date.today(), args.noter))
        print(f"Noté dans {reading.shown_path(file, project.root)} : joué sur {args.noter}.")
    return code


def _lab(project: Settings, name: str) -> tuple[Lab, SourceFile]:
    pages = course.load(project).outline(project).pages
    known = [page.id for page in pages.values() if page.kind == "tp"]
    if name not in known:
        otherwise = f"TP du cours : {listed(known)}." if known else "le cours n’a pas de TP."
        raise UsageError(f"TP « {name} » : aucune page de TP ne porte ce nom ; {advice(name, known, otherwise)}")
    return course.load_lab(project, name), course.load_page(project, pages[name].path)


def _play(lab: Lab, page: SourceFile, project: Settings, options: list[str]) -> int:
    """Run the script of the lab's zip, among the files of that zip."""
    from timonier.render.lab_files import members
    from timonier.render.lab_script import NAME

    texts = members(lab, page, Publication("formateur"), project)
    if NAME not in texts:
        raise UsageError(f"{lab.id} n’a rien à vérifier : ni manifeste, ni vérification dans son {RECORD}.")
    bash = shutil.which("bash")
    if bash is None:
        raise UsageError("bash est introuvable : installez-le, c’est lui qui lance les commandes d’un TP.")
    with tempfile.TemporaryDirectory(prefix="timonier-tp-") as folder:
        for name, text in texts.items():
            write_atomically(Path(folder) / name, text.encode())
        return _wait(subprocess.Popen([bash, str(Path(folder) / NAME), *options]))


def _wait(child: subprocess.Popen[bytes]) -> int:
    """The exit code of a script that cleans up before it ends: what would end us, ends it first."""

    def forward(number: int, _: FrameType | None) -> None:
        child.send_signal(number)

    before = {number: signal.signal(number, forward) for number in _SIGNALS}
    try:
        return child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _cluster(text: str) -> str:
    """What a lab was played on, as `correction.yml` takes it."""
    if not text.strip() or len(text) > _LONGEST or not text.isprintable():
        raise ValueError(text)
    return text.strip()


def note(file: Path, played: Played) -> None:
    """Write into a `correction.yml` that its lab was played; all the rest of it stays as it is.

    Raises `UsageError` where what it says of that is written in a way that we do not know.
    """
    changed = with_played(file.read_bytes().decode("utf-8"), played)
    if changed is None:
        raise UsageError(f"{file.name} ne se laisse pas compléter : écrivez-y vous-même « joue ».")
    write_atomically(file, changed.encode())
