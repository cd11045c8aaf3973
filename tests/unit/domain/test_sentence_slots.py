"""Generated sentences as words and slots, and how they are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentence_cases import Told, made

from zjmz_desktop.domain.sentence_slots import (
    Ref,
    SlotSyntaxError,
    filled,
    generated,
    joined,
    read,
    told,
    written,
)


def test_every_amount_is_a_slot_of_its_aspect() -> None:
    found = made(Told(note="7/8已报，宝堰镇未报", empty=3))
    assert written(found.tokens) == (
        "截至{through}，新建助餐点{I08-03}（{I08-03:lacking}），完成年度目标{I08-03:progress}的"
        "{I08-03:progress.2}，较序时进度慢{I08-03:progress.3}，空置{I22-05}。"
    )
    assert [slot.shown for slot in found.figures] == [
        "118个", "150个", "78%", "14个百分点", "3处",
    ]  # fmt: skip
    assert not found.slots["through"].is_figure


def test_a_text_without_a_template_has_slots_of_its_own() -> None:
    found = generated(told("problem-I1", "截至11月底为9个，\n 慢14个百分点。", through="11月底"))
    assert written(found.tokens) == "截至{through}为{#1}，慢{#2}。"
    assert found.text == "截至11月底为9个，慢14个百分点。"


TOKENS = st.lists(
    st.one_of(
        st.text(alphabet="甲乙{}，=~#1", min_size=1),
        st.builds(
            Ref, st.sampled_from(["I08-03", "I08-03:progress.2", "#1", "through"]), st.just("")
        ),
        st.builds(Ref, st.just("I08-03"), st.sampled_from(["近120个", "过半"])),
    )
).map(joined)


@given(TOKENS)
def test_what_is_stored_is_read_back(tokens: tuple[str | Ref, ...]) -> None:
    assert read(written(tokens)) == (tokens, {})


def test_the_base_tells_what_filled_it() -> None:
    found = made()
    tokens, shown = read(written(found.tokens, shown=found.slots))
    assert tokens == found.tokens
    assert shown["I08-03"] == "118个"
    assert filled(tokens, found.slots) == found.text


@pytest.mark.parametrize("text", ["新建{I08-03", "新建}个", "{}", "{{{"])
def test_braces_that_make_no_slot_are_refused(text: str) -> None:
    with pytest.raises(SlotSyntaxError, match="读不出来"):
        read(text)
