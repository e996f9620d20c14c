"""Readers of lists, definition lists, and what is indented under their items."""

from __future__ import annotations

import re

from timonier.core.syntax import TAB_LENGTH
from timonier.core.tree import INDENT, LISTS, Chunk, Node, Parser

_ITEM_START = re.compile(r"[ ]{0,3}(?:\d+\.|[*+-])[ ]+")
_ITEM = re.compile(r"([ ]{0,3})(?:\d+\.|[*+-])[ ]+(.*)")
_INDENTED_ITEM = re.compile(r"[ ]{4,7}(?:\d+\.|[*+-])[ ]+")
_LEADING = re.compile(r" *")
_DEFINITION = re.compile(r"(?:^|\n)[ ]{0,3}:[ ]{1,3}(.*?)(?:\n|$)")
_FLUSH = re.compile(r"[ ]{0,3}[^ :]")


def under_item(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """A part indented under a list item."""
    return _under(parser, parent, parts, ("li",), LISTS)


def under_definition(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """A part indented under a definition."""
    return _under(parser, parent, parts, ("dd", "li"), ("dl", *LISTS))


def _under(
    parser: Parser, parent: Node, parts: list[Chunk], items: tuple[str, ...], lists: tuple[str, ...]
) -> bool:
    last = parent.last
    if not parts[0].text.startswith(INDENT) or parser.mode == "detabbed":
        return False
    if parent.tag not in items and (last is None or last.tag not in lists):
        return False
    part = parts.pop(0)
    level, place = _place(parser, parent, part, items, lists)
    part = part.loosened(level)
    if parent.tag in items:
        inner = parent.last
        target = inner if inner is not None and inner.tag in lists else parent
        parser.parse(target, [part], "detabbed")
    elif place.tag in items:
        parser.parse(place, [part], "detabbed")
    elif place.last is not None and place.last.tag in items:
        _wrap_text(place.last)
        parser.state.append("detabbed")
        parser.parse_chunk(place.last, part)
        parser.state.pop()
    else:
        parser.parse(place.add(items[0]), [part], "detabbed")
    return True


def _place(
    parser: Parser, parent: Node, part: Chunk, items: tuple[str, ...], lists: tuple[str, ...]
) -> tuple[int, Node]:
    """How many levels of indent lead to the innermost list that the part can belong to, and that list."""
    match = _LEADING.match(part.text)
    indent = len(match[0]) // TAB_LENGTH if match else 0
    level = 1 if parser.mode == "list" else 0
    while indent > level:
        child = parent.last
        if child is None or child.tag not in (*lists, *items):
            break
        level += child.tag in lists
        parent = child
    return level, parent


def _wrap_text(item: Node) -> None:
    """An item's own text becomes a paragraph once something follows it."""
    if item.has_text:
        item.has_text = False
        item.add("p", 0)


def items(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """A list, or more items of the one before."""
    if not _ITEM_START.match(parts[0].text):
        return False
    part = parts.pop(0)
    previous = parent.last
    if previous is not None and previous.tag in LISTS:
        target = previous
        entries = _entries(parser, part, target.indent)
        _loosen(target)
        parser.parse(target.add("li"), [entries.pop(0)], "looselist")
    else:
        target = parent if parent.tag in LISTS else parent.add("ul")
        target.indent = len(part.text) - len(part.text.lstrip(" "))
        entries = _entries(parser, part, target.indent)
    for entry in entries:
        nested = entry.text.startswith(INDENT) and target.last is not None
        parser.parse(target.last if nested and target.last else target.add("li"), [entry], "list")
    return True


def _loosen(target: Node) -> None:
    item = target.last
    if item is None:
        return
    _wrap_text(item)
    if item.last is not None and item.last.has_tail:
        item.last.has_tail = False
        item.add("p")


def _entries(parser: Parser, part: Chunk, indent: int) -> list[Chunk]:
    """The items of a part, without their bullets; an item indented by four columns goes to the one before.

    One that is two or three columns right of the list, which began at `indent`, was meant to be nested.
    """
    entries: list[Chunk] = []
    for index, line in part.lines():
        match = _ITEM.match(line)
        if match:
            if len(match[1]) >= indent + 2:
                parser.misplaced[index] = Chunk(line, index)
            entries.append(Chunk(match[2], index))
        elif _INDENTED_ITEM.match(line) and not entries[-1].text.startswith(INDENT):
            entries.append(Chunk(line, index))
        else:
            entries[-1] = Chunk(f"{entries[-1].text}\n{line}", entries[-1].first)
    return entries


def definition(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """`: …` under a term."""
    match = _DEFINITION.search(parts[0].text)
    previous = parent.last
    terms = match is not None and parts[0].text[: match.start()].strip()
    if match is None or (not terms and previous is None):
        return False
    part = parts.pop(0)
    below = part.after(match.end())
    if _FLUSH.match(below.text):
        inside, rest = below, Chunk("", below.first)
    else:
        inside, rest = below.dedented()
    state = "list"
    if not terms and previous is not None and previous.tag == "p":
        state = "looselist"
        parent.children.remove(previous)
        previous = parent.last
    if previous is not None and previous.tag == "dl":
        target = previous
        if not terms and target.last is not None and target.last.tag == "dd" and target.last.children:
            state = "looselist"
    else:
        target = parent.add("dl")
    if terms:
        parser.leaf(target, "dt", "prose", part.before(match.start()))
    text = f"{match[1]}\n{inside.text}" if inside.text else match[1]
    parser.parse(target.add("dd"), [Chunk(text, part.line_at(match.start(1)))], state)
    if rest.text:
        parts.insert(0, rest)
    return True
