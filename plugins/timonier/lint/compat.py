"""In which versions of Kubernetes each object passes: identity and strict schema, from the oldest known one on.

In: a YAML text. Out: a `Passage` a whole object. Rules written in Python do not count: they are of one version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from timonier.cache import Cache, digest
from timonier.core import holes
from timonier.core.diagnostic import Diagnostic
from timonier.core.manifest import Manifest, manifests
from timonier.core.markdown import scan
from timonier.core.snippet import Snippet, snippets, yaml_file
from timonier.core.variables import fill
from timonier.core.yamldoc import YamlDocument, load
from timonier.course import Course
from timonier.lint import crd_files
from timonier.lint.basis import basis
from timonier.lint.corrections import start_files
from timonier.lint.gaps import Gaps
from timonier.schemas.classify import classify
from timonier.schemas.custom import CARRIED, Catalogue
from timonier.schemas.validate import validate
from timonier.schemas.versions import versions
from timonier.settings import Settings

STAGE: Final = "compat"
_NO_SCHEMA: Final = "K8S005"


@dataclass(frozen=True, slots=True)
class Passage:
    """One object, where it begins in its text, and the versions in which it passes; None when nobody knows."""

    line: int
    api: str
    name: str
    versions: tuple[str, ...] | None


@dataclass(frozen=True)
class Passages:
    """Passages of the texts of one project, kept from one run to the next."""

    settings: Settings

    def of(self, text: str, name: str = "") -> tuple[Passage, ...]:
        """The objects of `text`, whose file is called `name`."""
        cache, key = Cache(self.settings.cache_dir), digest(text, name, self._basis)
        with suppress(OSError):
            if (stored := cache.get(STAGE, key)) is not None:
                return tuple(_passage(*values) for values in json.loads(stored))
        found = tuple(passages(text, name, self._examples, self._catalogue))
        with suppress(OSError):
            values = [(each.line, each.api, each.name, each.versions) for each in found]
            cache.put(STAGE, key, json.dumps(values, ensure_ascii=False).encode())
        return found

    @cached_property
    def _examples(self) -> Mapping[str, str]:
        return {name: variable.example for name, variable in self.settings.variables.items()}

    @cached_property
    def _catalogue(self) -> Catalogue:
        return crd_files.read(self.settings).catalogue

    @cached_property
    def _basis(self) -> str:
        definitions = crd_files.sources(self.settings)
        texts = (repr(each) if isinstance(each, Diagnostic) else each.text for each in definitions)
        return digest(basis(), json.dumps(dict(self._examples)), *texts)


def whole_texts(course: Course, settings: Settings) -> Iterator[Snippet]:
    """The texts of a course that hold whole objects, for all that their authors say."""
    starts = start_files(course.records)
    for page in course.pages:
        for snippet in snippets(scan(page, "foreign", settings.variables)):
            if is_whole(snippet):
                yield snippet
    for source in course.corrections:
        if source.path not in starts:
            yield yaml_file(source)


def is_whole(snippet: Snippet) -> bool:
    """Whether nothing says that a text is a part of something, to be completed, or wrong on purpose."""
    return not (snippet.excerpt or snippet.patch or snippet.start_file or snippet.type or snippet.expected)


def passages(
    text: str, name: str = "", examples: Mapping[str, str] | None = None, catalogue: Catalogue = CARRIED
) -> Iterator[Passage]:
    """A passage for each whole object of `text`; none for a text that is not YAML, or not Kubernetes."""
    stream = load(text)
    if stream.problems:
        return
    for document in stream.documents:
        filled = fill(document.value, document.text, examples or {})
        student = replace(document, value=filled.value)
        if classify(filled.value, name) is None:
            found = holes.find(student, filled.value)
            gaps = Gaps(found.values, found.cut)
            for manifest in manifests(student):
                if manifest.api_version and manifest.kind:
                    yield _of(manifest, student, gaps.below(manifest.base), catalogue)


def _of(manifest: Manifest, document: YamlDocument, gaps: Gaps, catalogue: Catalogue) -> Passage:
    line = document.locate(manifest.place(("kind",)), "key").start.line
    name = manifest.value.get("metadata")
    shown = name.get("name") if isinstance(name, dict) else None
    return Passage(line, manifest.api, shown if isinstance(shown, str) else "", _passing(manifest, gaps, catalogue))


def _passing(manifest: Manifest, gaps: Gaps, catalogue: Catalogue) -> tuple[str, ...] | None:
    passing = []
    for version in versions():
        found = tuple(gaps.kept(validate(manifest, version, catalogue), manifest.value))
        if any(finding.code == _NO_SCHEMA for finding in found):
            return None
        if all(finding.severity != "error" for finding in found):
            passing.append(version)
    return tuple(passing)


def _passage(line: int, api: str, name: str, passing: Sequence[str] | None) -> Passage:
    return Passage(line, api, name, None if passing is None else tuple(passing))


def common(found: Iterable[Passage]) -> tuple[str, ...]:
    """The versions that take all of some objects; none when one of them is unknown."""
    sets = [frozenset(each.versions or ()) for each in found]
    return tuple(version for version in versions() if sets and all(version in each for each in sets))


def range_text(passing: Sequence[str]) -> str:
    """`1.25 → 1.37`; `1.26, 1.29 → 1.37` when there is a gap; nothing for no version."""
    known = versions()
    runs: list[list[str]] = []
    for version in passing:
        follows = runs and known.index(version) == known.index(runs[-1][-1]) + 1
        runs[-1].append(version) if follows else runs.append([version])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} → {run[-1]}" for run in runs)
