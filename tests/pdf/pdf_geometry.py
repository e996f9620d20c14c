"""Where each piece of text of a PDF stands, how large, whether something cuts it, and which element it belongs to.

A small reader of what WeasyPrint and the assembly write: poppler says nothing of clips, of marks or of the size of
letters, and leaves out what stands beyond the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import hypot

from pikepdf import Array, Dictionary, Object, Page, Pdf, parse_content_stream

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
_UNREAD = frozenset({"T*", "'", '"', "TD", "Tc", "Tw", "Tz", "TL", "Ts", "BI"})
"""Operators that nothing here writes: after one, text would be measured wrong."""
_PATHS = frozenset({"re", "m", "l", "c", "v", "y", "n", "f", "f*", "S", "s", "B", "B*", "b", "b*"})
_UNDER, _OVER = 0.1, 0.5
"""Of the size of a font: how far the letters that count go below and above the baseline."""


@dataclass(frozen=True, slots=True)
class Font:
    """What a font says of its glyphs: widths in thousandths of its size, letters."""

    name: str
    widths: dict[int, float]
    letters: dict[int, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one operator shows, without the spaces at its end."""

    page: int
    mark: int | None
    """The number of its marked content on the page; None for an artifact and for what is not marked."""
    artifact: bool
    text: str
    box: Box
    size: float
    """Points, as printed."""
    font: str
    clip: Box


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = _SAME
    clip: Box = _EVERYWHERE
    font: Font | None = None
    size: float = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a piece of content is marked with."""

    tag: str
    number: int | None
    says: str


def within(box: Box, area: Box, tolerance: float = 1.0) -> bool:
    """Whether a box is in an area, but for a point."""
    low = all(inner >= outer - tolerance for inner, outer in zip(box[:2], area[:2], strict=True))
    return low and all(inner <= outer + tolerance for inner, outer in zip(box[2:], area[2:], strict=True))


def pieces(pdf: Pdf) -> Iterator[Piece]:
    """All text of all pages, in the order in which it is drawn."""
    fonts: dict[tuple[int, int], Font] = {}
    for number, page in enumerate(pdf.pages):
        if "/Contents" in page:
            yield from _Reader(number, fonts).read(page, page.obj.Resources, _State())


@dataclass(slots=True)
class _Reader:
    """Reads the content of one page."""

    page: int
    fonts: dict[tuple[int, int], Font]
    marks: list[_Mark] = field(default_factory=list)
    """Those that are open."""

    def read(self, content: Page | Object, resources: Object, state: _State) -> Iterator[Piece]:
        stack: list[_State] = []
        path: list[tuple[float, float]] = []
        line = _SAME
        for operands, name in parse_content_stream(content):
            operator = str(name)
            assert operator not in _UNREAD, operator
            if operator == "q":
                stack.append(state)
            elif operator == "Q":
                state = stack.pop()
            elif operator in {"BMC", "BDC"}:
                self.marks.append(_mark(operands))
            elif operator == "EMC":
                if self.marks[-1].says:
                    yield self._said(state)
                self.marks.pop()
            elif operator in {"BT", "Tm", "Td"}:
                line = _line(operator, operands, line)
            elif operator in {"Tj", "TJ"}:
                shown = operands[0] if operator == "TJ" else operands
                piece = self._piece(shown, state, _product(line, state.matrix))
                said = next((mark for mark in self.marks if mark.says), None)
                if said is not None:  # what is drawn is said otherwise
                    self.marks[self.marks.index(said)] = replace(said, says="")
                yield replace(piece, text=said.says) if said else piece
            elif operator == "Do":
                yield from self._drawn(resources.XObject[operands[0]], state)
            elif operator in _PATHS:
                path = _lengthened(operator, operands, path)
            else:
                state = self._changed(state, operator, operands, resources, path)

    def _changed(
        self,
        state: _State,
        operator: str,
        operands: Sequence[Object],
        resources: Object,
        path: Sequence[tuple[float, float]],
    ) -> _State:
        if operator == "cm":
            return replace(state, matrix=_product(_matrix(operands), state.matrix))
        if operator in {"W", "W*"}:
            return replace(state, clip=_common(state.clip, _around(path, state.matrix)))
        if operator == "Tf":
            return replace(state, font=self._font(resources.Font[operands[0]]), size=float(operands[1]))
        assert operator != "Tr" or operands[0] == 0, "text that is not filled"
        return state

    def _piece(self, shown: Iterable[object], state: _State, matrix: Matrix) -> Piece:
        assert state.font is not None
        text, width, inked = "", 0.0, 0.0
        for item in shown:
            if not isinstance(item, Object):
                width -= float(item)  # type: ignore[arg-type]
                continue
            codes = bytes(item)
            for code in (codes[place] << 8 | codes[place + 1] for place in range(0, len(codes), 2)):
                text += state.font.letters[code]
                width += state.font.widths.get(code, 1000)
                inked = inked if text[-1:].isspace() else width
        size = state.size
        corners = [(0.0, -_UNDER * size), (inked / 1000 * size, _OVER * size)]
        return self._marked(text, _around(corners, matrix), size * hypot(matrix[2], matrix[3]), state)

    def _said(self, state: _State) -> Piece:
        """The text that a piece of content without letters stands for."""
        return self._marked(self.marks[-1].says, _around([(0, 0)], state.matrix), state.size, state)

    def _marked(self, text: str, box: Box, size: float, state: _State) -> Piece:
        number = next((mark.number for mark in reversed(self.marks) if mark.number is not None), None)
        artifact = any(mark.tag == "/Artifact" for mark in self.marks)
        name = state.font.name if state.font else ""
        return Piece(self.page, number, artifact, text, box, size, name, state.clip)

    def _drawn(self, drawing: Object, state: _State) -> Iterator[Piece]:
        if drawing.Subtype == "/Form":
            matrix = _product(_matrix(drawing.get("/Matrix", _SAME)), state.matrix)
            left, bottom, right, top = map(float, drawing.BBox)
            clip = _common(
                state.clip, _around([(left, bottom), (right, top), (left, top), (right, bottom)], matrix)
            )
            yield from self.read(
                drawing, drawing.get("/Resources", Dictionary()), replace(state, matrix=matrix, clip=clip)
            )

    def _font(self, font: Object) -> Font:
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = _read_font(font)
        return self.fonts[font.objgen]


def _lengthened(
    operator: str, operands: Sequence[Object], path: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """A path with what an operator adds to it: none after one that paints it."""
    numbers = [float(operand) for operand in operands]
    if operator == "re":
        x, y, width, height = numbers
        return [*path, (x, y), (x + width, y), (x, y + height), (x + width, y + height)]
    return [*path, *zip(numbers[::2], numbers[1::2], strict=True)] if numbers else []


def _line(operator: str, operands: Sequence[Object], line: Matrix) -> Matrix:
    """Where a line of text begins."""
    if operator == "BT":
        return _SAME
    return _matrix(operands) if operator == "Tm" else _product((1, 0, 0, 1, *map(float, operands)), line)


def _mark(operands: Sequence[Object]) -> _Mark:
    facts = operands[-1] if isinstance(operands[-1], Dictionary) else Dictionary()
    number = facts.get("/MCID")
    return _Mark(str(operands[0]), None if number is None else int(number), str(facts.get("/ActualText", "")))


def _read_font(font: Object) -> Font:
    widths: dict[int, float] = {}
    runs = list(font.DescendantFonts[0].W)
    while runs:
        first, second = int(runs.pop(0)), runs.pop(0)
        if isinstance(second, Array):
            widths |= {first + place: float(width) for place, width in enumerate(second)}
        else:
            widths |= dict.fromkeys(range(first, int(second) + 1), float(runs.pop(0)))
    table = font.ToUnicode.read_bytes().decode("ascii")
    letters = {
        int(code, 16): bytes.fromhex(letter).decode("utf-16-be")
        for code, letter in re.findall(r"^<(\w+)> <(\w+)>$", table, re.MULTILINE)
    }
    return Font(str(font.BaseFont), widths, letters)


def _matrix(numbers: Iterable[object]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)  # type: ignore[arg-type]
    return a, b, c, d, e, f


def _product(one: Matrix, two: Matrix) -> Matrix:
    """The matrix that does `one`, then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _around(points: Iterable[tuple[float, float]], matrix: Matrix) -> Box:
    """The smallest box around points, on the page."""
    a, b, c, d, e, f = matrix
    placed = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    across, up = [x for x, _ in placed], [y for _, y in placed]
    return min(across), min(up), max(across), max(up)


