"""Pages of a preview that stand already: a rebuild writes again those alone whose file would be another one.

A page's file depends on its conversion, on what the lint says of it, and on the shell: all that the templates read
of the rest of the course. MkDocs asks `File.is_modified` in what it calls a dirty build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

OURS: Final = "timonier-"


class CourseFile(File):
    """A page's file that knows better than its date whether it has to be written."""

    is_current: Callable[[], bool] | None = None

    def is_modified(self) -> bool:
        """Whether to write it; as MkDocs has it, but in a preview."""
        if self.is_current is None:
            return super().is_modified()
        return not self.is_current()


def own_files(files: Files, config: MkDocsConfig) -> None:
    """Put our files in the place of those of pages, and of all that plugins made."""
    for file in list(files):
        if file.is_documentation_page() or file.generated_by is not None:
            files.remove(file)
            files.append(_own(file, config))


def _own(file: File, config: MkDocsConfig) -> File:
    if file.generated_by is not None:
        made = CourseFile.generated(config, file.src_uri, content=file.content_bytes, inclusion=file.inclusion)
        made.generated_by = file.generated_by
        return made
    return CourseFile(
        file.src_uri,
        file.src_dir,
        file.dest_dir,
        file.use_directory_urls,
        dest_uri=file.dest_uri,
        inclusion=file.inclusion,
    )


@dataclass(slots=True)
class Written:
    """What the pages of a preview were made from the last time, by the paths of their sources."""

    _pages: dict[str, str] = field(default_factory=dict)
    _wanted: dict[str, str] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)

    def begin(self, files: Files, wanted: Callable[[File], str]) -> None:
        """Have MkDocs skip the files that are made from what `wanted` says already."""
        for file in files:
            if isinstance(file, CourseFile):
                self._wanted[file.src_uri] = wanted(file)
                file.is_current = partial(self._is_current, file)

    def done(self, file: File) -> None:
        """Remember that a file was written."""
        self._pages[file.src_uri] = self._wanted.get(file.src_uri, "")
        self._places[file.src_uri] = file.abs_dest_path

    def sweep(self, files: Files) -> None:
        """Take away what the build no longer has."""
        for path in self._places.keys() - files.src_uris.keys():
            Path(self._places.pop(path)).unlink(missing_ok=True)
            self._pages.pop(path)

    def _is_current(self, file: File) -> bool:
        made = self._pages.get(file.src_uri)
        return made is not None and made == self._wanted[file.src_uri] and Path(file.abs_dest_path).is_file()
