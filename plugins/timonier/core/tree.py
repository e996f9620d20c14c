"""Runs of lines and the tree that they make: what the readers of a page's structure share.

Python-Markdown cuts a text at blank lines into chunks, and hands each chunk to a row of readers until one takes
it. Where a reader looks depends on the last thing before it, so the tree that grows is a part of the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from timonier.core.syntax import TAB_LENGTH

LISTS = ("ul", "ol")
BOXES = frozenset({"admonition", "details", "tab"})
INDENT = " " * TAB_LENGTH
_FENCE = re.compile("\x02(\\d+)\x03")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some consecutive lines: their text, and the index of the first among all lines of the page."""

    text: str
    first: int

    def line_at(self, offset: int) -> int:
        """Index of the line that holds `offset`."""
        return self.first + self.text.count("\n", 0, offset)

    def before(self, offset: int) -> Chunk:
        """The part up to `offset`."""
        return Chunk(self.text[:offset], self.first)

    def after(self, offset: int) -> Chunk:
        """The part from `offset` on."""
        return Chunk(self.text[offset:], self.line_at(offset))

    def lines(self) -> Iterator[tuple[int, str]]:
        """Index and text of each line."""
        return enumerate(self.text.split("\n"), self.first)

    def dedented(self, width: int = TAB_LENGTH) -> tuple[Chunk, Chunk]:
        """The leading lines that are indented by `width`, without it, and the rest."""
        prefix, lines = " " * width, self.text.split("\n")
        kept: list[str] = []
        for line in lines:
            if not line.startswith(prefix) and line.strip():
                break
            kept.append(line[width:] if line.startswith(prefix) else "")
        rest = "\n".join(lines[len(kept) :])
        return Chunk("\n".join(kept), self.first), Chunk(rest, self.first + len(kept))

    def loosened(self, levels: int = 1) -> Chunk:
        """All lines, each without its first levels of indent where it has them."""
        prefix = INDENT * levels
        return Chunk("\n".join(line.removeprefix(prefix) for line in self.text.split("\n")), self.first)

    def fences(self) -> list[int]:
        """Numbers of the code blocks that stand in the lines."""
        return [int(number) for number in _FENCE.findall(self.text)] if "\x02" in self.text else []


def chunks(chunk: Chunk) -> list[Chunk]:
    """The parts between blank lines; an odd blank line stays at the head of its part."""
    parts, position = [], 0
    for text in chunk.text.split("\n\n"):
        parts.append(Chunk(text, chunk.first + position))
        position += text.count("\n") + 2
    return parts


def placeholder(fence: int) -> str:
    """What stands for a code block in the lines."""
    return f"\x02{fence}\x03"


@dataclass(slots=True, eq=False)
class Node:
    """One element of the page."""

    tag: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    has_text: bool = False
    has_tail: bool = False
    block: int = -1
    """Number of the `///` block that this is."""
    line: int = 0
    """Where a box begins."""
    indent: int = 0
    """The columns in front of a list's first bullet."""

    def add(self, tag: str, index: int | None = None) -> Node:
        """A new child, the last unless `index` says otherwise."""
        child = Node(tag, self)
        self.children.insert(len(self.children) if index is None else index, child)
        return child

    @property
    def last(self) -> Node | None:
        """The last child."""
        return self.children[-1] if self.children else None

    def ancestors(self) -> Iterator[Node]:
        """This node, its parent, and so on to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


Reader = Callable[["Parser", Node, list[Chunk]], bool]
"""Takes the first chunk (and perhaps more) below a node, or leaves all as it was and says False."""

_DEEPEST = 60


@dataclass(slots=True)
class Parser:
    """The state of one reading: where we are, and what has been seen."""

    readers: Sequence[Reader]
    most_steps: int
    """Beyond these, all is read as prose: blocks that are not closed can make readers go round in circles."""
    state: list[str] = field(default_factory=list)
    depth: int = 0
    steps: int = 0
    leaves: list[tuple[Node, str, Chunk]] = field(default_factory=list)
    """Where text ends up: the node, what it is (`prose`, `heading`, `table`), and the lines."""
    headings: list[tuple[int, Chunk]] = field(default_factory=list)
    footnotes: dict[str, list[Chunk]] = field(default_factory=dict)
    misplaced: dict[int, Chunk] = field(default_factory=dict)
    """By its first line, what is indented by two or three columns under a list item, and so is not a part of it."""
    blocks_opened: int = 0
    tangled: list[int] = field(default_factory=list)
    """Lines read apart from the `///` block that opens, with no blank line between, above them."""
    leaked: list[Node] = field(default_factory=list)
    """Boxes that left the `///` block in which they are written."""
    stray_indents: dict[int, Chunk] = field(default_factory=dict)
    """By its first line, what is indented under nothing that could hold it."""

    @property
    def mode(self) -> str:
        """The innermost state."""
        return self.state[-1] if self.state else ""

    def parse_chunk(self, parent: Node, chunk: Chunk, state: str = "") -> None:
        """Read a text of several parts below `parent`."""
        self.parse(parent, chunks(chunk), state)

    def parse(self, parent: Node, parts: list[Chunk], state: str = "") -> None:
        """Read parts in order below `parent`, in a state if one is named."""
        if state:
            self.state.append(state)
        self.depth += 1
        while parts:
            self.steps += 1
            self._note_indent(parent, parts[0])
            sane = self.depth < _DEEPEST and self.steps < self.most_steps
            readers = self.readers if sane else self.readers[-1:]
            for reader in readers:
                if reader(self, parent, parts):
                    break
        self.depth -= 1
        if state:
            self.state.pop()

    def _note_indent(self, parent: Node, part: Chunk) -> None:
        previous = parent.last
        if previous is None or previous.tag not in LISTS or not part.text.startswith("  "):
            return
        indent = len(part.text) - len(part.text.lstrip(" "))
        if previous.indent + 2 <= indent < TAB_LENGTH:
            self.misplaced[part.first] = part

    def parse_above(self, parent: Node, part: Chunk, line: int) -> None:
        """Read what stands above `line` in one part; a block that opens there loses what follows."""
        opened = self.blocks_opened
        self.parse(parent, [part])
        if self.blocks_opened > opened:
            self.tangled.append(line)

    def leaf(self, parent: Node, tag: str, kind: str, chunk: Chunk) -> Node:
        """A new element that holds text."""
        node = parent.add(tag)
        self.leaves.append((node, kind, chunk))
        return node
