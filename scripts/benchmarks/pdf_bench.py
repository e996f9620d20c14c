"""How long a book of about 500 pages takes, against two other ways to print the same course, and how much of one.

The site is built on both sides: beside the book, as `timonier site` does, where the peers need it first. Peers:
mkdocs-print-site-plugin, whose one page Chromium prints, and mkdocs-to-pdf, both under Material, pinned in
`scripts/requirements/bench.txt` and installed in an environment of their own.
« After the start » is a run without what Python takes to start and to import the libraries.
"""

from __future__ import annotations

import compileall
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import course
import pikepdf
from measures import ROOT, Measure, Run, chromium, medians, python, versions_of
from site_bench import PLAIN, QUIET

PAGES: Final = 60
"""Lessons and labs: about 500 pages on paper."""
CORES: Final = 2
TIMES: Final = 5
"""Runs of what takes seconds; « --tours » says how many of what takes minutes."""
FASTEST_GOAL: Final = 0.6
TO_PDF_GOAL: Final = 0.35
ONE_GOAL: Final = 1.5
SAME_GOAL: Final = 0.6
MEMORY_GOAL: Final = 800.0
WEIGHT_GOAL: Final = 20.0
_PEERS: Final = ROOT / ".cache" / "bench" / "pdf"
_PINNED: Final = ROOT / "scripts" / "requirements" / "bench.txt"
_SETTINGS: Final = ("print_site.yml", "to_pdf.yml")
_BOOK: Final = "livre/timonier-livre.pdf"
_PRINT: Final = python("-m", "timonier", "pdf", "--produit", "livre", "--sortie", "livre")
_LESSON: Final = "content/cours/objets/pods.md"
_START: Final = (
    "import timonier.cli.pdf, timonier.pdf.job, timonier.markdown_ext.convert, timonier.render.print, "
    "timonier.pdf.assemble, timonier.pdf.refining, timonier.pdf.markup, typst"
)
_CHROMIUM: Final = (
    "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --user-data-dir=chromium --print-to-pdf=livre.pdf"
)


@dataclass(frozen=True, slots=True)
class Book:
    """A way to print the course: its commands, what it makes, and the PDF among that."""

    name: str
    commands: Sequence[Sequence[str]]
    folders: tuple[str, ...]
    pdf: str
    together: bool = False
    """Whether its two commands run side by side; else one after the other."""

    def run(self, project: Path) -> Run:
        """All its commands, after nothing."""
        first, *others = map(shlex.join, self.commands)
        line = f"{first} & other=$!; {others[0]} && wait $other" if self.together else " && ".join((first, *others))
        return Run(project, ["sh", "-c", line], QUIET, partial(_forget, project, self.folders))


def measure(tours: int = TIMES) -> list[Measure]:
    """Cold, one word changed, nothing changed; memory and weight; peers in the same turns."""
    compileall.compile_dir(ROOT / "plugins", quiet=1)  # as scripts/site does
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    ours, *peers = _books(_peers())
    with tempfile.TemporaryDirectory() as scratch:
        project = course.repeat(Path(scratch, "cours"), PAGES)
        for name in (PLAIN.name, *_SETTINGS):
            shutil.copy(PLAIN.with_name(name), project)
        cold = medians({book.name: book.run(project) for book in (ours, *peers)}, tours, warm=False)
        quick = medians(_quick(project), max(tours, TIMES))
        memory = ours.run(project).megabytes()
        sizes = {book.name: _size(project / book.pdf) for book in (ours, *peers)}
    return _measures(ours.name, cold, quick, memory, sizes)


def versions() -> dict[str, str]:
    """What is measured, and what it is measured with."""
    pins = (line.partition(" ")[0] for line in _PINNED.read_text(encoding="utf-8").splitlines())
    peers = dict(pin.split("==") for pin in pins if pin.startswith(("mkdocs-print", "mkdocs-to")))
    return versions_of("timonier", "mkdocs", "typst", "pikepdf") | peers | chromium()


