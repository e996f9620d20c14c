"""The only module that imports WeasyPrint; `boxes` is the one that reads what WeasyPrint keeps private.

In: slides as HTML, the style sheets that a browser shows them with, and the bytes of their images. Out: a `Part`.
It runs in worker processes: importing WeasyPrint takes 0.7 s, and a fault of Pango ends the process.
"""

from __future__ import annotations

import ctypes
import functools
import gc
import logging
import mimetypes
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from timonier.cache import digest
from timonier.errors import UsageError
from timonier.lint.basis import programs
from timonier.pdf import folding, margins
from timonier.pdf.boxes import Excess, excesses, overflows
from timonier.pdf.layout import Bookmark, Part, PartError, Point, Refusal, SlideRequest

POINTS_PER_PIXEL = 0.75
OPTIONS: Mapping[str, Any] = {"pdf_tags": True}
_PANGO = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib", "libpango-1.0-0.dll")
_PACKAGES = ("weasyprint", "pydyf", "fonttools", "pyphen", "tinyhtml5", "cssselect2", "tinycss2", "pillow")
_GARBAGE = 50_000
"""A layout makes many objects and few cycles: looking for these less often saves a twelfth of the time."""
_LOAD_FAILURE = "Failed to load image"


def versions() -> str:
    """The versions of every library that decides what a page looks like, and our own code that does.

    Raises `UsageError` where Pango is not installed.
    """
    pango = _load_pango()
    pango.pango_version_string.restype = ctypes.c_char_p
    python = programs(("pdf",), tuple(f"{name}-" for name in _PACKAGES))
    return f"{python} pango={pango.pango_version_string().decode()} {sorted(OPTIONS.items())}"


def start(fontconfig: str) -> None:
    """Prepare a worker process: our fonts only, no date of its own, and an end without noise on Ctrl-C."""
    os.environ["FONTCONFIG_FILE"] = fontconfig
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(_GARBAGE)


def lay_out(request: SlideRequest) -> Part:
    """Lay out one part.

    Raises `PartError` when an image is broken, an address was refused or something leaves the text area,
    `UsageError` when a library is missing.
    """
    weasyprint = _weasyprint()
    refusals: list[Refusal] = []
    fetcher = _fetcher(request.assets, refusals)
    with _load_failures(refusals):
        document = weasyprint.HTML(string=request.html, url_fetcher=fetcher).render(
            font_config=_font_configuration(), stylesheets=[_style_sheet(request.css)], **OPTIONS
        )
        pdf = document.write_pdf(finisher=_finisher(digest(request.html)[:12]), **OPTIONS)
    passed = tuple(overflows(document.pages))
    if refusals or passed:
        raise PartError(tuple(dict.fromkeys(refusals)), passed)
    return Part(pdf, len(document.pages), dict(_anchors(document.pages)), tuple(_bookmarks(document.pages)))


def _finisher(prefix: str) -> Callable[[Any, Any], None]:
    """What is done to the objects of a PDF before they are written."""
    from timonier.pdf import tagging  # noqa: PLC0415  (imports pydyf, which only workers need)

    def finish(_document: Any, pdf: Any) -> None:
        tagging.refine(pdf, prefix)
        margins.release(pdf)
        folding.fold(pdf)

    return finish


def _load_pango() -> ctypes.CDLL:
    for name in _PANGO:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise UsageError(
        "La bibliothèque Pango manque, sans elle il n’y a pas de PDF : installez-la "
        "(Debian : « apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 » ; macOS : "
        "« brew install pango »)."
    )


def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UsageError("WeasyPrint n’est pas installé : installez « timonier[pdf] ».") from error
    except OSError as error:
        raise UsageError(
            f"WeasyPrint ne trouve pas ses bibliothèques ({error}) : relancez scripts/site."
        ) from error
    return weasyprint


@functools.cache
def _font_configuration() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    return FontConfiguration()


@functools.cache
def _style_sheet(css: str) -> Any:
    return _weasyprint().CSS(string=css, font_config=_font_configuration())


def _fetcher(assets: Mapping[str, bytes], refusals: list[Refusal]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class ProjectFetcher(URLFetcher):  # type: ignore[misc]
        """Gives what the request holds and refuses every other address, files and network alike."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002
            if url not in assets:
                refusals.append(Refusal(url, "adresse refusée : seuls les fichiers du cours entrent dans un PDF"))
                raise ValueError(url)
            kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
            return URLFetcherResponse(url, assets[url], {"Content-Type": kind})

    return ProjectFetcher()


@contextmanager
def _load_failures(refusals: list[Refusal]) -> Iterator[None]:
    """Collect the images that WeasyPrint could not read: it logs them and goes on with a hole in the page."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            address = str(record.args[0]) if isinstance(record.args, tuple) and record.args else ""
            known = any(refusal.address == address for refusal in refusals)
            if str(record.msg).startswith(_LOAD_FAILURE) and not known:
                refusals.append(Refusal(address, "image illisible"))

    logger, collector = logging.getLogger("weasyprint"), Collector()
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)


def _anchors(pages: Any) -> Iterator[tuple[str, Point]]:
    known = set()
    for number, page in enumerate(pages):
        for name, (left, top, *_) in page.anchors.items():
            if name not in known:
                known.add(name)
                yield name, _point(number, page, left, top)


def _bookmarks(pages: Any) -> Iterator[Bookmark]:
    for number, page in enumerate(pages):
        for level, label, (left, top), _state in page.bookmarks:
            yield Bookmark(level, " ".join(label.split()), _point(number, page, left, top))


def _point(number: int, page: Any, left: float, top: float) -> Point:
    return Point(number, round(left * POINTS_PER_PIXEL, 2), round((page.height - top) * POINTS_PER_PIXEL, 2))


def measure(request: SlideRequest) -> tuple[Excess, ...]:
    """What does not fit among slides laid out one a page. An image that cannot be read is no matter here.

    Raises `UsageError` when a library is missing.
    """
    document = (
        _weasyprint()
        .HTML(string=request.html, url_fetcher=_fetcher(request.assets, []))
        .render(font_config=_font_configuration(), stylesheets=[_style_sheet(request.css)])
    )
    return excesses(document.pages)
