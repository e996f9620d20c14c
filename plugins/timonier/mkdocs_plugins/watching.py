"""The preview's eyes: the system says which file was written; a disk that does not is polled, as MkDocs does.

Source of the file systems that stay silent: inotify(7), « remote filesystem events are not reported ».
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

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
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

BUILD_DELAY: Final = 0.02
"""Seconds without a change before a build: editors write a file in several steps."""
_POLLING: Final = 0.5
"""Seconds between two looks at a disk that says nothing, as MkDocs has it."""
_WRITES: Final[list[type[FileSystemEvent]]] = [
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]
_SILENT: Final = re.compile(
    r"9p|drvfs|cifs|smb\w*|nfs\w*|fuse(?:\.\w+)?|fuseblk|vboxsf|vmhgfs\w*|prl_fs|virtiofs|afs"
)
_OF_EDITORS: Final = re.compile(r"\..*|.*~|.*\.sw[a-z]|4913|#.*#|.*\.tmp")


@dataclass(frozen=True, slots=True)
class _Look:
    """A folder that is looked at, with all below it or not, and who is told."""

    folder: str
    is_recursive: bool
    handler: FileSystemEventHandler

    def identity(self) -> int:
        """Which folder this is today; 0 where there is none."""
        with suppress(OSError):
            return os.stat(self.folder).st_ino if os.path.isdir(self.folder) else 0  # noqa: PTH112, PTH116
        return 0


class Eyes:
    """What tells a server of files that are written, created, moved or deleted, not of those that are read.

    A path is looked at from the folder that it stands in as well: editors put a new file in the place of the old
    one, and what has gone, or never was, may come.
    """

    def __init__(self, observer: BaseObserver) -> None:
        self._observer = observer
        self._looks: dict[str, tuple[_Look, ...]] = {}
        self._begun: dict[ObservedWatch, int] = {}
        self.start, self.stop, self.join = observer.start, observer.stop, observer.join

    def schedule(self, event_handler: FileSystemEventHandler, path: str | Path, **_: object) -> str:
        """Watch a file, or a folder with all below it; gives what `unschedule` wants."""
        place = str(path)
        self._looks[place] = (
            _Look(str(Path(place).parent), is_recursive=False, handler=_OnePath(event_handler, place)),
            _Look(place, is_recursive=True, handler=_BelowFolder(event_handler)),
        )
        self.refresh()
        return place

    def unschedule(self, place: str) -> None:
        """Watch no more."""
        del self._looks[place]
        self.refresh()

    def refresh(self) -> None:
        """Look at the folders that stand there today: the system goes on following those that were moved away."""
        looks = {look: look.identity() for look in self._all()}
        today = {(look.folder, look.is_recursive): identity for look, identity in looks.items()}
        alive = {emitter.watch for emitter in self._observer.emitters if emitter.is_alive()}
        for watch, identity in list(self._begun.items()):
            is_blind = self._observer.is_alive() and watch not in alive
            if is_blind or today.get((watch.path, watch.is_recursive)) != identity:
                del self._begun[watch]
                self._observer.unschedule(watch)
        for look, identity in looks.items():
            if identity:
                self._begin(look, identity)

    def wake(self) -> None:
        """Tell of a change that nobody made."""
        for place, looks in list(self._looks.items())[:1]:
            looks[0].handler.dispatch(FileModifiedEvent(place))

    def _all(self) -> Iterator[_Look]:
        for looks in self._looks.values():
            yield from looks

    def _begin(self, look: _Look, identity: int) -> None:
        with suppress(OSError):  # it has just gone, which the folder above tells
            watch = self._observer.schedule(
                look.handler, look.folder, recursive=look.is_recursive, event_filter=_WRITES
            )
            self._begun.setdefault(watch, identity)


class _BelowFolder(FileSystemEventHandler):
    """Passes on what tells of any file that is not an editor's own, and of folders as of files."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass one event on."""
        if not all(_OF_EDITORS.fullmatch(Path(path).name) for path in _paths(event)):
            self._handler.dispatch(FileModifiedEvent(event.src_path))


class _OnePath(FileSystemEventHandler):
    """Passes on what tells of one file, or that one folder came or went."""

    def __init__(self, handler: FileSystemEventHandler, path: str) -> None:
        self._handler, self._path = handler, path

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass one event on."""
        if self._path in _paths(event):
            self._handler.dispatch(FileModifiedEvent(self._path))


def _paths(event: FileSystemEvent) -> list[str]:
    return [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]


def quicken(server: LiveReloadServer, perhaps: Iterable[str], wanted: Sequence[str]) -> Eyes:
    """Have the system tell of changes, where it does: of all that is wanted, and of the rest if it was watched."""
    server.build_delay = BUILD_DELAY
    watched = [path for path in dict.fromkeys((*wanted, *perhaps)) if _unwatched(server, path)]
    paths = dict.fromkeys((*wanted, *watched))
    is_polled = any(is_silent(Path(path)) for path in paths)
    eyes = Eyes(PollingObserver(timeout=_POLLING) if is_polled else Observer())
    server.observer = cast(PollingObserver, eyes)  # all that a server asks of it
    for path in paths:
        server.watch(path)
    return eyes


def _unwatched(server: LiveReloadServer, path: str) -> bool:
    try:
        server.unwatch(path)
    except KeyError:
        return False
    return True


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
