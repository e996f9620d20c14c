"""HTML that a page holds: what Python-Markdown takes out of the text before it looks for lists and paragraphs.

In: lines. Out: lines where a comment or an element that begins a line has become one mark, apart from what is
around it, as Python-Markdown sets it apart. What stands inside is not Markdown, unless the element says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from timonier.core.html_names import BLOCK_ELEMENTS
from timonier.core.tree import Chunk

MARK = "\x02html\x03"
_COMMENT_END = re.compile(r"--!?>")
_TAG = re.compile(r"<!--|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>`]*)(?P<rest>(?:[^<>\"'`]|\"[^\"]*\"|'[^']*')*)>")
_MARKDOWN = re.compile(r"\bmarkdown\b")
_VOID = frozenset({"hr"})


@dataclass(slots=True)
class _Writer:
    """The text being written, and the line that each of its lines comes from."""

    lines: list[str] = field(default_factory=lambda: [""])
    numbers: list[int] = field(default_factory=lambda: [0])

    def text(self, text: str, number: int) -> None:
        """Text of the page that begins on line `number`."""
        if not self.lines[-1]:
            self.numbers[-1] = number
        first, *others = text.split("\n")
        self.lines[-1] += first
        self.lines.extend(others)
        self.numbers.extend(range(number + 1, number + 1 + len(others)))

    def mark(self, number: int) -> None:
        """A mark, apart from what is around it."""
        if self.lines[-1] == "" and len(self.lines) > 1 and self.lines[-2] != "":
            self.text("\n", number - 1)
        self.text(MARK, number)
        self.text("\n", number)
        self.text("\n", number)


@dataclass(frozen=True, slots=True)
class Stripped:
    """Lines without HTML blocks; `numbers` gives the index that each had before."""

    lines: list[str]
    numbers: list[int]
    raw: list[int]
    """Code blocks that stand in raw HTML."""
    hidden: list[int]
    """Code blocks that stand in a comment."""
    unclosed: list[tuple[int, str]]
    """Index of the line and name of each element that is never closed."""


def strip(lines: list[str]) -> Stripped:
    """Take the HTML blocks out of the lines of a page."""
    text = "\n".join(lines)
    if "<" not in text:
        return Stripped(lines, list(range(len(lines))), [], [], [])
    writer = _Writer()
    raw: list[int] = []
    hidden: list[int] = []
    opened: list[tuple[int, str]] = []
    unclosed: list[tuple[int, str]] = []
    done = position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        end = _block_end(text, match, opened)
        if match[0] == "<!--":
            closing = _COMMENT_END.search(text, match.end())
            if closing is None:
                continue
            position = closing.end()
            if not _begins_line(text, match.start()):
                continue
            end = position
            hidden += Chunk(text[match.start() : end], 0).fences()
        elif end is None:
            continue
        else:
            if end < 0:
                unclosed.append((text.count("\n", 0, match.start()), match["name"]))
                end = len(text)
            raw += Chunk(text[match.start() : end], 0).fences()
        writer.text(text[done : match.start()], text.count("\n", 0, done))
        writer.mark(text.count("\n", 0, match.start()))
        done = position = end
    writer.text(text[done:], text.count("\n", 0, done))
    return Stripped(writer.lines, writer.numbers, raw, hidden, unclosed + opened)


def _begins_line(text: str, offset: int) -> bool:
    start = text.rfind("\n", 0, offset) + 1
    return offset - start <= 3 and not text[start:offset].strip()


def _block_end(text: str, match: re.Match[str], opened: list[tuple[int, str]]) -> int | None:
    """Where the HTML block that begins at `match` ends; None when none does, -1 when it has no end."""
    name = (match["name"] or "").lower()
    if name not in BLOCK_ELEMENTS:
        return None
    if match["slash"]:
        return match.end() if _closes(opened, name) else None
    if not _begins_line(text, match.start()):
        return None
    if name in _VOID or match["rest"].rstrip().endswith("/"):
        return match.end()
    if _MARKDOWN.search(match["rest"]):
        opened.append((text.count("\n", 0, match.start()), name))
        return match.end()
    return _raw_end(text, match.end(), name)


def _closes(opened: list[tuple[int, str]], name: str) -> bool:
    """Whether an end tag closes one of the elements that are open; it and those inside it then are not."""
    if all(name != other for _, other in opened):
        return False
    while opened.pop()[1] != name:
        pass
    return True


def _raw_end(text: str, position: int, name: str) -> int:
    """Just after the tag that closes a raw element; -1 when there is none."""
    stack = [name]
    while match := _TAG.search(text, position):
        position = match.end()
        if match[0] == "<!--":
            closing = _COMMENT_END.search(text, position)
            position = closing.end() if closing else position
            continue
        inner = match["name"].lower()
        if not match["slash"]:
            if inner not in _VOID and not match["rest"].rstrip().endswith("/"):
                stack.append(inner)
        elif inner in stack:
            while stack.pop() != inner:
                pass
            if not stack:
                return position
    return -1
