"""The files that every page of the site needs: fonts cut to size, one style sheet, one script, the favicon.

In: the characters of the course. Out: `SiteAssets`, files whose names hold a digest of their content, so that a
browser keeps them for ever and never shows an old one. Nothing is fetched from anyone.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from timonier.cache import Cache, digest
from timonier.errors import UsageError

TEMPLATES = Path(__file__).parent / "templates"
_OWN = Path(__file__).parent / "assets"
_PACKAGES = Path("share/timonier/node_modules")
_FOLDER = PurePosixPath("assets/timonier")

INTERFACE = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | frozenset(
    "‐–—‘’“”„†‡•…‰‹›€™←↑→↓↔⇒≠≤≥×✓✗☐☑▶■├│└─┌┐┘┬┴┼\u202f"
)
"""What the pages show whatever the course says: Western letters, French marks, arrows, the lines of `tree`."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file of the npm packages and what style sheets call it."""

    family: str
    file: str
    weight: int
    style: str = "normal"
    preloaded: bool = True


FACES = (
    Face("Source Sans 3", "source-sans/TTF/SourceSans3-Regular.ttf", 400),
    Face("Source Sans 3", "source-sans/TTF/SourceSans3-Semibold.ttf", 700),
    Face("Source Sans 3", "source-sans/TTF/SourceSans3-It.ttf", 400, "italic", preloaded=False),
    Face("Source Code Pro", "source-code-pro/TTF/SourceCodePro-Regular.ttf", 400),
)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of the site: `path` is relative to the site."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SiteAssets:
    """All files, and the paths that pages name."""

    files: tuple[Asset, ...]
    style: str
    script: str
    favicon: str
    favicon_png: str
    preloads: tuple[str, ...]


def site_assets(texts: Iterable[str], cache: Cache, prefix: Path | None = None) -> SiteAssets:
    """The files for a course of these texts.

    Raises `UsageError` when the fonts are not installed under `prefix`, the environment's folder by default.
    """
    packages = (prefix or Path(sys.prefix)) / _PACKAGES
    characters = INTERFACE.union(*texts)
    fonts = [(face, _font(face, packages, characters, cache)) for face in FACES]
    style = _named("site.css", "".join((*map(_rule, fonts), _own("tokens.css"), _own("site.css"))).encode())
    script = _named("site.js", _own("site.js").encode())
    favicon = _named("favicon.svg", _own("favicon.svg").encode())
    favicon_png = _named("favicon.png", (_OWN / "favicon.png").read_bytes())
    return SiteAssets(
        files=(*(asset for _, asset in fonts), style, script, favicon, favicon_png),
        style=style.path,
        script=script.path,
        favicon=favicon.path,
        favicon_png=favicon_png.path,
        preloads=tuple(asset.path for face, asset in fonts if face.preloaded),
    )


def _own(name: str) -> str:
    return (_OWN / name).read_text(encoding="utf-8")


def _named(name: str, data: bytes) -> Asset:
    """A file whose name says its content: `site.css` becomes `site.1a2b3c4d.css`."""
    path = PurePosixPath(name)
    return Asset(str(_FOLDER / f"{path.stem}.{digest(data)[:8]}{path.suffix}"), data)


def _font(face: Face, packages: Path, characters: frozenset[str], cache: Cache) -> Asset:
    try:
        data = (packages / face.file).read_bytes()
    except OSError as error:
        raise UsageError(
            f"La police {face.family} manque ({packages / face.file}) : lancez scripts/site, qui l’installe."
        ) from error
    key = digest(data, "".join(sorted(characters)), version("fonttools"), version("brotli"))
    font = cache.get("site-fonts", key)
    if font is None:
        font = _subset(data, characters)
        cache.put("site-fonts", key, font)
    return _named(PurePosixPath(face.file).stem.lower() + ".woff2", font)


def _subset(data: bytes, characters: frozenset[str]) -> bytes:
    """The font with just these characters, as woff2, the same bytes each time."""
    # Slow to import, and needed only when the characters of the course change.
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = Subsetter(Options(hinting=False, notdef_outline=True, drop_tables=["DSIG"]))
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def _rule(font: tuple[Face, Asset]) -> str:
    face, asset = font
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'font-display:swap;src:url("{PurePosixPath(asset.path).name}") format("woff2")}}\n'
    )
