"""The images of the site, from the files that MkDocs copies into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from timonier.files import write_atomically
from timonier.reading import mark
from timonier.render.pictures import fitted, minified

_SUFFIXES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


def fit(html: str, page: Page, files: Files) -> str:
    """The HTML of a page, its images with their sizes."""

    def data_of(address: str) -> bytes | None:
        parts = urlsplit(address)
        wanted = urljoin(f"/{page.url}", parts.path).removeprefix("/")
        found = (file for file in files if file.url == wanted and not (parts.scheme or parts.netloc))
        return next((file.content_bytes for file in found), None)

    return fitted(html, data_of)


def images_mark(files: Iterable[File]) -> str:
    """What tells that an image of the course was written again: pages say its size."""
    return repr([(file.src_uri, mark(Path(path))) for file, path in _images(files)])


def minify_drawings(files: Iterable[File]) -> None:
    """Take out of the site's SVG files what nobody sees."""
    for file, path in _images(files):
        if path.lower().endswith(".svg") and (target := Path(file.abs_dest_path)).is_file():
            write_atomically(target, minified(target.read_bytes()))


def _images(files: Iterable[File]) -> Iterator[tuple[File, str]]:
    for file in files:
        if file.src_uri.lower().endswith(_SUFFIXES) and file.src_dir and file.abs_src_path:
            yield file, file.abs_src_path
