"""A course in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timonier.cache import digest
from timonier.core.diagnostic import Diagnostic
from timonier.core.header import page_id
from timonier.core.markdown import kind_of, scan
from timonier.core.source import SourceFile, Span
from timonier.course import Course
from timonier.lint import crd_files
from timonier.lint.assemblies.asides import asides, tree_of
from timonier.lint.assemblies.run import Assemblies
from timonier.lint.corrections import start_files
from timonier.lint.facts import PageFacts
from timonier.lint.facts import facts as facts_of
from timonier.lint.files import FileResult, check_page, check_yaml
from timonier.lint.memory import Memory
from timonier.lint.parts import Terms
from timonier.lint.report import Report, SnippetVerdict
from timonier.lint.rules import course as course_rules
from timonier.lint.rules import glossary, labs, modules, moved, sessions, tracks
from timonier.lint.together import RIGHT, Neighbours
from timonier.schemas.versions import nearest, without_schemas
from timonier.settings import Settings


def lint(
    course: Course, settings: Settings, versions: tuple[str, ...] | None = None, memory: Memory | None = None
) -> Report:
    """All checks over the sources of `course`.

    `versions` are the Kubernetes versions to check against, those of `settings` when it is None. Pages outside
    the content folder of `settings` are read as any Markdown: only their YAML is checked. What `memory` knows of a
    file is not found again; it must have been made with the same settings and versions.
    """
    memory = memory if memory is not None else Memory()
    targets = tuple(dict.fromkeys(map(nearest, versions or settings.kubernetes)))
    definitions = crd_files.read(settings)
    examples = {name: variable.example for name, variable in settings.variables.items()}
    terms = Terms(targets, definitions.catalogue, examples)
    tree = tree_of(course, settings)
    parts = asides(tree)
    neighbours = Neighbours(course, settings, examples, parts) if settings.is_project else None
    around = _around(course, settings)
    results = memory.each(
        course.pages,
        lambda source: _page_name(source, settings, around),
        lambda source: _page(settings, source, terms, neighbours),
        _size,
    )
    facts = [result.facts for result in results if result.facts]
    starts = start_files(course.records)
    ours = _ours(course) if settings.is_project else ()
    own = {source.path for source in ours}
    manifests = [source for source in course.corrections if source.path not in own]
    results += memory.each(
        manifests,
        lambda source: (source.path, digest(source.text, repr((source.path in starts, parts.get(source.path))))),
        lambda source: check_yaml(source, source.path in starts, terms, parts.get(source.path)),
        _size,
    )
    found = [*course.unreadable, *(diagnostic for result in results for diagnostic in result.diagnostics)]
    if neighbours is not None:
        found += _solutions(neighbours, course, results, memory, around)
        corrections = [source.path for source in course.corrections]
        folders = (settings.content, settings.corrections)
        outline = course.outline(settings)
        found += course_rules.check(facts, course.files, corrections, folders, outline)
        found += moved.check(facts, course.files, settings.content)
        checked = {source.path for source in course.sources}
        plans = (*outline.faults, *modules.check(outline, course.modules, settings.content), *tracks.check(outline))
        plans += (*glossary.check(course.glossary), *sessions.check(course.sessions, outline, settings.variables))
        lab_pages = labs.named_labs((*facts, *_unchecked_labs(course, settings)))
        lab_faults = labs.check(lab_pages, course.lab_files, course.files, settings.corrections)
        found += (diagnostic for diagnostic in (*plans, *lab_faults) if diagnostic.path in checked)
    checked_paths = frozenset(source.path for source in course.sources)
    assemblies = Assemblies(tree, settings.root, settings.corrections, terms, checked_paths, starts, tuple(found))
    found += assemblies.diagnostics()
    return Report(
        files=tuple(source.path for source in course.sources),
        snippets=(*(snippet for result in results for snippet in result.snippets), *_verdicts(ours, found)),
        diagnostics=tuple(_once_a_group(sorted(dict.fromkeys((*found, *definitions.diagnostics)), key=_order))),
        notes=tuple(_notes(versions or settings.kubernetes)),
        assemblies=assemblies.summary(),
    )


def _around(course: Course, settings: Settings) -> str:
    """The digest of all that a lab may be held against: every lab and every file of theirs."""
    pages = (page for page in (*course.pages, *course.rest) if kind_of(page.path, settings.content) == "tp")
    sources = sorted((*pages, *course.lab_files), key=lambda source: source.path)
    return digest(*(text for source in sources for text in (source.path, source.text)))


def _page_name(source: SourceFile, settings: Settings, around: str) -> tuple[str, str]:
    """The name of a page's result, and the digest of what it depends on."""
    is_lab = kind_of(source.path, settings.content) == "tp"
    return source.path, digest(source.text, around if is_lab else "")


