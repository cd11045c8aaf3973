"""Figures of one unit stay at their places, or move with their words."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.edited_sentences import Edit, settle
from zjmz_desktop.domain.figure_places import FigureMovedError
from zjmz_desktop.domain.narrative_words import Rendered
from zjmz_desktop.domain.sentence_binding import bind
from zjmz_desktop.domain.sentence_slots import Generated, filled, generated

LABELS = ("因病", "因灾", "因祸", "结婚登记", "离婚登记", "护理型床位", "助餐点", "上党镇")


def told(text: str) -> Generated:
    return generated(Rendered("S1", text, ()))


def text_of(pairs: tuple[tuple[str, int], ...]) -> str:
    return "、".join(f"{label}{number}人次" for label, number in pairs) + "。"


def is_taken(text: str, found: Generated) -> bool:
    try:
        return filled(bind((text,), found), found.slots) == text
    except FigureMovedError:
        return False


WED = told("办理结婚登记2037对、离婚登记593对。")


def test_figures_that_changed_places_are_refused_by_name() -> None:
    with pytest.raises(FigureMovedError) as refused:
        bind(("办理结婚登记593对、离婚登记2037对。",), WED)
    assert refused.value.message == (
        "“593对”和“2037对”换了位置：原句里先是“办理结婚登记2037对”，后是“离婚登记593对”。"
        "请照原句的先后写；要调换先后，数要同它前面的词一起移。"
    )


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("办理结婚登记2037对，离婚登记593对。", True),
        ("全年结婚的有2037对，离婚的有593对。", True),
        ("一年来2037对新人登记，593对办理离婚。", True),
        ("离婚登记593对、结婚登记2037对。", True),
        ("办理离婚登记593对、结婚登记2037对。", True),
        ("办理离婚登记593对，另有结婚登记共2037对。", True),
        ("办理结婚登记593对、离婚登记2037对。", False),
        ("办理离婚登记2037对、结婚登记593对。", False),
        ("共593对、2037对。", False),
        ("办理结婚登记近600对、离婚登记2000余对。", False),
        ("办理结婚登记2000余对、离婚登记近600对。", True),
    ],
)
def test_the_words_before_a_figure_tell_its_place(text: str, taken: bool) -> None:
    try:
        bind((text,), WED)
    except FigureMovedError:
        assert not taken
    else:
        assert taken


def test_slots_that_were_moved_are_refused_as_typed_figures_are() -> None:
    words, first, mid, second, end = WED.tokens
    with pytest.raises(FigureMovedError):
        bind((words, second, mid, first, end), WED)


def test_an_edit_that_came_with_its_figures_moved_is_not_printed() -> None:
    words, first, mid, second, end = WED.tokens
    found = settle(Edit((words, second, mid, first, end), WED.tokens), WED)
    assert found.text == WED.text
    assert found.again == ("改过的句子里“593对”和“2037对”换了位置，暂按原句写",)


def test_other_units_and_equal_figures_may_stand_anywhere() -> None:
    found = told("低保对象2165户、3723人，敬老院8家，示范8家。")
    assert is_taken("低保对象3723人、2165户，示范8家，敬老院8家。", found)


_LISTS = st.integers(2, 4).flatmap(
    lambda size: st.tuples(
        st.permutations(LABELS).map(lambda labels: labels[:size]),
        st.lists(st.integers(2, 9999), min_size=size, max_size=size, unique=True),
    )
)


@given(_LISTS)
def test_any_other_order_of_bare_figures_is_refused_and_with_words_it_is_taken(
    case: tuple[list[str], list[int]],
) -> None:
    labels, numbers = case
    whole = tuple(zip(labels, numbers, strict=True))
    found = told(text_of(whole))
    for moved in permutations(numbers):
        bare = tuple(zip(labels, moved, strict=True))
        assert is_taken(text_of(bare), found) is (bare == whole)
    for moved_whole in permutations(whole):
        assert is_taken(text_of(moved_whole), found)
