"""What a reader reads, without its marks: sources of the course in, `Passage`s out.

A passage is a run of text that a proofreader may judge alone: a paragraph, a title, an item of a list, a cell of
a table, a sentence of a YAML file. Code stands in it as one neutral word, and so does text in another language;
each character knows its place in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from timonier.core.markdown import MarkdownDocument
from timonier.core.source import Position, SourceFile

NEUTRAL: Final = "Machin"
"""What stands for code and English: a name that French grammar leaves alone."""
_TOKEN: Final = re.compile(
    r"(?P<neutral>(?P<ticks>`+)(?:(?!`).|(?<!`)`(?!(?P=ticks)))+?(?P=ticks)(?!`)"
    r"|<span lang=\"?[a-z-]+\"?>.*?</span>|<https?://[^>]+>)"
    r"|(?P<dropped><!--.*?-->|</?[a-zA-Z][^<>]*>|\]\([^()\s]*(?:\s\"[^\"]*\")?\)|\]\[[^\]]*\]|\[\^[^\]]+\]:?|!?\[(?=[^\]])|\]"
    r"|\{[ :.#][^{}]*\}|\*+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|\\(?=[^\w\s]))"
)
_LEAD: Final = re.compile(
    r"[ ]*(?:>[ ]?)*(?:(?:[-*+]|\d+[.)])[ ]+(?:\[[ x]\][ ]+)?|#+[ ]+|/{3,}[ ]*\w*[ ]*\|?[ ]*"
    r"|(?:===|!!!|\?\?\?\+?)[ ]*\w*[ ]*\"?|:[ ]{3}|\[\^[^\]]+\]:[ ]*)?"
)
_ALONE: Final = re.compile(r"[ ]*(?:>[ ]?)*(?:#+[ ]|/{3,}|===|!!!|\?\?\?)")
_BEGINS: Final = re.compile(r"[ ]*(?:>[ ]?)*(?:[-*+][ ]|\d+[.)][ ]|:[ ]{3}|\[\^[^\]]+\]:)")
_RULE: Final = re.compile(r"[ ]*[-:| ]*")
_SAID: Final = frozenset({"title", "titre", "description", "objectifs", "public", "raison", "definition", "label"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text, and where each of its pieces stands in the file."""

    path: str
    text: str
    offsets: tuple[int, ...]
    """Where each piece begins in `text`."""
    places: tuple[Position, ...]
    """Where each piece begins in the file."""
    label: bool = False
    """Whether it is a word of a drawing or of a menu, not a sentence: its spelling counts, not its grammar."""

    def place(self, offset: int) -> Position:
        """Where a character of `text` stands in the file."""
        piece = max(bisect_right(self.offsets, offset) - 1, 0)
        start = self.places[piece]
        return Position(start.line, start.column + offset - self.offsets[piece])


def of_page(document: MarkdownDocument) -> Iterator[Passage]:
    """The passages of a Markdown page, its front matter's first."""
    path, lines = document.source.path, list(document.source.lines)
    if document.front_matter:
        yield from _of_values(path, "\n".join(lines[1 : document.front_matter.span.end.line - 1]), 2)
        lines[: document.front_matter.body_line - 1] = [""] * (document.front_matter.body_line - 1)
    for fence in document.fences:
        for number in range(fence.span.start.line, fence.span.end.line + 1):
            lines[number - 1] = ""
    yield from _drawings(path, lines)
    for block in _runs(lines):
        yield from _passage(path, block)


def of_data(source: SourceFile) -> Iterator[Passage]:
    """The sentences of a YAML file of the course."""
    return _of_values(source.path, source.text, 1)


def _runs(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """Lines that make one paragraph, with their numbers (from 1)."""
    run: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        alone = bool(_ALONE.match(line)) or line.lstrip().startswith("|")
        if run and (not line.strip() or alone or _BEGINS.match(line)):
            yield run
            run = []
        if alone:
            yield [(number, line)]
        elif line.strip():
            run.append((number, line))


def _passage(path: str, run: list[tuple[int, str]]) -> Iterator[Passage]:
    if run[0][1].lstrip().startswith("|"):
        number, line = run[0]
        if not _RULE.fullmatch(line):
            for cell in re.finditer(r"(?:\\\||`[^`]*`|[^|])+", line):
                yield from _told(path, [(number, cell.start(), cell[0])])
        return
    parts = []
    for index, (number, line) in enumerate(run):
        lead = _LEAD.match(line).end() if index == 0 else len(line) - len(line.lstrip(" >"))  # type: ignore[union-attr]
        text = line[lead:].rstrip()
        parts.append((number, lead, text.removesuffix('"') if line[:lead].endswith('"') else text))
    yield from _told(path, parts)


def _told(path: str, parts: list[tuple[int, int, str]], *, label: bool = False) -> Iterator[Passage]:
    """Parts of lines (number, columns before, text) as one passage without marks, if anything is left of them."""
    raw = " ".join(text for _, _, text in parts)
    starts = [0]
    for _, _, text in parts[:-1]:
        starts.append(starts[-1] + len(text) + 1)
    pieces = list(_pieces(raw, starts))
    offsets: list[int] = []
    total = 0
    for _, text in pieces:
        offsets.append(total)
        total += len(text)
    text = "".join(text for _, text in pieces)
    if re.search(r"[^\W\d_]{2}", text.replace(NEUTRAL, "")):
        places = tuple(_at(parts, starts, start) for start, _ in pieces)
        yield Passage(path, text, tuple(offsets), places, label)


def _pieces(raw: str, starts: Iterable[int]) -> Iterator[tuple[int, str]]:
    """What is kept of a text, with where it stood; a piece never spans two lines."""
    done = 0
    cuts = list(starts)[1:]
    for found in [*_TOKEN.finditer(raw), None]:
        end = found.start() if found else len(raw)
        for cut in [cut for cut in cuts if done < cut < end] + [end]:
            if cut > done:
                yield done, raw[done:cut]
            done = max(cut, done)
        if found and found["neutral"]:
            yield found.start(), NEUTRAL
        done = found.end() if found else done


def _at(parts: list[tuple[int, int, str]], starts: list[int], offset: int) -> Position:
    number, before, _ = parts[part := bisect_right(starts, offset) - 1]
    return Position(number, before + offset - starts[part] + 1)


def _drawings(path: str, lines: list[str]) -> Iterator[Passage]:
    """The words of drawings; their lines are emptied: the rest of them is not text."""
    inside = False
    for number, line in enumerate(lines, 1):
        inside = inside or "<svg" in line
        if not inside:
            continue
        for found in re.finditer(r">([^<>]*[^\W\d_]{2}[^<>]*)<", line):
            yield from _told(path, [(number, found.start(1), found[1])], label=True)
        inside = "</svg>" not in line
        lines[number - 1] = ""


def _of_values(path: str, text: str, first: int) -> Iterator[Passage]:
    """The sentences of a YAML text whose first line is the line `first` of the file."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return  # the lint says it
    yield from _of_node(path, root, first, said=False)


def _of_node(path: str, node: yaml.Node | None, first: int, *, said: bool) -> Iterator[Passage]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _of_node(path, value, first, said=key.value in _SAID)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _of_node(path, value, first, said=said)
    elif isinstance(node, yaml.ScalarNode) and said:
        quote = 1 if node.style in ("'", '"') else 0
        place = (node.start_mark.line + first, node.start_mark.column + quote, str(node.value).replace("\n", " "))
        yield from _told(path, [place], label=True)
