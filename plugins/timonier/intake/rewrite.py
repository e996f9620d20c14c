"""The text of a slide in the syntax of lessons.

In: the lines that a slide shows, or those of its notes. Out: lines of Markdown. A paragraph of a slide is marked to
be shown, a list or a table of the notes is marked to be spoken; a second heading does not begin another slide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from timonier.intake.cut import HEADING
from timonier.intake.inline import Found, rewritten
from timonier.intake.lines import Left, Line, opening

SHOWN, SPOKEN, STEPS, BESIDE = (f"<!-- diapo: {word} -->" for word in ("oui", "note", "pas-a-pas", "colonnes"))
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\S.*")
_MARKER = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_LISTED = re.compile(r"(?:[-*+]|\d+[.)])\s|\|")
_QUOTED_ITEM = re.compile(r">\s*(?=(?:[-*+]|\d+[.)])\s)")
_PAUSE = re.compile(r"--|\. \. \.|<!--\s*pause\s*-->")
_DIV = re.compile(r"(?P<marks>:{3,})\s*(?P<what>\S.*?)?\s*")
_REMARK = re.compile(r"\.(?P<what>[a-z][\w.-]*)\[\s*")
_REMOVED = re.compile(r"\s*<(script|style|iframe|video|audio)\b.*", re.IGNORECASE | re.DOTALL)
_NO_TEXT = re.compile(
    r"\s*(?:#{1,6}\s|\||!\[[^\]]*\]\([^)]*\)\s*$|<|\{|(?:\*\s*){3,}$|(?:_\s*){3,}$|\[[^\]]+\]:\s)"
)
_HEADER = re.compile(r"(?:(?P<lang>[\w#+.-]+)|\{\s*\.(?P<pandoc>[\w#+-]+)(?P<more>[^}]*)\})?\s*(?P<rest>.*)")
_LINES = re.compile(r"""\[([\d,\-|: ]+)\]|\{\s*([\d,\-|]+)\s*\}|data-line-numbers="([\d,\-|]+)\"""")

Block = list[str]
"""The lines of one block."""


def shown(lines: Sequence[Line], found: Found) -> Iterator[Block]:
    """The blocks of a slide."""
    before = len(found.steps)
    blocks = list(_blocks(_layout(lines, found), found))
    steps, first = found.steps[before:], True
    for block in blocks:
        mark = SHOWN if _is_prose(block) else ""
        if steps and first and _ITEM.fullmatch(block[0]):
            mark, first = STEPS, False
        yield [mark, "", *block] if mark else block
    if steps and first:
        line, column = steps[0]
        found.left.append(Left(line, column, "« fragment » : hors d’une liste, tout apparaît d’un coup"))


def spoken(lines: Sequence[Line], found: Found) -> Iterator[Block]:
    """The blocks of notes."""
    for block in _blocks(_layout(lines, found), found):
        yield block if _is_prose(block) or block[0].startswith("<!--") else [SPOKEN, "", *block]


def _is_prose(block: Block) -> bool:
    return not (
        opening(block[0]) or _ITEM.fullmatch(block[0]) or _NO_TEXT.match(block[0]) or block[0][:4] == "    "
    )


def _layout(lines: Sequence[Line], found: Found) -> list[Line]:
    """Lines without what only places them: divs of Pandoc, blocks of remark; two columns of one block are kept."""
    kept: list[Line] = []
    columns: list[int] = []
    depth = 0
    for line in lines:
        div = None if line.code else _DIV.fullmatch(line.text)
        remark = None if line.code else _REMARK.fullmatch(line.text)
        what = (div and div["what"]) or (remark and remark["what"]) or ""
        if what:
            depth += 1
            kept.append(Line(line.number, ""))
            if re.search(r"column|left|right|pull", what) and not re.search(r"columns", what):
                columns.append(len(kept))
            elif "columns" not in what and not re.search("incremental", what):
                found.left.append(
                    Left(line.number, 1, f"« {line.text} » : le texte est gardé, sans sa mise en forme")
                )
            if "incremental" in what:
                found.steps.append((line.number, 1))
        elif div or (depth and not line.code and line.text.strip() == "]"):
            depth = max(depth - 1, 0)
            kept.append(Line(line.number, ""))
        else:
            kept.append(line)
    return _beside(kept, columns, found)


def _beside(kept: list[Line], columns: list[int], found: Found) -> list[Line]:
    """Mark two columns that are one block each; name any others."""
    if len(columns) == 2:
        first, second = columns
        halves = (kept[first:second], kept[second:])
        if all(len(_cut_up(half)) == 1 for half in halves):
            return [*kept[:first], Line(kept[first].number, BESIDE), Line(kept[first].number, ""), *kept[first:]]
    if columns:
        line = kept[columns[0] - 1].number
        found.left.append(Left(line, 1, "colonnes : leurs blocs se suivent, car seuls deux blocs vont côte à côte"))
    return kept


