"""A preview without its loop: what it serves at its start, and after a save.

As a program: one that begins from nothing, in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

_ADDRESS = "http://127.0.0.1:8000/"


class Preview:
    """The server as `mkdocs serve` makes it; nobody listens."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._folder = folder
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), dev_addr="127.0.0.1:8000")
        config.site_url = _ADDRESS
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=_ADDRESS)
        self.server = LiveReloadServer(lambda: None, "127.0.0.1", 8000, str(folder))
        for path in (config.docs_dir, config.config_file_path, *config.theme.dirs):
            self.server.watch(path)
        config.plugins.on_serve(self.server, config=config, builder=self.server.builder)

    def save(self) -> None:
        """What the loop does when a file has changed."""
        self.server.builder()

    def files(self, *asked: str) -> dict[str, bytes]:
        """The files of the site, those among them that are made when they are asked for."""
        ask = self.server.get_app()
        assert ask
        for path in asked:
            b"".join(ask({"PATH_INFO": f"/{path}"}, lambda *_: None))
        files = (path for path in self._folder.rglob("*") if path.is_file())
        return {path.relative_to(self._folder).as_posix(): path.read_bytes() for path in files}


@contextmanager
def previewed(root: Path, folder: Path) -> Iterator[Preview]:
    """A preview that is ended."""
    preview = Preview(root, folder)
    try:
        yield preview
    finally:
        preview.server.server_close()


def clean_preview(root: Path, folder: Path, *asked: str) -> dict[str, bytes]:
    """The files of a preview that begins with no memory of another."""
    subprocess.run([sys.executable, __file__, str(root), str(folder), *asked], check=True, capture_output=True)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    with previewed(Path(sys.argv[1]), Path(sys.argv[2])) as preview:
        preview.files(*sys.argv[3:])
