"""The sentence mini-language: what is read, what falls away, what is refused and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.narrative import ASPECTS, TESTS, SentenceError, parse
from zjmz_desktop.domain.narrative_words import Bound, Rendered, render, tidy

A, B = "I08-03", "I08-04"


@dataclass
class Teller:
    """Says what it is given: (code, aspect) → words, (code, test) → answer."""

    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def say(self, name: str, aspect: str) -> str | None:
        return self.words.get((name, aspect))

    def holds(self, code: str, test: str) -> bool | None:
        return self.answers.get((code, test))

    def lacking(self, code: str) -> str:
        return self.notes.get(code, "")


FULL = Teller(
    {
        ("through", ""): "11月底",
        ("office", ""): "丹徒区民政局",
        (A, ""): "12个",
        (A, "n"): "12",
        (A, "progress"): "，完成年度任务",
        (B, ""): "3个",
    }
)


def said(text: str, teller: Teller = FULL) -> str | None:
    found = render(parse(text, key="S"), teller)
    return found.text if found else None


def test_figures_and_fields_are_put_in() -> None:
    found = render(parse("截至{through}，{office}新建{I08-03}{I08-03:progress}。", key="S1"), FULL)
    assert found == Rendered(
        "S1",
        "截至11月底，丹徒区民政局新建12个，完成年度任务。",
        (Bound(A, "", "12个"), Bound(A, "progress", "，完成年度任务")),
    )
    assert found.codes == (A,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建{I08-03}[，其中{I08-03:top}]。", "新建12个。"),
        ("新建{I08-03}[，中心{I08-04}]。", "新建12个，中心3个。"),
        ("新建{I08-03:top}。", None),
        ("新建{I09-01}，中心{I08-04}。", None),
        ("[新建{I09-01}][，中心{I08-04}]。", "中心3个。"),
        ("[新建{I09-01}]。", None),
        ("新建{I08-03}[（{I08-03:names}）]。", "新建12个。"),
        ("新建{I08-03}", "新建12个。"),
        ("[新建{I08-03}，][其中{I08-03:top}]。", "新建12个。"),
        ("[新建{I08-03}[，其中{I08-03:top}]，中心{I08-04}]。", "新建12个，中心3个。"),
    ],
)
def test_what_is_missing_falls_away(text: str, expected: str | None) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize(("answer", "expected"), [(True, "共甲。"), (False, "共乙3个。")])
def test_a_choice_takes_one_branch(test: str, answer: bool, expected: str) -> None:
    teller = Teller(FULL.words, {(A, test): answer})
    assert said(f"共[{A} {test}?甲|乙{{{B}}}]。", teller) == expected


def test_a_choice_may_have_an_empty_branch_or_none() -> None:
    teller = Teller(FULL.words, {(A, "any"): False, (B, "any"): True})
    assert said("[I08-03 any?新建{I08-03}。|]", teller) is None
    assert said("新建{I08-03}[I08-04 any?，好]。", teller) == "新建12个，好。"


def test_a_choice_falls_away_when_its_figure_or_one_in_its_branch_is_missing() -> None:
    assert said("新建{I08-03}[I09-01 zero?，甲|，乙]。") == "新建12个。"
    teller = Teller(FULL.words, {(A, "met"): True})
    assert said("新建{I08-03}[I08-03 met?，其中{I08-03:top}|]。", teller) == "新建12个。"


# ---- units that have not reported ----

NOTE = "7/8已报，宝堰镇未报"


@pytest.mark.parametrize(
    ("text", "notes", "expected"),
    [
        ("新建{I08-03}{I08-03:progress}。", {A: NOTE}, f"新建12个（{NOTE}），完成年度任务。"),
        ("新建{I08-03:n}个，很好。", {A: NOTE}, f"新建12个，很好（{NOTE}）。"),
        ("甲{I08-03}、乙{I08-04}。", {B: NOTE}, f"甲12个、乙3个（{NOTE}）。"),
        ("甲{I08-03}、乙{I08-04}。", {A: NOTE, B: NOTE}, f"甲12个、乙3个（以上数据{NOTE}）。"),
        ("甲{I08-03}、乙{I08-04}。", {A: NOTE, B: "别"}, f"甲12个（{NOTE}）、乙3个（别）。"),
    ],
)
def test_missing_units_are_named_once(text: str, notes: dict[str, str], expected: str) -> None:
    assert said(text, Teller(FULL.words, {}, notes)) == expected


def test_a_test_alone_also_names_missing_units() -> None:
    teller = Teller({}, {(A, "zero"): True}, {A: NOTE})
    found = render(parse("[I08-03 zero?没有空置|有空置]。"), teller)
    assert found is not None
    assert found.text == f"没有空置（{NOTE}）。"
    assert found.codes == (A,)


def test_a_note_and_a_bracketed_phrase_become_one_bracket() -> None:
    words = {(A, ""): "12个", (A, "progress"): "（全市目标114个，本区未分解）"}
    expected = f"新建12个（{NOTE}；全市目标114个，本区未分解）。"
    assert said("新建{I08-03}{I08-03:progress}。", Teller(words, {}, {A: NOTE})) == expected


# ---- errors ----


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("新建{I08-03", 2, "花括号没有合上"),
        ("新建{I8-3}。", 2, "不认识“{I8-3}”"),
        ("新建{I08-03:best}。", 2, "不认识“{I08-03:best}”"),
        ("新建{month}。", 2, "不认识“{month}”"),
        ("新建[，{I08-03}。", 2, "方括号没有合上"),
        ("新建}。", 2, "多出“}”"),
        ("新建]。", 2, "多出“]”"),
        ("甲|乙", 1, "多出“|”"),
        ("[甲{I08-03}|乙]", 10, "多出“|”"),
        ("[I08-03 full?甲|乙]", 1, "不认识的条件“full”"),
        ("[I08-03 any?甲|乙|丙]", 15, "多出“|”"),
        ("甲[乙]", 1, "没有指标"),
    ],
)
def test_errors_say_where(text: str, at: int, reason: str) -> None:
    with pytest.raises(SentenceError) as caught:
        parse(text, key="S3-01")
    assert caught.value.at == at
    assert reason in str(caught.value)
    assert f"“S3-01”第{at + 1}个字处" in str(caught.value)


# ---- punctuation ----


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("，，甲，。", "甲。"),
        ("甲，、乙", "甲，乙。"),
        ("甲。。", "甲。"),
        ("甲。，乙。", "甲。乙。"),
        ("甲（）乙。", "甲乙。"),
        ("称“甲。”", "称“甲。”"),
        ("甲！", "甲！"),
        ("", ""),
    ],
)
def test_punctuation_is_mended(text: str, expected: str) -> None:
    assert tidy(text) == expected


SLOTS = st.sampled_from([f"{{{A}}}", f"{{{A}:progress}}", f"{{{B}:top}}", "{through}"])
PARTS = st.lists(
    st.one_of(
        st.sampled_from(["甲", "，", "、", "。", "（乙）"]),
        SLOTS,
        SLOTS.map(lambda slot: f"[，{{{B}}}{slot}]"),
        st.tuples(st.sampled_from(TESTS), SLOTS).map(
            lambda pair: f"[{A} {pair[0]}?，丙{pair[1]}|]"
        ),
    ),
    max_size=8,
)
GIVEN = st.dictionaries(
    st.tuples(st.sampled_from([A, B, "through"]), st.sampled_from(ASPECTS)),
    st.sampled_from(["12个", "，快", "（本区未分解）", ""]),
)
ANSWERS = st.dictionaries(st.tuples(st.just(A), st.sampled_from(TESTS)), st.booleans())


@given(PARTS, GIVEN, ANSWERS, st.dictionaries(st.sampled_from([A, B]), st.just(NOTE)))
def test_nothing_of_the_language_is_left(
    parts: list[str],
    words: dict[tuple[str, str], str],
    answers: dict[tuple[str, str], bool],
    notes: dict[str, str],
) -> None:
    text = said("".join(parts), Teller(words, answers, notes))
    if text is None:
        return
    assert not set(text) & set("{}[]|")
    assert not any(pair in text for pair in ("，。", "。。", "，，", "、。", "，、", "（）"))
    assert text.endswith("。")
    assert text.strip("，、。（）")
