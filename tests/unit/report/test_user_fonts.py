"""The user's own 仿宋_GB2312 and 方正小标宋: found, drawn with, or refused in words."""

import struct
from pathlib import Path

import pikepdf
import pytest
from made_fonts import FANGSONG, XIAOBIAOSONG, renamed
from pdf_text import read_pdf
from pdfa_checks import findings
from sample_paper import summary

from zjmz_desktop.domain.typefaces import faces_words
from zjmz_desktop.report import font_files
from zjmz_desktop.report.annual_pdf import Written, write_paper
from zjmz_desktop.report.fonts import Face, user_font
from zjmz_desktop.report.user_fonts import SETTING, user_fonts


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="module")
def fangsong(made: Path) -> Path:
    return renamed(made / "仿宋" / "simfang.ttf", FANGSONG)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's font folder; the system has none."""
    monkeypatch.delenv(SETTING)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "system"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(font_files, "_LEAST_BYTES", 1)
    folder = tmp_path / "own" / "fonts" / "deep"
    folder.mkdir(parents=True)
    return folder


def install(font: Path, folder: Path, name: str = "") -> Path:
    target = folder / (name or font.name)
    target.symlink_to(font)
    return target


def faces() -> dict[str, str]:
    return {face.face: face.family for face in user_fonts().faces}


def test_without_fonts_of_the_user_the_programs_are_used(installed: Path) -> None:
    assert faces() == {"仿宋": "", "小标宋": ""}
    assert faces_words(user_fonts().faces) == "仿宋、小标宋用程序自带的字体"


def test_a_users_font_is_found_and_drawn_with(installed: Path, fangsong: Path) -> None:
    install(fangsong, installed)
    found = user_fonts()
    assert found.faces[0].words == "仿宋用本机的“仿宋_GB2312”"
    assert not found.faces[0].refused
    target = installed / "总结.pdf"
    written = write_paper(summary(rows=2), target)
    assert written.faces == found.faces
    assert "own-simfang" in written.fonts
    assert "Own-Test" in embedded(target)
    assert findings(target) == []
    assert read_pdf(target).text == read_pdf(_with_the_programs(target).path).text


def _with_the_programs(target: Path) -> Written:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, "program")
        return write_paper(summary(rows=2), target.with_name("二.pdf"))


def embedded(path: Path) -> set[str]:
    """PostScript names of the fonts in a file, without the subset's prefix."""
    with pikepdf.open(path) as pdf:
        fonts = [found for page in pdf.pages for found in page.obj.Resources.Font.values()]
        return {str(font.BaseFont).rpartition("+")[2] for font in fonts}


def test_the_setting_leaves_them_alone(
    installed: Path, fangsong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(fangsong, installed)
    monkeypatch.setenv(SETTING, "program")
    assert faces() == {"仿宋": "", "小标宋": ""}


def test_other_grids_of_units_keep_advances_and_stand_level(installed: Path, made: Path) -> None:
    font = renamed(made / "256.ttf", FANGSONG, units_per_em=256)
    install(font, installed)
    target = installed / "总结.pdf"
    written = write_paper(summary(rows=2), target)
    assert written.faces[0].family == FANGSONG
    assert findings(target) == []
    assert user_fonts().fonts[Face.BODY].rise == pytest.approx(0.07, abs=0.02)


@pytest.mark.parametrize(
    ("embedding", "reason"),
    [(0x2, "不允许嵌入"), (0x200, "不允许嵌入"), (0x100, "不允许只嵌入用到的字")],
)
def test_what_may_not_be_embedded_is_refused(
    installed: Path, made: Path, embedding: int, reason: str
) -> None:
    name = f"bits{embedding:x}.ttf"
    install(renamed(made / name, XIAOBIAOSONG, source="GW-Title", embedding=embedding), installed)
    _, title = user_fonts().faces
    (sentence,) = title.refused
    assert not title.family
    assert reason in sentence
    assert f"“{XIAOBIAOSONG}”（{name}）" in sentence


@pytest.mark.parametrize("embedding", [0x4, 0x8, 0x6])
def test_what_may_be_embedded_is_used(installed: Path, made: Path, embedding: int) -> None:
    name = f"free{embedding:x}.ttf"
    install(renamed(made / name, XIAOBIAOSONG, source="GW-Title", embedding=embedding), installed)
    assert faces()["小标宋"] == XIAOBIAOSONG


def test_a_damaged_font_is_refused_and_a_whole_one_beside_it_used(
    installed: Path, fangsong: Path
) -> None:
    (installed / "a.ttf").write_bytes(without_cmap(fangsong))
    (sentence,) = user_fonts().faces[0].refused
    assert "“仿宋_GB2312”（a.ttf）已损坏" in sentence
    install(fangsong, installed)
    assert faces()["仿宋"] == FANGSONG
    assert user_fonts().faces[0].refused == ()


def without_cmap(font: Path) -> bytes:
    """A font whose table of characters is full of zeros."""
    content = bytearray(font.read_bytes())
    at = content.index(b"cmap", 12, 400)
    offset, length = struct.unpack_from(">II", content, at + 8)
    content[offset : offset + length] = bytes(length)
    return bytes(content)


def test_a_font_without_common_characters_is_refused(installed: Path, made: Path) -> None:
    install(renamed(made / "latin.ttf", FANGSONG, source="GW-Latin"), installed)
    assert "缺少常用汉字" in user_fonts().faces[0].refused[0]


def test_files_that_are_no_fonts_are_passed_over(installed: Path, fangsong: Path) -> None:
    head = fangsong.read_bytes()
    for number, content in enumerate((b"", b"x" * 99, b"\0\1\0\0\xff\xff" + b"\0" * 90, head[:60])):
        (installed / f"{number}.ttf").write_bytes(content)
    (installed / "gone.ttf").symlink_to(installed / "nowhere.ttf")
    (installed / "folder.ttf").mkdir()
    assert faces() == {"仿宋": "", "小标宋": ""}


def test_a_font_without_truetype_outlines_is_refused(installed: Path, fangsong: Path) -> None:
    content = bytearray(fangsong.read_bytes())
    at = content.index(b"glyf", 12, 400)
    content[at : at + 4] = b"CFF "
    (installed / "cff.otf").write_bytes(content)
    assert "不是TrueType轮廓" in user_fonts().faces[0].refused[0]


def test_a_font_that_comes_later_is_seen(installed: Path, fangsong: Path) -> None:
    assert faces()["仿宋"] == ""
    install(fangsong, installed)
    assert faces()["仿宋"] == FANGSONG


def test_folders_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/users/zhang/local")
    monkeypatch.setenv("WINDIR", "/windows")
    own, system = font_files.font_folders()
    assert own == Path("/users/zhang/local/Microsoft/Windows/Fonts")
    assert system == Path("/windows/Fonts")


def test_a_box_is_no_character(fangsong: Path) -> None:
    user_font(fangsong)
    from reportlab.pdfbase import pdfmetrics

    face = pdfmetrics.getFont("own-simfang").face
    assert 0 not in face.charToGlyph.values()
