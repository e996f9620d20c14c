"""The tools that render are recorded: tests say the same on every machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

RECORDED = Path(__file__).parent / "outils"


@pytest.fixture(autouse=True)
def recorded_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{RECORDED}{os.pathsep}{os.environ['PATH']}")
