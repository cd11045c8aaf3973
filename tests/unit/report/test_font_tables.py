"""A font read whole tables at a time is the font that reportlab's own reader makes."""

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from zjmz_desktop import paths
from zjmz_desktop.report.font_tables import quick_font

FONTS = sorted(paths.resource("fonts").glob("*.ttf"))
NOT_COMPARED = {"_ttf_data", "_pdfScale", "_pos", "glyphToChar", "get_table"}


def told(face: Any, codes: Iterable[int]) -> dict[str, object]:
    """What a face says, of those characters; one that is its empty box is not in it."""
    found = {k: v for k, v in vars(face).items() if k not in NOT_COMPARED}
    glyphs = {code: face.charToGlyph.get(code) or None for code in codes}
    found["charToGlyph"] = glyphs
    found["charWidths"] = {code: face.charWidths.get(code) for code in codes if glyphs[code]}
    return found | {"hmetrics": list(face.hmetrics), "glyphPos": list(face.glyphPos)}


def with_cmap(table: bytes, target: Path) -> Path:
    """A font of the program with another table of characters put behind its end."""
    data = bytearray(FONTS[0].read_bytes())
    (tables,) = struct.unpack_from(">4xH", data)
    at = next(12 + 16 * n for n in range(tables) if data[12 + 16 * n :][:4] == b"cmap")
    struct.pack_into(">LL", data, at + 8, len(data), len(table))
    target.write_bytes(bytes(data) + table)
    return target


def subtable(kind: int, *words: int) -> bytes:
    body = struct.pack(f">{len(words)}H", *words)
    return struct.pack(">HHHHLHHH", 0, 1, 3, 1, 12, kind, len(body) + 6, 0) + body


def same(path: Path) -> None:
    ours, theirs = quick_font("x", path), TTFont("x", str(path), asciiReadable=False)
    known = theirs.face.charToGlyph
    codes = {beside for code in known for beside in (code - 1, code, code + 1)} | {0x10FFFF}
    assert told(ours.face, codes) == told(theirs.face, codes)
    assert vars(ours).keys() == vars(theirs).keys()
    absent = codes - known.keys()
    assert not any(code in ours.face.charToGlyph or code in ours.face.charWidths for code in absent)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_font_of_the_program_is_read_as_reportlab_reads_it(path: Path) -> None:
    same(path)


@pytest.mark.parametrize(
    "table",
    [
        subtable(4, 4, 0, 0, 0, 66, 65535, 0, 65, 65535, 3, 1, 0, 0),
        subtable(4, 4, 0, 0, 0, 68, 65535, 0, 65, 65535, 3, 1, 4, 0, 9, 0, 8),  # runs past its end
        subtable(6, 65, 3, 7, 8, 9),  # a kind that is left to reportlab
        subtable(
            4, 6, 0, 0, 0, 70, 80, 65535, 0, 65, 68, 65535, 3, 9, 1, 0, 0, 0
        ),  # overlapping: too
        subtable(4, 4, 0, 0, 0, 32, 65535, 0, 32, 65535, 3, 1, 0, 0),
        subtable(4, 4, 0, 0, 0, 160, 65535, 0, 160, 65535, 3, 1, 0, 0),
    ],
)
def test_kinds_of_character_tables(tmp_path: Path, table: bytes) -> None:
    same(with_cmap(table, tmp_path / "a.ttf"))


def test_what_is_no_font_is_refused(tmp_path: Path) -> None:
    path = with_cmap(subtable(4, 40, 0, 0, 0, 66, 65), tmp_path / "a.ttf")
    with pytest.raises((struct.error, ValueError)):
        quick_font("x", path)


def test_a_character_whose_glyph_is_not_in_the_font_is_not_in_it_either(tmp_path: Path) -> None:
    beyond = subtable(4, 4, 0, 0, 0, 66, 65535, 0, 65, 65535, 60_000, 1, 0, 0)
    face = quick_font("x", with_cmap(beyond, tmp_path / "a.ttf")).face
    assert (65 in face.charToGlyph, 65 in face.charWidths) == (False, False)
    with pytest.raises(IndexError):
        face.hmetrics[face.numGlyphs]


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_subset_is_the_one_that_reportlab_makes(path: Path) -> None:
    ours, theirs = quick_font("x", path).face, TTFont("x", str(path), asciiReadable=False).face
    characters = [0, *sorted(theirs.charToGlyph)[::200]]
    assert ours.makeSubset(characters) == theirs.makeSubset(characters)
