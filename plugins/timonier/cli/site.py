"""`timonier site`: check, build, print, audit, then put the new site in place of the old one, all or nothing."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from timonier import course, settings
from timonier.cli import publication
from timonier.core.publication import Publication
from timonier.course import Course
from timonier.errors import UsageError
from timonier.files import replace_folder, staging_folder
from timonier.settings import Settings

if TYPE_CHECKING:
    from timonier.pdf.job import Products


@dataclass(frozen=True, slots=True)
class _Work:
    """What every step is given."""

    project: Settings
    sources: Course
    shown: Publication
    staging: Path
    with_pdf: bool


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "site",
        help="vérifie le cours, construit le site et ses PDF, puis l’audite",
        description="Vérifie le cours, construit le site et ses PDF dans un dossier à part, l’audite, "
        "puis le met à la place de l’ancien. Au moindre défaut, l’ancien site reste en place.",
    )
    parser.add_argument("--serve", action="store_true", help="ouvre l’aperçu au lieu de construire")
    parser.add_argument("--sans-pdf", action="store_true", help="ne fait pas les PDF")
    parser.add_argument(
        "--sortie",
        type=Path,
        metavar="DOSSIER",
        help="dossier du site (« site » par défaut, « site-formateur » pour l’édition formateur)",
    )
    publication.add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when the new site is in place, 1 when the sources or the site are at fault."""
    project = settings.load(Path.cwd())
    if not (project.root / "mkdocs.yml").is_file():
        raise UsageError(f"{project.root} ne contient pas mkdocs.yml : placez-vous dans un cours Timonier.")
    sources = course.load(project)
    shown = publication.asked(args, project, sources)
    if args.serve:
        _become_preview(project, shown)
    return build(project, sources, shown, args.sortie, with_pdf=not args.sans_pdf)


def _become_preview(project: Settings, shown: Publication) -> NoReturn:
    """Be MkDocs' preview from here on: what ends this process ends it."""
    command = _mkdocs("serve", "--livereload")
    os.chdir(project.root)
    os.execve(command[0], command, _environment(shown))


def build(project: Settings, sources: Course, shown: Publication, out: Path | None, *, with_pdf: bool) -> int:
    """Build the site of a publication into `out`, else into the folder of its edition; the exit code.

    Raises `UsageError` where the folder cannot be used, or holds another edition.
    """
    target = (project.root / (out or publication.default_folder(shown))).resolve()
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} est un fichier : choisissez un autre dossier de sortie.")
    publication.refuse_other_edition(target, shown)
    print(publication.sentence(shown, project, sources))
    with staging_folder(target) as staging:
        return _build(_Work(project, sources, shown, staging, with_pdf), target)


def _build(work: _Work, target: Path) -> int:
    """Each step in turn, with the time that it took; the first that fails ends it all."""
    steps = {
        "vérification des extraits": _check,
        "mise en page des diapositives": _check_decks,
        f"construction du site{' et impression des PDF' if work.with_pdf else ''}": _build_pages,
        "audit du site construit": _audit,
    }
    for number, (name, step) in enumerate(steps.items(), 1):
        print(f"[{number}/{len(steps)}] {name}…", flush=True)
        start = time.monotonic()
        if code := step(work):
            return code
        print(f"      fait en {time.monotonic() - start:.1f} s".replace(".", ","), flush=True)
    replace_folder(work.staging, target)
    print(f"Site prêt : {target}")
    return 0


def _check(work: _Work) -> int:
    from timonier.cli import lint
    from timonier.cli.sources import whole_course

    return lint.report(whole_course(work.project), work.project)


def _check_decks(work: _Work) -> int:
    """What is wrong with the slides; a machine that cannot lay them out still gets its site, and is told so."""
    from timonier.pdf.decks import check_decks
    from timonier.report import concise

    try:
        faults = check_decks(work.project, work.sources, work.shown)
    except UsageError as error:
        print(f"Diapositives non mises en page : {error}", file=sys.stderr)
        return 0
    print(concise.lines(faults), end="")
    return 1 if faults else 0


def _mkdocs(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments]


def _environment(shown: Publication) -> dict[str, str]:
    """What to show; no notice of Material's on its end of life, which is for us, not for trainers."""
    names = {"TIMONIER_EDITION": shown.edition, "TIMONIER_CORRECTIONS": ",".join(sorted(shown.pages))}
    return {**os.environ, **names, "NO_MKDOCS_2_WARNING": "1"}


def _build_pages(work: _Work) -> int:
    """Run a strict MkDocs build, print meanwhile, show what MkDocs says but for its own progress; the exit code."""
    command = _mkdocs("build", "--strict", "--site-dir", str(work.staging))
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            command, cwd=work.project.root, env=_environment(work.shown), stdout=said, stderr=subprocess.STDOUT
        ) as process:
            products = _print(work) if work.with_pdf else None
        said.seek(0)
        for line in io.TextIOWrapper(said, encoding="utf-8", errors="replace"):
            if line.strip() and not line.startswith("INFO "):
                print(line, end="", flush=True)
    return process.returncode or (_put(work, products) if products else 0)


_ASIDE = ".pdf"
"""The folder of the PDFs while MkDocs builds: it leaves alone what is hidden."""


def _print(work: _Work) -> Products | None:
    """The PDFs of the course; a machine that cannot print still gets its site, and is told so."""
    from timonier.cli import pdf

    try:
        return pdf.print_into(work.project, work.staging / _ASIDE, work.sources, work.shown)
    except UsageError as error:
        print(f"PDF non faits : {error}", file=sys.stderr)
        return None


def _put(work: _Work, products: Products) -> int:
    """Put the PDFs into the site, and name them there; the exit code."""
    from timonier.cli import pdf

    aside, folder = work.staging / _ASIDE, work.staging / pdf.DEFAULT_FOLDER.name
    folder.mkdir(exist_ok=True)
    for file in aside.iterdir():
        file.replace(folder / file.name)
    aside.rmdir()
    return pdf.tell(products, folder)


def _audit(work: _Work) -> int:
    from timonier.cli import audit

    return audit.report(work.staging, work.project, work.shown)
