"""Repairs that need no judgement: today the indents under list items that Python-Markdown does not follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from timonier.core.list_indents import fix_list_indents
from timonier.core.markdown import kind_of
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.errors import UsageError
from timonier.files import write_atomically
from timonier.settings import Settings


@dataclass(frozen=True, slots=True)
class Repair:
    """A file that was rewritten, and how many of its lines."""

    path: str
    lines: int


def fix(course: Course, settings: Settings) -> tuple[Repair, ...]:
    """Rewrite the pages of the course that need it, each whole or not at all.

    Raises `UsageError` for a file that cannot be written; those before it are done.
    """
    return tuple(_repairs(course, settings))


def _repairs(course: Course, settings: Settings) -> Iterator[Repair]:
    for source in course.pages:
        if not settings.is_project or kind_of(source.path, settings.content) == "foreign":
            continue  # other tools read two spaces as they are meant
        mended = fix_list_indents(source)
        if mended != source.text:
            _rewrite((settings.root / source.path).resolve(), mended)
            yield Repair(source.path, _changed(source, mended))


def _changed(source: SourceFile, mended: str) -> int:
    return sum(old != new for old, new in zip(source.lines, mended.split("\n"), strict=True))


def _rewrite(path: Path, text: str) -> None:
    """Write `text` with the line ends and the byte-order mark that the file has."""
    try:
        old = path.read_bytes()
        newline = "\r\n" if b"\r\n" in old else "\n"
        mark = "\ufeff" if old.startswith(b"\xef\xbb\xbf") else ""
        write_atomically(path, (mark + text.replace("\n", newline)).encode())
    except OSError as error:
        raise UsageError(f"« {path} » ne peut pas être réécrit ({error.strerror}).") from error
