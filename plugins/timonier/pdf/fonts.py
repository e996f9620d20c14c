"""The fonts of the printed pages: only the project's own, on every machine.

In: the packages that `scripts/site` installed. Out: a folder that holds just these files and a fontconfig file that
names just this folder, so that no page depends on what the machine has; and which characters they can show.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from timonier.cache import Cache, digest
from timonier.errors import UsageError
from timonier.files import write_atomically

_PACKAGES = Path("share/timonier/node_modules")
_FACES = {
    "source-serif/TTF": ("SourceSerif4-Regular", "SourceSerif4-It", "SourceSerif4-Bold", "SourceSerif4-BoldIt"),
    "source-sans/TTF": ("SourceSans3-Regular", "SourceSans3-It", "SourceSans3-Semibold"),
    "source-code-pro/TTF": ("SourceCodePro-Regular", "SourceCodePro-It", "SourceCodePro-Semibold"),
}
STAMP_FACE = "SourceSans3-Regular"
_COVERING = ("SourceSerif4-Regular", "SourceSans3-Regular", "SourceCodePro-Regular")
_WHOLE = 0xB1B0AFBA
"""What the numbers of the file of a font add up to (OpenType 1.9, « head », checksumAdjustment)."""
_DRAWN_BY_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff\n\t\r")


@dataclass(frozen=True, slots=True)
class Fonts:
    """The font files, by face name."""

    files: tuple[tuple[str, bytes], ...]

    @property
    def digest(self) -> str:
        """Of all names and bytes."""
        return digest(*(part for pair in self.files for part in pair))

    def face(self, name: str) -> bytes:
        """The file of one face."""
        return dict(self.files)[name]


def load(prefix: Path | None = None) -> Fonts:
    """The installed fonts. Raises `UsageError` when a package or one of its files is missing."""
    root = (prefix or Path(sys.prefix)) / _PACKAGES
    files = []
    for folder, faces in _FACES.items():
        for face in faces:
            try:
                files.append((face, (root / folder / f"{face}.ttf").read_bytes()))
            except OSError as error:
                package = folder.partition("/")[0]
                raise UsageError(
                    f"La police « {face} » du paquet {package} manque ({error.strerror}) : lancez scripts/site, "
                    "qui installe les polices."
                ) from error
    return Fonts(tuple(files))


def configure(fonts: Fonts, cache: Cache) -> Path:
    """Write the folder of fonts and its fontconfig file into the cache; the path of the latter."""
    folder = cache.path("pdf-fonts", fonts.digest)
    for name, data in fonts.files:
        file = folder / f"{name}.ttf"
        _put(file, data)
    config = folder / "fonts.conf"
    _put(config, _config(folder.resolve()).encode())
    return config


def _put(file: Path, data: bytes) -> None:
    if not file.exists() or file.read_bytes() != data:
        write_atomically(file, data)


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The characters that the fonts can draw."""

    characters: frozenset[str]

    def missing(self, text: str) -> frozenset[str]:
        """Those of `text` that no font of the project can draw."""
        return frozenset(text) - self.characters - _DRAWN_BY_NOTHING


def repertoire(fonts: Fonts, cache: Cache) -> Repertoire:
    """What `fonts` can draw, remembered in the cache: reading the fonts takes a while.

    Raises `UsageError` when a file is damaged.
    """
    key = digest(fonts.digest)
    stored = cache.get("pdf-characters", key)
    if stored is None:
        for face, data in fonts.files:
            _refuse_damaged(face, data)
        points = sorted({point for face in _COVERING for point in _code_points(fonts.face(face))})
        stored = json.dumps(points).encode()
        cache.put("pdf-characters", key, stored)
    return Repertoire(frozenset(map(chr, json.loads(stored))))


def _refuse_damaged(face: str, data: bytes) -> None:
    padded = data + bytes(-len(data) % 4)
    if sum(struct.unpack(f">{len(padded) // 4}I", padded)) % 2**32 != _WHOLE:
        raise UsageError(
            f"Le fichier de la police « {face} » est abîmé : lancez scripts/site, qui installe les polices."
        )


def _code_points(font: bytes) -> Iterable[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (slow to import, and seldom needed)

    points: dict[int, str] = TTFont(BytesIO(font), lazy=True).getBestCmap()
    return points


def _config(folder: Path) -> str:
    place = escape(str(folder))
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{place}</dir><cachedir>{place}</cachedir></fontconfig>\n"
    )
