"""The date of a book: that of its sources, never today's, so that one course gives the same bytes tomorrow."""

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


def _latest_commit(root: Path) -> str:
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""
