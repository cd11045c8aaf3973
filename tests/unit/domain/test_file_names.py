"""Names that lie on any disk: of the program's making, and typed."""

import pytest

from zjmz_desktop.domain.file_names import fault_of, is_device, plain_name, seen


@pytest.mark.parametrize(
    "name", ["CON", "con.txt", "Aux", "nul.tar.gz", "COM1", "lpt9.pdf", "com¹", "CONIN$", "PRN .x"]
)
def test_devices_are_known_whatever_follows(name: str) -> None:
    assert is_device(name)
    assert "系统留用" in fault_of(name)
    assert plain_name(f"{name}.xlsx").startswith("_")


@pytest.mark.parametrize("name", ["console", "com10", "com", "统计.con", "xCON", "", "lpt"])
def test_names_that_only_look_like_devices_are_none(name: str) -> None:
    assert not is_device(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("高资街道2018年6月填报模板.xlsx", ""),
        ("总结 第2稿（改）.pdf", ""),
        ("a.b.c", ""),
        ("上午9:30.pdf", "文件名里不能有:"),
        ("a/b", "文件名里不能有/"),
        ('"x".pdf', '文件名里不能有"'),
        ("a\tb", "文件名里不能有看不见的字符"),
        ("nul.pdf", "“nul”是系统留用的名称"),
        ("总结.", "文件名不能以空格或句点结尾"),
        ("总结.pdf ", "文件名不能以空格或句点结尾"),
    ],
)
def test_what_can_be_no_name_on_windows_is_told(name: str, words: str) -> None:
    assert fault_of(name) == words


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("丹徒区民政局2018年工作总结_截至11月底.pdf", "丹徒区民政局2018年工作总结_截至11月底.pdf"),
        ("高资/街道:一 二\u202e三\n.xlsx", "高资街道一二三.xlsx"),
        ("../../x.xlsx", "x.xlsx"),
        ("?*<>|", "_"),
        ("𬭚镇.pdf", "𬭚镇.pdf"),
    ],
)
def test_names_made_of_names_from_elsewhere_lie_in_one_folder(words: str, name: str) -> None:
    assert plain_name(words) == name
    assert fault_of(plain_name(words)) == ""


def test_what_nobody_sees_is_left_out_and_rare_han_stay() -> None:
    assert seen("a\u200b\u202e𬭚\x1b\ue000") == "a  𬭚 \ue000"
