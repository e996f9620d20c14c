"""Parts in, one PDF out: the PDF of a page and the book are assemblies of the same parts.

Everything that depends on where a part stands is done here and nowhere else: folios, running titles, the shift of
left-hand pages, links from one part to another, page numbers in contents, outline, names, tags. So a part's
cache does not depend on its position, and a change of pagination lays nothing out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, Stream, String

from timonier.pdf import outline, stamp
from timonier.pdf.binding import Binding, Bound, Chapter
from timonier.pdf.layout import Part, Point
from timonier.pdf.sheaf import Link, Sheaf, read
from timonier.pdf.stamp import StampFont
from timonier.pdf.structure import StructureTree
from timonier.render.print_page import BOOK_LINK, CONTENTS_LINK, REFERENCE_LINK

MILLIMETRE = 72 / 25.4
INNER_MARGIN, OUTER_MARGIN = 25 * MILLIMETRE, 20 * MILLIMETRE
HEAD, FOOT = 14 * MILLIMETRE, 13 * MILLIMETRE
LEADER_STEP = 5.0
_ON_THE_SITE, _IN_A_FILE = "(site)", "(PDF)"
"""Where a link leads that leaves the document."""
_SHEET = 4
"""Pages of a sheet that is folded once."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """How a number or a running title is written."""

    size: float
    gray: float


_NUMBER, _SMALL = _Ink(9.5, 0.1), _Ink(8.5, 0.35)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The side of a sheet that a page is on."""

    width: float
    height: float
    is_left: bool

    @property
    def left(self) -> float:
        """Where the text begins."""
        return OUTER_MARGIN if self.is_left else INNER_MARGIN

    @property
    def room(self) -> float:
        """How wide the text is."""
        return self.width - INNER_MARGIN - OUTER_MARGIN


@dataclass(slots=True)
class Work:
    """A document while it is assembled."""

    pdf: Pdf
    binding: Binding
    tree: StructureTree
    font: StampFont = field(init=False)
    sheets: list[Object] = field(default_factory=list)
    """The pages, for those who look one up often."""
    shifts: dict[float, Stream] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    links: dict[str, tuple[tuple[Link, ...], ...]] = field(default_factory=dict)
    places: dict[str, tuple[int, Point]] = field(default_factory=dict)
    """Every named place: page of the document, and point as if that were a right-hand page."""
    headers: dict[tuple[str, _Sheet], str] = field(default_factory=dict)
    """The running titles that are written already."""
    broken: list[tuple[str, str, str]] = field(default_factory=list)

    def is_left(self, page_index: int) -> bool:
        """Whether a page is bound on its right."""
        return page_index % 2 == 1 and not self.binding.format.single_sided

    def shifted(self, shift: float) -> Stream:
        """What begins a page that is moved to the right, one for all pages."""
        if shift not in self.shifts:
            self.shifts[shift] = self.pdf.make_stream(f"q 1 0 0 1 {shift:.4f} 0 cm\n".encode())
        return self.shifts[shift]

    def shift(self, page_index: int) -> float:
        """How far a page goes to the right: parts are laid out as right-hand pages."""
        return OUTER_MARGIN - INNER_MARGIN if self.is_left(page_index) else 0.0


def begin(binding: Binding, reader: Callable[[Part], Sheaf]) -> Work:
    """Put chapters into a new document: all of them, or as many of the first ones as there are."""
    pdf = Pdf.new()
    work = Work(pdf, binding, StructureTree(pdf))
    for chapter in binding.chapters:
        _append(chapter, reader(chapter.part), work)
    return work


def bind(
    binding: Binding, font: StampFont, reader: Callable[[Part], Sheaf] = read, begun: Work | None = None
) -> Bound:
    """Assemble a document; the same binding gives the same bytes.

    `font` has all `characters(binding)`; `reader` may know parts that were read before; `begun` is what `begin`
    made of its first chapters.
    """
    work = begun or begin(replace(binding, chapters=()), reader)
    pdf, work.binding, work.font = work.pdf, binding, font
    for chapter in binding.chapters[len(work.first) :]:
        _append(chapter, reader(chapter.part), work)
    work.sheets.extend(page.obj for page in pdf.pages)
    resource = font.embed(pdf)
    for chapter in binding.chapters:
        for index in range(chapter.part.pages):
            _finish_page(chapter, index, resource, work)
    _fill_last_sheet(work)
    _name_places(work)
    _attach(work)
    _outline(work)
    work.tree.close()
    _describe(work)
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
        linearize=False,
    )
    return Bound(out.getvalue(), len(pdf.pages), tuple(work.broken))


