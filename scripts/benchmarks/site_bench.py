"""How long a site takes to build, against MkDocs and Material alone on the same content, and how this grows.

Baseline: the same 85 pages built by `mkdocs build` with `plain.yml`: neither our extension nor our plugins.
"""

from __future__ import annotations

import compileall
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final

import course
from measures import ROOT, Measure, Run, medians, python, versions_of

PAGES: Final = 85
MANY: Final = 850
TIMES: Final = 5
FULL_GOAL: Final = 1.25
SAME_GOAL: Final = 0.35
ONE_GOAL: Final = 0.5
GROWTH_GOAL: Final = 1.1
MEMORY_GOAL: Final = 600.0
PLAIN: Final = Path(__file__).with_name("plain.yml")
WARM: Final = ("compat", "lint", "lint-fichiers", "site-fonts")
"""What a full build finds in the cache: the verdicts of the lint, and the fonts cut to the course's letters."""
QUIET: Final = {"NO_MKDOCS_2_WARNING": "1"}


def measure() -> list[Measure]:
    """Full, with nothing changed, with one page changed, cold; then ten times the pages."""
    compileall.compile_dir(ROOT / "plugins", quiet=1)  # as scripts/site does
    with tempfile.TemporaryDirectory() as scratch:
        project = course.repeat(Path(scratch, "cours"), PAGES)
        shutil.copy(PLAIN, project)
        taken = medians(_runs(project), TIMES)
        taken |= medians({"cold": _build(project, lambda: _forget(project, ()))}, TIMES, warm=False)
        many = course.repeat(Path(scratch, "long"), MANY)
        long = _build(many, lambda: _forget(many))
        sizes = medians({"few": _build(project, lambda: _forget(project)), "many": long}, TIMES)
        return measures(taken | sizes, long.megabytes())


def versions() -> dict[str, str]:
    """What is measured."""
    return versions_of("timonier", "mkdocs", "mkdocs-material")


def measures(taken: Mapping[str, float], memory: float) -> list[Measure]:
    """The table, from the seconds of each run and the megabytes of the longest."""
    growth = (taken["many"] / MANY) / (taken["few"] / PAGES)
    return [
        Measure("MkDocs et Material seuls, 85 pages", taken["plain"], "s"),
        Measure("site complet, lint déjà fait", taken["full"], "s"),
        Measure("  par rapport à MkDocs et Material", taken["full"] / taken["plain"], "fois", FULL_GOAL),
        Measure("à froid", taken["cold"], "s"),
        Measure("rien n’a changé", taken["same"], "s"),
        Measure("  par rapport au site complet", taken["same"] / taken["full"], "fois", SAME_GOAL),
        Measure("une page a changé", taken["one"], "s"),
        Measure("  par rapport au site complet", taken["one"] / taken["full"], "fois", ONE_GOAL),
        Measure("850 pages", taken["many"], "s"),
        Measure("  temps par page, par rapport à 85", growth, "fois", GROWTH_GOAL),
        Measure("  mémoire, tous processus", memory, "Mo", MEMORY_GOAL),
    ]


def _runs(project: Path) -> dict[str, Run]:
    return {
        "plain": Run(project, python("-m", "mkdocs", "build", "-q", "-f", PLAIN.name), QUIET),
        "full": _build(project, lambda: _forget(project)),
        "same": _build(project, lambda: None),
        "one": _build(project, lambda: _edit(project)),
    }


def _build(project: Path, before: Callable[[], object]) -> Run:
    return Run(project, python("-m", "mkdocs", "build", "-q"), QUIET, before)


def _forget(project: Path, kept: Collection[str] = WARM) -> None:
    """Leave of the cache what checks and fonts need alone."""
    for stage in (project / ".cache" / "timonier").glob("*"):
        if stage.name not in kept:
            shutil.rmtree(stage)


def _edit(project: Path) -> None:
    """One more word in a lesson, as an author writes it."""
    with (project / "content/cours/objets/pods.md").open("a", encoding="utf-8") as page:
        page.write("\nUn mot.\n")
