"""The images of a page of the site: each with its size, so that nothing moves when it comes; fetched when near.

In: HTML, and the bytes of the files that it names. Out: the same HTML. The first image is not put off: it may be
the largest thing that a reader waits for. Drawings lose what nobody sees: comments, and the space between elements.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO

from lxml import etree

Size = tuple[int, int]
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HAS_SIZE = re.compile(r"\s(?:width|height)\s*=", re.IGNORECASE)
_HAS_LOADING = re.compile(r"\sloading\s*=", re.IGNORECASE)
_DRAWING = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL | re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?-->", re.DOTALL)
_BETWEEN = re.compile(r">\s+<")
_LENGTH = re.compile(r"\s*([0-9.]+)(?:px)?\s*")
_TEXTS = frozenset({"text", "tspan", "textPath", "title", "desc", "style", "foreignObject"})


def fitted(html: str, data_of: Callable[[str], bytes | None]) -> str:
    """The page; `data_of` gives what an address of the page leads to, None for what is not of the site."""
    html = _DRAWING.sub(lambda drawing: _BETWEEN.sub("> <", _UNSEEN.sub("", drawing[0])), html)
    seen: list[str] = []

    def one(image: re.Match[str]) -> str:
        seen.append(image[0])
        return _fitted(image[0], data_of, is_first=len(seen) == 1)

    return _IMAGE.sub(one, html)


def _fitted(image: str, data_of: Callable[[str], bytes | None], *, is_first: bool) -> str:
    added = "" if is_first or _HAS_LOADING.search(image) else ' loading="lazy"'
    source = _SOURCE.search(image)
    if source and not _HAS_SIZE.search(image):
        data = data_of(unescape(source[1] or source[2] or ""))
        if data and (found := size(data)):
            added += f' width="{found[0]}" height="{found[1]}"'
    return image[: len("<img")] + added + image[len("<img") :]


def size(data: bytes) -> Size | None:
    """Width and height of an image in pixels; None for what is none, or does not say."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (slow to import, and few pages have any)

    try:
        with Image.open(BytesIO(data)) as image:
            return image.size
    except UnidentifiedImageError:
        return _size_of_drawing(data)
    except (OSError, Image.DecompressionBombError):
        return None


def _size_of_drawing(data: bytes) -> Size | None:
    root = _tree(data)
    if root is None:
        return None
    box = root.get("viewBox", "").replace(",", " ").split()
    told = (root.get("width", ""), root.get("height", "")), tuple(box[2:4])
    for lengths in told:
        found = [round(float(match[1])) for each in lengths if (match := _LENGTH.fullmatch(each))]
        if len(found) == 2 and all(found):
            return found[0], found[1]
    return None


def minified(drawing: bytes) -> bytes:
    """An SVG file without comments, without what editors note in it, nor space where it is no text."""
    root = _tree(drawing)
    if root is None:
        return drawing
    for element in list(root.iter(etree.Comment, etree.ProcessingInstruction, "{*}metadata")):
        if (parent := element.getparent()) is not None:
            _keep_tail(element, parent)
            parent.remove(element)
    for element in root.iter(etree.Element):
        is_text = any(etree.QName(each).localname in _TEXTS for each in (element, *element.iterancestors()))
        if not is_text:
            element.text = (element.text or "").strip() or None
            for child in element:
                child.tail = (child.tail or "").strip() or None
    etree.cleanup_namespaces(root)
    data: bytes = etree.tostring(root, encoding="utf-8")
    return data


def _keep_tail(element: etree._Element, parent: etree._Element) -> None:
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")


def _tree(data: bytes) -> etree._Element | None:
    """An SVG file as a tree, without any other file that it names; None for what is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    return root if etree.QName(root).localname == "svg" else None
