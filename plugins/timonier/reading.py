"""Files on disk in, texts out: the only module that opens the course's files.

Every file that cannot be read as text becomes a diagnostic, never an exception.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Position, SourceFile, Span
from timonier.errors import UsageError

MARKDOWN_SUFFIXES = (".md", ".markdown")
YAML_SUFFIXES = (".yaml", ".yml")
_SHOWN = frozenset({".dockerignore"})
"""Hidden files that a lab may have students write."""
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "site", "site-formateur", "dist"})
_MANY: Final = 20_000
"""Files that are remembered at once."""
_START = Span(Position(1, 1), Position(1, 1))
_read_before: dict[tuple[str, str], tuple[tuple[int, ...], SourceFile | Diagnostic]] = {}


def mark(file: Path | os.DirEntry[str]) -> tuple[int, ...]:
    """What tells that a file was written again, whatever date it was given: the system alone sets its `ctime`.

    Raises `OSError` where there is no such file.
    """
    found = file.stat()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def find(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Files below `folder` whose name ends so, sorted, leaving out hidden and generated folders."""
    if folder.is_dir():
        yield from (Path(entry.path) for entry in entries(str(folder), suffixes))


def entries(folder: str, suffixes: tuple[str, ...]) -> Iterator[os.DirEntry[str]]:
    """What `find` finds, as the system lists it; raises `UsageError` where a folder cannot be read."""
    try:
        with os.scandir(folder) as opened:
            listed = sorted(opened, key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"Le dossier « {folder} » ne peut pas être lu ({error.strerror}).") from error
    for entry in listed:
        if entry.name.startswith(".") and entry.name not in _SHOWN:
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED_FOLDERS:
                yield from entries(entry.path, suffixes)
        elif entry.name.lower().endswith(suffixes):
            yield entry


def read_below(paths: Iterable[Path], root: Path) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Files, and all Markdown and YAML below folders, each once; what could not be read beside them."""
    files = dict.fromkeys(file for path in paths for file in _real_files(path))
    above = _above(root)
    return _sorted_out(_read(file, above) for file in files)


def _real_files(path: Path) -> Iterator[str]:
    """`path`, or all Markdown and YAML below it, with no symbolic link on the way."""
    real = os.path.realpath(path)
    if not path.is_dir():
        yield real
        return
    for entry in entries(real, (*MARKDOWN_SUFFIXES, *YAML_SUFFIXES)):
        yield os.path.realpath(entry.path) if entry.is_symlink() else entry.path


def read(path: Path, root: Path) -> SourceFile | Diagnostic:
    """One file as text: UTF-8, line ends folded to `\\n`, a leading byte-order mark dropped.

    What an earlier call gave, where the file has not been written since: a preview reads all files at each save.
    """
    key = (str(path), str(root))
    try:
        seen = mark(path)
    except OSError:  # which the reading says
        return _read(os.path.realpath(path), _above(root))
    known = _read_before.get(key)
    if known is None or known[0] != seen:
        if len(_read_before) >= _MANY:
            _read_before.clear()
        known = _read_before[key] = (seen, _read(os.path.realpath(path), _above(root)))
    return known[1]


def _read(file: str, above: str) -> SourceFile | Diagnostic:
    """The text of a real path; `above` is what is not shown of it."""
    shown = file.removeprefix(above)
    try:
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123  (ten thousand `Path`s take long to make)
            data = stream.read()
    except OSError as error:
        return Diagnostic(shown, _START, "SRC001", f"fichier illisible ({error.strerror})")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _not_utf8(shown, data, error.start)
    return SourceFile(shown, text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


def _not_utf8(shown: str, data: bytes, at: int) -> Diagnostic:
    before = data[:at].decode("utf-8").removeprefix("\ufeff")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Diagnostic(
        shown,
        Span.on_line(line, column, 1),
        "SRC002",
        f"ce fichier n’est pas en UTF-8 (octet 0x{data[at]:02x})",
        "enregistrez-le en UTF-8 dans votre éditeur",
    )


def shown_path(path: Path, root: Path) -> str:
    """`path` as people see it: relative to `root` when below it, with `/`."""
    return os.path.realpath(path).removeprefix(_above(root))


def _above(root: Path) -> str:
    return os.path.realpath(root).rstrip("/") + "/"


def read_all(paths: Iterable[Path], root: Path) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """The texts of these files, and what could not be read."""
    return _sorted_out(read(path, root) for path in paths)


def _sorted_out(
    read_files: Iterable[SourceFile | Diagnostic],
) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """What could be read, and what could not."""
    results = list(read_files)
    return (
        tuple(result for result in results if isinstance(result, SourceFile)),
        tuple(result for result in results if isinstance(result, Diagnostic)),
    )
