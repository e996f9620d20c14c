"""The structure of a page as Python-Markdown reads it: what is prose, what is code, which blocks there are.

In: the lines of a page (tabs expanded) and the code blocks that SuperFences takes out first. Out: `Structure`.
Every rule here is one of Python-Markdown 3.11 or of its extensions as the site sets them; the tests hold this
reading against theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from timonier.core import asides, leaves, lists, raw_html
from timonier.core.blocks import BlockReader, OpenedBlock, RefusedBlock
from timonier.core.fences import Found
from timonier.core.tree import Chunk, Node, Parser, placeholder

_INLINE_COMMENT = re.compile(r"<!--(?:(?!<!--|-->)[\s\S])*-->")


@dataclass(frozen=True, slots=True)
class Text:
    """A line that holds text: its 1-based number, the column (from 0) where the text begins, and the text."""

    kind: str
    """`prose`, `heading` or `table`."""
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Structure:
    """What stands where in a page; lines are those of the file, from 1."""

    texts: tuple[tuple[Text, ...], ...]
    """Each run of text, line by line."""
    headings: tuple[tuple[int, str, int], ...]
    """Level, text, line."""
    blocks: tuple[OpenedBlock, ...]
    refused: tuple[RefusedBlock, ...]
    crossed: tuple[tuple[OpenedBlock, OpenedBlock], ...]
    tangled: tuple[int, ...]
    leaked: tuple[int, ...]
    within: tuple[tuple[int, ...], ...]
    """For each code block, the numbers of the `///` blocks around it, outermost first."""
    around: tuple[tuple[int, ...], ...]
    """For each `///` block, the numbers of those around it."""
    hidden: frozenset[int]
    """Code blocks that stand in a comment."""
    misplaced: tuple[tuple[int, int, int], ...]
    """Line, column and indent of what leaves a list because it is indented by two or three columns."""
    stray_indents: tuple[int, ...]
    """Lines indented by four columns under nothing that could hold them."""
    unclosed: tuple[tuple[int, str], ...]
    """Line and name of each HTML element that is never closed."""
    ends: frozenset[int]
    """Lines that close a `///` block."""

    @property
    def unended(self) -> tuple[OpenedBlock, ...]:
        """Blocks that are never closed; of those inside one another, the innermost, which keeps the others open."""
        lost = [index for index, block in enumerate(self.blocks) if block.last is None]
        outer = {number for index in lost for number in self.around[index]}
        return tuple(self.blocks[index] for index in lost if index not in outer)

    @property
    def sound(self) -> bool:
        """Whether PyMdown Blocks reads the page to its end without going round in circles or losing text."""
        return not (self.unended or self.crossed or self.tangled or self.leaked)

    def astray(self, line: int) -> bool:
        """Whether `line` stands after a block that is never closed: what it looks like says nothing then."""
        return any(block.line < line for block in self.unended)


def read(lines: Sequence[str], first: int, fences: Sequence[Found]) -> Structure:
    """The structure of a page whose body begins at line `first`."""
    folded, numbers = _folded(lines, first, fences)
    stripped = raw_html.strip(folded)
    places = _Places(lines, [numbers[index] for index in stripped.numbers], numbers)
    reader = BlockReader()
    parser = Parser(
        (
            asides.admonition,
            asides.details,
            asides.tabs,
            leaves.empty,
            lists.under_item,
            reader,
            lists.under_definition,
            leaves.stray_indent,
            leaves.table,
            leaves.heading,
            leaves.underlined_heading,
            leaves.rule,
            lists.items,
            lists.definition,
            asides.quote,
            leaves.footnote,
            leaves.reference,
            leaves.paragraph,
        ),
        most_steps=1000 + 20 * len(lines),
    )
    root = Node("div")
    parser.parse_chunk(root, Chunk("\n".join(stripped.lines), 0))
    for note in parser.footnotes.values():
        parser.parse(Node("div"), note)
    return _structure(places, stripped, parser, reader, len(fences))


@dataclass(frozen=True, slots=True)
class _Places:
    """The way from the lines that were read back to those of the file."""

    lines: Sequence[str]
    numbers: Sequence[int]
    before_html: Sequence[int]

    def original(self, index: int) -> int:
        """The number of the line that was at `index` before HTML was taken out."""
        return self.before_html[index]

    def number(self, index: int) -> int:
        """The 1-based number in the file of the line at `index`."""
        return self.numbers[min(index, len(self.numbers) - 1)]

    def texts(self, kind: str, chunk: Chunk) -> tuple[Text, ...]:
        return tuple(
            Text(kind, self.number(index), self._column(index, text), text) for index, text in chunk.lines()
        )

    def _column(self, index: int, text: str) -> int:
        line = self.lines[self.number(index) - 1]
        return len(line) - len(text) if line.endswith(text) else max(line.find(text), 0)

    def misplaced(self, chunk: Chunk) -> tuple[int, int, int]:
        text = chunk.text.split("\n", 1)[0]
        line = self.lines[self.number(chunk.first) - 1]
        indent = len(text) - len(text.lstrip(" "))
        head = text.split("\x02", 1)[0]
        end = len(line) - len(text) if "\x02" not in text else _fence_column(line) - len(head)
        return self.number(chunk.first), max(end, 0), indent

    def block(self, block: OpenedBlock) -> OpenedBlock:
        last = None if block.last is None else self.number(block.last)
        return replace(block, line=self.number(block.line), last=last)


def _fence_column(line: str) -> int:
    return min((column for mark in ("```", "~~~") if (column := line.find(mark)) >= 0), default=0)


def _structure(
    places: _Places, stripped: raw_html.Stripped, parser: Parser, reader: BlockReader, count: int
) -> Structure:
    holders = {number: node for node, _, chunk in parser.leaves for number in chunk.fences()}
    hidden = {
        number
        for _, _, chunk in parser.leaves
        if "<!--" in chunk.text
        for comment in _INLINE_COMMENT.findall(chunk.text)
        for number in Chunk(comment, 0).fences()
    }
    return Structure(
        texts=tuple(places.texts(kind, chunk) for _, kind, chunk in parser.leaves),
        headings=tuple(
            (level, title.text, places.number(title.first))
            for level, title in parser.headings
            if "\x02" not in title.text
        ),
        blocks=tuple(places.block(block) for block in reader.blocks),
        refused=tuple(replace(refused, line=places.number(refused.line)) for refused in reader.refused),
        crossed=tuple((places.block(outer), places.block(inner)) for outer, inner in reader.crossed),
        tangled=tuple(places.number(line) for line in parser.tangled),
        leaked=tuple(places.number(_line(node)) for node in parser.leaked),
        within=tuple(_around(holders.get(number)) for number in range(count)),
        around=tuple(_around(block.node.parent) for block in reader.blocks),
        hidden=frozenset(hidden) | frozenset(stripped.hidden),
        misplaced=tuple(places.misplaced(chunk) for chunk in parser.misplaced.values()),
        stray_indents=tuple(places.number(index) for index in parser.stray_indents),
        unclosed=tuple((places.original(index), name) for index, name in stripped.unclosed),
        ends=frozenset(places.number(block.last) for block in reader.blocks if block.last is not None),
    )


def _line(node: Node) -> int:
    """Where a box begins; a group of tabs begins with its first."""
    return node.children[0].line if node.tag == "tabs" and node.children else node.line


def _around(node: Node | None) -> tuple[int, ...]:
    """Numbers of the `///` blocks that `node` stands in, outermost first."""
    if node is None:
        return ()
    return tuple(ancestor.block for ancestor in node.ancestors() if ancestor.block >= 0)[::-1]


def _folded(lines: Sequence[str], first: int, fences: Sequence[Found]) -> tuple[list[str], list[int]]:
    """The lines of the body with each code block as one line, and their numbers in the file."""
    folded: list[str] = []
    numbers: list[int] = []
    line = first
    for index, found in enumerate(fences):
        folded += lines[line - 1 : found.first - 1]
        numbers += range(line, found.first)
        folded.append(found.prefix + placeholder(index))
        numbers.append(found.first)
        line = found.last + 1
    folded += lines[line - 1 :]
    numbers += range(line, len(lines) + 1)
    return folded, numbers