def characters(binding: Binding) -> str:
    """All that is written on pages that are laid out already."""
    return (
        "0123456789… (p.)"
        + _ON_THE_SITE
        + _IN_A_FILE
        + binding.running_title
        + "".join(chapter.title for chapter in binding.chapters)
    )


def _append(chapter: Chapter, sheaf: Sheaf, work: Work) -> None:
    if chapter.opens and work.is_left(len(work.pdf.pages)):
        _add_blank_page(work)
    first = len(work.pdf.pages)
    work.pdf.pages.extend(sheaf.pdf.pages)
    pages = [work.pdf.pages[first + index].obj for index in range(chapter.part.pages)]
    work.tree.add(sheaf.pdf, pages)
    work.first[chapter.id] = first
    work.links[chapter.id] = sheaf.links
    top = float(pages[0].MediaBox[3])
    work.places[book_name(chapter.id)] = (first, Point(0, 0, top))
    for anchor, point in chapter.part.anchors.items():
        work.places[book_name(chapter.id, anchor)] = (first + point.page, point)


def _finish_page(chapter: Chapter, index: int, font: object, work: Work) -> None:
    page_index = work.first[chapter.id] + index
    page = work.pdf.pages[page_index]
    shift = work.shift(page_index)
    numbers = list(_finish_links(page, chapter, index, work))
    stamps = [*numbers, *(() if chapter.bare else _pagination(page, chapter, index, page_index, work))]
    page.contents_add(work.shifted(shift), prepend=True)
    page.contents_add(("\nQ\n" + "\n".join(stamps)).encode())
    if stamps:
        page.add_resource(font, Name.Font, stamp.RESOURCE)  # type: ignore[arg-type]


def _finish_links(page: Page, chapter: Chapter, index: int, work: Work) -> Iterator[str]:
    """Send every link to its place, and write the number into every box that waits for one."""
    text_end, shift = 0.0, work.shift(work.first[chapter.id] + index)
    for annotation, laid in zip(page.obj.get("/Annots", ()), work.links[chapter.id][index], strict=True):
        link = laid.moved(shift)
        if shift:
            annotation.Rect = Array([link.left, link.bottom, link.right, link.top])
            if link.quads:
                annotation.QuadPoints = Array(link.quads)
        if link.target is not None:
            scheme, target, anchor = link.target
            _aim(annotation, chapter, target, anchor, work)
            place = work.places.get(book_name(target, anchor)) or work.places.get(book_name(target))
            if scheme == REFERENCE_LINK:
                text = f"(p. {place[0] + 1})" if place else _elsewhere(target, work)
                yield _tagged(_number(text, link, _SMALL, work.font), annotation, page, work)
            elif scheme != BOOK_LINK and place is not None:
                yield _tagged(_number(str(place[0] + 1), link, _NUMBER, work.font), annotation, page, work)
            if scheme == CONTENTS_LINK:
                yield _leader(text_end, link)
        text_end = link.end


def _fill_last_sheet(work: Work) -> None:
    while work.binding.format.booklet and len(work.pdf.pages) % _SHEET:
        _add_blank_page(work)


def _add_blank_page(work: Work) -> None:
    _, _, width, height = work.pdf.pages[0].mediabox
    work.pdf.add_blank_page(page_size=(float(width), float(height)))


def _attach(work: Work) -> None:
    """The files, dated as the document is: a date of their own would change its bytes."""
    date = _pdf_date(work.binding.date) if work.binding.date else ""
    for file in work.binding.files:
        work.pdf.attachments[file.name] = AttachedFileSpec(
            work.pdf,
            file.text.encode(),
            description="",
            filename=file.name,
            mime_type="application/yaml",
            creation_date=date,
            mod_date=date,
        )


def _leader(start: float, box: Link) -> str:
    """Dots from a title to its number, on one grid for the whole page; they are ornament, not text."""
    first, y = (int(start / LEADER_STEP) + 2) * LEADER_STEP, box.bottom + 0.4
    dots = f"q 1 J 0.7 w 0.6 G [0 {LEADER_STEP}] 0 d {first:.2f} {y:.2f} m {box.left:.2f} {y:.2f} l S Q"
    return f"/Artifact BMC {dots} EMC" if first < box.left else ""


def _aim(annotation: Object, chapter: Chapter, target: str, anchor: str, work: Work) -> None:
    name = book_name(target, anchor)
    elsewhere = work.binding.elsewhere
    fragment = f"#{anchor}" if anchor else ""
    del annotation["/A"]
    if target in work.first:
        if name not in work.places:
            work.broken.append((chapter.id, target, anchor))
            name = book_name(target)
        annotation.Dest = String(name)
        annotation.Contents = String(f"page {work.places[name][0] + 1}")
    elif target in elsewhere.addresses:
        address = elsewhere.addresses[target] + fragment
        annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(address))
        annotation.Contents = String(address)
    else:
        file = elsewhere.files[target]
        annotation.A = Dictionary(Type=Name.Action, S=Name.GoToR, F=String(file), D=String(name), NewWindow=True)
        annotation.Contents = String(file)


