"""Plan files with faults: each is found, with its place, and unknown keys are refused."""

from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import PlanFileError
from zjmz_desktop.domain.plan_file import load_plan, read_plan

TEXT = (Path(__file__).parents[3] / "resources" / "plans" / "zhenjiang-2018.toml").read_text(
    "utf-8"
)

FAULTS = [
    ('entry = "number"', 'entry = "numbre"', "numbre"),
    ('measure_word = "个"', 'measure_wrod = "个"', "不认识的键“measure_wrod”"),
    ("format = 1", "format = 2", "format 应为 1"),
    ('department = "yanglao"', 'department = "nowhere"', "没有科室“nowhere”"),
    ('register = "canteen"', 'register = "kitchen"', "没有底册“kitchen”"),
    ('at_least = "500"', "at_least = 500.5", "计数条件"),
    ('operator = ">="', 'operator = "=>"', "=>"),
    ('by = "2018-12-31"', 'by = "2018-02-30"', "日期"),
    (
        'field = "usable_area_m2", at_least',
        'field = "usable_aera", at_least',
        "没有字段“usable_aera”",
    ),
    ('code = "I08-04"', 'code = "I08-03"', "重复"),
    ("due_months = [", "due_months = [13, ", "1至12"),
    ('value = "4.8"', "value = 4.8", "加引号的数"),
    ("{through}", "{through", "报告句子"),
]


@pytest.mark.parametrize(("right", "wrong", "says"), FAULTS)
def test_each_fault_is_found_with_its_place(right: str, wrong: str, says: str) -> None:
    assert right in TEXT
    broken = TEXT.replace(right, wrong, 1)
    _, problems = read_plan(broken)
    found = [p for p in problems if says in p.message]
    assert found, [str(p) for p in problems]
    if right != "format = 1":
        assert all(p.line > 0 for p in found)


def test_the_line_of_a_fault_is_right() -> None:
    broken = TEXT.replace('measure_word = "个"', 'measure_wrod = "个"', 1)
    line = broken[: broken.index("measure_wrod")].count("\n") + 1
    _, problems = read_plan(broken)
    assert line in {p.line for p in problems}


def test_text_that_is_no_toml_names_line_and_column() -> None:
    plan, problems = read_plan("format = 1\n[plan\n")
    assert plan is None
    assert problems[0].line == 2


def test_a_faulty_plan_is_not_loaded() -> None:
    with pytest.raises(PlanFileError) as caught:
        load_plan(TEXT.replace("format = 1", "format = 1\nextra = 2", 1))
    assert "extra" in caught.value.message
