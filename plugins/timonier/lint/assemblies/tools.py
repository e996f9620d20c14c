"""The tools that render, when this machine has them.

They run without network as far as they obey (no dependency is fetched, no cluster is asked), for a bounded time,
and away from the settings of whoever runs them.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Final

SECONDS: Final = 20
"""A render that takes longer is a failure."""
_MOST: Final = 20 << 20
_LONGEST: Final = 400
_BLOCK: Final = re.compile(r"\berr=<(.*)>\s*\Z", re.DOTALL)
"""How kubectl writes an error of several lines."""
_ERROR: Final = re.compile(r"^(?:Error|error): |^.*?\berr=\"")


@dataclass(frozen=True, slots=True)
class Tool:
    """A program of this machine; `name` is what people call it, with its version."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What a program printed; `failure` is its last words when it failed."""

    text: str
    failure: str = ""


def kustomize() -> Tool | None:
    """The program alone, else the one in kubectl."""
    return _tool("kustomize", ("version",), ("build",)) or _tool(
        "kubectl", ("version", "--client"), ("kustomize",), "Kustomize Version:"
    )


def helm() -> Tool | None:
    """Helm 3 or later."""
    return _tool("helm", ("version", "--short"), ("template",))


def _tool(name: str, version: Sequence[str], render: tuple[str, ...], after: str = "") -> Tool | None:
    """A program that says its version, at a line that begins with `after`."""
    path = shutil.which(name)
    if path is None:
        return None
    said = run((path, *version))
    found = re.search(rf"{after}\s*\S*?v(\d+\.\d+\.\d+)", said.text)
    if said.failure or found is None:
        return None
    return Tool(f"{name if not after else f'{name} kustomize'} {found[1]}", (path, *render))


def run(command: Sequence[str], seconds: float = SECONDS) -> Output:
    """What a program prints, within its time; it and all that it started are gone at the end."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            code = _wait(command, home, out, err, seconds)
        except OSError as error:
            return Output("", str(error.strerror))
        except subprocess.TimeoutExpired:
            return Output("", f"rien après {seconds:g} secondes")
        return Output(_read(out), _last_words(_read(err), code) if code else "")


def _last_words(said: str, code: int) -> str:
    """The last line that speaks of an error: Helm ends with advice, kubectl begins with the date."""
    if block := _BLOCK.search(said):
        return " ".join(block[1].split())[:_LONGEST]
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if _ERROR.search(line)]
    if not lines:
        return f"code de sortie {code}"
    return _ERROR.sub("", (errors or lines)[-1], count=1).replace('\\"', '"').rstrip('"')[:_LONGEST]


def _wait(command: Sequence[str], home: str, out: IO[bytes], err: IO[bytes], seconds: float) -> int:
    """The exit code. Files, not pipes: what the program started may hold a pipe open after it."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        env=_environment(home),
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(_MOST).decode("utf-8", "replace")


def _environment(home: str) -> dict[str, str]:
    """The variables of this process, without what leads to a cluster, to plugins or to settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HELM_", "KUBE", "KUSTOMIZE_"))}
    return {**kept, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
