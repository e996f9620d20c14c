"""What the preview watches is seen again after it went, and nothing of an editor's own is."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from ordered import write
from timonier.mkdocs_plugins.watching import Eyes, is_silent

pytestmark = pytest.mark.slow
_PATIENCE = 10
_QUIET = 0.4


class Told(FileSystemEventHandler):
    """Who watches, and what it was told."""

    def __init__(self, eyes: Eyes) -> None:
        self.eyes, self._events = eyes, queue.Queue[str]()

    def on_any_event(self, event: FileSystemEvent) -> None:
        assert not event.is_directory
        self._events.put(str(event.src_path))

    def hears(self) -> bool:
        """Whether something is told; all that follows at once goes with it. The next build looks again."""
        try:
            self._events.get(timeout=_PATIENCE)
        except queue.Empty:
            return False
        self.hears_nothing_more()
        self.eyes.refresh()
        return True

    def hears_nothing_more(self) -> bool:
        """Whether nothing is told for a while."""
        heard = False
        try:
            while self._events.get(timeout=_QUIET):
                heard = True
        except queue.Empty:
            return not heard


@pytest.fixture(params=[Observer, lambda: PollingObserver(timeout=0.05)], ids=["système", "regard"])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Told]:
    write(tmp_path, "cours/content/bases/page.md", "un\n")
    write(tmp_path, "cours/mkdocs.yml", "un\n")
    observer: BaseObserver = request.param()
    eyes = Eyes(observer)
    handler = Told(eyes)
    for name in ("content", "corrections", "mkdocs.yml", "pyproject.toml"):
        eyes.schedule(handler, str(tmp_path / "cours" / name))
    observer.start()
    yield handler
    observer.stop()
    observer.join()


def test_files_that_are_written_are_seen_and_no_others(told: Told, tmp_path: Path) -> None:
    write(tmp_path, "cours/content/bases/page.md", "deux\n")
    assert told.hears()
    write(tmp_path, "cours/mkdocs.yml", "deux\n")
    assert told.hears()
    for own in ("content/.page.md.swp", "content/page.md~", "content/4913", "autre.yml"):
        write(tmp_path, f"cours/{own}", "un\n")
    (tmp_path / "cours/content/bases/page.md").read_text(encoding="utf-8")
    assert told.hears_nothing_more()


def test_what_was_not_there_is_seen_when_it_comes(told: Told, tmp_path: Path) -> None:
    write(tmp_path, "cours/corrections/tp-a/web.yaml", "un\n")
    assert told.hears()
    write(tmp_path, "cours/corrections/tp-a/web.yaml", "deux\n")
    assert told.hears()
    write(tmp_path, "cours/pyproject.toml", "un\n")
    assert told.hears()


def test_a_folder_that_comes_back_is_seen(told: Told, tmp_path: Path) -> None:
    content = tmp_path / "cours/content"
    shutil.move(content, tmp_path / "ailleurs")
    assert told.hears()
    write(tmp_path, "ailleurs/bases/page.md", "deux\n")
    assert told.hears_nothing_more()
    shutil.move(tmp_path / "ailleurs", content)
    assert told.hears()
    write(tmp_path, "cours/content/bases/page.md", "trois\n")
    assert told.hears()
    shutil.rmtree(content)
    write(tmp_path, "cours/content/bases/page.md", "quatre\n")
    assert told.hears()
    write(tmp_path, "cours/content/bases/page.md", "cinq\n")
    assert told.hears()


def test_a_folder_that_leaves_with_its_pages_is_seen(told: Told, tmp_path: Path) -> None:
    shutil.move(tmp_path / "cours/content/bases", tmp_path / "ailleurs")
    assert told.hears()


def test_a_change_that_nobody_made_can_be_told(told: Told) -> None:
    told.eyes.wake()
    assert told.hears()


def test_what_is_watched_no_more_is_not_told(told: Told, tmp_path: Path) -> None:
    told.eyes.unschedule(str(tmp_path / "cours/content"))
    write(tmp_path, "cours/content/bases/page.md", "deux\n")
    assert told.hears_nothing_more()
    write(tmp_path, "cours/mkdocs.yml", "deux\n")
    assert told.hears()


def test_remote_disks_are_polled(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/a / ext4 rw 0 0\nC:\\134 /mnt/c 9p rw 0 0\nx /mnt/mon\\040disque nfs4 rw 0 0\n", encoding="utf-8"
    )
    assert is_silent(Path("/mnt/c/cours"), mounts)
    assert is_silent(Path("/mnt/mon disque/a"), mounts)
    assert not is_silent(Path("/mnt/cours"), mounts)
    assert not is_silent(Path("/home"), tmp_path / "absent")
