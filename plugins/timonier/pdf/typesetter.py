"""The only module that imports Typst: pages of the course and of books.

In: a whole HTML document and the bytes of its images. Out: a `Part`. Typst lets other threads run while it works,
so that parts are made in threads: nothing is started, nothing is copied.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from timonier.cache import digest
from timonier.errors import UsageError
from timonier.lint.basis import programs
from timonier.pdf.drawings import PIXEL, svg_size
from timonier.pdf.front_markup import UNNAMED
from timonier.pdf.layout import Bookmark, Overflow, PageRequest, Part, PartError, Point, Refusal
from timonier.pdf.markup import Markup, markup
from timonier.pdf.typst_code import string

HEIGHT = 841.89
_PLACES = "places.json"
_REFUSED = "adresse refusée : seuls les fichiers du cours entrent dans un PDF"
_UNREADABLE = "image illisible"
_IMAGE_FAULT = re.compile("failed to (parse SVG|decode image)")
_KINDS = frozenset({"png", "jpeg", "gif", "webp"})
"""Formats of pictures that Typst reads."""
_COLOUR = re.compile(r"--tm-([a-z]+): (#[0-9a-f]{6});")


def versions() -> str:
    """The versions of every library that decides what a page looks like, and our own code that does."""
    return digest(programs(("pdf",), ("typst-", "lxml-")), _template())


def lay_out(request: PageRequest, fonts: Path) -> Part:
    """Lay out one part with the fonts of a folder.

    Raises `PartError` when an image is broken, an address was refused or something leaves the text area,
    `UsageError` when the library is missing.
    """
    images, unreadable = _images(request.assets)
    found = markup(request.html, {address: image.size for address, image in images.items()})
    refusals = (
        *(Refusal(address, _REFUSED) for address in found.asked),
        *(Refusal(address, _UNREADABLE) for address in unreadable),
    )
    if refusals:
        raise PartError(tuple(dict.fromkeys(refusals)))
    with TemporaryDirectory(prefix="timonier-") as folder:
        placed = {address: image.put(Path(folder)) for address, image in images.items()}
        pdf = _compiled(_document(found, placed), fonts, Path(folder))
    return _part(pdf, found.titles)


@dataclass(frozen=True, slots=True)
class _Image:
    """An image that Typst can read; a drawing has no kind."""

    data: bytes
    size: tuple[float, float]
    """Points."""
    kind: str = ""

    def put(self, folder: Path) -> str:
        """The image as code: a drawing goes into the document, a picture into a file of a folder."""
        if not self.kind:
            return f"bytes({string(self.data.decode('utf-8-sig'))})"
        name = f"{digest(self.data)}.{self.kind}"
        (folder / name).write_bytes(self.data)
        return string(f"/{name}")


def _images(assets: Mapping[str, bytes]) -> tuple[dict[str, _Image], list[str]]:
    """Images by address, and the addresses of those that nobody can read."""
    images: dict[str, _Image] = {}
    unreadable = []
    for address, data in assets.items():
        try:
            images[address] = _drawing(data) if address.endswith(".svg") else _picture(data)
        except (OSError, ValueError, SyntaxError):
            unreadable.append(address)
    return images, unreadable


def _drawing(data: bytes) -> _Image:
    root = etree.fromstring(data)
    if etree.QName(root).localname != "svg":
        raise ValueError(root.tag)
    return _Image(data, svg_size(root))


def _picture(data: bytes) -> _Image:
    from PIL import Image  # noqa: PLC0415  (slow to import, and few pages have pictures)

    with Image.open(BytesIO(data)) as picture:
        picture.load()
        size = picture.width * PIXEL, picture.height * PIXEL
        kind = (picture.format or "").lower()
        if kind in _KINDS:
            return _Image(data, size, kind)
        out = BytesIO()
        picture.save(out, "PNG")
        return _Image(out.getvalue(), size, "png")


def _document(page: Markup, images: Mapping[str, str]) -> str:
    known = "".join(f"{string(address)}:{value}," for address, value in images.items())
    head = f"#let assets = ({known or ':'})\n#show: book.with(title: {string(page.title)})"
    return f"{_template()}\n{head}\n#{page.code}\n"


@functools.cache
def _template() -> str:
    """The style of pages, in the colours of the site."""
    tokens = files("timonier.render").joinpath("assets/tokens.css").read_text(encoding="utf-8")
    light, _, _ = tokens.partition("}")
    ink = ", ".join(f'{name}: rgb("{value}")' for name, value in _COLOUR.findall(light))
    folder = files("timonier.pdf").joinpath("typst")
    sheets = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("book.typ", "front.typ"))
    return f"#let ink = ({ink})\n" + "\n".join(sheets)


def _compiled(code: str, fonts: Path, root: Path) -> bytes:
    typst, source = _typst(), code.encode()
    try:
        made: bytes = typst.compile(
            source, root=root, font_paths=_fonts(fonts), ignore_system_fonts=True, timestamp=0
        )
    except typst.TypstError as error:
        if _IMAGE_FAULT.search(error.message):  # a drawing in the page itself, which has no address
            raise PartError((Refusal("", _UNREADABLE),)) from error
        raise
    return made


def has_run() -> bool:
    """Whether this process has threads of Typst's, which a copy of it would wait for in vain."""
    return bool(_fonts.cache_info().currsize)


def _typst() -> Any:
    try:
        import typst  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UsageError("Typst n’est pas installé : installez « timonier[pdf] ».") from error
    return typst


@functools.cache
def _fonts(folder: Path) -> Any:
    return _typst().Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _part(data: bytes, titles: Sequence[tuple[int, str, str]]) -> Part:
    """The part that a PDF is, with what its attached file says; raises `PartError` when something is too large."""
    from timonier.pdf.refining import refined  # noqa: PLC0415  (imports pikepdf)

    pdf, pages, said = refined(data, _PLACES)
    facts = json.loads(said)
    if facts["excesses"]:
        raise PartError((), tuple(Overflow(**excess) for excess in facts["excesses"]))
    anchors: dict[str, Point] = {}
    for name, page, x, y in facts["places"]:
        anchors.setdefault(name, Point(page, round(x, 2), round(HEIGHT - y, 2)))
    bookmarks = tuple(Bookmark(level, text, anchors[name]) for level, text, name in titles if name in anchors)
    named = {name: place for name, place in anchors.items() if not name.startswith(UNNAMED)}
    return Part(pdf, pages, named, bookmarks)
