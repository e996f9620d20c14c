"""What one document of a YAML text holds, each with its verdict: objects, a piece of one, another known format.

In: a document, and what its author and its course say of it. Out: `Part`s; their findings name paths in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from timonier.core import holes
from timonier.core.diagnostic import Finding, YamlPath
from timonier.core.holes import Holes
from timonier.core.manifest import Manifest, manifests
from timonier.core.snippet import Snippet
from timonier.core.variables import Filled, as_written, fill
from timonier.core.yamldoc import JsonValue, YamlDocument
from timonier.lint import gaps as gapping
from timonier.lint.gaps import Gaps
from timonier.lint.inspect import inspect, inspect_piece
from timonier.lint.report import Verdict
from timonier.lint.targets import merged
from timonier.schemas import documents, fragments
from timonier.schemas import store as stores
from timonier.schemas.classify import Format, SnippetKind, classify
from timonier.schemas.custom import CARRIED, Catalogue
from timonier.schemas.validate import check
from timonier.schemas.versions import order

_NO_SCHEMA: Final = "K8S005"
MISSING: Final = frozenset({"K8S103", "K8S301"})
"""Codes that say that something is not there: the commonest faults of an object cut short for the page."""
_MOST_TYPES: Final = 6
"""Types that fit a fragment equally well and are all tried, when each finds faults."""
_MODERN: Final = frozenset({"compose", "gitlab-ci", "github-workflow", "prometheus-rules", "timonier"})
"""Formats whose readers follow YAML 1.2: « on: » is a text there."""
_NOT_WHOLE: Final = ("metadata", "spec", "data", "rules")
"""An object without apiVersion that has none of these, but a name, is a reference: a roleRef, a subject."""
_EXCERPT, _START = "extrait d’un objet plus long", "fichier de départ, à compléter"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text is checked against: versions, custom resources, and examples of the course's variables."""

    versions: Sequence[str]
    catalogue: Catalogue = CARRIED
    examples: Mapping[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> str:
        """The version that knows most: what a text is, is asked of it."""
        return max(self.versions, key=order)


@dataclass(frozen=True, slots=True)
class Part:
    """One object, one piece of an object, or one document of another format."""

    kind: SnippetKind
    api: str
    verdict: Verdict
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    """With paths from the root of the document."""
    is_object: bool = False

    @property
    def errors(self) -> int:
        """How many faults it has."""
        return sum(finding.severity == "error" for finding in self.findings)


def unchecked(kind: SnippetKind, reason: str, api: str = "") -> Part:
    """A part of which only the syntax was read."""
    return Part(kind, api, "unchecked", reason)


@dataclass(frozen=True, slots=True)
class _Subject:
    """One document with all that is known of it."""

    snippet: Snippet
    terms: Terms
    filled: Filled
    holes: Holes
    gaps: Gaps

    @property
    def said(self) -> str:
        """What the author says of a text that is not whole."""
        if self.snippet.start_file:
            return _START
        return _EXCERPT if self.snippet.excerpt else ""

    def part(self, kind: SnippetKind, api: str, findings: Iterable[Finding], is_object: bool = False) -> Part:
        """The verdict that follows from findings, from holes and from what the author says."""
        found = tuple(replace(finding, path=self.filled.path(finding.path)) for finding in findings)
        if self.holes.template:
            kind = "helm-template"
        elif self.snippet.patch and kind in ("resource", "custom", "fragment"):
            kind = "patch"
        if any(finding.severity == "error" for finding in found):
            return Part(kind, api, "invalid", findings=found, is_object=is_object)
        unknown = next((finding.message for finding in found if finding.code == _NO_SCHEMA), "")
        if unknown:
            return Part(kind, api, "unchecked", unknown, found, is_object)
        reason = self.said or (self.holes.reason if self.holes else "")
        return Part(kind, api, "incomplete" if reason else "valid", reason, found, is_object)


def parts(snippet: Snippet, document: YamlDocument, terms: Terms, *, elided: bool = False) -> Iterator[Part]:
    """What a document holds; `elided` when lines of dots were taken out of it."""
    filled = fill(document.value, document.text, terms.examples)
    found = holes.find(document, filled.value)
    if elided:
        found = replace(found, cut=found.cut | {()}, signs=("« … »", *found.signs))
    everywhere = elided or snippet.excerpt or snippet.patch or snippet.start_file
    subject = _Subject(snippet, terms, filled, found, Gaps(found.values, found.cut, everywhere))
    if snippet.type:
        yield _declared(subject)
        return
    known = classify(filled.value, snippet.file_name)
    if known is not None:
        yield _known(subject, known, document)
        return
    student = document if filled.value is document.value else replace(document, value=filled.value)
    objects = () if _is_reference(filled.value) else manifests(student)
    for manifest in objects:
        yield _object(subject, manifest)
    if not objects:
        yield _fragment(subject)


def _is_reference(value: JsonValue) -> bool:
    return (
        isinstance(value, dict)
        and "apiVersion" not in value
        and isinstance(value.get("name"), str)
        and not any(key in value for key in _NOT_WHOLE)
    )


def _object(subject: _Subject, manifest: Manifest) -> Part:
    gaps = subject.gaps.below(manifest.base)
    found = merged(
        subject.terms.versions,
        lambda version: inspect(manifest, version, gaps, subject.terms.catalogue),
        manifest.kind,
    )
    placed = [replace(finding, path=manifest.place(finding.path)) for finding in found] if manifest.base else found
    return subject.part(_kind_of(subject, manifest, found), manifest.api, placed, is_object=True)


def _kind_of(subject: _Subject, manifest: Manifest, found: Sequence[Finding]) -> SnippetKind:
    errors = [finding for finding in found if finding.severity == "error"]
    if subject.snippet.excerpt or (errors and all(finding.code in MISSING for finding in errors)):
        return "incomplete"
    if manifest.base:
        return "list"
    custom = "." in manifest.group and manifest.group not in stores.load(subject.terms.newest).groups
    return "custom" if custom else "resource"


def _known(subject: _Subject, known: Format, document: YamlDocument) -> Part:
    if not known.schema:
        return unchecked(known.kind, known.reason, known.label)
    if known.kind in _MODERN:
        written = as_written(document)
        subject = replace(subject, filled=written)
    value = subject.filled.value
    found = subject.gaps.kept(documents.validate(value, known.schema, known.label), value)
    return subject.part(known.kind, known.label, found)


def _declared(subject: _Subject) -> Part:
    """A fragment whose author says what it is."""
    name, version = subject.snippet.type, subject.terms.newest
    typed = fragments.named(name, version)
    if typed is not None:
        return _piece(subject, typed)
    near = fragments.near_name(name, version)
    hint = f"vouliez-vous dire « {near} » ?" if near else "écrivez un type de l’API, par exemple « Container »."
    finding = Finding("K8S007", f"type de fragment inconnu « {name} »", hint=hint)
    return Part("fragment", "", "invalid", findings=(finding,))


def _fragment(subject: _Subject) -> Part:
    """The likeliest type that has nothing against the fragment, else the one that has the least."""
    best: Part | None = None
    for typed in fragments.types_of(subject.filled.value, subject.terms.newest)[:_MOST_TYPES]:
        part = _piece(subject, typed)
        if best is None or part.errors < best.errors:
            best = part
        if not best.errors:
            break
    if best is None or best.errors:
        best = _custom_piece(subject) or best
    return best or unchecked("other", "YAML dont les clés ne sont celles d’aucun objet de Kubernetes")


def _custom_piece(subject: _Subject) -> Part | None:
    """A fragment of a custom resource, which no type of Kubernetes knows whole."""
    value, terms = subject.filled.value, subject.terms
    custom = fragments.custom_type_of(value, terms.newest, terms.catalogue)
    if custom is None:
        return None
    gaps = replace(subject.gaps, cut=subject.gaps.cut | gapping.of_fragment(value, custom.name).cut)
    found = gaps.kept(check(value, custom.definition, custom.name, custom.store), value)
    return subject.part("fragment", _piece_text(custom.name), found)


def _piece(subject: _Subject, typed: fragments.Typed) -> Part:
    value = subject.filled.value
    items: list[tuple[YamlPath, JsonValue]] = (
        [((index,), item) for index, item in enumerate(value)] if isinstance(value, list) else [((), value)]
    )
    spine = gapping.of_fragment(value, typed.name)
    gaps = replace(subject.gaps, cut=subject.gaps.cut | spine.cut)
    versions = [v for v in subject.terms.versions if typed.definition in stores.load(v).definitions]

    def found(version: str) -> Iterator[Finding]:
        for base, item in items:
            for finding in inspect_piece(item, typed.definition, version, gaps.below(base)):
                yield replace(finding, path=(*base, *finding.path))

    return subject.part("fragment", _piece_text(typed.name), merged(versions, found, typed.name))


def _piece_text(name: str) -> str:
    return f"fragment d’{name}" if name[0] in "AEIOU" else f"fragment de {name}"
