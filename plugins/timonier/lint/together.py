"""What stands together in a course, checked together: objects against objects, commands against objects.

In: pages and the files of labs, as read. Out: diagnostics. A lesson is alone; a lab goes with its correction, and
with the labs that it starts from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from timonier.core import labs
from timonier.core.diagnostic import Diagnostic
from timonier.core.labs import LabRecord
from timonier.core.layout import RECORD
from timonier.core.markdown import MarkdownDocument, kind_of, scan
from timonier.core.snippet import Snippet, snippets, yaml_file
from timonier.core.source import Position, SourceFile
from timonier.core.syntax import YAML_SUFFIXES
from timonier.core.yamldoc import YamlDocument, load
from timonier.course import Course
from timonier.lint import relations
from timonier.lint.commands import files as lab_files
from timonier.lint.commands import lab, words
from timonier.lint.commands.files import Files
from timonier.lint.commands.script import Typed, calls, typed
from timonier.lint.scope import External, Scope
from timonier.lint.things import Thing, of_document
from timonier.settings import Settings

FAMILY: Final = "REL"
_LAST_LINE: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Text:
    """A YAML text with its documents; `right` when it is whole and nothing is wrong in it."""

    snippet: Snippet
    documents: tuple[YamlDocument, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class _LabFiles:
    """What a lab has beside its page."""

    record: LabRecord | None
    sources: Mapping[str, SourceFile]
    """By the names that the record uses."""
    page: SourceFile | None


@dataclass(frozen=True)
class Neighbours:
    """Where to find what stands with a page or a correction."""

    course: Course
    settings: Settings
    examples: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _labs(self) -> dict[str, _LabFiles]:
        sources: dict[str, dict[str, SourceFile]] = defaultdict(dict)
        folder = PurePosixPath(self.settings.corrections)
        for source in self.course.lab_files:
            path = PurePosixPath(source.path)
            if path.is_relative_to(folder) and len(path.relative_to(folder).parts) > 1:
                name, *rest = path.relative_to(folder).parts
                sources[name]["/".join(rest)] = source
        pages = {
            PurePosixPath(page.path).stem: page
            for page in (*self.course.rest, *self.course.pages)
            if kind_of(page.path, self.settings.content) == "tp"
        }
        return {
            name: _LabFiles(_record(sources[name]), sources[name], pages.get(name)) for name in {*sources, *pages}
        }

    def of_page(self, document: MarkdownDocument, texts: Iterable[Text]) -> Iterator[Diagnostic]:
        """What a page says wrong of itself and, for a lab, of its files."""
        own = [thing for text in texts for thing in self._things(text, speaks=text.right and _takes_part(text))]
        typed_here = tuple(typed(document, self.examples))
        yield from words.check(typed_here)
        if document.kind == "tp":
            name = PurePosixPath(document.source.path).stem
            around = [*self._around(name), *self._of_correction(name, frozenset())]
            scope = self._scope(name, (*own, *around), typed_here)
            yield from lab.check(typed_here, scope, self._files(name, document))
        else:
            made, opens = lab.created(one.call for one in typed_here)
            scope = Scope((*own, *made), open=opens)
        yield from relations.check(scope)

    def of_correction(self, name: str, right: frozenset[str]) -> Iterator[Diagnostic]:
        """What the correction of a lab says wrong of itself; `right` are the paths of its files without faults."""
        document = self._page(name)
        typed_there = tuple(typed(document, self.examples)) if document is not None else ()
        page = self._of_page(document) if document is not None else ()
        own = self._of_correction(name, right)
        scope = self._scope(name, (*own, *page, *self._around(name)), typed_there)
        yield from relations.check(scope)
        proofs = tuple(self._proofs(name))
        yield from words.check(proofs)
        found = lab.check((*typed_there, *proofs), scope, self._files(name, document))
        yield from (each for each in found if document is None or each.path != document.source.path)

    def lab_of(self, path: str) -> str | None:
        """The lab whose correction a file belongs to."""
        folder, file = PurePosixPath(self.settings.corrections), PurePosixPath(path)
        below = file.relative_to(folder).parts if file.is_relative_to(folder) else ()
        return below[0] if len(below) > 1 else None

    def _scope(self, name: str, things: tuple[Thing, ...], typed_there: Iterable[Typed]) -> Scope:
        record = self._labs[name].record if name in self._labs else None
        made, opens = lab.created(one.call for one in typed_there)
        before = [each.record for each in self._before(name)]
        externals = [external for each in (record, *before) if each is not None for external in each.externals]
        return Scope(
            (*things, *made),
            tuple(External(each.kind, each.name, each.namespace) for each in externals),
            "ce TP",
            opens,
            _steps(record) if record is not None else {},
        )

    def _files(self, name: str, document: MarkdownDocument | None) -> Files:
        known = [
            file for each in (name, *self._chain(name)) if each in self._labs for file in self._labs[each].sources
        ]
        before = [page for each in self._chain(name) if (page := self._page(each)) is not None]
        shown = [title for page in before for _, title in _titles(page)]
        return Files(tuple(_titles(document)) if document is not None else (), lab_files.of_lab((*known, *shown)))

    def _proofs(self, name: str) -> Iterator[Typed]:
        """The commands of the record, with their places in it."""
        files = self._labs.get(name)
        source = files.sources.get(RECORD) if files is not None and files.record is not None else None
        if files is None or files.record is None or source is None:
            return
        (document,) = load(source.text).documents
        snippet = Snippet(source, _LAST_LINE, source.text, (), whole_file=True)
        for number, step in enumerate(files.record.steps):
            for index, proof in enumerate(step.checks):
                span = document.locate(("etapes", number, "verification", index, "commande"))
                for call in calls(proof.command, self.examples):
                    yield Typed(call, snippet, Position(1, 1), proof.command, whole=span)

    def _chain(self, name: str) -> tuple[str, ...]:
        """The labs that a lab starts from, the nearest first."""
        found: list[str] = [name]
        while True:
            files = self._labs.get(found[-1])
            base = files.record.starts_from if files is not None and files.record is not None else None
            if base is None or base.name in found:
                return tuple(found[1:])
            found.append(base.name)

    def _before(self, name: str) -> Iterator[_LabFiles]:
        return (self._labs[each] for each in self._chain(name) if each in self._labs)

    def _around(self, name: str) -> Iterator[Thing]:
        """What the labs before leave behind."""
        for each in self._chain(name):
            yield from self._of_correction(each, frozenset())
            page = self._page(each)
            if page is not None:
                yield from self._of_page(page)
                yield from lab.created(one.call for one in typed(page, self.examples))[0]

    def _page(self, name: str) -> MarkdownDocument | None:
        files = self._labs.get(name)
        return scan(files.page, "tp", self.examples) if files is not None and files.page is not None else None

    def _of_page(self, document: MarkdownDocument) -> Iterator[Thing]:
        for snippet in snippets(document):
            yield from self._things(Text(snippet, load(snippet.text).documents, False), speaks=False)

    def _of_correction(self, name: str, right: frozenset[str]) -> Iterator[Thing]:
        files = self._labs.get(name)
        if files is None:
            return
        for file, source in files.sources.items():
            if file.endswith(YAML_SUFFIXES) and file != RECORD:
                starts = files.record is not None and file in files.record.starts
                snippet = replace(yaml_file(source), start_file=starts)
                text = Text(snippet, load(source.text).documents, source.path in right)
                yield from self._things(text, speaks=text.right and not starts, strict=True)

    def _things(self, text: Text, *, speaks: bool, strict: bool = False) -> Iterator[Thing]:
        for document in text.documents:
            yield from of_document(text.snippet, document, self.examples, speaks=speaks, strict=strict)


def _record(sources: Mapping[str, SourceFile]) -> LabRecord | None:
    return labs.read(sources[RECORD]).record if RECORD in sources else None


def _takes_part(text: Text) -> bool:
    """Whether a block may be told of its neighbours: not when its author speaks of other faults in it."""
    codes = (*text.snippet.expected, *(code for ignore in text.snippet.ignores for code in ignore.codes))
    return not codes or any(code.startswith(FAMILY) for code in codes)


def _steps(record: LabRecord) -> dict[str, tuple[int, ...]]:
    folder = PurePosixPath(record.path).parent
    found: dict[str, tuple[int, ...]] = {}
    for step in record.steps:
        for solution in step.solutions:
            path = str(folder / solution.name)
            found[path] = (*found.get(path, ()), step.number)
    return found


def _titles(document: MarkdownDocument) -> Iterator[tuple[int, str]]:
    for fence in document.fences:
        title = fence.options.get("title")
        if title:
            yield fence.span.start.line, title
