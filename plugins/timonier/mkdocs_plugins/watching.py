"""The preview's eyes: the system says which file was written; a disk that does not is polled, as MkDocs does.

Source of the file systems that stay silent: inotify(7), « remote filesystem events are not reported ».
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

BUILD_DELAY: Final = 0.02
"""Seconds without a change before a build: editors write a file in several steps."""
_WRITES: Final = [
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]
_SILENT: Final = re.compile(
    r"9p|drvfs|cifs|smb\w*|nfs\w*|fuse(?:\.\w+)?|fuseblk|vboxsf|vmhgfs\w*|prl_fs|virtiofs|afs"
)
_OF_EDITORS: Final = re.compile(r"\..*|.*~|.*\.sw[a-z]|4913|#.*#|.*\.tmp")


class FileEvents(Observer):  # type: ignore[misc,valid-type]  # what `Observer` is depends on the system
    """Events of files that are written, created, moved or deleted, not of those that are read.

    A file is watched through its folder: editors put a new file in the place of the old one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folders: set[str] = set()

    def schedule(self, event_handler: FileSystemEventHandler, path: str | Path, **_: object) -> ObservedWatch:
        """Watch a file, or a folder with all below it."""
        target, is_folder = Path(path), Path(path).is_dir()
        if is_folder:
            self._folders.add(str(target))
        handler = _BelowFolder(event_handler) if is_folder else _OneFile(event_handler, str(target), self._folders)
        folder = str(target if is_folder else target.parent)
        watch: ObservedWatch = super().schedule(handler, folder, recursive=is_folder, event_filter=_WRITES)
        return watch


class _BelowFolder(FileSystemEventHandler):
    """Passes on what tells of any file that is not an editor's own."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass one event on."""
        if not all(_OF_EDITORS.fullmatch(Path(path).name) for path in _paths(event)):
            self._handler.dispatch(event)


class _OneFile(FileSystemEventHandler):
    """Passes on what tells of one file; and of a watched folder beside it that came or went, as of a file."""

    def __init__(self, handler: FileSystemEventHandler, file: str, folders: set[str]) -> None:
        self._handler, self._file, self._folders = handler, file, folders

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass one event on."""
        paths = _paths(event)
        if self._file in paths:
            self._handler.dispatch(event)
        elif event.is_directory and event.event_type != "modified" and self._folders.intersection(paths):
            self._handler.dispatch(FileModifiedEvent(event.src_path))


def _paths(event: FileSystemEvent) -> list[str]:
    return [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]


def quicken(server: LiveReloadServer, paths: list[str]) -> None:
    """Have the system tell of changes of `paths`, which the server watches, where it does."""
    server.build_delay = BUILD_DELAY
    if any(is_silent(Path(path)) for path in paths):
        return
    for path in paths:
        server.unwatch(path)
    server.observer = FileEvents()
    for path in paths:
        server.watch(path)


def is_silent(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether changes below `path` may come unsaid; systems without `/proc` tell of them."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    real, nearest, kind = os.path.realpath(path), "", ""
    for line in lines:
        _, place, name, *_ = line.split()
        place = re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), place)
        below = place in ("/", real) or real.startswith(place + "/")
        if below and len(place) >= len(nearest):
            nearest, kind = place, name
    return bool(_SILENT.fullmatch(kind))
