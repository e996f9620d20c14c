"""`/// name` blocks, exactly where PyMdown Blocks finds them.

A block begins on a line of its own, at most three spaces in once lists, boxes and quotes are taken off, and ends
at the next line of as many slashes. Lines indented by four columns just below the header are its options. A block
that is not closed takes all that follows.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from timonier.core.source import Span
from timonier.core.syntax import BLOCKS, TAB_LENGTH, BlockKind
from timonier.core.tree import Chunk, Node, Parser

_HEADER = re.compile(r"(?:^|\n)[ ]{0,3}(/{3,})[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?(?:\n|$)")
_END = re.compile(r"(?:^|\n)[ ]{0,3}(/{3,})[ ]*(?:\n|$)", re.MULTILINE)
_OPTIONS = re.compile(r"(?m)^(?:[ ]{4,}(?!\s).*?(?:\n|$))+")


@dataclass(frozen=True, slots=True)
class Block:
    """One `/// name` block."""

    name: str
    argument: str
    """What follows `|` on the header."""
    options: Mapping[str, object]
    span: Span
    """From the header to the end of the closing line."""
    header: Span
    depth: int
    """0 for a block that stands in no other."""


@dataclass(slots=True)
class OpenedBlock:
    """A block as it is read; lines are indices among the lines of the page."""

    name: str
    argument: str
    options: Mapping[str, object]
    slashes: int
    line: int
    node: Node
    parent: Node
    last: int | None = None
    """Line that closes it."""
    hungry: bool = False
    """The text at hand ran out before the end: what comes next under the same parent goes in."""


@dataclass(frozen=True, slots=True)
class RefusedBlock:
    """A line that looks like a header and opens nothing."""

    name: str
    argument: str
    options: Mapping[object, object] | None
    """None when the lines of options are not a YAML mapping."""
    line: int
    slashes: int


@dataclass(slots=True)
class BlockReader:
    """Reads the blocks of one page."""

    blocks: list[OpenedBlock] = field(default_factory=list)
    refused: list[RefusedBlock] = field(default_factory=list)
    crossed: list[tuple[OpenedBlock, OpenedBlock]] = field(default_factory=list)
    """Blocks that were closed by the end of another: outer and inner have as many slashes."""
    _open: list[OpenedBlock] = field(default_factory=list)

    def __call__(self, parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
        """A block, or more of one that is open."""
        waiting = self._waiting(parent)
        if waiting is not None:
            self._resume(parser, waiting, parts)
            return True
        match = _HEADER.search(parts[0].text)
        return match is not None and self._begin(parser, parent, parts, match)

    def _waiting(self, parent: Node) -> Node | None:
        """The parent of the innermost open block, when it is `parent` or the last thing in it."""
        node: Node | None = parent if self._open and self._open[-1].hungry else None
        while node is not None and node is not self._open[-1].parent:
            node = node.last
        return node

    def _begin(self, parser: Parser, parent: Node, parts: list[Chunk], match: re.Match[str]) -> bool:
        part = parts[0]
        name, argument = match[2].lower(), match[3] or ""
        line = part.line_at(match.start(1))
        options, rest = _split_options(part.after(match.end()), len(match[1]))
        kind = BLOCKS.get(name)
        if kind is None or options is None or not _valid(kind, argument, options):
            self._refuse(RefusedBlock(match[2], argument, options, line, len(match[1])))
            return False
        if match.start():
            parser.parse_above(parent, part.before(match.start()), line)
        parts[:1] = [rest] if rest.text else []
        if parent.tag in ("li", "dd") and parent.has_text:
            parent.has_text = False
            parent.add("p")
        node = parent.add("block")
        node.block = len(self.blocks)
        named = {str(key): value for key, value in options.items()}
        block = OpenedBlock(name, argument, named, len(match[1]), line, node, parent)
        self.blocks.append(block)
        parser.blocks_opened += 1
        self._open.append(block)
        self._feed(parser, parts, parent)
        return True

    def _refuse(self, refused: RefusedBlock) -> None:
        if all(other.line != refused.line for other in self.refused):
            self.refused.append(refused)

    def _resume(self, parser: Parser, parent: Node, parts: list[Chunk]) -> None:
        for block in self._open:
            if block.hungry and block.parent is parent:
                parser.leaked += _between(parent, block.node)
                _adopt(parent.last, block.node)
                block.hungry = False
                self._feed(parser, parts, parent)
                return

    def _feed(self, parser: Parser, parts: list[Chunk], parent: Node) -> None:
        """Read parts inside the innermost open block, until none is open or no part is left."""
        while parts and self._open:
            block = self._open[-1]
            levels = self._lists_between(block.node, parent) if len(self._open) > 1 else 0
            part, rest = _dedented(parts.pop(0), levels * TAB_LENGTH)
            if rest.text:
                parts.insert(0, rest)
            end = next((m for m in _END.finditer(part.text) if len(m[1]) == block.slashes), None)
            if end is None:
                parser.parse_chunk(block.node, part, "blocks")
                continue
            after = part.after(end.end())
            if after.text:
                parts.insert(0, after)
            if end.start():
                parser.parse_chunk(block.node, part.before(end.start()), "blocks")
            self._close(block, part.line_at(end.start(1)))
        if self._open:
            self._open[-1].hungry = True

    def _close(self, block: OpenedBlock, line: int) -> None:
        block.last = line
        dropped = self._open.pop()
        if dropped is not block:
            self.crossed.append((block, dropped))

    @staticmethod
    def _lists_between(node: Node, top: Node) -> int:
        """How many list items stand around `node` below and including `top`."""
        above = list(node.ancestors())[1:]
        if top not in above:
            return 0
        return sum(ancestor.tag in ("li", "dd") for ancestor in above[: above.index(top) + 1])


def _between(parent: Node, node: Node) -> list[Node]:
    """What stands after `node` in its parent, but for the last: PyMdown Blocks puts back only that one."""
    return parent.children[parent.children.index(node) + 1 : -1] if node in parent.children else []


def _adopt(leaked: Node | None, node: Node) -> None:
    """Boxes that went on after a block's text ran out are put where they were meant to be."""
    if leaked is None or leaked is node or leaked.parent is None:
        return
    leaked.parent.children.remove(leaked)
    leaked.parent = node
    node.children.append(leaked)


def _dedented(part: Chunk, width: int) -> tuple[Chunk, Chunk]:
    if not width:
        return part, Chunk("", part.first)
    inside, rest = part.dedented(width)
    return (inside, rest) if rest.first > part.first else (part, Chunk("", part.first))


def _split_options(part: Chunk, slashes: int) -> tuple[Mapping[object, object] | None, Chunk]:
    """The options at the head of a block and the text after them; None when they are not a YAML mapping."""
    end = next((m for m in _END.finditer(part.text) if len(m[1]) == slashes), None)
    match = _OPTIONS.match(part.text if end is None else part.text[: end.start()])
    if match is None:
        return {}, part
    try:
        options = yaml.safe_load(textwrap.dedent(match[0]))
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        options = False
    if options is None:
        options = {}
    return (options if isinstance(options, dict) else None), part.after(match.end())


def _valid(kind: BlockKind, argument: str, options: Mapping[object, object]) -> bool:
    """Whether PyMdown Blocks takes these; a required option that is missing does not stop it."""
    if argument and not kind.title:
        return False
    return all(key in kind.options and fits(kind.options[str(key)], value) for key, value in options.items())


def fits(type_: str, value: object) -> bool:
    """Whether an option's value is of the type that its block wants."""
    if type_ == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return isinstance(value, str)
