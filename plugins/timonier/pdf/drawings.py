"""How large images are, and drawings as XML. In: elements and their styles. Out: points, text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Protocol

from lxml import html as lxml_html
from lxml.html import HtmlElement

PIXEL: Final = 0.75
"""Points."""
_UNITS: Final[Mapping[str, float]] = {
    "": PIXEL,
    "px": PIXEL,
    "pt": 1,
    "mm": 72 / 25.4,
    "cm": 72 / 2.54,
    "in": 72,
    "em": 10.5,
}
_LENGTH: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(px|pt|mm|cm|in|em)?\s*(?=;|$)")
_CAPITALS: Final = frozenset(
    (
        *(
            "viewBox",
            "preserveAspectRatio",
            "linearGradient",
            "radialGradient",
            "gradientUnits",
            "gradientTransform",
        ),
        *("clipPath", "textPath", "markerWidth", "markerHeight", "refX", "refY"),
    )
)
"""Names of SVG that an HTML parser writes in small letters."""
_DEFAULT: Final = (300.0, 150.0)
"""Pixels of a drawing that says nothing of its size (CSS 2.1, 10.3.2)."""


class _Attributes(Protocol):
    def get(self, name: str, /) -> str | None: ...


def size_of(style: str) -> dict[str, float]:
    """Width and height, in points, where a style fixes them."""
    return {name: float(value) * _UNITS[unit or ""] for name, value, unit in _LENGTH.findall(style)}


def given_size(element: _Attributes) -> dict[str, float]:
    """Width and height, in points, where attributes or the style of an image fix them."""
    attributes = ";".join(f"{name}:{element.get(name)}" for name in ("width", "height") if element.get(name))
    return size_of(f"{attributes};{element.get('style') or ''}")


def svg_size(element: _Attributes) -> tuple[float, float]:
    """Width and height of a drawing in points: its own, else those of its view."""
    view = (element.get("viewBox") or element.get("viewbox") or "").replace(",", " ").split()
    wide, high = (float(view[2]), float(view[3])) if len(view) == 4 else _DEFAULT
    own = given_size(element)
    width = own.get("width") or own.get("height", high * PIXEL) * wide / high
    return width, own.get("height") or width * high / wide


def svg_text(element: HtmlElement) -> str:
    """A drawing of a page as XML."""
    text: str = lxml_html.tostring(element, encoding="unicode", method="xml", with_tail=False)
    for name in _CAPITALS:
        text = re.sub(rf"(?<=[\s</]){name.lower()}(?=[\s=/>])", name, text)
    return re.sub("<svg", f"<svg {_names(text)}", text, count=1)


def _names(text: str) -> str:
    """The names of XML that a drawing in HTML goes without."""
    wanted = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}
    used = {name: value for name, value in wanted.items() if name == "xmlns" or "xlink:" in text}
    return " ".join(f'{name}="{value}"' for name, value in used.items() if f"{name}=" not in text)
