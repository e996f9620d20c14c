"""How fast ten thousand manifests are checked, against what it takes to read them, and one page of the course.

Baseline: a process that does nothing but `yaml.load` with PyYAML's C loader on the same files.
"""

from __future__ import annotations

import compileall
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import manifests
from measures import ROOT, Measure, Run, medians, python, versions_of

COUNT: Final = 10_000
TIMES: Final = 5
PAGE: Final = "content/cours/objets/services.md"
COLD_GOAL: Final = 1.2
MEMORY_GOAL: Final = 200.0
WARM_GOAL: Final = 0.3
PAGE_GOAL: Final = 0.35

_BASELINE: Final = """\
import os, sys, yaml
for folder, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            yaml.load(file.read(), yaml.CLoader)
"""


def measure() -> list[Measure]:
    """Cold, with nothing changed, one page."""
    with tempfile.TemporaryDirectory() as scratch:
        home, cache = Path(scratch), Path(scratch, "cache")
        folder = home / "manifestes"
        manifests.write(folder, COUNT)
        compileall.compile_dir(ROOT / "plugins", quiet=1)  # as scripts/site does
        environment = {"XDG_CACHE_HOME": str(cache)}
        command = python("-m", "timonier", "lint", "--format", "concise")
        baseline = Run(home, python("-c", _BASELINE, str(folder)), {})
        cold = Run(home, [*command, str(folder)], environment, lambda: shutil.rmtree(cache, ignore_errors=True))
        warm = Run(home, [*command, str(folder)], environment)
        page = Run(ROOT, [*command, PAGE], environment, _forget_reports)
        taken = medians({"baseline": baseline, "cold": cold}, TIMES)
        taken |= medians({"warm": warm, "page": page}, TIMES)
        return measures(taken, cold.megabytes())


def versions() -> dict[str, str]:
    """What is measured."""
    return versions_of("timonier", "pyyaml", "jsonschema-rs")


def measures(taken: Mapping[str, float], memory: float) -> list[Measure]:
    """The table, from the seconds of each run and the megabytes of the one that begins from nothing."""
    return [
        Measure("lire avec yaml.load (CLoader)", taken["baseline"], "s"),
        Measure("vérifier à froid", taken["cold"], "s"),
        Measure("  par rapport à lire", taken["cold"] / taken["baseline"], "fois", COLD_GOAL),
        Measure("  documents par seconde", COUNT / taken["cold"], ""),
        Measure("  mémoire, tous processus", memory, "Mo", MEMORY_GOAL),
        Measure("rien n’a changé", taken["warm"], "s", WARM_GOAL),
        Measure("une page du cours", taken["page"], "s", PAGE_GOAL),
    ]


def _forget_reports() -> None:
    """A page that was just written has no report yet."""
    shutil.rmtree(ROOT / ".cache" / "timonier" / "lint", ignore_errors=True)
