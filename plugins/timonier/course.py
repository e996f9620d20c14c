"""Disk in, course out: the only module that opens content files.

Every file that cannot be read as text becomes a diagnostic, never an exception.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Position, SourceFile, Span
from timonier.errors import UsageError
from timonier.settings import Settings

MARKDOWN_SUFFIXES = (".md", ".markdown")
YAML_SUFFIXES = (".yaml", ".yml")
RECORD = "correction.yml"
"""In a lab's folder of `corrections/`: what its files are for."""
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "site", "dist"})


@dataclass(frozen=True, slots=True)
class Course:
    """The sources of a course, in the order of their paths, and what could not be read."""

    pages: tuple[SourceFile, ...]
    """Markdown pages."""
    corrections: tuple[SourceFile, ...]
    """YAML files under `corrections/`."""
    unreadable: tuple[Diagnostic, ...] = ()
    files: frozenset[str] = frozenset()
    """Every file below the course's two folders, read or not: what pages may name and link to."""
    records: tuple[SourceFile, ...] = ()
    """Every `correction.yml`: what it says of a lab's files holds when these alone are checked."""

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Everything that is checked."""
        return (*self.pages, *self.corrections)


def load(settings: Settings) -> Course:
    """The course of a project."""
    pages, bad_pages = _read_all(find(settings.content_dir, MARKDOWN_SUFFIXES), settings.root)
    files, bad_files = _read_all(find(settings.corrections_dir, YAML_SUFFIXES), settings.root)
    return surrounded(Course(pages, files, (*bad_pages, *bad_files)), settings)


def surrounded(part: Course, settings: Settings) -> Course:
    """`part` with what its sources need to know of the rest of the course of `settings`."""
    folders = (settings.content_dir, settings.corrections_dir)
    files = [path for folder in folders for path in find(folder, ("",))]
    records, _ = _read_all((path for path in files if path.name == RECORD), settings.root)
    return replace(
        part, files=frozenset(path.relative_to(settings.root).as_posix() for path in files), records=records
    )


def load_paths(paths: Iterable[Path], root: Path) -> Course:
    """Files, and all Markdown and YAML below folders, wherever they are; shown relative to `root` when below it."""
    files = [
        file
        for path in paths
        for file in ([path] if path.is_file() else find(path, (*MARKDOWN_SUFFIXES, *YAML_SUFFIXES)))
    ]
    sources, unreadable = _read_all(dict.fromkeys(files), root)
    pages = tuple(source for source in sources if _is_page(source))
    return Course(pages, tuple(source for source in sources if not _is_page(source)), unreadable)


def find(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Files below `folder` whose name ends so, sorted, leaving out hidden and generated folders."""
    if not folder.is_dir():
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"Le dossier « {folder} » ne peut pas être lu ({error.strerror}).") from error
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            if path.name not in _SKIPPED_FOLDERS:
                yield from find(path, suffixes)
        elif path.name.lower().endswith(suffixes):
            yield path


def read(path: Path, root: Path) -> SourceFile | Diagnostic:
    """One file as text: UTF-8, line ends folded to `\\n`, a leading byte-order mark dropped."""
    shown = shown_path(path, root)
    try:
        data = path.read_bytes()
    except OSError as error:
        return Diagnostic(shown, _START, "SRC001", f"fichier illisible ({error.strerror})")
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return Diagnostic(
            shown,
            Span.on_line(line, column, 1),
            "SRC002",
            f"ce fichier n’est pas en UTF-8 (octet 0x{data[error.start]:02x})",
            "enregistrez-le en UTF-8 dans votre éditeur",
        )
    return SourceFile(shown, text.replace("\r\n", "\n").replace("\r", "\n"))


def shown_path(path: Path, root: Path) -> str:
    """`path` as people see it: relative to `root` when below it, with `/`."""
    absolute = path.resolve()
    try:
        return absolute.relative_to(root.resolve()).as_posix()
    except ValueError:
        return absolute.as_posix()


def _is_page(source: SourceFile) -> bool:
    return source.path.lower().endswith(MARKDOWN_SUFFIXES)


_START = Span(Position(1, 1), Position(1, 1))


def _read_all(paths: Iterable[Path], root: Path) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    results = [read(path, root) for path in paths]
    return (
        tuple(result for result in results if isinstance(result, SourceFile)),
        tuple(result for result in results if isinstance(result, Diagnostic)),
    )
