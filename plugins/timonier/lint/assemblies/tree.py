"""The files of all corrections by path, and which of their folders are overlays or charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname
from typing import Final

from timonier.core.diagnostic import Diagnostic, Severity, YamlPath
from timonier.core.source import Position, SourceFile, Span
from timonier.core.yamldoc import JsonValue, YamlDocument, load
from timonier.lint.assemblies.names import CHART, KUSTOMIZATIONS

START: Final = Span(Position(1, 1), Position(1, 1))


@dataclass(frozen=True)
class Tree:
    """`texts` are the files that read as text, `files` all of them."""

    texts: Mapping[str, SourceFile]
    files: frozenset[str]

    def is_folder(self, path: str) -> bool:
        """Whether a file stands below `path`."""
        return path in self._folders

    def kustomization(self, folder: str) -> SourceFile | None:
        """The file that makes `folder` an overlay."""
        paths = (f"{folder}/{name}" for name in KUSTOMIZATIONS)
        return next((self.texts[path] for path in paths if path in self.texts), None)

    @property
    def overlays(self) -> tuple[str, ...]:
        """Every folder with a kustomization."""
        return tuple(sorted({dirname(path) for path in self.texts if basename(path) in KUSTOMIZATIONS}))

    @cached_property
    def charts(self) -> tuple[str, ...]:
        """Every folder with a chart, those of its dependencies left out."""
        found = sorted(dirname(path) for path in self.texts if basename(path) == CHART)
        return tuple(each for each in found if not any(each.startswith(f"{other}/charts/") for other in found))

    def below(self, folder: str) -> Iterator[SourceFile]:
        """The texts of a folder, however deep."""
        return (source for path, source in self.texts.items() if path.startswith(f"{folder}/"))

    @property
    def templates(self) -> frozenset[str]:
        """The files that only Helm reads: those of the templates of charts, and of what these depend on."""
        found = [dirname(path) for path in self.texts if basename(path) == CHART]
        return frozenset(
            path for path in self.texts if any(path.startswith(f"{chart}/templates/") for chart in found)
        )

    @cached_property
    def _folders(self) -> frozenset[str]:
        found: set[str] = set()
        for path in self.files:
            while (path := dirname(path)) and path not in found:
                found.add(path)
        return frozenset(found)


@dataclass(frozen=True)
class Text:
    """A file whose only document is an object, and that object."""

    source: SourceFile
    document: YamlDocument
    value: dict[str, JsonValue]

    @property
    def folder(self) -> str:
        """Where it stands."""
        return dirname(self.source.path)

    def fault(
        self, path: YamlPath, code: str, message: str, hint: str | None = None, severity: Severity = "error"
    ) -> Diagnostic:
        """What is wrong at a path of it."""
        at_key = code in _ABOUT_KEYS
        span = self.document.locate(path, "key" if at_key else "value")
        return Diagnostic(self.source.path, span, code, message, hint, severity)


_ABOUT_KEYS: Final = frozenset({"KUS104"})


def read(source: SourceFile) -> Text | None:
    """The object in a file; None where it is not one: the check of that file alone says so."""
    stream = load(source.text)
    if stream.problems or len(stream.documents) != 1:
        return None
    (document,) = stream.documents
    return Text(source, document, document.value) if isinstance(document.value, dict) else None
