"""What all benches share: runs of processes, medians, a table and its JSON."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
_SAMPLE = 0.02


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure; `goal` is the most that it may be."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def missed(self) -> bool:
        """Whether the figure is over its goal."""
        return self.goal is not None and self.value > self.goal


@dataclass(frozen=True, slots=True)
class Run:
    """A process to measure: where it runs, its arguments, its environment, what is done before each run."""

    folder: Path
    arguments: Sequence[str]
    environment: Mapping[str, str]
    before: Callable[[], object] = lambda: None

    def seconds(self) -> float:
        """How long the process takes, its start and its end included. Raises when it fails."""
        self.before()
        with tempfile.TemporaryFile() as said:
            start = time.perf_counter()
            with self._start(said) as process:
                code = process.wait()
            taken = time.perf_counter() - start
            said.seek(0)
            if code:
                raise RuntimeError(f"{self.arguments} : {code}\n{said.read().decode(errors='replace')}")
        return taken

    def megabytes(self) -> float:
        """The most memory that the process and its children have at once; pages that they share count once."""
        self.before()
        most = 0
        with self._start(subprocess.DEVNULL) as process:
            while process.poll() is None:
                most = max(most, sum(_proportional(child) for child in _family(process.pid)))
                time.sleep(_SAMPLE)
        return most / 1024

    def _start(self, said: IO[bytes] | int) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **self.environment}
        return subprocess.Popen(
            self.arguments, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, stderr=said
        )


def medians(runs: Mapping[str, Run], times: int, *, warm: bool = True) -> dict[str, float]:
    """The median time of each run, taken in turns so that a slow moment hits all of them.

    One more run warms up, but where each begins from nothing.
    """
    for run in runs.values() if warm else ():
        run.seconds()
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(times):
        for name, run in runs.items():
            taken[name].append(run.seconds())
    return {name: statistics.median(values) for name, values in taken.items()}


def _family(process: int) -> list[int]:
    """A process and its children. Source: proc(5)."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return [process]
    return [process, *(inner for child in children for inner in _family(int(child)))]


def _proportional(process: int) -> int:
    """The memory of a process in kilobytes, shared pages by their share."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def table(measures: Sequence[Measure]) -> str:
    """The figures for people, French commas included."""
    rows = [("mesure", "valeur", "but")]
    rows += [(each.name, _text(each.value, each.unit), _goal(each)) for each in measures]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _goal(measure: Measure) -> str:
    if measure.goal is None:
        return ""
    return f"≤ {_text(measure.goal, measure.unit)} {'✗' if measure.missed else '✓'}"


def _text(value: float, unit: str) -> str:
    digits = 0 if value >= 1000 or isinstance(value, int) else 2
    return f"{value:.{digits}f} {unit}".strip().replace(".", ",")


def save(name: str, measures: Sequence[Measure], versions: Mapping[str, str]) -> Path:
    """Write the figures, with the machine and the versions that they are of."""
    file = ROOT / ".cache" / "bench" / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {"machine": machine(), "versions": versions, "measures": [asdict(measure) for measure in measures]}
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def machine() -> dict[str, str]:
    """What the figures are of."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"system": platform.platform(), "processors": f"{processors}", "python": platform.python_version()}


def versions_of(*packages: str) -> dict[str, str]:
    """The versions of installed Python packages."""
    return {name: importlib.metadata.version(name) for name in packages}


def chromium() -> dict[str, str]:
    """The version of the browser."""
    told = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=True).stdout
    return {"chromium": told.split()[1]}


def python(*arguments: str) -> list[str]:
    """A command line of the Python that runs the bench."""
    return [sys.executable, *arguments]