def _elsewhere(target: str, work: Work) -> str:
    return _ON_THE_SITE if target in work.binding.elsewhere.addresses else _IN_A_FILE


def _number(text: str, box: Link, ink: _Ink, font: StampFont) -> str:
    """The operators that write a text at the right end of the box of a link, whose foot is the baseline."""
    size = ink.size * min(1, (box.right - box.left) / font.width(text, ink.size))
    return font.show(text, box.right - font.width(text, size), box.bottom, size, ink.gray)


def _tagged(shown: str, annotation: Object, page: Page, work: Work) -> str:
    """What is written in a link belongs to the element of that link."""
    element = work.tree.element_of(annotation)
    if element is None:
        return f"/Artifact BMC {shown} EMC"
    return f"/Span <</MCID {work.tree.add_content(page.obj, element)}>> BDC {shown} EMC"


def _pagination(page: Page, chapter: Chapter, index: int, page_index: int, work: Work) -> Iterator[str]:
    """The folio on the outer side and, but on a chapter's first page, the running title."""
    _, _, width, height = map(float, page.mediabox)
    sheet = _Sheet(width, height, work.is_left(page_index))
    folio = _outer(str(page_index + 1), _NUMBER, FOOT, sheet, work.font)
    yield f"/Artifact <</Type /Pagination>> BDC {folio} EMC"
    if index:
        title = work.binding.running_title if sheet.is_left else chapter.title
        if (title, sheet) not in work.headers:
            work.headers[title, sheet] = _header(title, sheet, work.font)
        yield work.headers[title, sheet]


def _header(title: str, sheet: _Sheet, font: StampFont) -> str:
    """A running title and the rule below it."""
    y = sheet.height - HEAD - _SMALL.size / 2
    shown = _outer(font.shortened(title, _SMALL.size, sheet.room), _SMALL, y, sheet, font)
    line = f"{sheet.left:.2f} {y - 5:.2f} m {sheet.left + sheet.room:.2f} {y - 5:.2f} l"
    return f"/Artifact <</Type /Pagination /Subtype /Header>> BDC {shown} q 0.4 w 0.75 G {line} S Q EMC"


def _outer(text: str, ink: _Ink, y: float, sheet: _Sheet, font: StampFont) -> str:
    """A text on the outer side of a sheet."""
    x = sheet.left if sheet.is_left else sheet.left + sheet.room - font.width(text, ink.size)
    return font.show(text, x, y, ink.size, ink.gray)


def _destination(page_index: int, point: Point, work: Work) -> Array:
    return Array([work.sheets[page_index], Name.XYZ, max(point.x + work.shift(page_index), 0), point.y, 0])


def _name_places(work: Work) -> None:
    """A name tree is sorted by the bytes of its names."""
    names = sorted(work.places, key=lambda name: name.encode() if name.isascii() else bytes(String(name)))
    pairs = [item for name in names for item in (String(name), _destination(*work.places[name], work))]
    work.pdf.Root.Names = Dictionary(Dests=work.pdf.make_indirect(Dictionary(Names=Array(pairs))))


def book_name(page: str, anchor: str = "") -> str:
    """The name of a place in the PDF."""
    return f"{page}--{anchor}" if anchor else page


def _outline(work: Work) -> None:
    sections = [
        (name, [(outline.nested(chapter.part.bookmarks), _placer(chapter, work)) for chapter in chapters])
        for name, chapters in groupby(work.binding.chapters, key=lambda chapter: chapter.section)
    ]
    outline.write(work.pdf, sections)


def _placer(chapter: Chapter, work: Work) -> Callable[[Point], Array]:
    return lambda point: _destination(work.first[chapter.id] + point.page, point, work)


def _describe(work: Work) -> None:
    pdf, binding = work.pdf, work.binding
    root = pdf.Root
    root.Lang = String("fr")
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    root.PageMode = Name.UseOutlines
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = binding.title
        metadata["dc:language"] = ["fr"]
        metadata["xmp:CreatorTool"] = binding.creator
        if binding.date:
            metadata["xmp:CreateDate"] = binding.date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    pdf.docinfo["/Title"] = String(binding.title)
    pdf.docinfo["/Creator"] = String(binding.creator)
    if binding.date:
        pdf.docinfo["/CreationDate"] = String(_pdf_date(binding.date))


def _pdf_date(date: datetime) -> str:
    return date.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
