"""The month of a sentence: no other one in its place."""

import pytest

from zjmz_desktop.domain.edited_sentences import Edit, settle
from zjmz_desktop.domain.narrative_words import Rendered
from zjmz_desktop.domain.sentence_months import OtherMonthError, refuse_other_month
from zjmz_desktop.domain.sentence_slots import generated


@pytest.mark.parametrize(
    "words", ["截至6月底", "截止2018年6月底", "到六月底", "截至十一月底", "截至11月30日"]
)
def test_another_month_is_refused_by_name(words: str) -> None:
    with pytest.raises(OtherMonthError) as refused:
        refuse_other_month(f"{words}，新建助餐点。", "12月底")
    assert refused.value.message == f"“{words}”不对，这里的数截至12月底。请照写，或者不写月份。"


@pytest.mark.parametrize(
    "text",
    ["截至12月底，新建。", "到十二月底，新建。", "6月底开展宣传，3月至6月底巡查。", "全年新建。"],
)
def test_its_own_month_and_days_of_what_was_done_are_words(text: str) -> None:
    refuse_other_month(text, "12月底")
    refuse_other_month(text.replace("12", "6"), "")


def test_a_month_that_was_typed_in_words_is_not_printed_of_later_figures() -> None:
    now = generated(Rendered("S1", "办理登记3对。", ()), through="12月底")
    found = settle(Edit(("截至6月底，", *now.tokens), now.tokens), now)
    assert found.text == now.text
    assert found.again == ("改过的句子里“截至6月底”不是现在的月份，暂按原句写",)
