"""Two versions of a plan, in words."""

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest

from zjmz_desktop.domain.drift import LABELS, Change, plan_changes, version_words
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import load_plan
from zjmz_desktop.domain.plan_indicators import Curve, Indicator

RESOURCES = Path(__file__).parents[3] / "resources"
PLAN = load_plan((RESOURCES / "plans" / "zhenjiang-2018.toml").read_text(encoding="utf-8"))
CANTEENS = PLAN.indicator("I08-03")


def with_indicator(changed: Indicator) -> Plan:
    found = tuple(changed if i.code == changed.code else i for i in PLAN.indicators)
    return replace(PLAN, indicators=found)


def words(old: Plan, new: Plan) -> list[str]:
    return [one.words for one in plan_changes(old, new)]


def test_the_same_plan_brings_nothing() -> None:
    assert plan_changes(PLAN, replace(PLAN, sha256="0" * 64)) == ()


def test_new_and_gone_codes_are_named() -> None:
    less = replace(
        PLAN,
        indicators=tuple(i for i in PLAN.indicators if i is not CANTEENS),
        bases=PLAN.bases[1:],
        questions=PLAN.questions[1:],
    )
    base, question = PLAN.bases[0], PLAN.questions[0]
    new = plan_changes(less, PLAN)
    assert [(one.change, one.code) for one in new] == [
        (Change.NEW, code) for code in ("I08-03", question.code, base.code)
    ]
    assert new[0].words == f"新增指标I08-03“{CANTEENS.name}”"
    gone = plan_changes(PLAN, less)
    assert {one.change for one in gone} == {Change.GONE}
    assert gone[-1].words == f"取消基数{base.code}“{base.name}”"
    assert [one.words for one in Change] == ["新增", "取消", "改动"]


def test_a_changed_target_is_told_with_both_numbers() -> None:
    assert CANTEENS.target is not None
    raised = replace(CANTEENS, target=replace(CANTEENS.target, value=Decimal("120.50")))
    number = f"{CANTEENS.target.value:f}"
    title = f"指标I08-03“{CANTEENS.name}”"
    assert words(PLAN, with_indicator(raised)) == [f"{title}：目标值由{number}改为120.5"]
    without = replace(CANTEENS, target=None, curve=Curve.NONE)
    expected = f"{title}：目标值由{number}改为无，计划进度有改动"
    assert words(PLAN, with_indicator(without)) == [expected]
    at_most = replace(CANTEENS, target=replace(CANTEENS.target, operator="<="))
    assert words(PLAN, with_indicator(at_most)) == [f"{title}：目标值由{number}改为不超过{number}"]


def test_a_new_name_is_told_with_the_old_one() -> None:
    renamed = with_indicator(replace(CANTEENS, name="示例名称"))
    assert words(PLAN, renamed) == [f"指标I08-03“示例名称”：名称由“{CANTEENS.name}”改为“示例名称”"]


def test_fields_of_a_register_are_told_by_name() -> None:
    canteen = PLAN.register("canteen")
    first, *others = canteen.own_fields
    added = replace(first, code="sample_field", name="示例字段")
    changed = replace(others[0], help="示例说明")
    new = replace(canteen, own_fields=(added, changed, *others[1:]), confirmed_by=None)
    registers = tuple(new if r.code == "canteen" else r for r in PLAN.registers)
    assert words(PLAN, replace(PLAN, registers=registers)) == [
        f"底册canteen“{canteen.name}”：新增字段示例字段，取消字段{first.name}，"
        f"改动字段{changed.name}，填报、认定或状态有改动"
    ]


def test_a_changed_question_is_told() -> None:
    changed = replace(PLAN.questions[0], affects="示例")
    found = plan_changes(PLAN, replace(PLAN, questions=(changed, *PLAN.questions[1:])))
    assert [(one.change, one.code) for one in found] == [(Change.CHANGED, changed.code)]
    assert found[0].words.endswith("：有改动")


def test_every_attribute_of_an_indicator_has_a_name() -> None:
    assert LABELS.keys() == {field.name for field in fields(Indicator)}


@pytest.mark.parametrize(
    ("made_with", "said"), [("a", ""), ("b", "旧版计划"), ("c", "本机没有的一版计划")]
)
def test_a_package_made_with_another_version_says_so(made_with: str, said: str) -> None:
    found = version_words(made_with, in_force="a", known=("a", "b"))
    assert said in found
    assert bool(found) is bool(said)
