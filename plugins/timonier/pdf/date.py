"""The date and the version of a book: those of its sources, so that one course gives the same bytes tomorrow."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from timonier.errors import UsageError


def date_of(root: Path) -> datetime | None:
    """SOURCE_DATE_EPOCH, else the date of the latest commit of the project at `root`, else none.

    Raises `UsageError` when SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _latest_commit(root)
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH « {epoch} » n’est pas un nombre de secondes.") from error


def revision(root: Path) -> str:
    """The latest commit of the project at `root`, and whether something changed since; nothing without one."""
    found = _git(root, "describe", "--always", "--dirty=+", "--abbrev=8", "--exclude=*")
    return found.removesuffix("+") + (" modifiée" if found.endswith("+") else "")


def _latest_commit(root: Path) -> str:
    return _git(root, "log", "-1", "--format=%ct")


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""
