"""Readers of what holds other things: `!!!`, `???`, `===`, and quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from timonier.core.tree import INDENT, Chunk, Node, Parser

_INNER_LISTS = ("ul", "ol", "dl")
_QUOTE = re.compile(r"(?:^|\n)[ ]{0,3}>[ ]?(.*)")
_QUOTE_LINE = re.compile(r"[ ]{0,3}>[ ]?(.*)")


@dataclass(frozen=True, slots=True)
class _Aside:
    """One kind of box: how its first line looks, and the element that it makes."""

    opening: re.Pattern[str]
    tag: str

    def __call__(self, parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
        """A box, or more of the one before."""
        match = self.opening.search(parts[0].text)
        if match:
            self._open(parser, parent, parts, match)
            return True
        found = self._continued(parent, parts[0].text)
        if found is None:
            return False
        place, indent = found
        inside, rest = parts.pop(0).dedented(indent)
        if place.tag == "tabs" and place.last is not None:
            place = place.last
        elif place.tag in ("li", "dd") and place.has_text:
            place.has_text = False
            place.add("p")
        self._fill(parser, place, parts, inside, rest)
        return True

    def _open(self, parser: Parser, parent: Node, parts: list[Chunk], match: re.Match[str]) -> None:
        part = parts.pop(0)
        line = part.line_at(match.start() + match[0].startswith("\n"))
        if match.start():
            parser.parse_above(parent, part.before(match.start()), line)
        inside, rest = part.after(match.end()).dedented()
        element = self._element(parent, match)
        element.line = line
        self._fill(parser, element, parts, inside, rest)

    def _element(self, parent: Node, match: re.Match[str]) -> Node:
        if self.tag != "tabs":
            return parent.add(self.tag)
        same_group = parent.last is not None and parent.last.tag == "tabs" and "!" not in (match[1] or "")
        group = parent.last if same_group and parent.last else parent.add("tabs")
        return group.add("tab")

    def _fill(self, parser: Parser, place: Node, parts: list[Chunk], inside: Chunk, rest: Chunk) -> None:
        parser.parse_chunk(place, inside)
        if rest.text:
            parts.insert(0, rest)

    def _continued(self, parent: Node, text: str) -> tuple[Node, int] | None:
        """The box (or the list item in it) that an indented part goes on with, and how far it is indented."""
        place = parent.last
        if place is None or place.tag != self.tag:
            return None
        last, indent = place.last, 0
        while last is not None and text.startswith(INDENT * 2):
            if last.tag == "tab":
                last = last.last
            if last is None or last.tag not in _INNER_LISTS or last.last is None:
                break
            place = last.last
            last = place.last
            text, indent = text[len(INDENT) :], indent + len(INDENT)
        return (place, indent + len(INDENT)) if text.startswith(INDENT) else None


admonition = _Aside(re.compile(r'(?:^|\n)!!! ?[\w\-]+(?: +[\w\-]+)*(?: +".*?")? *(?:\n|$)'), "admonition")
details = _Aside(
    re.compile(r'(?:^|\n)\?{3}\+? ?(?:(?:[\w\-]+(?: +[\w\-]+)*?)?(?: +".*?")|[\w\-]+(?: +[\w\-]+)*?) *(?:\n|$)'),
    "details",
)
tabs = _Aside(re.compile(r'(?:^|\n)={3}(\+|\+!|!\+|!)? +".*?" *(?:\n|$)'), "tabs")


def quote(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """Lines that begin with `>`, and the lines just after them."""
    match = _QUOTE.search(parts[0].text)
    if match is None:
        return False
    part = parts.pop(0)
    parser.parse(parent, [part.before(match.start())])
    quoted = part.after(match.start())
    inside = Chunk("\n".join(_unquoted(line) for line in quoted.text.split("\n")), quoted.first)
    previous = parent.last
    place = previous if previous is not None and previous.tag == "blockquote" else parent.add("blockquote")
    parser.state.append("blockquote")
    parser.parse_chunk(place, inside)
    parser.state.pop()
    return True


def _unquoted(line: str) -> str:
    match = _QUOTE_LINE.match(line)
    if line.strip() == ">":
        return ""
    return match[1] if match else line
