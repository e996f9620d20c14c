"""Disk in, course out: the only module that opens content files.

Every file that cannot be read as text becomes a diagnostic, never an exception.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.layout import GLOSSARY, MODULES, RECORD, SESSIONS, TRACKS
from timonier.core.source import Position, SourceFile, Span
from timonier.errors import UsageError
from timonier.settings import Edition, Settings

if TYPE_CHECKING:
    from timonier.core.labs import Lab, LabRecord
    from timonier.core.outline import Outline
    from timonier.core.publication import Publication
    from timonier.core.sessions import Session

MARKDOWN_SUFFIXES = (".md", ".markdown")
YAML_SUFFIXES = (".yaml", ".yml")
_SHOWN = frozenset({".dockerignore"})
"""Hidden files that a lab may have students write."""
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "site", "site-formateur", "dist"})


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
    lab_files: tuple[SourceFile, ...] = ()
    """Every text below the folder of corrections, YAML or not, whatever is checked."""
    modules: SourceFile | None = None
    """`modules.yml`, whatever is checked."""
    tracks: tuple[SourceFile, ...] = ()
    """Every track, whatever is checked."""
    glossary: SourceFile | None = None
    """`glossaire.yml`, whatever is checked."""
    sessions: tuple[SourceFile, ...] = ()
    """Every session, whatever is checked."""
    plans: tuple[SourceFile, ...] = ()
    """Those of these files that are checked."""
    rest: tuple[SourceFile, ...] = ()
    """The pages that are not checked: the others speak of them."""

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Everything that is checked."""
        return (*self.pages, *self.corrections, *self.plans)

    def outline(self, settings: Settings) -> Outline:
        """The shape of the course; every part of a build asks for it, so the last one is remembered."""
        from timonier.core.outline import outline  # noqa: PLC0415  (slow to import, and not always asked for)

        key = _Same(self, settings.content)
        if key not in _outlines:
            if len(_outlines) == _FEW:
                _outlines.clear()
            _outlines[key] = outline((*self.pages, *self.rest), self.modules, self.tracks, settings.content)
        return _outlines[key]


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """This very course, kept alive: comparing its texts would take longer than what is remembered."""

    course: Course
    content: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.course is other.course and self.content == other.content

    def __hash__(self) -> int:
        return hash((id(self.course), self.content))


_FEW: Final = 4
"""Courses of one process: a preview has one, a test several."""
_MANY: Final = 20_000
"""Files that are remembered at once."""
_outlines: dict[_Same, Outline] = {}
_read_before: dict[tuple[str, str], tuple[tuple[int, ...], SourceFile | Diagnostic]] = {}
_loaded: dict[str, tuple[tuple[object, ...], Course]] = {}


def load(settings: Settings) -> Course:
    """The course of a project: that of the last call, where no file of it has changed in this process's life."""
    name, marks = repr(settings), tuple(_marks(settings))
    known = _loaded.get(name)
    if known is None or known[0] != marks:
        if len(_loaded) == _FEW:
            _loaded.clear()
        known = _loaded[name] = (marks, _load(settings))
    return known[1]


def _marks(settings: Settings) -> Iterator[tuple[str, tuple[int, ...]]]:
    for folder in (settings.content_dir, settings.corrections_dir, settings.root / SESSIONS):
        for entry in _entries(str(folder), ("",)) if folder.is_dir() else ():
            with suppress(OSError):  # a link that leads nowhere, or a file that has just gone
                yield entry.path, mark(entry)


def mark(file: Path | os.DirEntry[str]) -> tuple[int, ...]:
    """What tells that a file was written again, whatever date it was given: the system alone sets its `ctime`.

    Raises `OSError` where there is no such file.
    """
    found = file.stat()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _load(settings: Settings) -> Course:
    pages, bad_pages = _read_all(find(settings.content_dir, MARKDOWN_SUFFIXES), settings.root)
    files, bad_files = _read_all(find(settings.corrections_dir, YAML_SUFFIXES), settings.root)
    plans, bad_plans = _read_all(_plans(settings), settings.root)
    unreadable = (*bad_pages, *bad_files, *bad_plans)
    return surrounded(Course(pages, files, unreadable, plans=plans), settings)


def surrounded(part: Course, settings: Settings) -> Course:
    """`part` with what its sources need to know of the rest of the course of `settings`."""
    folders = (settings.content_dir, settings.corrections_dir)
    files = [path for folder in folders for path in find(folder, ("",))]
    lab_files, _ = _read_all(find(settings.corrections_dir, ("",)), settings.root)
    plans, _ = _read_all(_plans(settings) if settings.is_project else (), settings.root)
    known = frozenset(plan.path for plan in plans)
    checked = known & {source.path for source in part.sources}
    return replace(
        part,
        corrections=tuple(source for source in part.corrections if source.path not in known),
        files=frozenset(path.relative_to(settings.root).as_posix() for path in files),
        records=tuple(source for source in lab_files if PurePosixPath(source.path).name == RECORD),
        lab_files=lab_files,
        modules=_plan(MODULES, plans, settings),
        tracks=tuple(plan for plan in plans if PurePosixPath(plan.path).parent.name == TRACKS),
        glossary=_plan(GLOSSARY, plans, settings),
        sessions=tuple(plan for plan in plans if PurePosixPath(plan.path).parent.name == SESSIONS),
        plans=tuple(plan for plan in plans if plan.path in checked),
        rest=_rest(part, settings) if settings.is_project else (),
    )


