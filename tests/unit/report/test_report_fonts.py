"""Which font draws a character, and what happens when a font or a character is not there."""

import contextlib
import shutil
from pathlib import Path

import pytest

from zjmz_desktop import paths
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.report.fonts import Face, FontError, FontSet


@pytest.fixture
def fonts() -> FontSet:
    return FontSet(paths.resource("fonts"))


@pytest.mark.parametrize(
    ("face", "char", "font"),
    [
        (Face.BODY, "民", "GW-FangSong"),
        (Face.BODY, "3", "GW-Latin"),
        (Face.BODY, "“", "GW-FangSong"),
        (Face.BODY, "·", "GW-FangSong"),
        (Face.BODY, "玥", "GW-Song"),
        (Face.BODY, "乪", "GW-SongExt"),
        (Face.KAI, "民", "GW-Kai"),
        (Face.KAI, "，", "GW-FangSong"),
        (Face.HEI, "3", "GW-Hei"),
        (Face.TITLE, "2", "GW-Title"),
        (Face.SONG, "3", "GW-Latin"),
    ],
)
def test_a_character_comes_from_its_face_or_a_substitute(
    fonts: FontSet, face: Face, char: str, font: str
) -> None:
    glyph = fonts.glyphs_of(face)(char)
    assert (glyph.font, glyph.char) == (font, char)
    assert fonts.replaced == ()


def test_full_width_is_one_em_and_two_digits_are_one_character(fonts: FontSet) -> None:
    body = fonts.glyphs_of(Face.BODY)
    assert [body(char).width for char in "民，“—1"] == [1, 1, 1, 1, 0.5]


def test_what_no_font_has_becomes_geta_and_is_remembered(fonts: FontSet) -> None:
    body = fonts.glyphs_of(Face.BODY)
    assert body("\U0002b820").char == body("\ue123").char == "〓"
    assert fonts.replaced == ("\ue123", "\U0002b820")


def test_the_extension_is_loaded_only_when_met(tmp_path: Path) -> None:
    for name in ("GW-FangSong.ttf", "GW-Song.ttf", "GW-Latin.ttf"):
        shutil.copy(paths.resource("fonts", name), tmp_path)
    body = FontSet(tmp_path).glyphs_of(Face.BODY)
    assert body("玥").char == "玥"
    assert body("\ue000").char == "〓"
    with pytest.raises(FontError, match="GW-SongExt"):
        body("乪")


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "缺失"), (b"", "损坏"), (b"x" * 99, "损坏")]
)
def test_a_bad_font_file_is_named_with_the_remedy(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "GW-Latin.ttf").write_bytes(content)
    with pytest.raises(ZjmzError) as caught:
        FontSet(tmp_path).glyphs_of(Face.BODY)("1")
    assert "GW-Latin.ttf" in caught.value.message
    assert reason in caught.value.message
    assert "请重新安装" in caught.value.message


def test_a_cut_font_file_is_refused(tmp_path: Path) -> None:
    whole = paths.resource("fonts", "GW-Latin.ttf").read_bytes()
    for part in range(0, len(whole), len(whole) // 40):
        file = tmp_path / str(part) / "GW-Latin.ttf"
        file.parent.mkdir()
        file.write_bytes(whole[:part])
        with contextlib.suppress(FontError):  # and no other error
            FontSet(file.parent).glyphs_of(Face.BODY)("1")
