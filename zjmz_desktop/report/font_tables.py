"""A font file's characters, advances and outlines, looked up where they stand in its tables.

reportlab reads them all, number by number, which for the six fonts of a paper takes longer than drawing
twenty pages; a paper needs a few hundred of 40,000. Its own reader still reads all the rest, and whatever
kind of table is not known here.
"""

import struct
import sys
from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import le, lt
from pathlib import Path
from typing import Any, Literal, TypeVar
from weakref import WeakKeyDictionary

_WINDOWS = 3
_BY_SEGMENT, _BY_GROUP = 4, 12
_SPACE, _FIXED_SPACE = 0x20, 0xA0
_OUTLINES = "glyf"

T = TypeVar("T")


def quick_font(name: str, path: Path) -> Any:
    """A reportlab font, as `TTFont` would make it, in a tenth of the time.

    A character that the font shows as its empty box is not in it.

    Raises:
        TTFError, OSError, struct.error, LookupError, ValueError: the file is no sound font.
    """
    from reportlab.pdfbase.pdfmetrics import TypeFace
    from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace, TTFontFile

    face = TTFontFace.__new__(TTFontFace)
    TypeFace.__init__(face, None)
    TTFontFile.__init__(face, str(path), charInfo=0)
    glyphs = _glyphs_by_character(face.get_table("cmap"), most=face.numGlyphs)
    if glyphs is None:
        TTFontFile.extractInfo(face)
        _drop_boxes(face)
        _mend_advances(face)
    else:
        _fill(face, glyphs)
    face.get_table = partial(_table, face, whole=face.get_table)
    font = TTFont.__new__(TTFont)
    font.fontName, font.face, font.encoding = name, face, TTEncoding()
    font.state, font.shapable, font._asciiReadable = WeakKeyDictionary(), False, False
    return font


def _fill(face: Any, glyphs: "_Characters") -> None:
    """Give a face what reportlab's reader would have found for its characters."""
    face.hmetrics = _Metrics(face)
    face.glyphPos = _places(face)
    face.charToGlyph = glyphs
    face.glyphToChar = {}  # asked for by the shaping of other scripts only
    face.charWidths = _Widths(face)
    face.defaultWidth = face._pdfScale(face.hmetrics[0][0])


def _places(face: Any) -> Sequence[int]:
    """Where each glyph's outline begins, and where the last one ends."""
    (is_long,) = struct.unpack_from(">50xH", face.get_table("head"))
    table, places = face.get_table("loca"), face.numGlyphs + 1
    if is_long:
        return _numbers("I", table, count=places)
    return [half * 2 for half in _numbers("H", table, count=places)]


def _numbers(kind: Literal["H", "I"], table: bytes, *, count: int) -> "array[int]":
    """The first numbers of a table, of two bytes or four.

    Raises:
        ValueError: it holds fewer.
    """
    found = array(kind, table[: count * (2 if kind == "H" else 4)])
    if len(found) < count:
        raise ValueError(len(found))
    if sys.byteorder == "little":
        found.byteswap()
    return found


class _Metrics(Sequence[tuple[int, int]]):
    """Advance and left side bearing of each glyph, in the font's own units."""

    def __init__(self, face: Any) -> None:
        (self._told,) = struct.unpack_from(">34xH", face.get_table("hhea"))
        self._glyphs, self._table = face.numGlyphs, face.get_table("hmtx")
        if not self._told or len(self._table) < 2 * (self._told + self._glyphs):
            raise ValueError(self._told)

    def __len__(self) -> int:
        return int(self._glyphs)

    def __getitem__(self, glyph: Any) -> Any:
        """Of a glyph; the last advance that is told holds for all that follow."""
        if not 0 <= glyph < self._glyphs:
            raise IndexError(glyph)
        last = self._told - 1
        if glyph <= last:
            return struct.unpack_from(">HH", self._table, 4 * glyph)
        (advance,) = struct.unpack_from(">H", self._table, 4 * last)
        (bearing,) = struct.unpack_from(">H", self._table, 2 * (self._told + glyph))
        return advance, bearing


class _Found(dict[int, T]):
    """By character code what a font has, looked up when it is first asked for; it holds what was found."""

    def __missing__(self, code: int) -> T:
        found = self._look(code)
        if found is None:
            raise KeyError(code)
        self[code] = found
        return found

    def __contains__(self, code: object) -> bool:
        return self.get(code) is not None

    def get(self, code: Any, default: Any = None) -> Any:
        """What the font has, else the default."""
        try:
            return self[code]
        except KeyError:
            return default

    @abstractmethod
    def _look(self, code: int) -> T | None:
        """What the font has, None where it lacks the character."""


