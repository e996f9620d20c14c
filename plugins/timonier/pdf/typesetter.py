"""The only module that imports Typst: pages of the course and of books.

In: a whole HTML document and the bytes of its images. Out: a `Part`. Typst lets other threads run while it works,
so that parts are made in threads: nothing is started, nothing is copied.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from timonier.errors import UsageError
from timonier.lint.basis import programs
from timonier.pdf.drawings import PIXEL, svg_size
from timonier.pdf.front_markup import UNNAMED
from timonier.pdf.layout import Bookmark, Overflow, PageRequest, Part, PartError, Point, Refusal
from timonier.pdf.markup import markup
from timonier.pdf.typst_code import string

HEIGHT = 841.89
_PLACES = "places.json"
_REFUSED = "adresse refusée : seuls les fichiers du cours entrent dans un PDF"
_COLOUR = re.compile(r"--tm-([a-z]+): (#[0-9a-f]{6});")


def versions() -> str:
    """The versions of every library that decides what a page looks like, and our own code that does."""
    return programs(("pdf",), ("typst-", "lxml-"))


def lay_out(request: PageRequest, fonts: Path) -> Part:
    """Lay out one part with the fonts of a folder.

    Raises `PartError` when an image is broken, an address was refused or something leaves the text area,
    `UsageError` when the library is missing.
    """
    natural, unreadable = _sizes(request.assets)
    found = markup(request.html, natural)
    refusals = (
        *(Refusal(address, _REFUSED) for address in found.asked),
        *(Refusal(address, "image illisible") for address in unreadable),
    )
    if refusals:
        raise PartError(tuple(dict.fromkeys(refusals)))
    with TemporaryDirectory(prefix="timonier-") as folder:
        images = dict(_images(request.assets, Path(folder)))
        title = lxml_html.document_fromstring(request.html).findtext(".//title") or ""
        code = _document(title, images, found.code)
        pdf = _compiled(code, fonts, Path(folder))
    return _part(pdf, found.titles)


def _sizes(assets: Mapping[str, bytes]) -> tuple[dict[str, tuple[float, float]], list[str]]:
    """The size of each image in points, and the images that nobody can read."""
    sizes: dict[str, tuple[float, float]] = {}
    unreadable = []
    for address, data in assets.items():
        try:
            sizes[address] = _size(address, data)
        except (OSError, ValueError, SyntaxError):
            unreadable.append(address)
    return sizes, unreadable


def _size(address: str, data: bytes) -> tuple[float, float]:
    if address.endswith(".svg"):
        return svg_size(etree.fromstring(data))
    from PIL import Image  # noqa: PLC0415  (slow to import, and few pages have pictures)

    with Image.open(BytesIO(data)) as picture:
        picture.load()
        return picture.width * PIXEL, picture.height * PIXEL


def _images(assets: Mapping[str, bytes], folder: Path) -> Iterator[tuple[str, str]]:
    """The image of each address, as code: drawings in the document, pictures in files of a folder."""
    for number, (address, data) in enumerate(assets.items()):
        if address.endswith(".svg"):
            yield address, f"bytes({string(data.decode('utf-8-sig'))})"
        else:
            name = f"{number}{Path(address).suffix}"
            (folder / name).write_bytes(data)
            yield address, string(f"/{name}")


def _document(title: str, images: Mapping[str, str], body: str) -> str:
    known = "".join(f"{string(address)}:{value}," for address, value in images.items())
    return f"{_template()}\n#let assets = ({known or ':'})\n#show: book.with(title: {string(title)})\n#{body}\n"


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
    typst = _typst()
    made: bytes = typst.compile(
        code.encode(),
        root=root,
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        timestamp=0,
    )
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
