"""The fonts of a paper: which face has a character, and how wide it is.

A character is looked for along its face's chain of files and never drawn as an empty box: a rare
name falls back to Song, then to the extension that is loaded only when met, and what no font has
becomes 〓 and is remembered in `FontSet.replaced`.
"""

import struct
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.report.font_tables import quick_font
from zjmz_desktop.report.linebreak import Glyph

GETA = "〓"
INK_CENTRE_EM = 0.38  # of a Chinese character, above the baseline, in every face
_LATIN, _SONG, _SONG_EXT = "GW-Latin", "GW-Song", "GW-SongExt"


class Face(StrEnum):
    """A face by the name that GB/T 9704 gives it."""

    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"
    TITLE = "小标宋"


_CHAINS: dict[Face, tuple[str, ...]] = {
    Face.BODY: ("GW-FangSong", _SONG, _SONG_EXT, _LATIN),
    Face.KAI: ("GW-Kai", "GW-FangSong", _SONG, _SONG_EXT, _LATIN),
    Face.HEI: ("GW-Hei", _SONG, _SONG_EXT, _LATIN),
    Face.SONG: (_SONG, _SONG_EXT, _LATIN),
    Face.TITLE: ("GW-Title", _SONG, _SONG_EXT, _LATIN),
}
_RISES_EM = {"GW-FangSong": 0.07}  # its ink stands lower in the em than the others'
_OWN_LATIN = frozenset((Face.HEI, Face.TITLE))
_COMMON, _SQUARE, _MOST_RISE_EM = "年工作总结民政局，。国", "国", 0.15
_DAMAGED = "已损坏或无法读取"
_BROKEN = (OSError, struct.error, LookupError, ValueError, AssertionError)


class FontError(ZjmzError):
    """A font file of the program that is missing or damaged.

    Args:
        path: the font file.
        reason: what is wrong with it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"字体文件“{path.name}”{reason}（位置：{path.parent}），无法生成PDF。"
            "请重新安装本程序，或从安装包中把该文件复制到上述位置后重试。"
        )
        self.path, self.reason = path, reason


class UserFont(NamedTuple):
    """A font of the user's own, loaded: the name it is drawn by, its file, its rise in em."""

    name: str
    path: Path
    rise: float


class FontSet:
    """The faces for one paper; remembers which fonts it used and what it could not draw.

    Args:
        folder: folder of the GW-*.ttf files.
        own: fonts of the user's that a face is first looked for in.
    """

    def __init__(self, folder: Path, own: Mapping[Face, UserFont] | None = None) -> None:
        self._own = own or {}
        self._paths = {font.name: font.path for font in self._own.values()}
        self._rises = {font.name: font.rise for font in self._own.values()} | _RISES_EM
        self._folder = folder
        self._replaced: set[str] = set()
        self._fonts: dict[str, Any] = {}
        self._glyphs = {face: _Glyphs(self, face) for face in Face}

    def glyphs_of(self, face: Face) -> Callable[[str], Glyph]:
        """What finds the glyph of a character in a face."""
        return self._glyphs[face].__getitem__

    @property
    def replaced(self) -> tuple[str, ...]:
        """Characters that no font has, in code order; each is drawn as 〓."""
        return tuple(sorted(self._replaced))

    @property
    def used(self) -> tuple[str, ...]:
        """Names of the fonts that gave at least one glyph."""
        found = {glyph.font for glyphs in self._glyphs.values() for glyph in glyphs.values()}
        return tuple(sorted(found))

    def find(self, face: Face, char: str) -> Glyph:
        """The glyph of a character: from its face, else from the fonts that stand in for it."""
        names = self._chain(face)
        if _is_latin(char) and face not in _OWN_LATIN:
            names = (_LATIN, *names)
        for name in names:
            if name == _SONG_EXT and not _is_han(char):
                continue
            width = self._font(name).face.charWidths.get(ord(char))
            if width is not None:
                return Glyph(name, width / 1000, char, self._rises.get(name, 0.0))
        self._replaced.add(char)
        return self.find(Face.SONG, GETA)

    def _chain(self, face: Face) -> tuple[str, ...]:
        own = self._own.get(face)
        return (own.name, *_CHAINS[face]) if own else _CHAINS[face]

    def _font(self, name: str) -> Any:
        if name not in self._fonts:
            path = self._paths.get(name, self._folder / f"{name}.ttf")
            self._fonts[name] = _registered(name, path)
        return self._fonts[name]


class _Glyphs(dict[str, Glyph]):
    """Glyphs of one face, found once."""

    def __init__(self, fonts: FontSet, face: Face) -> None:
        super().__init__()
        self._fonts, self._face = fonts, face

    def __missing__(self, char: str) -> Glyph:
        glyph = self[char] = self._fonts.find(self._face, char)
        return glyph


def _is_latin(char: str) -> bool:
    return " " <= char <= "~" or (char < "\u0250" and char.isalpha())


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


@lru_cache(maxsize=8)
def user_font(path: Path) -> UserFont:
    """A font of the user's own, loaded and looked through.

    Raises:
        FontError: it can't be drawn with; the reason stands in the error.
    """
    name = f"own-{path.stem}"
    face = _registered(name, path).face
    if not all(ord(char) in face.charWidths for char in _COMMON):
        raise FontError(path, "缺少常用汉字")
    try:
        rise = INK_CENTRE_EM - _ink_centre_em(face, _SQUARE)
    except _BROKEN as error:
        raise FontError(path, _DAMAGED) from error
    return UserFont(name, path, round(max(-_MOST_RISE_EM, min(rise, _MOST_RISE_EM)), 3))


def _ink_centre_em(face: Any, char: str) -> float:
    """Height of the middle of a character's ink over the baseline."""
    place = face.glyphPos[face.charToGlyph[ord(char)]]
    _, low, _, high = struct.unpack(">2x4h", face.get_table("glyf")[place : place + 10])
    return float((low + high) / 2 / face.unitsPerEm)


@lru_cache(maxsize=16)
def _registered(name: str, path: Path) -> Any:
    """Load a font file and make it known to reportlab under a name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError

    if not path.is_file():
        raise FontError(path, "缺失")
    try:
        font = quick_font(name, path)
    except (TTFError, *_BROKEN) as error:
        raise FontError(path, _DAMAGED) from error
    pdfmetrics.registerFont(font)
    return font
