"""Readers of what holds text and nothing else: headings, tables, rules, footnotes, paragraphs."""

from __future__ import annotations

import re

from timonier.core.tree import INDENT, Chunk, Node, Parser

_HEADING = re.compile(r"(?:^|\n)(#{1,6})((?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)")
_UNDERLINED = re.compile(r".*?\n(=+|-+)[ ]*(?:\n|$)")
_RULE = re.compile(
    r"^[ ]{0,3}(?=(?P<mark>(?:-+[ ]{0,2}){3,}|(?:_+[ ]{0,2}){3,}|(?:\*+[ ]{0,2}){3,}))(?P=mark)[ ]*$", re.M
)
_FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^([^\]]*)\]:[ ]*(.*)$", re.M)
_REFERENCE = re.compile(
    r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?(\S+)[ ]*(?:\n[ ]*)?((?P<quote>[\"']).*(?P=quote)[ ]*|\(.*\)[ ]*)?$",
    re.M,
)
_CODE_SPAN = re.compile(r"(?<!\\)(`+).+?(?<!`)\1(?!`)")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


def empty(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:  # noqa: ARG001
    """A blank line at the head."""
    text = parts[0].text
    if text and not text.startswith("\n"):
        return False
    part = parts.pop(0)
    if text[1:]:
        parts.insert(0, part.after(1))
    return True


def stray_indent(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:  # noqa: ARG001
    """Lines indented by four columns that nothing claims: the site has no indented code, so they are prose."""
    if parts[0].text.startswith(INDENT):
        parser.stray_indents[parts[0].first] = parts[0]
    return False


def table(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """A row of cells over a row of dashes."""
    rows = parts[0].text.split("\n", 2)
    if len(rows) < 2 or "|" not in rows[0] or set(rows[1]) - set("|:- "):
        return False
    if _cells(rows[0]) != _cells(rows[1]):
        return False
    parser.leaf(parent, "table", "table", parts.pop(0))
    return True


def _cells(row: str) -> int:
    return len(_CELL_BORDER.findall(_CODE_SPAN.sub("", row.strip(" ")).removeprefix("|").removesuffix("|"))) + 1


def heading(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """`## …` on any line of a part."""
    match = _HEADING.search(parts[0].text)
    if match is None:
        return False
    part = parts.pop(0)
    if match.start():
        parser.parse(parent, [part.before(match.start())])
    title = Chunk(match[2].strip(), part.line_at(match.start(1)))
    parser.headings.append((len(match[1]), title))
    parser.leaf(parent, "h", "heading", title)
    rest = part.after(match.end())
    if rest.text:
        parts.insert(0, rest.loosened() if parser.mode == "looselist" else rest)
    return True


def underlined_heading(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """A line over a line of `=` or `-`."""
    match = _UNDERLINED.match(parts[0].text)
    if match is None:
        return False
    part = parts.pop(0)
    title = Chunk(part.text.split("\n", 1)[0].strip(), part.first)
    parser.headings.append((1 if match[1][0] == "=" else 2, title))
    parser.leaf(parent, "h", "heading", title)
    if part.text.count("\n") > 1:
        parts.insert(0, Chunk(part.text.split("\n", 2)[2], part.first + 2))
    return True


def rule(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """`---` on any line of a part."""
    match = _RULE.search(parts[0].text)
    if match is None:
        return False
    part = parts.pop(0)
    above = part.before(match.start()).text.rstrip("\n")
    if above:
        parser.parse(parent, [Chunk(above, part.first)])
    parent.add("hr")
    below = part.text[match.end() :]
    if below.lstrip("\n"):
        parts.insert(0, part.after(len(part.text) - len(below.lstrip("\n"))))
    return True


def footnote(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:  # noqa: ARG001
    """`[^1]: …` and what is indented below: read when the page ends."""
    match = _FOOTNOTE.search(parts[0].text)
    if match is None:
        return False
    part = parts.pop(0)
    head, rest = part.after(match.start(2)), part.after(match.end())
    following = _FOOTNOTE.search(rest.text)
    if following:
        parts.insert(0, rest.after(following.start()))
        parser.footnotes[match[1]] = chunks_of_note(
            head, head.text[: match.end() - match.start(2) + following.start()]
        )
    else:
        parser.footnotes[match[1]] = [*chunks_of_note(head, head.text), *_indented(parts)]
    if part.before(match.start()).text.strip():
        parts.insert(0, Chunk(part.text[: match.start()].rstrip("\n"), part.first))
    return True


def chunks_of_note(head: Chunk, text: str) -> list[Chunk]:
    """The first part of a footnote, its following lines without their indent."""
    first, newline, rest = text.rstrip("\n").partition("\n")
    return [Chunk(first + newline + Chunk(rest, 0).loosened().text, head.first)]


def _indented(parts: list[Chunk]) -> list[Chunk]:
    """Takes from `parts` the indented ones that belong to a footnote."""
    taken: list[Chunk] = []
    while parts and parts[0].text.startswith(INDENT):
        part = parts.pop(0)
        match = _FOOTNOTE.search(part.text)
        if match:
            taken.append(Chunk(part.text[: match.start()].rstrip("\n"), part.first).loosened())
            parts.insert(0, part.after(match.start()))
            break
        taken.append(part.loosened())
    return taken


def reference(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:  # noqa: ARG001
    """`[name]: address`."""
    match = _REFERENCE.search(parts[0].text) if "]:" in parts[0].text else None
    if match is None:
        return False
    part = parts.pop(0)
    rest = part.text[match.end() :]
    if rest.strip():
        parts.insert(0, part.after(len(part.text) - len(rest.lstrip("\n"))))
    if part.text[: match.start()].strip():
        parts.insert(0, Chunk(part.text[: match.start()].rstrip("\n"), part.first))
    return True


def paragraph(parser: Parser, parent: Node, parts: list[Chunk]) -> bool:
    """Anything else."""
    part = parts.pop(0)
    if not part.text.strip():
        return True
    if parser.mode != "list":
        parser.leaf(parent, "p", "prose", part)
        return True
    if parent.last is not None:
        parent.last.has_tail = True
    else:
        parent.has_text = True
    parser.leaves.append((parent, "prose", part))
    return True