class _Widths(_Found[float]):
    """Advance of each character in thousandths of an em."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self._face = face

    def _look(self, code: int) -> float | None:
        glyph = self._face.charToGlyph.get(code)
        return None if glyph is None else self._face._pdfScale(self._face.hmetrics[glyph][0])


# ---- outlines ----


def _table(face: Any, tag: str, *, whole: Callable[[str], bytes]) -> Any:
    """A table; of the outlines only what is asked for, as a subset asks for megabytes to take a few."""
    return _Outlines(face) if tag == _OUTLINES else whole(tag)


class _Outlines:
    """A font's outlines, of which a part is copied when it is asked for."""

    def __init__(self, face: Any) -> None:
        self._data, (self._begin, _) = face._ttf_data, face.get_table_pos(_OUTLINES)

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._data[self._begin + part.start : self._begin + part.stop])


# ---- characters ----


class _Characters(_Found[int]):
    """Glyphs by character code, in ranges that follow each other; `most` are in the font."""

    def __init__(self, firsts: Sequence[int], lasts: Sequence[int], *, most: int) -> None:
        super().__init__()
        self._firsts, self._lasts, self._most = firsts, lasts, most

    @property
    def is_tidy(self) -> bool:
        """Whether no range overlaps another: a character has one place."""
        follow = all(map(lt, self._lasts, self._firsts[1:]))
        return follow and all(map(le, self._firsts, self._lasts))

    def _look(self, code: int) -> int | None:
        """Of a character; the two spaces are one, and a box is none."""
        if code in (_SPACE, _FIXED_SPACE):
            return self._placed(_SPACE) or self._placed(_FIXED_SPACE)
        return self._placed(code)

    def _placed(self, code: int) -> int | None:
        at = bisect_left(self._lasts, code)
        if at == len(self._lasts) or code < self._firsts[at]:
            return None
        glyph = self._glyph(at, code)
        return glyph if 0 < glyph < self._most else None

    @abstractmethod
    def _glyph(self, at: int, code: int) -> int:
        """The glyph of a character in a range."""


class _ByGroup(_Characters):
    def __init__(self, table: bytes, *, most: int) -> None:
        (groups,) = struct.unpack_from(">12xL", table)
        numbers = _numbers("I", table[16:], count=3 * groups)
        super().__init__(numbers[::3], numbers[1::3], most=most)
        self._starts = numbers[2::3]

    def _glyph(self, at: int, code: int) -> int:
        return self._starts[at] + code - self._firsts[at]


class _BySegment(_Characters):
    def __init__(self, table: bytes, *, most: int) -> None:
        length, doubled = struct.unpack_from(">2xH2xH", table)
        segments = doubled // 2
        self._words = _numbers("H", table, count=length // 2)
        self._deltas_at, self._offsets_at = 8 + 2 * segments, 8 + 3 * segments
        if len(self._words) < self._offsets_at + segments:
            raise ValueError(segments)
        firsts, lasts = self._words[8 + segments : self._deltas_at], self._words[7 : 7 + segments]
        super().__init__(firsts, lasts, most=most)

    def _glyph(self, at: int, code: int) -> int:
        words, glyph, delta = self._words, code, int(self._words[self._deltas_at + at])
        if offset := words[self._offsets_at + at]:
            listed = self._offsets_at + at + offset // 2 + code - self._firsts[at]
            glyph = words[listed] if listed < len(words) else 0
            if not glyph:
                return 0
        return (glyph + delta) & 0xFFFF


_KINDS: Mapping[int, type[_BySegment | _ByGroup]] = {_BY_SEGMENT: _BySegment, _BY_GROUP: _ByGroup}


def _glyphs_by_character(cmap: bytes, *, most: int) -> _Characters | None:
    """Glyph numbers by character code; None where the table is of a kind not read here."""
    (told,) = struct.unpack_from(">2xH", cmap)
    records = [struct.unpack_from(">HHL", cmap, 4 + 8 * n) for n in range(told)]
    offsets = [offset for platform, _, offset in records if platform == _WINDOWS]
    if not offsets:
        return None
    table = cmap[offsets[-1] :]
    (kind,) = struct.unpack_from(">H", table)
    if kind not in _KINDS:
        return None
    found = _KINDS[kind](table, most=most)
    return found if found.is_tidy else None


# ---- what reportlab's own reader leaves ----


def _drop_boxes(face: Any) -> None:
    """Characters that the font shows as its empty box are not in it."""
    for code in [code for code, glyph in face.charToGlyph.items() if glyph == 0]:
        del face.charToGlyph[code]
        face.charWidths.pop(code, None)


def _mend_advances(face: Any) -> None:
    """The advance that a font's last glyphs share: reportlab scales it and forgets that it did."""
    (told,) = struct.unpack_from(">34xH", face.get_table("hhea"))
    face.hmetrics[told:] = [(face.hmetrics[told - 1][0], lsb) for _, lsb in face.hmetrics[told:]]
