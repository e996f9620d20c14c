"""The images of one page: read once, named by their content, and only from the project.

In: addresses as the page writes them. Out: addresses for the engine (`asset:<digest>.<suffix>`) and the bytes. The
print HTML so names each image by its content, which makes it a whole key for the cache.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from timonier.cache import digest
from timonier.render.print_page import ImageError, content_path

_ACTIVE_SVG = re.compile(rb"<\s*script|<\s*foreignObject|\son[a-z]+\s*=|<!ENTITY", re.IGNORECASE)
_OUTSIDE_SVG = re.compile(
    rb"(?:href|src)\s*=\s*[\"']\s*(?!#|data:)|url\(\s*[\"']?\s*(?!#|data:)|@import", re.IGNORECASE
)


class Images:
    """Reads and remembers."""

    def __init__(self, root: Path, content: Path, page_path: str) -> None:
        self._root = root.resolve()
        self._content = content.resolve()
        self._page_path = page_path
        self.assets: dict[str, bytes] = {}
        self.names: dict[str, str] = {}

    def address(self, source: str) -> str:
        """The engine's address of an image. Raises `ImageError` with the French reason when it is not printable."""
        parts = urlsplit(source)
        if parts.scheme or parts.netloc:
            raise ImageError(f"image hors du cours, refusée : {source}")
        file = (self._content / content_path(self._page_path, parts.path)).resolve()
        if not file.is_relative_to(self._root):
            raise ImageError(f"image hors du projet, refusée : {source}")
        try:
            data = file.read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise ImageError(f"image introuvable : {source or 'adresse vide'}") from error
        except OSError as error:
            raise ImageError(f"image illisible ({error.strerror}) : {source}") from error
        if file.suffix.lower() == ".svg":
            _refuse_active(data, source)
        address = f"asset:{digest(data)}{file.suffix.lower()}"
        self.assets[address] = data
        self.names[address] = source
        return address


def _refuse_active(data: bytes, source: str) -> None:
    if b"\0" in data:  # nothing below would find anything
        raise ImageError(f"cette image SVG n’est pas écrite en UTF-8, refusée : {source}")
    if _ACTIVE_SVG.search(data):
        raise ImageError(f"cette image SVG contient un script ou du HTML, refusée : {source}")
    if _OUTSIDE_SVG.search(data):
        raise ImageError(f"cette image SVG appelle d’autres fichiers, refusée : {source}")
