from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.judging import Judged
from zjmz_desktop.domain.periods import PeriodType
from zjmz_desktop.domain.plan import Clause, Plan, WorkItem
from zjmz_desktop.domain.plan_indicators import Applies, Entry, Indicator, Judgement
from zjmz_desktop.domain.scoring import score_item, score_items, score_text
from zjmz_desktop.domain.units import Level

DAY = date(2018, 3, 26)
BASE = Indicator(
    code="A",
    clauses=("C08-01",),
    name="甲",
    unit="个",
    entry=Entry.NUMBER,
    definition="",
    department="d",
    period=PeriodType.MONTH,
    judgement=Judgement.AT_LEAST,
    applies=Applies(Level.TOWN),
    scored=True,
)
A, B, C = BASE, replace(BASE, code="B", name="乙"), replace(BASE, code="C", name="丙")


def plan_of(*indicators: Indicator, cap: str = "100") -> Plan:
    item = WorkItem(8, 3, "养老", "8.养老。", (Clause("C08-01", 0, 5),))
    return Plan(
        code="p",
        title="要点",
        year=2018,
        issuer="321100000000",
        issuer_name="镇江市民政局",
        issued_on=DAY,
        starts_on=DAY,
        preamble="",
        slightly_behind_points=Decimal(10),
        step_grace_days=30,
        score_cap=Decimal(cap),
        **dict.fromkeys(("groups", "departments", "sections", "questions", "bases"), ()),
        items=(item,),
        registers=(),
        indicators=indicators,
        chapters=(),
        sha256="",
    )


def at(completion: str | None, light: Light = Light.ON_TRACK, **more: Any) -> Judged:
    exact = None if completion is None else Fraction(completion)
    return Judged(light, Fraction(1, 2), light.words, completion=exact, **more)


def test_the_arithmetic_is_said_in_words() -> None:
    judged = {"A": at("1"), "B": at("6/7"), "C": at("2/3")}
    found = score_item(plan_of(A, B, C), 8, judged=judged)
    assert found.score == Fraction(5300, 63)
    assert found.arithmetic == "（100%＋85.7%＋66.7%）÷3＝84.1分"
    assert [part.words for part in found.parts] == ["100%", "85.7%", "66.7%"]


def test_weights_stand_in_the_arithmetic() -> None:
    judged = {"A": at("1"), "B": at("1/2")}
    heavy = replace(A, weight=Decimal("2.0"))
    found = score_item(plan_of(heavy, B), 8, judged=judged)
    assert found.arithmetic == "（100%×2＋50%×1）÷3＝83.3分"


def test_what_is_above_the_cap_counts_as_the_cap() -> None:
    found = score_item(plan_of(A), 8, judged={"A": at("6/5")})
    assert (found.score, found.arithmetic) == (Fraction(100), "100%＝100分")
    assert found.parts[0].words == "120%，按100%计"
    assert score_item(plan_of(A, cap="110"), 8, judged={"A": at("6/5")}).score == 110
    assert score_item(plan_of(A), 8, judged={"A": at("-1/5")}).score == 0


@pytest.mark.parametrize(
    "light", [Light.NOT_JUDGED, Light.NOT_APPLICABLE, Light.UNALLOCATED], ids=str
)
def test_watched_not_applicable_and_unallocated_stay_out(light: Light) -> None:
    found = score_item(plan_of(A, B), 8, judged={"A": at("1/2"), "B": at(None, light)})
    assert found.score == 50
    assert found.parts[1].words == f"{light.words}，不计分"
    assert found.parts[1].scored is False


def test_texts_and_unscored_ones_stay_out() -> None:
    text = replace(B, entry=Entry.NARRATIVE)
    found = score_item(plan_of(A, text, replace(C, scored=False)), 8, judged={"A": at("1")})
    assert found.arithmetic == "100%＝100分"
    assert [part.words for part in found.parts[1:]] == [
        "文字材料，不计分",
        "计划规定不计分，不计分",
    ]


def test_nothing_scored_has_no_score() -> None:
    found = score_item(plan_of(replace(A, scored=False)), 8, judged={})
    assert (found.score, found.arithmetic) == (None, "无计分指标")


def test_not_reported_counts_0_and_is_said_so() -> None:
    judged = {"A": at(None, Light.NOT_REPORTED)}
    found = score_item(plan_of(A, B), 8, judged=judged)
    assert found.score == 0
    assert {part.words for part in found.parts} == {"未报，按0计"}


@pytest.mark.parametrize(("met", "score", "words"), [(True, 100, "100%计"), (False, 0, "按0计")])
def test_must_not_happen_is_all_or_nothing(met: bool, score: int, words: str) -> None:
    calm = replace(A, judgement=Judgement.MUST_NOT_HAPPEN)
    found = score_item(plan_of(calm), 8, judged={"A": at(None, met=met)})
    assert found.score == score
    assert found.parts[0].words.endswith(words)


@given(st.lists(st.fractions(-1, 2), min_size=1, max_size=6))
def test_a_score_lies_between_0_and_100_and_the_mean_is_exact(shares: list[Fraction]) -> None:
    indicators = tuple(replace(A, code=str(n)) for n in range(len(shares)))
    judged = {str(n): at(str(share)) for n, share in enumerate(shares)}
    (found,) = score_items(plan_of(*indicators), judged)
    counted = [min(max(share, Fraction(0)), Fraction(1)) for share in shares]
    assert found.score == sum(counted) / len(counted) * 100


@pytest.mark.parametrize(
    ("score", "text"),
    [("100", "100"), ("9999/100", "99.9"), ("5300/63", "84.1"), ("84", "84"), ("101/3", "33.7")],
)
def test_a_score_never_looks_full_that_is_not(score: str, text: str) -> None:
    assert score_text(Fraction(score)) == text


def test_a_ceiling_that_some_have_not_reported_says_how_many_have() -> None:
    some = at(None, Light.NOT_REPORTED)._replace(words="未报齐（7/8已报）")
    found = score_item(plan_of(A), 8, judged={"A": some})
    assert found.score == 0
    assert [part.words for part in found.parts] == ["未报齐（7/8已报），按0计"]
