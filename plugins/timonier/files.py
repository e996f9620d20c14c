"""Writing to disk so that nobody ever sees half of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timonier.errors import UsageError


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`, making its folder; the old file stays whole until the new one is.

    Raises `OSError` as the file system gives it, and leaves no temporary file behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def replace_folder(new: Path, target: Path) -> None:
    """Put the folder `new` at `target`, whatever stood there; both must be on one file system.

    The old folder is moved away first, so for an instant there is none; it comes back if the second move fails.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(f".{target.name}.ancien-{os.getpid()}")
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def staging_folder(target: Path) -> Iterator[Path]:
    """An empty folder beside `target` to build in; gone at the end unless `replace_folder` moved it.

    Folders that killed processes left behind are removed first. Raises `UsageError` where nothing can be written.
    """
    prefix = f".{target.name}.en-cours-"
    try:
        for left in target.parent.glob(prefix + "*"):
            if not _is_running(left.name.removeprefix(prefix)):
                shutil.rmtree(left, ignore_errors=True)
        folder = target.with_name(f"{prefix}{os.getpid()}")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{target.parent} n’accepte pas l’écriture ({error.strerror}) : choisissez un autre dossier de sortie."
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
