"""What stands together in a course, checked together: objects against objects, commands against objects.

In: pages and the files of labs, as read. Out: diagnostics. A lesson is alone; a lab goes with its correction, and
with the labs that it starts from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from timonier.core import labs
from timonier.core.diagnostic import Diagnostic, YamlPath
from timonier.core.labs import LabRecord
from timonier.core.layout import RECORD
from timonier.core.markdown import MarkdownDocument, kind_of, scan
from timonier.core.snippet import Snippet, snippets, yaml_file
from timonier.core.source import Position, SourceFile
from timonier.core.syntax import YAML_SUFFIXES
from timonier.core.yamldoc import YamlDocument, load
from timonier.course import Course
from timonier.lint import relations
from timonier.lint.assemblies.asides import Aside
from timonier.lint.commands import lab, words
from timonier.lint.commands.files import Files, of_lab
from timonier.lint.commands.script import Typed, calls, typed
from timonier.lint.commands.state import State
from timonier.lint.scope import External, Scope
from timonier.lint.things import Thing, of_document
from timonier.settings import Settings

FAMILY: Final = "REL"
RIGHT: Final = frozenset({"valid", "unchecked"})
"""Verdicts of texts in which nothing is wrong or open."""
_LAST_LINE: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Text:
    """A YAML text with its documents; `right` when it is whole and nothing is wrong in it."""

    snippet: Snippet
    documents: tuple[YamlDocument, ...]
    right: bool


class Neighbours:
    """Where to find what stands with a page or a correction; what nobody asks for is not read."""

    def __init__(
        self, course: Course, settings: Settings, examples: Mapping[str, str], parts: Mapping[str, Aside]
    ) -> None:
        self._corrections = PurePosixPath(settings.corrections)
        self._examples = examples
        self._parts = parts
        self._sources: dict[str, dict[str, SourceFile]] = defaultdict(dict)
        for source in course.lab_files:
            lab_id, name = self._parted(source.path)
            self._sources[lab_id][name] = source
        self._pages = {
            PurePosixPath(page.path).stem: page
            for page in (*course.rest, *course.pages)
            if kind_of(page.path, settings.content) == "tp"
        }
        self._records: dict[str, LabRecord | None] = {}
        # What a lab says of itself is asked for again by each lab that starts from it.
        self._page = cache(self._scanned)
        self._typed = cache(self._read)
        self._left = cache(self._made)

    def _parted(self, path: str) -> tuple[str, str]:
        """The lab that a file belongs to, and the name that its record gives it; nothing for any other file."""
        file = PurePosixPath(path)
        below = file.relative_to(self._corrections).parts if file.is_relative_to(self._corrections) else ()
        return (below[0], "/".join(below[1:])) if len(below) > 1 else ("", path)

    def of_page(self, document: MarkdownDocument, texts: Iterable[Text]) -> Iterator[Diagnostic]:
        """What a page says wrong of itself and, for a lab, of its files."""
        own = [thing for text in texts for thing in self._things(text, speaks=text.right and _takes_part(text))]
        typed_here = tuple(typed(document, self._examples))
        yield from words.check(typed_here)
        if document.kind == "tp":
            name = PurePosixPath(document.source.path).stem
            things = (*own, *self._of_correction(name, frozenset()), *self._around(name))
            scope = self._scope(name, things, typed_here)
            yield from lab.check(typed_here, self._state(name, replace(scope, things=things), document))
        else:
            made, opens = lab.created(one.call for one in typed_here)
            scope = Scope((*own, *made), open=opens)
        yield from relations.check(scope)

    def of_correction(self, name: str, right: frozenset[str]) -> Iterator[Diagnostic]:
        """What the correction of a lab says wrong of itself; `right` are the paths of its files without faults."""
        document = self._page(name)
        typed_there = self._typed(name)
        page = self._of_page(document) if document is not None else ()
        things = (*self._of_correction(name, right), *page, *self._around(name))
        scope = self._scope(name, things, typed_there)
        yield from relations.check(scope)
        proofs = tuple(self._proofs(name))
        yield from words.check(proofs)
        found = lab.check((*typed_there, *proofs), self._state(name, replace(scope, things=things), document))
        yield from (each for each in found if document is None or each.path != document.source.path)

    def lab_of(self, path: str) -> str:
        """The lab whose correction a file belongs to; nothing for another file."""
        return self._parted(path)[0]

    def _record(self, name: str) -> LabRecord | None:
        if name not in self._records:
            source = self._sources.get(name, {}).get(RECORD)
            self._records[name] = labs.read(source).record if source is not None else None
        return self._records[name]

    def _scope(self, name: str, things: tuple[Thing, ...], typed_there: Iterable[Typed]) -> Scope:
        records = [record for each in (name, *self._chain(name)) if (record := self._record(each)) is not None]
        made, opens = lab.created(one.call for one in typed_there)
        own = self._record(name)
        return Scope(
            (*things, *made),
            tuple(
                External(each.kind, each.name, each.namespace) for record in records for each in record.externals
            ),
            "ce TP",
            opens or self._opened(name),
            _steps(own) if own is not None else {},
        )

    def _state(self, name: str, scope: Scope, document: MarkdownDocument | None) -> State:
        """What is there before the first command of a lab."""
        before = [page for each in self._chain(name) if (page := self._page(each)) is not None]
        shown = [title for page in before for _, title in _titles(page)]
        known = [file for each in (name, *self._chain(name)) for file in self._sources.get(each, ())]
        titles = tuple(_titles(document)) if document is not None else ()
        return State(scope, Files(titles, of_lab((*known, *shown))), self._opened(name))

    def _opened(self, name: str) -> bool:
        """Whether a lab before this one brings objects that nobody can see."""
        return any(lab.created(one.call for one in self._typed(each))[1] for each in self._chain(name))

    def _proofs(self, name: str) -> Iterator[Typed]:
        """The commands of the record, with their places in it."""
        record = self._record(name)
        if record is None:
            return
        source = self._sources[name][RECORD]
        (document,) = load(source.text).documents
        snippet = Snippet(source, _LAST_LINE, source.text, (), whole_file=True)
        for number, step in enumerate(record.steps):
            told: list[tuple[YamlPath, str]] = [(("avant", index), text) for index, text in enumerate(step.before)]
            told += [(("verification", index, "commande"), each.command) for index, each in enumerate(step.checks)]
            for place, command in told:
                span = document.locate(("etapes", number, *place))
                for call in calls(command, self._examples):
                    yield Typed(call, snippet, Position(1, 1), command, whole=span)

    def _chain(self, name: str) -> tuple[str, ...]:
        """The labs that a lab starts from, the nearest first."""
        found = [name]
        while (record := self._record(found[-1])) is not None and record.starts_from is not None:
            if record.starts_from.name in found:
                break
            found.append(record.starts_from.name)
        return tuple(found[1:])

    def _around(self, name: str) -> Iterator[Thing]:
        """What the labs before leave behind."""
        return chain.from_iterable(map(self._left, self._chain(name)))

    def _made(self, name: str) -> tuple[Thing, ...]:
        """What a lab leaves behind."""
        page, typed_there = self._page(name), self._typed(name)
        shown = self._of_page(page) if page is not None else ()
        return (*self._of_correction(name, frozenset()), *shown, *lab.created(one.call for one in typed_there)[0])

    def _scanned(self, name: str) -> MarkdownDocument | None:
        page = self._pages.get(name)
        return None if page is None else scan(page, "tp", self._examples)

    def _read(self, name: str) -> tuple[Typed, ...]:
        """The commands of the page of a lab."""
        page = self._page(name)
        return () if page is None else tuple(typed(page, self._examples))

    def _of_page(self, document: MarkdownDocument) -> Iterator[Thing]:
        for snippet in snippets(document):
            yield from self._things(Text(snippet, load(snippet.text).documents, False), speaks=False)

    def _of_correction(self, name: str, right: frozenset[str]) -> Iterator[Thing]:
        record = self._record(name)
        for file, source in self._sources.get(name, {}).items():
            aside = self._parts.get(source.path)
            if file.endswith(YAML_SUFFIXES) and file != RECORD and aside != "template":
                starts = record is not None and file in record.starts
                snippet = replace(yaml_file(source), start_file=starts, patch=aside == "patch")
                text = Text(snippet, load(source.text).documents, source.path in right)
                yield from self._things(text, speaks=text.right and not starts, strict=True)

    def _things(self, text: Text, *, speaks: bool, strict: bool = False) -> Iterator[Thing]:
        for document in text.documents:
            yield from of_document(text.snippet, document, self._examples, speaks=speaks, strict=strict)


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
