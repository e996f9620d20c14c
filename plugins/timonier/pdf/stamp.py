"""Text put on pages that are laid out already: folios, running titles, page numbers of contents.

In: a font file and the characters that will be stamped. Out: an embedded subset of the font in a PDF, text widths,
and the operators that draw. A font that is not embedded would make the book differ from one reader to the next.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from timonier.cache import Cache, digest

RESOURCE = Name("/TimonierFolio")
STAGE = "pdf-stamps"
_SYMBOLIC = 4
_LAYOUT_TABLES = {"GDEF", "GPOS", "GSUB"}
"""Never used by a stamp, and long to read."""
_SUBSET_TAG = "TIMONI"
_NAME = "SourceSans3"


@dataclass(frozen=True, slots=True)
class StampFont:
    """A subset of one font: glyph and advance (in thousandths of the size) of every character."""

    name: str
    data: bytes
    glyphs: dict[str, tuple[int, float]]
    ascent: float
    descent: float
    box: tuple[float, float, float, float]

    def width(self, text: str, size: float) -> float:
        """How wide `text` is, in points."""
        return sum([self.glyphs[character][1] for character in text]) * size / 1000

    def shortened(self, text: str, size: float, room: float) -> str:
        """`text`, or as much of it as `room` takes, ended by « … »."""
        if self.width(text, size) <= room:
            return text
        while text and self.width(text + "…", size) > room:
            text = text[:-1]
        return text.rstrip() + "…"

    def show(self, text: str, x: float, y: float, size: float, gray: float = 0.0) -> str:
        """The operators that write `text` with its first baseline point at (x, y)."""
        codes = "".join([f"{self.glyphs[character][0]:04x}" for character in text])
        return f"BT {gray:g} g {RESOURCE} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{codes}> Tj ET"

    def embed(self, pdf: Pdf) -> pikepdf.Object:
        """The font as an object of `pdf`."""
        base = Name(f"/{_SUBSET_TAG}+{self.name}")
        file = Stream(pdf, self.data)
        file.Length1 = len(self.data)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=base,
            Flags=_SYMBOLIC,
            FontBBox=Array([round(value) for value in self.box]),
            ItalicAngle=0,
            Ascent=round(self.ascent),
            Descent=round(self.descent),
            CapHeight=round(self.ascent),
            StemV=80,
            FontFile2=pdf.make_indirect(file),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=base,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=Name.Identity,
            W=self._widths(),
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=base,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, self._to_unicode())),
        )
        return pdf.make_indirect(font)

    def _widths(self) -> Array:
        by_glyph = dict(self.glyphs.values())
        pairs = [item for glyph in sorted(by_glyph) for item in (glyph, Array([round(by_glyph[glyph])]))]
        return Array(pairs)

    def _to_unicode(self) -> bytes:
        by_glyph = {glyph: character for character, (glyph, _) in self.glyphs.items()}
        lines = [f"<{glyph:04x}> <{by_glyph[glyph].encode('utf-16-be').hex()}>" for glyph in sorted(by_glyph)]
        # A CMap section holds at most 100 lines.
        sections = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        body = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in sections)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode()


def font(data: bytes, characters: str, cache: Cache) -> StampFont:
    """What `subset` gives of a font, remembered in the cache."""
    wanted = "".join(sorted(set(characters)))
    key = digest(_SUBSET_TAG, data, wanted)
    stored = cache.get(STAGE, key)
    if stored is not None:
        return _unpack(stored)
    made = subset(data, _NAME, wanted)
    cache.put(STAGE, key, json.dumps(asdict(made) | {"data": b64encode(made.data).decode()}).encode())
    return made


def _unpack(stored: bytes) -> StampFont:
    facts = json.loads(stored)
    glyphs = {character: (glyph, width) for character, (glyph, width) in facts["glyphs"].items()}
    return StampFont(**{**facts, "data": b64decode(facts["data"]), "glyphs": glyphs, "box": tuple(facts["box"])})


def subset(data: bytes, name: str, characters: str) -> StampFont:
    """The part of a TrueType font that draws `characters`; characters that it lacks become `?`."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415  (slow to import, and seldom needed)
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    for table in _LAYOUT_TABLES & set(font.keys()):
        del font[table]
    wanted = {character for character in characters if ord(character) in font.getBestCmap()} | {"?", "…"}
    options = Options(layout_features=[], hinting=False, name_IDs=[], notdef_outline=True, drop_tables=["DSIG"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    subsetter.subset(font)
    out = BytesIO()
    font.save(out)
    scale = 1000 / font["head"].unitsPerEm
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    glyphs = {
        character: (font.getGlyphID(cmap[ord(character)]), metrics[cmap[ord(character)]][0] * scale)
        for character in sorted(wanted)
    }
    head, heights = font["head"], font["hhea"]
    box = (head.xMin * scale, head.yMin * scale, head.xMax * scale, head.yMax * scale)
    for character in characters:
        glyphs.setdefault(character, glyphs["?"])
    return StampFont(name, out.getvalue(), glyphs, heights.ascent * scale, heights.descent * scale, box)