def _size(sources: Iterable[SourceFile]) -> int:
    return sum(len(source.text) for source in sources)


def _notes(versions: Iterable[str]) -> Iterator[str]:
    for version in without_schemas(versions):
        yield (
            f"Kubernetes {version} n’a pas encore de schémas ici : "
            f"les vérifications se font avec ceux de Kubernetes {nearest(version)}."
        )


def _ours(course: Course) -> tuple[SourceFile, ...]:
    """The course's own files among its sources: their readers check them."""
    records = {record.path for record in course.records}
    return (*course.plans, *(source for source in course.corrections if source.path in records))


def _verdicts(ours: Iterable[SourceFile], found: Iterable[Diagnostic]) -> Iterator[SnippetVerdict]:
    faulty = {diagnostic.path for diagnostic in found if diagnostic.severity == "error"}
    for source in ours:
        name = source.path.rpartition("/")[2]
        yield SnippetVerdict(source.path, 1, "timonier", name, "invalid" if source.path in faulty else "valid")


def _unchecked_labs(course: Course, settings: Settings) -> Iterator[PageFacts]:
    """The labs that are not checked: what those say whose correction is checked, of the others that they exist."""
    folder = f"{settings.corrections}/"
    wanted = {each.path.removeprefix(folder).partition("/")[0] for each in course.corrections}
    for source in course.rest:
        if kind_of(source.path, settings.content) == "tp":
            is_wanted = page_id(source.path) in wanted
            yield facts_of(scan(source, "tp", settings.variables)) if is_wanted else PageFacts(source.path, "tp")


def _page(settings: Settings, source: SourceFile, terms: Terms, neighbours: Neighbours | None) -> FileResult:
    kind = kind_of(source.path, settings.content) if settings.is_project else "foreign"
    return check_page(source, kind, terms, None if kind == "foreign" else neighbours)


def _solutions(
    neighbours: Neighbours, course: Course, results: Iterable[FileResult], memory: Memory, around: str
) -> Iterator[Diagnostic]:
    """What the corrections that are checked say wrong of themselves, each in its whole lab."""
    checked = {source.path for source in course.corrections}
    verdicts = (verdict for result in results for verdict in result.snippets if verdict.path in checked)
    right = frozenset(verdict.path for verdict in verdicts if verdict.verdict in RIGHT)
    found = memory.each(
        sorted({lab for path in checked if (lab := neighbours.lab_of(path))}),
        lambda lab: (f"{lab}/", digest(around, *sorted(right))),
        lambda lab: FileResult((), tuple(neighbours.of_correction(lab, right))),
        len,
    )
    for result in found:
        yield from (fault for fault in result.diagnostics if fault.path in checked)


def _once_a_group(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """All, but for one warning a group without schemas, at the first place: one remedy serves them all."""
    said: set[str] = set()
    for diagnostic in diagnostics:
        if diagnostic.code != "K8S005" or diagnostic.message not in said:
            yield diagnostic
        if diagnostic.code == "K8S005":
            said.add(diagnostic.message)


def _order(diagnostic: Diagnostic) -> tuple[str, Span, str, str]:
    return diagnostic.sort_key
