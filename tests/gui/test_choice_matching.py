"""What a text means among options."""

import pytest

from zjmz_desktop.gui.pages.choice_matching import matching, meant

KINDS = (
    ("kitchen", "中心厨房"),
    ("self", "自办食堂"),
    ("delivery", "配送就餐点"),
    ("franchise", "社会餐饮加盟"),
)
MANY = tuple((f"c{n}", f"第{n}类") for n in range(1, 13))
YES_NO = (("1", "是"), ("0", "否"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("中心厨房", "中心厨房"),
        ("厨房", "中心厨房"),
        ("z", None),
        ("zx", "中心厨房"),
        ("ZBST", "自办食堂"),
        ("２", "自办食堂"),
        ("self", "自办食堂"),
        ("deli", "配送就餐点"),
        ("餐", None),
        ("5", None),
        ("不知道", None),
    ],
)
def test_only_what_means_one_option_is_taken(typed: str, words: str | None) -> None:
    assert meant(KINDS, typed) == words


def test_what_is_said_whole_wins() -> None:
    assert meant(MANY, "1") == "第1类"
    assert meant(MANY, "12") == "第12类"
    assert meant((("a", "新建"), ("b", "新建筑")), "新建") == "新建"
    assert meant((("a", "新建"), ("b", "现建")), "xj") is None


def test_codes_of_yes_and_no_win_over_numbers() -> None:
    assert (meant(YES_NO, "1"), meant(YES_NO, "0"), meant(YES_NO, "2")) == ("是", "否", "否")


def test_the_list_narrows() -> None:
    assert matching(KINDS, "") == [words for _, words in KINDS]
    assert matching(KINDS, "z") == ["中心厨房", "自办食堂"]
    assert matching(KINDS, "餐") == ["配送就餐点", "社会餐饮加盟"]
    assert matching(KINDS, "x") == []
