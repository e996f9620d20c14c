"""YAML texts that are checked: code blocks of pages, and whole files.

In: a `MarkdownDocument` or a YAML `SourceFile`. Out: `Snippet`s that know the way from a place in their text to
the place in the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from timonier.core.fences import Fence
from timonier.core.lines import raw_column
from timonier.core.markdown import Ignore, MarkdownDocument
from timonier.core.source import Position, SourceFile, Span
from timonier.core.syntax import TAB_LENGTH, YAML_LANGUAGES, YAML_SUFFIXES


@dataclass(frozen=True, slots=True)
class Snippet:
    """One YAML text that is checked."""

    source: SourceFile
    line: int
    """Line of the fence header; 1 for a file."""
    text: str
    starts: tuple[Position, ...]
    """For each line of `text`, where its first character stands in the file; nothing for a whole file."""
    title: str = ""
    """The file name that the page shows."""
    type: str = ""
    """What a fragment is: `type="Container"`."""
    type_span: Span | None = None
    """Where the page says so."""
    expected: tuple[str, ...] = ()
    """Codes that must come out: `attendu="K8S102"`."""
    excerpt: bool = False
    patch: bool = False
    start_file: bool = False
    ignores: tuple[Ignore, ...] = ()
    whole_file: bool = False
    """Whether the text is that of the file; in a page it is dedented, and has spaces where the page has tabs."""

    @property
    def path(self) -> str:
        """The file that the text stands in."""
        return self.source.path

    @property
    def file_name(self) -> str:
        """The path of a file, or the name that a page gives to a block."""
        return self.path if self.whole_file else self.title

    def place(self, span: Span) -> Span:
        """A span of the snippet's text as a span of the file."""
        return span if self.whole_file else Span(self._place(span.start), self._place(span.end))

    def _place(self, position: Position) -> Position:
        if position.line > len(self.starts):
            return self._end()
        start = self.starts[position.line - 1]
        raw = self.source.lines[start.line - 1]
        if "\t" not in raw:
            return Position(start.line, start.column + position.column - 1)
        before = len(raw[: start.column - 1].expandtabs(TAB_LENGTH))
        return Position(start.line, raw_column(raw, before + position.column - 1))

    def _end(self) -> Position:
        if not self.starts:
            return Position(self.line, 1)
        last = self.starts[-1]
        return Position(last.line, len(self.source.lines[last.line - 1]) + 1)


def snippets(document: MarkdownDocument) -> tuple[Snippet, ...]:
    """The YAML blocks of a page, in order."""
    return tuple(of_fence(document, fence) for fence in document.fences if is_yaml(fence))


def is_yaml(fence: Fence) -> bool:
    """Whether the block is YAML: by its language, or by the file name in its title."""
    if fence.lang:
        return fence.lang.lower() in YAML_LANGUAGES
    return fence.options.get("title", "").lower().endswith(YAML_SUFFIXES)


def yaml_file(source: SourceFile, *, start_file: bool = False, patch: bool = False) -> Snippet:
    """A whole YAML file."""
    return Snippet(source, 1, source.text, (), start_file=start_file, patch=patch, whole_file=True)


def of_fence(document: MarkdownDocument, fence: Fence) -> Snippet:
    """One code block of a page, whatever its language."""
    options = fence.options
    return Snippet(
        source=document.source,
        line=fence.header.start.line,
        text=fence.content,
        starts=fence.starts,
        title=options.get("title", ""),
        type=options.get("type", ""),
        type_span=fence.option_spans.get("type"),
        expected=tuple(code.strip() for code in options.get("attendu", "").split(",") if code.strip()),
        excerpt="extrait" in options,
        patch="patch" in options,
        start_file="depart" in options,
        ignores=document.ignores_of(fence),
    )
