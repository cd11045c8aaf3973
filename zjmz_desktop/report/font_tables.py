"""A font file's characters, advances and outlines' places, read whole tables at a time.

reportlab reads them number by number, which for the six fonts of a paper takes longer than drawing
twenty pages. Its own reader still reads all the rest, and whatever kind of table is not known here.
"""

import struct
from itertools import chain, count
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

_WINDOWS = 3
_BY_SEGMENT, _BY_GROUP = 4, 12
_GLYPHS = 1 << 16
_SPACE, _FIXED_SPACE = 0x20, 0xA0


def quick_font(name: str, path: Path) -> Any:
    """A reportlab font, as `TTFont` would make it, in a third of the time.

    Raises:
        TTFError, OSError, struct.error, LookupError, ValueError: the file is no sound font.
    """
    from reportlab.pdfbase.pdfmetrics import TypeFace
    from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace, TTFontFile

    face = TTFontFace.__new__(TTFontFace)
    TypeFace.__init__(face, None)
    TTFontFile.__init__(face, str(path), charInfo=0)
    glyphs = _glyphs_by_character(face.get_table("cmap"))
    if glyphs is None:
        TTFontFile.extractInfo(face)
    else:
        _fill(face, glyphs)
    font = TTFont.__new__(TTFont)
    font.fontName, font.face, font.encoding = name, face, TTEncoding()
    font.state, font.shapable, font._asciiReadable = WeakKeyDictionary(), False, False
    return font


def _fill(face: Any, glyphs: dict[int, int]) -> None:
    """Give a face what reportlab's reader would have found for its characters."""
    face.hmetrics = _metrics(face)
    face.glyphPos = _places(face)
    face.charToGlyph = glyphs
    face.glyphToChar = {}  # asked for by the shaping of other scripts only
    if _SPACE in glyphs:
        glyphs[_FIXED_SPACE] = glyphs[_SPACE]
    elif _FIXED_SPACE in glyphs:
        glyphs[_SPACE] = glyphs[_FIXED_SPACE]
    advances = [face._pdfScale(advance) for advance, _ in face.hmetrics]
    face.charWidths = {char: advances[glyph] for char, glyph in glyphs.items()}
    face.defaultWidth = advances[0]


def _metrics(face: Any) -> list[tuple[int, int]]:
    """Advance and left side bearing of each glyph, in the font's own units."""
    (told,) = struct.unpack_from(">34xH", face.get_table("hhea"))
    table, glyphs = face.get_table("hmtx"), face.numGlyphs
    whole = list(struct.iter_unpack(">HH", table[: 4 * told]))
    rest = struct.unpack_from(f">{glyphs - told}H", table, 4 * told)
    return [*whole, *((whole[-1][0], bearing) for bearing in rest)]


def _places(face: Any) -> list[int]:
    """Where each glyph's outline begins, and where the last one ends."""
    (is_long,) = struct.unpack_from(">50xH", face.get_table("head"))
    table, places = face.get_table("loca"), face.numGlyphs + 1
    if is_long:
        return list(struct.unpack_from(f">{places}L", table))
    return [half * 2 for half in struct.unpack_from(f">{places}H", table)]


# ---- characters ----


def _glyphs_by_character(cmap: bytes) -> dict[int, int] | None:
    """Glyph numbers by character code; None where the table is of a kind not read here."""
    (told,) = struct.unpack_from(">2xH", cmap)
    records = [struct.unpack_from(">HHL", cmap, 4 + 8 * n) for n in range(told)]
    offsets = [offset for platform, _, offset in records if platform == _WINDOWS]
    if not offsets:
        return None
    table = cmap[offsets[-1] :]
    (kind,) = struct.unpack_from(">H", table)
    if kind == _BY_GROUP:
        return _by_group(table)
    return _by_segment(table) if kind == _BY_SEGMENT else None


def _by_group(table: bytes) -> dict[int, int]:
    found: dict[int, int] = {}
    (groups,) = struct.unpack_from(">12xL", table)
    for first, last, glyph in struct.iter_unpack(">3L", table[16 : 16 + 12 * groups]):
        found.update(zip(range(first, last + 1), count(glyph), strict=False))
    return found


def _by_segment(table: bytes) -> dict[int, int]:
    found: dict[int, int] = {}
    length, doubled = struct.unpack_from(">2xH2xH", table)
    words, segments = struct.unpack_from(f">{length // 2}H", table), doubled // 2
    lasts, offsets_at = words[7 : 7 + segments], 8 + 3 * segments
    firsts, deltas = words[8 + segments :], words[8 + 2 * segments :]
    for number, last in enumerate(lasts):
        codes = range(firsts[number], last + 1)
        offset = words[offsets_at + number]
        begin = offsets_at + number + offset // 2
        delta = deltas[number]
        if not offset:
            glyphs = range((codes[0] + delta) & 0xFFFF, _GLYPHS)
            found.update(zip(codes, chain(glyphs, count()), strict=False))
            continue
        listed = words[begin : begin + len(codes)]
        found |= dict.fromkeys(codes, 0)
        found.update(
            (code, (glyph + delta) & 0xFFFF)
            for code, glyph in zip(codes, listed, strict=False)
            if glyph
        )
    return found