def _common(one: Box, two: Box) -> Box:
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure of a document, with what it holds in reading order."""

    role: str
    own: Dictionary
    kids: tuple[Element | Piece, ...]

    def walk(self) -> Iterator[Element]:
        """This element and all that it holds, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def read(self, *, without: frozenset[str] = frozenset()) -> Iterator[Piece]:
        """The text of this element in reading order, but that of elements of some roles."""
        for kid in self.kids:
            if isinstance(kid, Piece):
                yield kid
            elif kid.role not in without:
                yield from kid.read(without=without)


def structure(pdf: Pdf) -> Element:
    """The structure of a document. Its text is what a screen reader says; artifacts are not in it."""
    marked: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces(pdf):
        if piece.mark is not None:
            marked.setdefault((piece.page, piece.mark), []).append(piece)
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def element(node: Dictionary) -> Element:
        kids: list[Element | Piece] = []
        found = node.get("/K", Array())
        for kid in found if isinstance(found, Array) else [found]:
            if isinstance(kid, int):
                kids += marked.get((numbers[node.Pg.objgen], kid), ())
            elif kid.get("/Type") == "/MCR":
                kids += marked.get((numbers[kid.Pg.objgen], int(kid.MCID)), ())
            elif "/S" in kid:
                kids.append(element(kid))
        return Element(str(node.S).removeprefix("/"), node, tuple(kids))

    return element(pdf.Root.StructTreeRoot.K[0])