def _cut_up(lines: Iterable[Line]) -> list[list[Line]]:
    """Blocks: lines without a blank one between them, code whole; what is indented goes on with what is above."""
    blocks: list[list[Line]] = []
    gap: list[Line] = []
    for blank, group in groupby(lines, key=lambda line: line.blank):
        if blank:
            gap = list(group)
            continue
        for block in _apart(list(group)):
            if blocks and gap and block[0].text.startswith(("  ", "\t")):
                blocks[-1] += [*gap[:1], *block]
            else:
                blocks.append(block)
            gap = []
    return blocks


def _apart(group: list[Line]) -> Iterator[list[Line]]:
    """Blocks that no blank line parts: a heading, code at the margin, a list or a table under a paragraph."""
    block: list[Line] = []
    for line in group:
        if block and _parts(block, line):
            yield block
            block = []
        block.append(line)
    yield block


def _parts(block: list[Line], line: Line) -> bool:
    first, above = block[0], block[-1]
    if line.text.startswith(("  ", "\t")) or (line.code and not line.opens):
        return False
    if line.opens or above.code or HEADING.fullmatch(first.text) or HEADING.fullmatch(line.text):
        return True
    return _is_prose([first.text]) and not first.text.startswith(">") and bool(_LISTED.match(line.text))


def _blocks(lines: Iterable[Line], found: Found) -> Iterator[Block]:
    for block in _cut_up(_without_removed(lines, found)):
        if written := [text for text in _written(block, found) if text is not None]:
            yield _indented(written) if _ITEM.fullmatch(written[0]) else written


def _without_removed(lines: Iterable[Line], found: Found) -> Iterator[Line]:
    end = ""
    for line in lines:
        removed = None if end or line.code else _REMOVED.fullmatch(line.text)
        if removed:
            end = f"</{removed[1].lower()}>"
            found.left.append(Left(line.number, 1, f"« <{removed[1]}> » : une leçon n’en a pas"))
        if not end:
            yield line
        elif end in line.text.lower():
            end = ""


def _written(block: Sequence[Line], found: Found) -> Iterator[str | None]:
    for line in block:
        if line.opens and (header := opening(line.text)):
            yield _fence(line, header, found)
        elif line.code or line.blank:
            yield line.text
        elif _PAUSE.fullmatch(line.text.strip()):
            found.steps.append((line.number, 1))
            yield None
        else:
            yield _text(line, found)


def _indented(block: Block) -> Block:
    """A list with four columns for each level, as lessons want it, whatever the deck had."""
    levels, text, out = [0], 0, []
    for line in block:
        indent = len(line) - len(line.lstrip())
        if _ITEM.fullmatch(line):
            while indent < levels[-1]:
                levels.pop()
            if indent > levels[-1]:
                levels.append(indent)
            text = len(line) - len(_MARKER.sub("", line, count=1))
            out.append(" " * 4 * (len(levels) - 1) + line.lstrip())
        elif indent:
            out.append(" " * (4 * len(levels) + max(indent - text, 0)) + line.lstrip())
        else:
            out.append(line)
    return out


def _text(line: Line, found: Found) -> str | None:
    text = line.text
    if _QUOTED_ITEM.match(text):
        found.steps.append((line.number, 1))
        line = Line(line.number, _QUOTED_ITEM.sub("", text))
    new = rewritten(line, found)
    if not new.strip():
        return None
    heading = HEADING.fullmatch(new)
    return f"#### {heading[2]}" if heading else new


def _fence(line: Line, header: re.Match[str], found: Found) -> str:
    """The opening line of a code block: its language, and the lines that it marks."""
    start = line.text[: header.start("header")]
    parts = _HEADER.fullmatch(header["header"].strip())
    if parts is None:
        return line.text
    rest = f"{parts['more'] or ''} {parts['rest']}"
    marked = _LINES.search(rest)
    numbers = next((group for group in marked.groups() if group), "") if marked else ""
    numbers = " ".join(re.findall(r"\d+(?:-\d+)?", numbers.rpartition(":")[2]))
    title = re.search(r'(?:title|filename)="([^"]+)"', rest)
    known = ("numberLines", "number-lines", marked[0] if marked else "", title[0] if title else "")
    other = " ".join(word for word in rest.split() if word.strip(".{}") and word.strip("{}.") not in known)
    if other and not (marked or title):
        found.left.append(Left(line.number, header.start("header") + 1, f"« {other} » : option de code inconnue"))
    options = (f'title="{title[1]}"' if title else "", f'hl_lines="{numbers}"' if numbers else "")
    return " ".join(filter(None, (start + (parts["lang"] or parts["pandoc"] or ""), *options)))