def _plans(settings: Settings) -> Iterator[Path]:
    """The files that give the course its order and its words, and its sessions."""
    yield from filter(Path.is_file, (settings.content_dir / MODULES, settings.content_dir / GLOSSARY))
    yield from find(settings.content_dir / TRACKS, (".yml",))
    yield from find(settings.root / SESSIONS, (".yml",))


def _plan(name: str, plans: Iterable[SourceFile], settings: Settings) -> SourceFile | None:
    path = shown_path(settings.content_dir / name, settings.root)
    return next((plan for plan in plans if plan.path == path), None)


def _rest(part: Course, settings: Settings) -> tuple[SourceFile, ...]:
    checked = {page.path for page in part.pages}
    paths = find(settings.content_dir, MARKDOWN_SUFFIXES)
    return _read_all((path for path in paths if shown_path(path, settings.root) not in checked), settings.root)[0]


def load_paths(paths: Iterable[Path], root: Path) -> Course:
    """Files, and all Markdown and YAML below folders, wherever they are; shown relative to `root` when below it."""
    files = dict.fromkeys(file for path in paths for file in _real_files(path))
    above = _above(root)
    sources, unreadable = _sorted_out(_read(file, above) for file in files)
    pages = tuple(source for source in sources if _is_page(source))
    return Course(pages, tuple(source for source in sources if not _is_page(source)), unreadable)


def publication(
    sources: Course, settings: Settings, edition: Edition = "stagiaire", wanted: Iterable[str] | None = None
) -> Publication:
    """What a build of the course shows: the corrections `wanted`, else those of the settings.

    Raises `UsageError` for a name that no page of the course has.
    """
    from timonier.core.publication import publication as published  # noqa: PLC0415  (a build's alone)

    names = settings.published if wanted is None else wanted
    return published(edition, names, sources.outline(settings).pages, starts_from(sources))


def load_session(settings: Settings, name: str) -> Session | tuple[Diagnostic, ...]:
    """The session of this name, or what is wrong with its file; raises `UsageError` where there is none."""
    from timonier.core import sessions  # noqa: PLC0415  (slow to import, and not always asked for)

    folder = settings.root / SESSIONS
    names = [path.stem for path in find(folder, (".yml",)) if path.parent == folder]
    if name not in names:
        hint = f"sessions du projet : {', '.join(names)}." if names else "le projet n’en a aucune."
        raise UsageError(f"{SESSIONS}/{name}.yml n’existe pas ; {hint}")
    found = read(folder / f"{name}.yml", settings.root)
    return sessions.read(found) if isinstance(found, SourceFile) else (found,)


def starts_from(sources: Course) -> dict[str, str]:
    """For each lab that starts from another one, that one."""
    from timonier.core import labs  # noqa: PLC0415  (slow to import, and not always asked for)

    records = (labs.read(source).record for source in sources.records)
    return {record.lab: record.starts_from.name for record in records if record and record.starts_from}


def load_page(settings: Settings, path: str) -> SourceFile:
    """The page at `path` below the content folder; one without text where it has just gone."""
    file = settings.content_dir / path
    found = read(file, settings.root)
    return found if isinstance(found, SourceFile) else SourceFile(shown_path(file, settings.root), "")


def load_lab(settings: Settings, name: str) -> Lab:
    """The files of one lab and of those that it starts from; no steps where its record is absent or faulty."""
    return _lab(settings, name, ())


def _lab(settings: Settings, name: str, above: tuple[str, ...]) -> Lab:
    from timonier.core import labs  # noqa: PLC0415  (slow to import, and not always asked for)

    folder = settings.corrections_dir / name
    sources, _ = _read_all(find(folder, ("",)), settings.root)
    prefix = shown_path(folder, settings.root) + "/"
    texts = {source.path.removeprefix(prefix): source for source in sources}
    record = labs.read(texts[RECORD]).record if RECORD in texts else None
    base = _base(record, (*above, name))
    return labs.Lab(
        name,
        record,
        {path: source.text for path, source in texts.items()},
        _lab(settings, base, (*above, name)) if base else None,
    )


def _base(record: LabRecord | None, seen: tuple[str, ...]) -> str:
    """The lab that a record starts from; nothing where the labs go round in a circle."""
    name = record.starts_from.name if record and record.starts_from else ""
    return "" if name in seen else name


def find(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Files below `folder` whose name ends so, sorted, leaving out hidden and generated folders."""
    if folder.is_dir():
        yield from (Path(entry.path) for entry in _entries(str(folder), suffixes))


def _entries(folder: str, suffixes: tuple[str, ...]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as opened:
            entries = sorted(opened, key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"Le dossier « {folder} » ne peut pas être lu ({error.strerror}).") from error
    for entry in entries:
        if entry.name.startswith(".") and entry.name not in _SHOWN:
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED_FOLDERS:
                yield from _entries(entry.path, suffixes)
        elif entry.name.lower().endswith(suffixes):
            yield entry


def _real_files(path: Path) -> Iterator[str]:
    """`path`, or all Markdown and YAML below it, with no symbolic link on the way."""
    real = os.path.realpath(path)
    if not path.is_dir():
        yield real
        return
    for entry in _entries(real, (*MARKDOWN_SUFFIXES, *YAML_SUFFIXES)):
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


def _is_page(source: SourceFile) -> bool:
    return source.path.lower().endswith(MARKDOWN_SUFFIXES)


_START = Span(Position(1, 1), Position(1, 1))


def _read_all(paths: Iterable[Path], root: Path) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
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
