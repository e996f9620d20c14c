"""Helm charts as written: their files, the values and the templates that their actions name.

Source: https://helm.sh/docs/topics/charts/ and https://helm.sh/docs/chart_template_guide/ . `.Values.a.b` where `a`
is not there stops Helm; where only `b` is not there, nothing is written in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import basename, dirname
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.source import SourceFile
from timonier.core.words import advice
from timonier.core.yamldoc import JsonValue, load
from timonier.lint.assemblies.actions import Action, actions
from timonier.lint.assemblies.names import CHART
from timonier.lint.assemblies.tree import START, Text, Tree, read
from timonier.lint.things import at, items, text

_VALUES_FILE: Final = re.compile(r"values.*\.ya?ml$|.*values\.ya?ml$")
_PATH: Final = re.compile(r"(?<![\w.)\]])(?P<root>\$?)\.Values(?P<path>(?:\.[A-Za-z_]\w*)+)(?P<safe>\))?")
_ASKING: Final = frozenset({"if", "with", "range", "else"})
_SOFT: Final = re.compile(
    r"\b(?:default|required|coalesce|hasKey|dig|get|empty|ternary|and|or|not|kindIs|toYaml|toJson|fail|eq|ne)\b"
)
"""What takes a value that is not there."""
_CALL: Final = re.compile(r"\b(?:include|template)\s+\"(?P<name>[^\"]+)\"")
_DEFINE: Final = re.compile(r"^(?:define|block)\s+\"(?P<name>[^\"]+)\"")


@dataclass(frozen=True)
class Chart:
    """One chart: what Chart.yaml says, and its templates."""

    tree: Tree
    text: Text

    @property
    def folder(self) -> str:
        """Where it stands."""
        return self.text.folder

    @property
    def name(self) -> str:
        """What it calls itself."""
        return text(self.text.value, "name")

    @property
    def dependencies(self) -> Iterator[tuple[int, str]]:
        """The charts that it is made with."""
        for index in range(len(items(self.text.value, "dependencies"))):
            yield index, text(self.text.value, "dependencies", index, "name")

    @property
    def is_whole(self) -> bool:
        """Whether all that Helm needs is there."""
        return all(self.has(name) for _, name in self.dependencies)

    def has(self, dependency: str) -> bool:
        """Whether `helm dependency build` was run for a dependency."""
        path = f"{self.folder}/charts/{dependency}"
        packed = (file for file in self.tree.files if file.endswith(".tgz"))
        return self.tree.is_folder(path) or any(file.startswith(f"{path}-") for file in packed)

    @property
    def templates(self) -> Iterator[SourceFile]:
        """Its own templates."""
        return self.tree.below(f"{self.folder}/templates")

    @property
    def is_library(self) -> bool:
        """Whether it only gives templates to others."""
        return text(self.text.value, "type") == "library"


def chart(tree: Tree, folder: str) -> Chart | None:
    """The chart of a folder, where its Chart.yaml reads."""
    found = read(tree.texts[f"{folder}/{CHART}"])
    return Chart(tree, found) if found is not None else None


def check(found: Chart) -> Iterator[Diagnostic]:
    """Everything that the files of a chart say of one another."""
    yield from _identity(found)
    yield from _dependencies(found)
    if not found.is_library and not any(True for _ in found.templates):
        message = "ce chart n’a pas de dossier « templates » : Helm n’en tire aucun objet"
        yield found.text.fault(("name",), "HLM107", message, "placez les gabarits dans « templates/ ».", "warning")
    yield from _values_file(found)
    reads = all(not load(source.text).problems for source in _values_files(found))
    read_templates = [actions(source) for source in found.templates]
    for own, unclosed in read_templates:
        yield from _blocks(own, unclosed)
        if reads:
            yield from _values(found, own)
    yield from _includes(found, [action for own, _ in read_templates for action in own])


def _identity(found: Chart) -> Iterator[Diagnostic]:
    folder = basename(found.folder)
    if found.name and found.name != folder:
        message = f"le chart s’appelle « {found.name} », son dossier « {folder} »"
        yield found.text.fault(("name",), "HLM101", message, "donnez-leur le même nom.", "warning")
    if text(found.text.value, "apiVersion") == "v1":
        hint = "écrivez « apiVersion: v2 », celle de Helm 3."
        yield found.text.fault(("apiVersion",), "HLM102", "chart au format de Helm 2", hint, "warning")


def _dependencies(found: Chart) -> Iterator[Diagnostic]:
    for index, name in found.dependencies:
        if name and not found.has(name):
            message = f"la dépendance « {name} » n’est pas dans « charts/ » : le chart n’est pas rendu"
            hint = "lancez « helm dependency build », ou placez ce chart dans « charts/ »."
            yield found.text.fault(("dependencies", index, "name"), "HLM106", message, hint, "warning")


def _values_file(found: Chart) -> Iterator[Diagnostic]:
    source = found.tree.texts.get(f"{found.folder}/values.yaml")
    if source is None:
        return
    stream = load(source.text)
    wrong = len(stream.documents) > 1 or any(not isinstance(each.value, dict) for each in stream.documents)
    if wrong and not stream.problems:
        hint = "écrivez des clés et leurs valeurs, dans un seul document."
        yield Diagnostic(source.path, START, "HLM108", "values.yaml n’est pas un objet YAML", hint)


def _blocks(own: Iterable[Action], unclosed: Iterable[Action]) -> Iterator[Diagnostic]:
    for action in unclosed:
        message = f"« {action.word} » n’est jamais fermé"
        yield Diagnostic(action.source.path, action.span(), "HLM109", message, "ajoutez « {{ end }} ».")
    for action in own:
        if action.is_stray:
            hint = "retirez-le, ou ouvrez le bloc qu’il devait fermer."
            yield Diagnostic(action.source.path, action.span(), "HLM109", "« end » qui ne ferme rien", hint)


def _values(found: Chart, own: Iterable[Action]) -> Iterator[Diagnostic]:
    """The values that templates take and that no file of values gives."""
    given = [document.value for source in _values_files(found) for document in load(source.text).documents]
    elsewhere = {"global", *(name for _, name in found.dependencies), *_aliases(found)}
    used = [(action, match) for action in own for match in _PATH.finditer(action.bare)]
    asked = {_steps(match) for action, match in used if action.word in _ASKING}
    for action, match in used:
        path = _steps(match)
        moved = not match["root"] and action.is_moved
        if moved or path[0] in elsewhere:
            continue
        known = max((_depth(values, path) for values in given), default=0)
        if known < len(path) and not any(path[:length] in asked for length in range(known + 1, len(path))):
            soft = action.word in _ASKING or _SOFT.search(action.bare) or match["safe"] or path in asked
            yield from _missing(action, match, known, soft=bool(soft), names=_names(given, path[:known]))


def _missing(
    action: Action, match: re.Match[str], known: int, *, soft: bool, names: Iterable[str]
) -> Iterator[Diagnostic]:
    path = _steps(match)
    written, span = f".Values.{'.'.join(path)}", action.span(match.start(), match.end("path"))
    hint = advice(path[known], names, "ajoutez cette valeur à values.yaml, ou donnez-lui un « default ».")
    if known < len(path) - 1:
        parent = f".Values.{'.'.join(path[: known + 1])}"
        message = f"« {written} » : « {parent} » n’est pas dans values.yaml, et Helm s’arrête"
        yield Diagnostic(action.source.path, span, "HLM103", message, hint)
    elif not soft:
        message = f"« {written} » n’est pas dans values.yaml : rien n’est écrit à sa place"
        yield Diagnostic(action.source.path, span, "HLM104", message, hint, "warning")


def _values_files(found: Chart) -> Iterator[SourceFile]:
    """Those of the chart, and those beside it: `helm install -f`."""
    for folder in (found.folder, dirname(found.folder)):
        for path, source in found.tree.texts.items():
            if dirname(path) == folder and _VALUES_FILE.fullmatch(basename(path)):
                yield source


def _aliases(found: Chart) -> Iterator[str]:
    for index, _ in found.dependencies:
        yield text(found.text.value, "dependencies", index, "alias")


def _steps(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(match["path"][1:].split("."))


def _depth(values: JsonValue, path: tuple[str, ...]) -> int:
    """How many steps of a path exist."""
    for depth, step in enumerate(path):
        if not isinstance(values, dict) or step not in values:
            return depth
        values = values[step]
    return len(path)


def _names(given: Iterable[JsonValue], path: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for values in given:
        inner = at(values, *path)
        found += inner if isinstance(inner, dict) else ()
    return found


def _includes(found: Chart, own: Iterable[Action]) -> Iterator[Diagnostic]:
    """The named templates that nobody defines; what is packed or absent may define anything."""
    packed = any(file.startswith(f"{found.folder}/charts/") and file.endswith(".tgz") for file in found.tree.files)
    if packed or not found.is_whole:
        return
    sources = [source for source in found.tree.below(found.folder) if "/templates/" in source.path]
    defined = {name for source in sources for action in actions(source)[0] for name in _defined(action)}
    for action in own:
        for match in _CALL.finditer(action.code):
            if match["name"] not in defined:
                message = f"aucun gabarit ne s’appelle « {match['name']} » : Helm s’arrête"
                hint = advice(match["name"], defined, "définissez-le dans « templates/_helpers.tpl ».")
                span = action.span(match.start("name"), match.end("name"))
                yield Diagnostic(action.source.path, span, "HLM105", message, hint)


def _defined(action: Action) -> Iterator[str]:
    match = _DEFINE.match(action.code)
    if match is not None:
        yield match["name"]
