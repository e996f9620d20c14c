"""What a YAML text leaves open: `<image>`, `…`, `...`, `# à compléter`, `# …`.

In: a document. Out: `Holes`: values to be filled in, and objects of which a part is not shown. A hole takes any
value, and what is cut may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from timonier.core.diagnostic import YamlPath
from timonier.core.yamldoc import JsonValue, YamlDocument
from timonier.core.yamlplaces import Place

ELISIONS: Final = frozenset({"...", "…", "<...>", "<…>", "[...]", "[…]"})
_HOLE = re.compile(r"<[^\W\d_](?:[^<>\n@:=\"]{0,60}[^<>\s/@:=\"])?>")
_REMARK = re.compile(
    r"(?:^|(?<=\s))#[ \t]*(?:[\[(]?(?:…|\.{3,})|TODO\b|[^\n]*\b(?:à|a) (?:compl[ée]ter|remplir)\b)",
    re.MULTILINE | re.IGNORECASE,
)
_ACTION = re.compile(
    r"\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities|Files)\b|(?:include|template|tpl|toYaml)\b)"
)
"""A Helm template's action, which may stand in a quoted value (helm.sh, « Chart Template Guide »)."""
_SIGNS: Final = ("<", "…", "{{", "...", "TODO", "ompl", "OMPL", "empli", "EMPLI")
"""One of these stands in every text that leaves something open: all that most texts cost."""
_LONE = re.compile(r"^([ \t]*)(…|(?<=[ \t])\.\.\.)(?=[ \t]*$)", re.MULTILINE)
_MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Holes:
    """Paths of values to be filled in, and of the objects and lists that are cut; `signs` is what says so."""

    values: frozenset[YamlPath] = frozenset()
    cut: frozenset[YamlPath] = frozenset()
    signs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is left open."""
        return bool(self.values or self.cut)

    @property
    def template(self) -> bool:
        """Whether Helm fills some of them."""
        return any(sign.startswith("{{") for sign in self.signs)

    @property
    def reason(self) -> str:
        """What is left open, for people."""
        shown = ", ".join(self.signs[:_MOST_SHOWN]) + (", …" if len(self.signs) > _MOST_SHOWN else "")
        return f"à compléter : {shown}"


NONE: Final = Holes()


def is_hole(text: str) -> bool:
    """Whether a value is to be filled in, in part or whole; HTML is not."""
    if text in ELISIONS:
        return True
    if "\n" in text:
        return False
    return ("<" in text and "</" not in text and _HOLE.search(text) is not None) or is_template(text)


def is_template(text: str) -> bool:
    """Whether a value is what a Helm chart makes of it."""
    return "{{" in text and _ACTION.search(text) is not None


def without_lone_elisions(text: str) -> str:
    """The text with each line that holds nothing but `…` or an indented `...` made a comment, places kept.

    At the left edge `...` ends a YAML document: it stays, and is said to do so.
    """
    return _LONE.sub(lambda match: match[1] + "#" * len(match[2]), text)


def edge_dots(text: str) -> tuple[int, ...]:
    """The numbers of the first and the last line when they are `...`: right in YAML, « and so on » on a page."""
    lines = text.rstrip().split("\n") if "..." in text else []
    return tuple(number for number in sorted({1, len(lines)}) if lines and lines[number - 1].rstrip() == "...")


def find(document: YamlDocument, value: JsonValue) -> Holes:
    """What `document`, whose declared variables stand for their examples in `value`, leaves open."""
    text = document.text
    if not any(sign in text for sign in _SIGNS):
        return NONE
    search = _Search()
    search.values_of(value)
    for remark in _REMARK.finditer(text):
        search.remark(document.root, text, remark)
    return Holes(frozenset(search.values), frozenset(search.cut), tuple(dict.fromkeys(search.signs)))


@dataclass(slots=True)
class _Search:
    values: set[YamlPath] = field(default_factory=set)
    cut: set[YamlPath] = field(default_factory=set)
    signs: list[str] = field(default_factory=list)

    def values_of(self, root: JsonValue) -> None:
        todo: list[tuple[YamlPath, JsonValue]] = [((), root)]
        while todo:
            path, value = todo.pop()
            if isinstance(value, str) and is_hole(value):
                self._hole(path, value)
            elif isinstance(value, dict):
                for key in filter(is_hole, value):
                    self._hole((*path, key), key)
                    self.cut.add(path)
                todo += [((*path, key), inner) for key, inner in reversed(value.items())]
            elif isinstance(value, list):
                self.cut.update(path for item in value if isinstance(item, str) and item in ELISIONS)
                todo += [((*path, index), item) for index, item in reversed([*enumerate(value)])]

    def _hole(self, path: YamlPath, text: str) -> None:
        found = _HOLE.search(text) or _ACTION.search(text)
        self.values.add(path)
        self.signs.append(found[0] if found else text)

    def remark(self, root: Place, text: str, remark: re.Match[str]) -> None:
        """A comment that says that something is missing: what it stands in is cut, the value it stands for open."""
        offset = remark.start()
        if _inside_scalar(root, offset):
            return
        self.signs.append(" ".join(remark[0].split()))
        after_value = bool(text[text.rfind("\n", 0, offset) + 1 : offset].strip())
        column = _column(text, offset)
        path: YamlPath = ()
        for path, place, start in _around(root, text, offset, column):
            if place.children or place.items:
                if start <= column:
                    self.cut.add(path)
            elif place.start == place.end or (after_value and "compl" in remark[0].lower()):
                self.values.add(path)


def _around(root: Place, text: str, offset: int, column: int) -> Iterator[tuple[YamlPath, Place, int]]:
    """The places that a comment may speak of: those at its own column, and the innermost that holds it.

    Each with the column at which its keys or dashes stand.
    """
    place, path = root, YamlPath()
    while True:
        start = _column(text, _first(place))
        steps = _steps(place, offset)
        last = steps[-1] if steps else None
        deeper = last is not None and _holds(last[1], text, column, _column(text, last[1].key_start))
        if start == column or not deeper or last is None:
            yield path, place, start
        if not deeper or last is None:
            return
        path, place = (*path, last[0]), last[1]


def _holds(place: Place, text: str, column: int, key_column: int) -> bool:
    """Whether a comment at `column` belongs to the value: it is indented as its keys, or more than its own key."""
    if place.children or place.items:
        return _column(text, _first(place)) <= column
    return place.key_start >= 0 and column > key_column


def _first(place: Place) -> int:
    """Where the first key stands, or the first dash."""
    return next((child.key_start for child in place.children.values()), place.start)


def _steps(place: Place, offset: int) -> list[tuple[str | int, Place]]:
    """What begins before `offset` in a mapping or a list."""
    keyed: list[tuple[str | int, Place]] = [(k, v) for k, v in place.children.items() if v.key_start <= offset]
    return keyed or [(index, item) for index, item in enumerate(place.items) if item.start <= offset]


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def _inside_scalar(root: Place, offset: int) -> bool:
    place = root
    while place.children or place.items:
        inner = [*place.children.values(), *place.items]
        found = next((child for child in inner if child.start <= offset < child.end), None)
        if found is None:
            return False
        place = found
    return place.start <= offset < place.end
