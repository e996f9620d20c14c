"""How soon a preview shows its first page, and a save, against other previews of the same 85 pages.

A save is a word put at the end of one page; it is served when the page that a browser gets holds it. Peers: `mkdocs
serve` with Material alone, the same with `--dirty`, and `zensical serve`.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import course
from measures import Measure, python, versions_of
from site_bench import PAGES, PLAIN, QUIET

SAVES: Final = 11
STARTS: Final = 5
SAVE_GOAL: Final = 0.35
START_GOAL: Final = 1.5
PATIENCE: Final = 120.0
_PAGE: Final = "content/cours/objets/pods.md"
_ADDRESS: Final = "cours/objets/pods/"
_STEP: Final = 0.005
_ZENSICAL: Final = str(Path(sys.executable).with_name("zensical"))


def measure() -> list[Measure]:
    """Starts in turns, then saves."""
    with tempfile.TemporaryDirectory() as scratch:
        project = course.repeat(Path(scratch, "cours"), PAGES)
        shutil.copy(PLAIN, project)
        ours = python("-m", "mkdocs", "serve", "--livereload", "-a")
        plain = python("-m", "mkdocs", "serve", "--livereload", "-f", PLAIN.name, "-a")
        peers = {
            "mkdocs serve": plain,
            "mkdocs serve --dirty": [*plain[:-1], "--dirty", "-a"],
            "zensical serve": [_ZENSICAL, "serve", "-f", PLAIN.name, "-a"],
        }
        _first_page(project, ours)  # fonts, lint
        starts = _in_turns(project, ours, plain)
        saves = {name: _saves(project, command) for name, command in {"ours": ours, **peers}.items()}
        return [
            Measure("première page", starts[0], "s"),
            Measure("  MkDocs et Material seuls", starts[1], "s"),
            Measure("  par rapport à eux", starts[0] / starts[1], "fois", START_GOAL),
            Measure("une page enregistrée, médiane", saves.pop("ours"), "s", SAVE_GOAL),
            *(Measure(f"  {name}", seconds, "s") for name, seconds in saves.items()),
        ]


def versions() -> dict[str, str]:
    """What is measured, and what it is measured with."""
    return versions_of("timonier", "mkdocs", "mkdocs-material", "zensical")


def _in_turns(project: Path, *commands: Sequence[str]) -> list[float]:
    taken: list[list[float]] = [[] for _ in commands]
    for _ in range(STARTS):
        for times, command in zip(taken, commands, strict=True):
            times.append(_first_page(project, command))
    return [statistics.median(times) for times in taken]


def _first_page(project: Path, command: Sequence[str]) -> float:
    start = time.perf_counter()
    with _serving(project, command) as address:
        _until(address, "<h1")
        return time.perf_counter() - start


def _saves(project: Path, command: Sequence[str]) -> float:
    """The median time from a save to the page that holds it."""
    taken = []
    with _serving(project, command) as address:
        _until(address, "<h1")
        time.sleep(2)  # a first build may still be copying files
        for number in range(SAVES):
            word = f"mot{number}x{time.monotonic_ns()}"
            with (project / _PAGE).open("a", encoding="utf-8") as page:
                page.write(f"\n{word}\n")
            start = time.perf_counter()
            _until(address, word)
            taken.append(time.perf_counter() - start)
            time.sleep(0.5)
    return statistics.median(taken)


@contextmanager
def _serving(project: Path, command: Sequence[str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [*command, place],
        cwd=project,
        env={**os.environ, **QUIET},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://{place}/{_ADDRESS}"
    finally:
        process.terminate()
        process.wait()


def _until(address: str, text: str) -> None:
    """Wait until a page holds a text. Raises when it takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            if text.encode() in answer.read():
                return
        time.sleep(_STEP)
    raise RuntimeError(f"{address} : {text}")