def _books(peers: str) -> tuple[Book, Book, Book]:
    build = ("-m", "mkdocs", "build", "-q")
    printed, to_pdf = ([peers, *build, "-f", settings] for settings in _SETTINGS)
    return (
        Book(
            "Timonier",
            (python(*build), _PRINT),
            (".cache", "site", "livre"),
            _BOOK,
            together=True,
        ),
        Book(
            "mkdocs-print-site-plugin et Chromium",
            (printed, [*_CHROMIUM.split(), "site-print/print_page/index.html"]),
            ("site-print", "chromium"),
            "livre.pdf",
        ),
        Book("mkdocs-to-pdf", (to_pdf,), ("site-to-pdf",), "site-to-pdf/pdf/document.pdf"),
    )


def _quick(project: Path) -> dict[str, Run]:
    same = Run(project, _PRINT, QUIET)
    return {
        "start": replace(same, arguments=python("-c", _START)),
        "one": replace(same, before=partial(_edit, project)),
        "same": same,
    }


def _measures(
    name: str,
    cold: Mapping[str, float],
    quick: Mapping[str, float],
    memory: float,
    sizes: Mapping[str, tuple[int, int]],
) -> list[Measure]:
    (pages, weight), seconds = sizes[name], cold[name]
    peers = {peer: taken for peer, taken in cold.items() if peer != name}
    *_, to_pdf = peers.values()
    return [
        Measure("le livre à froid, site compris", seconds, "s"),
        *(Measure(f"  {peer}", taken, "s") for peer, taken in peers.items()),
        Measure("  par rapport au plus rapide", seconds / min(peers.values()), "fois", FASTEST_GOAL),
        Measure("  par rapport à mkdocs-to-pdf", seconds / to_pdf, "fois", TO_PDF_GOAL),
        Measure("pages du livre", pages, "pages"),
        *(Measure(f"  {peer}", sizes[peer][0], "pages") for peer in peers),
        *(Measure(f"par page, {each}", 1000 * taken / sizes[each][0], "ms") for each, taken in cold.items()),
        Measure("un mot a changé, de l’enregistrement au PDF", quick["one"], "s"),
        Measure("  dont démarrer : Python et les bibliothèques", quick["start"], "s"),
        Measure("  après le démarrage", quick["one"] - quick["start"], "s", ONE_GOAL),
        Measure("rien n’a changé", quick["same"], "s", SAME_GOAL),
        Measure("mémoire à froid, tous processus", memory, "Mo", MEMORY_GOAL),
        Measure("poids d’une page", weight / 1000 / pages, "ko", WEIGHT_GOAL),
        *(Measure(f"  {peer}", sizes[peer][1] / 1000 / sizes[peer][0], "ko") for peer in peers),
    ]


def _forget(project: Path, folders: Sequence[str]) -> None:
    for name in folders:
        shutil.rmtree(project / name, ignore_errors=True)


def _edit(project: Path) -> None:
    """One more word in a lesson, as an author writes it."""
    with (project / _LESSON).open("a", encoding="utf-8") as page:
        page.write("\nUn mot.\n")


def _size(pdf: Path) -> tuple[int, int]:
    """Pages and bytes."""
    with pikepdf.open(pdf) as book:
        return len(book.pages), pdf.stat().st_size


def _peers() -> str:
    """The Python of the peers, which are installed when their versions are new."""
    stamp, interpreter = _PEERS / "versions.txt", str(_PEERS / "bin" / "python")
    pinned = _PINNED.read_text(encoding="utf-8")
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != pinned:
        shutil.rmtree(_PEERS, ignore_errors=True)
        subprocess.run(python("-m", "venv", str(_PEERS)), check=True)
        install = ("-m", "pip", "install", "-q", "--require-hashes", "--only-binary", ":all:", "-r", str(_PINNED))
        subprocess.run([interpreter, *install], check=True)
        subprocess.run([interpreter, "-m", "compileall", "-q", str(_PEERS / "lib")], check=False)
        stamp.write_text(pinned, encoding="utf-8")
    return interpreter
