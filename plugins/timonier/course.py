"""Files read in, course out: what a course is made of, and what its parts know of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.layout import GLOSSARY, MODULES, RECORD, SESSIONS, TRACKS
from timonier.core.source import SourceFile
from timonier.errors import UsageError
from timonier.reading import (
    MARKDOWN_SUFFIXES,
    YAML_SUFFIXES,
    entries,
    find,
    mark,
    read,
    read_all,
    read_below,
    shown_path,
)
from timonier.settings import Edition, Settings

if TYPE_CHECKING:
    from timonier.core.labs import Lab, LabRecord
    from timonier.core.outline import Outline
    from timonier.core.publication import Publication
    from timonier.core.sessions import Session


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


_DOT_FILES: Final = (".dockerignore", ".gitignore")
_FEW: Final = 4
"""Courses of one process: a preview has one, a test several."""
_outlines: dict[_Same, Outline] = {}
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
        for entry in entries(str(folder), ("",)) if folder.is_dir() else ():
            with suppress(OSError):  # a link that leads nowhere, or a file that has just gone
                yield entry.path, mark(entry)


def _load(settings: Settings) -> Course:
    pages, bad_pages = read_all(find(settings.content_dir, MARKDOWN_SUFFIXES), settings.root)
    files, bad_files = read_all(find(settings.corrections_dir, YAML_SUFFIXES), settings.root)
    plans, bad_plans = read_all(_plans(settings), settings.root)
    unreadable = (*bad_pages, *bad_files, *bad_plans)
    return surrounded(Course(pages, files, unreadable, plans=plans), settings)


def surrounded(part: Course, settings: Settings) -> Course:
    """`part` with what its sources need to know of the rest of the course of `settings`."""
    folders = (settings.content_dir, settings.corrections_dir)
    files = [path for folder in folders for path in find(folder, ("",))]
    lab_files, _ = read_all(find(settings.corrections_dir, ("",)), settings.root)
    plans, _ = read_all(_plans(settings) if settings.is_project else (), settings.root)
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
    return read_all((path for path in paths if shown_path(path, settings.root) not in checked), settings.root)[0]


def load_paths(paths: Iterable[Path], root: Path) -> Course:
    """Files, and all Markdown and YAML below folders, wherever they are; shown relative to `root` when below it."""
    sources, unreadable = read_below(paths, root)
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
    return sessions.read(found, settings.variables) if isinstance(found, SourceFile) else (found,)


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


def load_application(settings: Settings) -> dict[str, Path]:
    """The files of the application by their path in its folder.

    No hidden one but those that students need, nor what leads elsewhere.
    """
    folder = settings.root / settings.application
    found = list(find(folder, ("",))) if settings.application else []
    beside = {file.parent / name for file in found for name in _DOT_FILES}
    files = (each for each in sorted({*found, *beside}) if each.is_file())
    return {
        file.relative_to(folder).as_posix(): file
        for file in files
        if file.resolve().is_relative_to(folder.resolve())
    }


def _lab(settings: Settings, name: str, above: tuple[str, ...]) -> Lab:
    from timonier.core import labs  # noqa: PLC0415  (slow to import, and not always asked for)

    folder = settings.corrections_dir / name
    sources, _ = read_all(find(folder, ("",)), settings.root)
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


def _is_page(source: SourceFile) -> bool:
    return source.path.lower().endswith(MARKDOWN_SUFFIXES)
