"""The files that every page of the site needs: fonts cut to size, one style sheet, one script, the favicon.

In: the characters of the course. Out: `SiteAssets`, files whose names hold a digest of their content, so that a
browser keeps them for ever and never shows an old one. Nothing is fetched from anyone.
"""

from __future__ import annotations

import io
import sys
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from timonier.cache import Cache, digest
from timonier.errors import UsageError
from timonier.lint.parallel import mapped

TEMPLATES = Path(__file__).parent / "templates"
_OWN = Path(__file__).parent / "assets"
_PACKAGES = Path("share/timonier/node_modules")
_LIBRARY = ("dist/es/index.js", "LICENSE.txt")
_STYLES = ("tokens.css", "site.css", "nav.css", "search.css", "glossary.css", "labs.css", "values.css")
_SCRIPTS = ("copy.js", "site.js", "kept.js", "progress.js", "hints.js")
_LAB_SCRIPTS = ("lab.js", "labs.js")
_LAID_OUT = ("tokens.css", "deck.css")
_DECK_STYLES = (*_LAID_OUT, "values.css", "deck-screen.css")
_DECK_SCRIPTS = ("copy.js", "deck.js")
_FOLDER = PurePosixPath("assets/timonier")
_REVEAL = PurePosixPath("assets/reveal")

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
    lab_script: str
    """For labs and the page of all labs, after `script`."""
    values_script: str
    """For personal values, before the others; nothing in a course without any."""
    favicon: str
    favicon_png: str
    preloads: tuple[str, ...]
    font_rules: str
    """The fonts whole, for decks: a browser that opens a deck from a folder refuses fonts in files of their own."""


@dataclass(frozen=True, slots=True)
class DeckAssets:
    """What every deck loads: all files, and their paths in the order in which they load."""

    files: tuple[Asset, ...]
    styles: tuple[str, ...]
    scripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchAssets:
    """What the search is made of besides its index: all files, and the paths that pages name."""

    files: tuple[Asset, ...]
    script: str
    library: str


def search_assets(prefix: Path | None = None) -> SearchAssets:
    """The script of the search and the library that it uses; raises `UsageError` like `site_assets`."""
    script = _named("search.js", _own("search.js").encode())
    code, licence = (
        package_file(f"minisearch/{name}", "La bibliothèque de recherche", prefix) for name in _LIBRARY
    )
    # Its map stays behind; its licence asks to go with it.
    library = _named("minisearch.js", b"/*! " + licence + b"*/\n" + code.partition(b"//# sourceMappingURL")[0])
    return SearchAssets((script, library), script.path, library.path)


def site_assets(
    texts: Iterable[Iterable[str]], cache: Cache, prefix: Path | None = None, *, values: str = ""
) -> SiteAssets:
    """The files for a course of these texts, or of their characters, with the script of its personal values.

    Raises `UsageError` when the fonts are not installed under `prefix`, the environment's folder by default.
    """
    characters = INTERFACE.union(*texts)
    fonts = list(zip(FACES, _fonts(prefix, characters, cache), strict=True))
    font_rules = "".join(_rule(face, PurePosixPath(asset.path).name) for face, asset in fonts)
    style = _named("site.css", "".join((font_rules, *map(_own, _STYLES))).encode())
    script = _named("site.js", "".join(map(_own, _SCRIPTS)).encode())
    lab_script = _named("labs.js", "".join(map(_own, _LAB_SCRIPTS)).encode())
    values_script = [_named("values.js", values.encode())] if values else []
    favicon = _named("favicon.svg", _own("favicon.svg").encode())
    favicon_png = _named("favicon.png", (_OWN / "favicon.png").read_bytes())
    return SiteAssets(
        files=(*(asset for _, asset in fonts), style, script, lab_script, *values_script, favicon, favicon_png),
        style=style.path,
        script=script.path,
        lab_script=lab_script.path,
        values_script="".join(asset.path for asset in values_script),
        favicon=favicon.path,
        favicon_png=favicon_png.path,
        preloads=tuple(asset.path for face, asset in fonts if face.preloaded),
        font_rules="".join(_rule(face, _embedded(asset.data)) for face, asset in fonts),
    )


def deck_assets(font_rules: str, prefix: Path | None = None) -> DeckAssets:
    """reveal.js and our theme of it; raises `UsageError` like `site_assets`."""
    engine, sheet = (_reveal(name, prefix) for name in ("reveal.js", "reveal.css"))
    style = _named("deck.css", "".join((font_rules, *map(_own, _DECK_STYLES))).encode())
    script = _named("deck.js", "".join(map(_own, _DECK_SCRIPTS)).encode())
    return DeckAssets((engine, sheet, style, script), (sheet.path, style.path), (engine.path, script.path))


def deck_sheet() -> str:
    """What gives slides their size and their place, for an engine that lays them out without a browser."""
    return "".join(map(_own, _LAID_OUT))


def _reveal(name: str, prefix: Path | None) -> Asset:
    data = package_file(f"reveal.js/dist/{name}", "reveal.js, le moteur des diaporamas,", prefix)
    return _named(name, data, _REVEAL)


def _own(name: str) -> str:
    return (_OWN / name).read_text(encoding="utf-8")


def _named(name: str, data: bytes, folder: PurePosixPath = _FOLDER) -> Asset:
    """A file whose name says its content: `site.css` becomes `site.1a2b3c4d.css`."""
    path = PurePosixPath(name)
    return Asset(str(folder / f"{path.stem}.{digest(data)[:8]}{path.suffix}"), data)


def package_file(name: str, what: str, prefix: Path | None) -> bytes:
    """A file of an npm package that scripts/site installed; raises `UsageError` where `what` it is is missing."""
    path = (prefix or Path(sys.prefix)) / _PACKAGES / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{what} manque ({path}) : lancez scripts/site, qui l’installe.") from error


@lru_cache(maxsize=1)
def _fonts(prefix: Path | None, characters: frozenset[str], cache: Cache) -> tuple[Asset, ...]:
    """The font of each face, cut to these characters."""
    whole = [package_file(face.file, f"La police {face.family}", prefix) for face in FACES]
    shared = ("".join(sorted(characters)), version("fonttools"), version("brotli"))
    keys = [digest(data, *shared) for data in whole]
    cut = {key: cache.get("site-fonts", key) for key in keys}
    missing = {key: data for key, data in zip(keys, whole, strict=True) if cut[key] is None}
    made = mapped(lambda data: _subset(data, characters), list(missing.values()), sum(map(len, missing.values())))
    for key, font in zip(missing, made, strict=True):
        cache.put("site-fonts", key, font)
    cut |= dict(zip(missing, made, strict=True))
    names = (PurePosixPath(face.file).stem.lower() + ".woff2" for face in FACES)
    return tuple(_named(name, cut[key] or b"") for name, key in zip(names, keys, strict=True))


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


def _embedded(font: bytes) -> str:
    return f"data:font/woff2;base64,{b64encode(font).decode()}"


def _rule(face: Face, address: str) -> str:
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'font-display:swap;src:url("{address}") format("woff2")}}\n'
    )
