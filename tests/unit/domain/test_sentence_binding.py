"""Edited text: its own figures and true approximations, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentence_cases import Told, made

from zjmz_desktop.domain.sentence_binding import (
    LostFigureError,
    StrayNumberError,
    UnknownSlotError,
    bind,
)
from zjmz_desktop.domain.sentence_slots import Ref, filled, read, written

FOUND = made()
WHOLE = "，完成年度目标150个的78%，较序时进度慢14个百分点"


def bound(text: str) -> str:
    return written(bind(read(text)[0], FOUND))


def test_words_are_free_and_figures_find_their_slots() -> None:
    text = "到11月底，全区已建助餐点118个，占目标150个的78%，比进度慢14个百分点，见2018年3号文。"
    assert bound(text) == (
        "到{through}，全区已建助餐点{I08-03}，占目标{I08-03:progress}的{I08-03:progress.2}，"
        "比进度慢{I08-03:progress.3}，见2018年3号文。"
    )


@pytest.mark.parametrize("words", ["近120个", "超过110个", "一百一十八个", "一百一十余个"])
def test_true_words_for_a_figure_are_kept_in_its_slot(words: str) -> None:
    assert f"{{I08-03~{words}}}" in bound(f"新建助餐点{words}{WHOLE}。")
    assert f"{{I08-03~{words}}}" in bound(f"新建{{I08-03~{words}}}{WHOLE}。")


@pytest.mark.parametrize(
    "words",
    ["130个", "近118个", "118家", "超过118个", "一百二十个", "数百个", "近{I08-03}", "1{I08-03}"],
)
def test_another_number_is_refused_by_name(words: str) -> None:
    with pytest.raises(StrayNumberError) as refused:
        bound(f"新建助餐点{words}{WHOLE}。")
    number = words.replace("{I08-03}", "118个")
    assert f"“{number}”" in refused.value.message
    assert "118个" in refused.value.message
    assert "近120个" in refused.value.message


@given(st.integers(0, 10**6), st.sampled_from(["个", "%", "个百分点", "家", ""]))
def test_no_number_but_the_sentences_own_goes_through(number: int, unit: str) -> None:
    own = {"118个", "150个", "78%", "14个百分点"}
    text = f"新建助餐点118个{WHOLE}，另有{number}{unit}。"
    if f"{number}{unit}" in own:
        assert filled(bind((text,), FOUND), FOUND.slots) == text
    else:
        with pytest.raises(StrayNumberError):
            bind((text,), FOUND)


def test_a_figure_may_not_be_left_out_but_the_month_may() -> None:
    with pytest.raises(LostFigureError, match="“78%”"):
        bound("新建助餐点118个，目标150个，较序时进度慢14个百分点。")
    assert "through" not in bound(f"新建助餐点118个{WHOLE}。")


def test_equal_figures_keep_their_own_slot() -> None:
    first, second = Ref("I08-03:progress"), Ref("I08-03")
    tokens = (
        "目标",
        first,
        "，已建",
        second,
        "，占",
        Ref("I08-03:progress.2"),
        Ref("I08-03:progress.3"),
    )
    assert bind(tokens, FOUND) == tokens


def test_an_unknown_slot_is_refused() -> None:
    with pytest.raises(UnknownSlotError, match="I99-01"):
        bound("新建{I99-01}。")


def test_who_has_not_reported_is_locked_whole() -> None:
    found = made(Told(note="7/8已报，宝堰镇未报"))
    text = f"建成118个（7/8已报，宝堰镇未报）{WHOLE}。"
    assert "{I08-03:lacking}" in written(bind((text,), found))
    with pytest.raises(StrayNumberError, match="7/8"):
        bind((text.replace("宝堰镇", "高桥镇"),), found)
    with pytest.raises(LostFigureError, match="宝堰镇未报"):
        bind((text.replace("（7/8已报，宝堰镇未报）", ""),), found)
