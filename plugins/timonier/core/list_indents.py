"""The repair of indents that Python-Markdown does not follow: two or three columns under a list item become four.

In: a page. Out: its text, changed in nothing but the spaces that begin lines.
"""

from __future__ import annotations

from timonier.core.page import Page
from timonier.core.source import SourceFile
from timonier.core.syntax import TAB_LENGTH

_MOST_PASSES = 100


def fix_list_indents(source: SourceFile) -> str:
    """The text of a page with what stands under list items indented as it must be (MD104)."""
    for _ in range(_MOST_PASSES):
        mended = _pass(source)
        if mended == source.text:
            break
        source = SourceFile(source.path, mended)
    return source.text


def _pass(source: SourceFile) -> str:
    """One level deeper each time: what is moved may hold lists of its own."""
    page = Page(source, "page")
    lines = list(source.lines)
    done = 0
    for line, column, indent in sorted(page.structure.misplaced):
        if line <= done:
            continue
        prefix = page.lines[line - 1][:column]
        done = _shift(page.lines, lines, line, prefix, indent)
    return "\n".join(lines)


def _shift(read: list[str], lines: list[str], line: int, prefix: str, indent: int) -> int:
    """Move right what is at least as far in as line `line`, up to the first line that is not; its number."""
    head = prefix + " " * indent
    last = line - 1
    for number in range(line, len(read) + 1):
        text = read[number - 1]
        if text.startswith(head) and text[len(prefix) :].strip():
            lines[number - 1] = prefix + " " * (TAB_LENGTH - indent) + text[len(prefix) :]
            last = number
        elif text.strip("> "):
            break
    return last
