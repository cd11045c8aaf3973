"""Columns that a plan says are worked out: each wrong declaration is found, with line and column."""

from pathlib import Path

import pytest

from zjmz_desktop.domain.plan_file import load_plan, read_plan

TEXT = (Path(__file__).parents[3] / "resources" / "plans" / "zhenjiang-2018.toml").read_text(
    "utf-8"
)
AGE = 'computed = "age"\nof = ["born_on"]'
COUNT = 'computed = "ticked"\nof = ["rooms_11"]'
MET = 'computed = "meets"\nof = ["I12-03"]'
LEFT = 'computed = "difference"\nof = ["issued_wan", "spent_wan"]'


@pytest.mark.parametrize(
    ("right", "wrong", "key", "says"),
    [
        (AGE, 'computed = "aged"\nof = ["born_on"]', "computed", "“aged”不在可选的词里"),
        (AGE, 'of = ["born_on"]', "of", "写了 of，没有写 computed"),
        (AGE, 'computed = "age"', "computed", "of 应是一个日期字段"),
        (AGE, 'computed = "age"\nof = ["sex"]', "of", "of 应是一个日期字段，“sex”不是"),
        (AGE, 'computed = "age"\nof = ["born_on", "visited_on"]', "of", "of 应是一个日期字段"),
        (AGE, f"{AGE}\nrequired = true", "required", "不能写 required"),
        (COUNT, 'computed = "ticked"\nof = ["rooms_12"]', "of", "一个勾选组，“rooms_12”不是"),
        (MET, 'computed = "meets"\nof = ["I08-03"]', "of", "取自本底册的指标，“I08-03”不是"),
        (LEFT, 'computed = "difference"\nof = ["left_wan", "spent_wan"]', "of", "“left_wan”不是"),
        (LEFT, 'computed = "percent"\nof = ["issued_wan"]', "of", "of 应是两个数字段"),
    ],
)
def test_each_fault_is_found_in_its_line(right: str, wrong: str, key: str, says: str) -> None:
    assert TEXT.count(right) == 1
    broken = TEXT.replace(right, wrong)
    _, problems = read_plan(broken)
    found = [p for p in problems if says in p.message]
    assert found, [str(p) for p in problems]
    before = broken[: broken.index(wrong)].count("\n") + 1
    line = before + [one.split(" ")[0] for one in wrong.split("\n")].index(key)
    assert (found[0].line, found[0].column) == (line, 1)


def test_the_type_must_be_what_the_kind_gives() -> None:
    right = f'type = "yes_no"\n{MET}'
    _, problems = read_plan(TEXT.replace(right, f'type = "number"\n{MET}'))
    (found,) = problems
    assert found.message == "computed = “meets”的 type 应是是否（yes_no）"
    assert found.line == TEXT[: TEXT.index(right)].count("\n") + 1


def test_a_computed_code_is_no_second_field() -> None:
    _, problems = read_plan(TEXT.replace('code = "age"', 'code = "sex"'))
    assert "字段“sex”重复" in [p.message for p in problems]


def test_conditions_do_not_read_what_is_computed() -> None:
    _, problems = read_plan(TEXT.replace('left = ["assoc_members"]', 'left = ["rooms_11_count"]'))
    assert "没有字段“rooms_11_count”" in [p.message for p in problems]


def test_what_is_worked_out_stands_where_the_file_has_it_and_is_personal_as_its_source() -> None:
    plan = load_plan(TEXT)
    elder, community = plan.register("elder"), plan.register("community")
    codes = [one.code for one in elder.columns]
    assert codes[codes.index("age") - 1] == "born_on"
    codes = [one.code for one in community.columns]
    at = codes.index("rooms_11_count")
    assert codes[at - 1 : at + 2] == ["rooms_shared_note", "rooms_11_count", "rooms_11_met"]
    assert [one.code for one in elder.computed_fields if one.personal] == ["age"]
    assert not any(one.personal for one in community.computed_fields)
    assert "age" not in elder.field_by_code
