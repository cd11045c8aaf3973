"""A font read whole tables at a time is the font that reportlab's own reader makes."""

import struct
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from zjmz_desktop import paths
from zjmz_desktop.report.font_tables import quick_font

FONTS = sorted(paths.resource("fonts").glob("*.ttf"))
NOT_COMPARED = {"_ttf_data", "_pdfScale", "_pos", "glyphToChar"}


def told(font: object) -> dict[str, object]:
    return {k: v for k, v in vars(font).items() if k not in NOT_COMPARED}


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
    assert told(ours.face) == told(theirs.face)
    assert vars(ours).keys() == vars(theirs).keys()
    assert set(ours.face.charToGlyph) == set(ours.face.charWidths)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_font_of_the_program_is_read_as_reportlab_reads_it(path: Path) -> None:
    same(path)


@pytest.mark.parametrize(
    "table",
    [
        subtable(4, 4, 0, 0, 0, 66, 65535, 0, 65, 65535, 3, 1, 0, 0),
        subtable(4, 4, 0, 0, 0, 68, 65535, 0, 65, 65535, 3, 1, 4, 0, 9, 0, 8),  # runs past its end
        subtable(6, 65, 3, 7, 8, 9),  # a kind that is left to reportlab
    ],
)
def test_kinds_of_character_tables(tmp_path: Path, table: bytes) -> None:
    same(with_cmap(table, tmp_path / "a.ttf"))


def test_what_is_no_font_is_refused(tmp_path: Path) -> None:
    path = with_cmap(subtable(4, 40, 0, 0, 0, 66, 65), tmp_path / "a.ttf")
    with pytest.raises((struct.error, IndexError)):
        quick_font("x", path)
