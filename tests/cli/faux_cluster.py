"""A cluster that is not there: the stand-in for kubectl, what it answers and what it was asked."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FAUX = Path(__file__).parent / "faux"
RECORDED: list[dict[str, Any]] = json.loads((FAUX / "enregistres.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Cluster:
    """One for a test; `root` is where commands are run."""

    folder: Path
    root: Path

    def answers(self, *exchanges: Mapping[str, object]) -> None:
        """What it answers; these come before what is recorded."""
        text = json.dumps([*exchanges, *RECORDED])
        (self.folder / "echanges.json").write_text(text, encoding="utf-8")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A command with nobody at the terminal, to its end."""
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def verify(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`timonier tp verifier`, to its end."""
        return self.run(*VERIFY, *arguments, **environment)

    def typed(self, command: Sequence[str], *keys: tuple[str, str]) -> tuple[int, str]:
        """A command in a terminal: when a text has come, some keys; its exit code and all that it shows."""
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.root)
            os.execvpe(command[0], list(command), self.environment)
        shown, waiting = "", list(keys)
        while data := _read(terminal):
            shown += data
            while waiting and waiting[0][0] in shown:
                os.write(terminal, waiting.pop(0)[1].encode())
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.replace("\r\n", "\n")

    def start(self, *command: str) -> subprocess.Popen[str]:
        """A command that goes on."""
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_for(self, call: str, running: subprocess.Popen[str]) -> None:
        """Wait until kubectl is asked something that begins so."""
        while not self.asked(call):
            assert running.poll() is None, running.communicate()[0]
            time.sleep(0.05)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of commands; `PATH` begins with the stand-in."""
        kept = {name: value for name, value in os.environ.items() if name not in ("KUBECONFIG", "ADRESSE")}
        path = f"{FAUX}{os.pathsep}{os.environ['PATH']}"
        return kept | {"PATH": path, "FAUX": str(self.folder), "TMPDIR": str(self.folder / "tmp l'été")}

    @property
    def calls(self) -> list[dict[str, str]]:
        """What kubectl was asked, in order."""
        log = self.folder / "appels.jsonl"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []

    def asked(self, start: str) -> list[str]:
        """The arguments of the calls that begin so."""
        return [call["args"] for call in self.calls if call["args"].startswith(start)]

    @property
    def left(self) -> list[Path]:
        """What is left in the folder of temporary files."""
        return list((self.folder / "tmp l'été").iterdir())


VERIFY = (sys.executable, "-m", "timonier", "tp", "verifier")


def cluster(folder: Path, root: Path) -> Cluster:
    """One that answers what is recorded."""
    (folder / "tmp l'été").mkdir(parents=True)
    found = Cluster(folder, root)
    found.answers()
    return found


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode("utf-8", "replace")
    except OSError:  # Linux says so when the other end is closed
        return ""
