"""Evidence: names as they are kept, sizes in words, limits."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.evidence import (
    ENDINGS,
    LARGEST_KEPT,
    LONGEST_NAME,
    Attached,
    Attachments,
    EvidenceError,
    EvidencePlaceError,
    Kind,
    disk_name,
    kept_name,
    nameless,
    numbered,
    part_of,
    pasted_name,
    refuse_kept_size,
    refuse_number,
    refuse_size,
    sha256_of,
    shortened,
    size_words,
    told_name,
)

SHA = "ab" * 32


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("红旗村现场照片.jpg", Kind.JPEG, "红旗村现场照片.jpg"),
        ("照片.JPG", Kind.JPEG, "照片.jpg"),
        ("照片.bmp", Kind.JPEG, "照片.jpg"),
        ("照片", Kind.PNG, "照片.png"),
        ("通知.wps", Kind.OLD_WORD, "通知.wps"),
        ("镇发〔2018〕3号.定稿", Kind.PDF, "镇发〔2018〕3号.定稿.pdf"),
        ("C:\\桌面\\a/b.pdf", Kind.PDF, "C__桌面_a_b.pdf"),
        ("gpj.\u202eexe.pdf", Kind.PDF, "gpj. exe.pdf"),
        ("a\x00b\nc.txt", Kind.TEXT, "a b c.txt"),
        ("con.pdf", Kind.PDF, "材料con.pdf"),
        ("..pdf", Kind.PDF, "材料.pdf"),
        ("", Kind.PDF, "材料.pdf"),
        ("e\u0301.pdf", Kind.PDF, "\u00e9.pdf"),
        ("\U00030edd村.pdf", Kind.PDF, "\U00030edd村.pdf"),
    ],
)
def test_names_are_kept_plain_with_the_ending_of_their_content(
    typed: str, kind: Kind, kept: str
) -> None:
    assert kept_name(typed, kind) == kept


@given(st.text(max_size=200), st.sampled_from(Kind))
def test_any_name_gives_one_that_lies_on_any_disk(typed: str, kind: Kind) -> None:
    try:
        name = kept_name(typed, kind)
    except EvidenceError:
        return
    assert name.endswith(ENDINGS[kind])
    assert len(name) <= LONGEST_NAME
    assert not set(name) & set('\\/:*?"<>|')
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in name)
    assert unicodedata.is_normalized("NFC", name)
    assert kept_name(name, kind) == name


def test_a_name_with_an_identity_number_is_refused_without_repeating_it() -> None:
    with pytest.raises(EvidenceError) as refusal:
        kept_name("32112119400506001X 住院单.pdf", Kind.PDF)
    assert "身份证" in refusal.value.message
    assert "19400506" not in refusal.value.message


def test_long_names_are_cut_in_the_middle() -> None:
    assert shortened("一二三四五六七八九十", 7) == "一二三四…九十"
    assert shortened("一二三", 3) == "一二三"
    assert kept_name("长" * 200 + "尾.pdf", Kind.PDF).endswith("尾.pdf")


def test_equal_names_are_numbered() -> None:
    assert numbered("a.jpg", ["A.JPG", "a(2).jpg"]) == "a(3).jpg"
    assert numbered("b.jpg", ["a.jpg"]) == "b.jpg"


def test_personal_registers_keep_no_name() -> None:
    assert nameless("某某身份证.jpg") == "照片.jpg"
    assert nameless("某某协议.pdf") == "文件.pdf"


def test_parts_name_files_and_nothing_else() -> None:
    assert sha256_of(part_of(SHA)) == SHA
    assert sha256_of("evidence/../office.db") == ""
    assert sha256_of(SHA) == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [(812, "812 B"), (1024, "1 KB"), (319_488, "312 KB"), (1_468_006, "1.4 MB")],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


def test_the_head_says_number_and_size() -> None:
    one = Attached(SHA, "a.pdf", 1_153_434, False, "张敏", "2018-07-03 11:00")
    two = one._replace(name="b.jpg", size=319_488)
    assert Attachments((one, two)).words == "2个 · 1.4 MB"
    assert Attachments(()).words == ""
    assert (one.is_picture, two.is_picture) == (False, True)


def test_limits_say_both_sizes_and_the_remedy() -> None:
    with pytest.raises(EvidenceError, match=r"15\.5 MB，超过15 MB。请"):
        refuse_kept_size("a.pdf", LARGEST_KEPT + 512 * 1024)
    with pytest.raises(EvidenceError, match=r"41\.0 MB，超过40 MB"):
        refuse_size("a.jpg", 41 * 1024**2)
    with pytest.raises(EvidenceError, match="是空文件"):
        refuse_size("a.jpg", 0)
    refuse_kept_size("a.pdf", LARGEST_KEPT)
    with pytest.raises(EvidencePlaceError, match="已有29个，不能再添2个"):
        refuse_number(29, 2)
    refuse_number(29, 1)


def test_pasted_pictures_are_named_by_time() -> None:
    assert pasted_name(datetime(2018, 7, 3, 14, 5, 9, tzinfo=UTC)) == "截图20180703-140509.png"


FOREIGN = {
    "../../启动.exe": "_.._启动.exe.pdf",
    "C:\\a.pdf": "C__a.pdf",
    "CON": "材料CON.pdf",
    "": "材料.pdf",
    "\u202efdp.exe": "fdp.exe.pdf",
    "部队番号 12345.pdf": "部队番号 12345.pdf",
    "长" * 300 + ".pdf": f"{'长' * 50}…{'长' * 25}.pdf",
}


@pytest.mark.parametrize("told", FOREIGN)
def test_a_name_from_elsewhere_lies_in_one_folder_and_opens_as_what_it_is(told: str) -> None:
    assert disk_name(told, Kind.PDF) == FOREIGN[told]


def test_a_name_from_elsewhere_is_shown_as_it_is_but_for_what_nobody_sees() -> None:
    assert told_name("照片 1.jpg") == "照片 1.jpg"
    assert told_name("../a\u202egpj.exe\n\x1b[31m") == ".._a gpj.exe [31m"
    assert told_name("\u200b") == "材料"
