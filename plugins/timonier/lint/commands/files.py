"""The files that a lab's reader has: those that the page has shown so far, those of the lab, those that were made.

Readers work where they like: two paths name one file when one ends with the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from posixpath import basename, normpath
from typing import Final

from timonier.core.labs import short_name
from timonier.core.shell import Word
from timonier.lint.commands.effects import Effects
from timonier.lint.commands.kubectl import parse
from timonier.lint.commands.script import Call
from timonier.lint.scope import close
from timonier.schemas.words import quoted

_READS: Final = {
    "helm": ("-f", "--values"),
    "kind": ("--config",),
    "kubeadm": ("--config",),
}
"""The flags of other programs that name a file of the lab."""


def sources_of(call: Call) -> Iterator[Word]:
    """The files and folders that a call reads, where its words say so plainly."""
    if call.program == "kubectl":
        yield from _of_kubectl(call)
    for flag in _READS.get(call.program, ()):
        for word, following in zip(call.words, (*call.words[1:], None), strict=True):
            if word.text == flag and following is not None:
                yield following
            elif word.text.startswith(f"{flag}="):
                yield _end(word, len(flag) + 1)


def _of_kubectl(call: Call) -> Iterator[Word]:
    invocation = parse(call)
    if invocation is None or not invocation.is_certain:
        return
    if invocation.verb == "kustomize":
        yield from invocation.arguments[:1]
    yield from (word for word in invocation.values("--filename", "--kustomize") if "," not in word.text)
    for word in invocation.values("--from-file", "--from-env-file"):
        name, equals, _ = word.text.partition("=")
        yield _end(word, len(name) + 1) if equals else word


def _end(word: Word, start: int) -> Word:
    return Word(word.text[start:], min(word.start + start, word.end), word.end, word.exact)


@dataclass(slots=True)
class Files:
    """What is there at a point of the page."""

    titles: tuple[tuple[int, str], ...]
    """The file names that code blocks show, with the lines of these blocks."""
    known: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    open: bool = False
    line: int = 0

    def reach(self, line: int) -> None:
        """Go on to the code block at a line."""
        self.line = line

    def after(self, left: Effects) -> None:
        """Take in what a command leaves behind."""
        self.known |= {normpath(name) for name in left.files}
        self.folders |= {normpath(name) for name in left.folders}
        self.open = self.open or left.unpacks

    def missing(self, word: Word) -> str | None:
        """What to say of a file or folder that is not there; None when it is, or when nobody can know."""
        if self.open or not word.exact or _is_outside(word.text):
            return None
        path, names = normpath(word.text), self._names()
        if path == ".":
            return None if names else "aucun fichier n’a encore été créé."
        if any(_same(path, name) or _within(name, path) for name in names):
            return None
        if any(_same(path, folder) for folder in self.folders):
            return None
        return self._hint(path, names)

    def _names(self) -> set[str]:
        return self.known | {normpath(title) for line, title in self.titles if line <= self.line}

    def _hint(self, path: str, names: Iterable[str]) -> str:
        later = next((line for line, title in self.titles if _same(path, normpath(title))), None)
        if later is not None:
            return f"il n’est montré que plus bas, à la ligne {later}."
        near = close(path, names) or close(basename(path), [basename(name) for name in names])
        if near:
            return f"vouliez-vous dire {quoted(near)} ?"
        return "donnez-lui un bloc de code avec ce titre, ou ajoutez-le aux fichiers du TP."


def of_lab(names: Iterable[str]) -> set[str]:
    """The names under which readers have the files of a lab's folder."""
    return {each for name in names for each in (normpath(name), normpath(short_name(name)))}


def _is_outside(path: str) -> bool:
    """Whether a path leads where nobody looks: the web, the system, above, standard input."""
    return path in ("-", "") or "://" in path or path.startswith(("/", "~", "..")) or "github.com" in path


def _same(one: str, other: str) -> bool:
    return one == other or one.endswith(f"/{other}") or other.endswith(f"/{one}")


def _within(name: str, folder: str) -> bool:
    """Whether a file stands in a folder, whatever is above the folder."""
    return f"/{folder}/" in f"/{name}" or name.startswith(f"{basename(folder)}/")
