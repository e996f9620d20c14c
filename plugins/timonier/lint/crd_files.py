"""The definitions of custom resources that a project names: `[tool.timonier] crds = ["…"]`.

In: the settings. Out: their kinds as a `Catalogue`, and what is wrong in those files. A file that is missing is the
user's mistake (`UsageError`); what stands in it is the author's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from timonier import reading
from timonier.core.diagnostic import Diagnostic
from timonier.core.manifest import Manifest, manifests
from timonier.core.source import SourceFile
from timonier.core.yamldoc import YamlDocument, load
from timonier.errors import UsageError
from timonier.schemas import crd
from timonier.schemas.custom import CARRIED, Catalogue
from timonier.settings import Settings


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the named files give."""

    catalogue: Catalogue = CARRIED
    diagnostics: tuple[Diagnostic, ...] = ()


def read(settings: Settings) -> Definitions:
    """Every definition in the named files. Raises `UsageError` for a name without a file."""
    if not settings.crds:
        return Definitions()
    kinds: list[crd.CustomKind] = []
    diagnostics: list[Diagnostic] = []
    for source in sources(settings):
        if isinstance(source, Diagnostic):
            diagnostics.append(source)
        else:
            found = _Text(source)
            kinds += found.kinds()
            diagnostics += found.diagnostics
    return Definitions(Catalogue(kinds), tuple(diagnostics))


def sources(settings: Settings) -> tuple[SourceFile | Diagnostic, ...]:
    """The named files, each once. Raises `UsageError` for a name without a file."""
    paths = dict.fromkeys(path for name in settings.crds for path in _files(settings.root, name))
    return tuple(reading.read(path, settings.root) for path in paths)


def _files(root: Path, name: str) -> Iterable[Path]:
    """The files of one name, which may be a pattern (`crds/*.yaml`, `crds/**/*.yaml`)."""
    try:
        found = sorted(path for path in root.glob(name) if path.is_file())
    except (ValueError, NotImplementedError) as error:
        raise UsageError(f"[tool.timonier] crds : « {name} » n’est pas un chemin relatif au projet.") from error
    if not found:
        raise UsageError(f"[tool.timonier] crds : aucun fichier ne correspond à « {name} ».")
    return found


class _Text:
    """One file of definitions."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._stream = load(source.text)
        self.diagnostics = [
            Diagnostic(source.path, problem.span, problem.code, problem.message, problem.hint)
            for problem in self._stream.problems
        ]

    def kinds(self) -> Iterator[crd.CustomKind]:
        """The kinds of every definition, noting what is wrong; other objects are passed over."""
        for document in self._stream.documents:
            for manifest in manifests(document):
                if manifest.api == crd.API:
                    definition = crd.read(manifest.value)
                    self._note(document, manifest, definition)
                    yield from definition.kinds

    def _note(self, document: YamlDocument, manifest: Manifest, definition: crd.Definition) -> None:
        for finding in definition.findings:
            span = document.locate(manifest.place(finding.path), finding.at)
            self.diagnostics.append(
                Diagnostic(self._source.path, span, finding.code, finding.message, finding.hint)
            )
