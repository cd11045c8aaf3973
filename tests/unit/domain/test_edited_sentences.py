"""Edits carried over to new data: figures follow, and what is to be looked at says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentence_cases import Told, made

from zjmz_desktop.domain.edited_sentences import (
    Edit,
    SentenceState,
    edit_text,
    may_say,
    read_edit,
    seen_words,
    settle,
)
from zjmz_desktop.domain.sentence_binding import bind, bound_or_refused
from zjmz_desktop.domain.sentence_slots import Generated, Ref, read

MINE = (
    "到{through}，全区建成助餐点{I08-03~近120个}，完成年度目标{I08-03:progress}的{I08-03:progress.2}，"
    "较序时进度慢{I08-03:progress.3}，未发生空置。"
)

SHORT = "共{I08-03}，{I08-03:progress}{I08-03:progress.2}，{I08-03:progress.3}。"


def edit(text: str = MINE, base: Generated | None = None) -> Edit:
    base = base or made()
    found = read_edit(edit_text(bind(read(text)[0], base), base))
    assert found is not None
    return found


def test_figures_follow_and_the_edit_stays() -> None:
    found = settle(edit(), made(Told(count=119)))
    assert found.text == (
        "到11月底，全区建成助餐点近120个，完成年度目标150个的79%，较序时进度慢14个百分点，未发生空置。"
    )
    assert (found.state, found.again) == (SentenceState.EDITED, ())
    (rough,) = found.rough
    assert rough.note == "“近120个”是概数，实为119个"


def test_another_month_is_no_other_sentence() -> None:
    found = settle(edit(), made(Told(month="12月底")))
    assert found.text.startswith("到12月底，全区建成")
    assert found.again == ()


def test_an_approximation_that_the_figure_left_is_written_back() -> None:
    found = settle(edit(), made(Told(count=131)))
    assert "助餐点131个" in found.text
    assert "近120个" not in found.text
    assert found.again == ("“近120个”不再符合（118个变为131个），已写回131个",)


def test_a_clause_that_fell_away_is_merged_and_said() -> None:
    found = settle(edit(), made(Told(late="")))
    assert found.text.endswith("完成年度目标150个的78%，未发生空置。")
    assert found.again == ("这一句的写法随数据变了，改动已合上",)


def test_a_zero_that_became_some_is_never_denied() -> None:
    mine = MINE.replace("未发生空置", "没有一处闲着")
    found = settle(edit(mine), made(Told(empty=3)))
    assert found.text == made(Told(empty=3)).text
    assert found.again == ("这一句的写法随数据变了，改动没有合上，暂按原句写",)
    assert found.state is SentenceState.EDITED


def test_a_new_figure_that_is_not_written_yet_is_named() -> None:
    found = settle(edit(MINE.replace("，未发生空置", "")), made(Told(empty=3)))
    assert "暂按原句写" in found.again[0] or "“3处”" in found.again[-1]


def test_a_sentence_without_its_figure_is_not_written() -> None:
    found = settle(edit(), None)
    assert (found.text, found.state) == ("", SentenceState.EDITED)
    assert found.again


def test_a_dropped_sentence_stays_away_and_says_when_its_words_changed() -> None:
    text = edit_text((), made(), reason="不对外")
    found = read_edit(text)
    assert found is not None
    assert found.reason == "不对外"
    assert settle(found, made(Told(count=9)))[:1] == ("",)
    assert settle(found, made(Told(count=9))).again == ()
    changed = settle(found, made(Told(empty=3)))
    assert (changed.text, changed.state) == ("", SentenceState.DROPPED)
    assert changed.again


def test_a_paragraph_of_ones_own_has_no_figures() -> None:
    own = read_edit(edit_text(("探索办法。",), None))
    assert own is not None
    assert settle(own, None)[:1] == ("探索办法。",)
    stray = read_edit("新建30个。\n")
    assert stray is not None
    assert settle(stray, None).text == ""
    assert "30个" in settle(stray, None).again[0]


@pytest.mark.parametrize("text", ["", "只有一行", "a\nb\nc\nd", "{坏\n好", "好\n}坏"])
def test_a_cell_that_holds_no_edit_is_passed_over(text: str) -> None:
    assert read_edit(text) is None


def test_an_edit_that_came_with_another_number_is_not_printed() -> None:
    base = made()
    forged = Edit((*base.tokens[:-1], "，另有999个。"), base.tokens)
    found = settle(forged, base)
    assert found.text == base.text
    assert "999个" in found.again[0]


def test_may_say() -> None:
    slot = made().slots["I08-03"]
    assert may_say(slot, "近120个")
    assert not any(may_say(slot, words) for words in ("近130家", "很多", "近120个和3个", ""))


@given(
    st.integers(1, 300),
    st.sampled_from(["", "较序时进度慢14个百分点", "完成年度任务"]),
    st.integers(0, 3),
    st.sampled_from([MINE, MINE.replace("全区", "我区"), SHORT]),
)
def test_what_is_printed_is_always_true_of_the_data(
    count: int, late: str, empty: int, mine: str
) -> None:
    now = made(Told(count=count, late=late, empty=empty))
    found = settle(edit(mine), now)
    assert bound_or_refused(
        (found.text,), now
    )  # every amount is one of now's figures, or true of one
    refs = [token for token in found.tokens if isinstance(token, Ref)]
    assert all(may_say(now.slots[ref.name], ref.written) for ref in refs if ref.written)


def test_words_that_turn_a_judgement_wait_until_they_were_looked_at() -> None:
    found = made()
    tokens = bind((found.text.replace("未发生", "发生"),), found)
    typed = settle(Edit(tokens, found.tokens), found)
    assert "，发生空置" in typed.text
    assert typed.again == ("原句的“未发生”没有了",)
    seen = seen_words(tokens, found)
    assert settle(Edit(tokens, found.tokens, reason=seen), found).again == ()
    slower = bind((found.text.replace("进度慢", "进度快").replace("未发", "发"),), found)
    again = settle(Edit(slower, found.tokens, reason=seen), found).again
    assert again == ("原句说“较序时进度慢”，现在写了“较序时进度快”",)


def test_an_approximation_is_no_word_of_judgement() -> None:
    found = made(Told(late="低于市定目标14个百分点"))
    text = "助餐点高于110个，完成年度目标150个的78%，低于市定目标14个百分点，未发生空置。"
    tokens = bind(read(text)[0], found)
    assert settle(Edit(tokens, found.tokens), found).again == ()
