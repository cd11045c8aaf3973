"""The 2018 plan as data: every duty of the text is there, with the targets that the text names."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.plan_indicators import Entry, Judgement
from zjmz_desktop.domain.units import Level, read_units

RESOURCES = Path(__file__).parents[3] / "resources"
TEXT = (RESOURCES / "plans" / "zhenjiang-2018.toml").read_text("utf-8")
SEED = (RESOURCES / "plans" / "zhenjiang-2018.txt").read_text("utf-8")
UNITS = read_units((RESOURCES / "units" / "zhenjiang_2018.csv").read_text("utf-8"))


@pytest.fixture(scope="module")
def plan() -> Plan:
    found, problems = read_plan(TEXT)
    assert problems == ()
    assert found is not None
    return found


def test_sections_and_items_are_the_text_verbatim(plan: Plan) -> None:
    lines = SEED.split("\n")
    items = [line for line in lines if line[:1].isdigit() and "." in line[:3]]
    assert [item.text for item in plan.items] == items
    assert len(items) == 22
    heads = [line for line in lines if line[1:2] == "、" and line[0] in "一二三四五六七"]
    assert ["一二三四五六七"[s.no - 1] + "、" + s.title for s in plan.sections] == heads
    assert plan.preamble == SEED[: SEED.index("\n一、")]


def test_clauses_tile_each_item_and_each_has_an_indicator(plan: Plan) -> None:
    for item in plan.items:
        assert "".join(item.clause_text(c) for c in item.clauses) == item.text
        for clause in item.clauses:
            assert plan.indicators_of_clause(clause.code), clause.code


def test_an_uncovered_duty_is_found() -> None:
    broken = TEXT.replace('clause = "C10-05"', 'clause = "C10-04"')
    _, problems = read_plan(broken)
    assert any("C10-05没有指标" in p.message for p in problems)


# (indicator, operator, value, unit, level of the target, level that fills it): read off the text by hand
TARGETS = [
    ("I08-01", ">=", "6", "个", Level.CITY, Level.TOWN),
    ("I08-03", ">=", "114", "个", Level.CITY, Level.TOWN),
    ("I08-04", ">=", "25", "个", Level.CITY, Level.TOWN),
    ("I09-01", ">=", "40", "%", Level.CITY, Level.DISTRICT),
    ("I10-01", ">=", "55", "%", Level.CITY, Level.DISTRICT),
    ("I11-01", ">=", "70", "%", Level.CITY, Level.DISTRICT),
    ("I11-09", ">=", "100", "%", Level.CITY, Level.TOWN),
    ("I12-01", ">=", "4", "个", Level.CITY, Level.TOWN),
    ("I12-02", ">=", "75", "%", Level.CITY, Level.TOWN),
    ("I12-03", ">=", "75", "%", Level.CITY, Level.TOWN),
    ("I12-07", ">=", "2", "个", Level.TOWN, Level.TOWN),
    ("I13-01", ">=", "100", "%", Level.CITY, Level.CITY),
    ("I14-01", ">=", "4.8", None, Level.CITY, Level.DISTRICT),
    ("I16-01", ">=", "100", "%", Level.DISTRICT, Level.DISTRICT),
    ("I16-02", ">=", "100", "%", Level.DISTRICT, Level.DISTRICT),
    ("I16-03", ">=", "95", "%", Level.CITY, Level.DISTRICT),
    ("I17-02", ">=", "20", None, Level.CITY, Level.DISTRICT),
    ("I18-04", ">=", "4", None, Level.CITY, Level.DISTRICT),
    ("I18-06", ">=", "100", "%", Level.DISTRICT, Level.DISTRICT),
    ("I19-09", ">=", "100", "%", Level.DISTRICT, Level.DISTRICT),
    ("I20-01", ">=", "90", "%", Level.CITY, Level.DISTRICT),
]


@pytest.mark.parametrize("expected", TARGETS, ids=[one[0] for one in TARGETS])
def test_targets_of_the_text(
    plan: Plan, expected: tuple[str, str, str, str | None, Level, Level]
) -> None:
    code, operator, value, unit, level, filled_by = expected
    indicator = plan.indicator(code)
    target = indicator.target
    assert target is not None
    assert (target.operator, target.value, target.level) == (operator, Decimal(value), level)
    assert target.by == date(2018, 12, 31)
    assert indicator.level is filled_by
    assert unit in (None, indicator.unit)


def test_duties_without_a_number_are_milestones_or_happenings(plan: Plan) -> None:
    books = [plan.indicator(code) for code in ("I18-01", "I18-02", "I18-03")]
    standards = [plan.indicator(f"I21-0{n}") for n in range(1, 7)]
    documents = [plan.indicator(code) for code in ("I08-06", "I08-07", "I08-05")]
    for one in (*books, *standards, *documents):
        assert one.entry is Entry.MILESTONE
        assert one.judgement is Judgement.BY_STEPS
    for code in ("I20-04", "I22-04"):
        assert plan.indicator(code).judgement is Judgement.MUST_NOT_HAPPEN
    assert len(plan.indicator("I15-01").entries) == 23
    assert len(plan.indicator("I15-02").entries) == 8
    assert len(plan.indicator("I22-01").entries) == 7


def test_a_day_care_centre_counts_from_500_square_metres(plan: Plan) -> None:
    source = plan.indicator("I08-01").source
    assert source is not None
    assert ("usable_area_m2", "at_least", "500") in [
        (c.field, c.operator, c.operand) for c in source.numerator.where
    ]


def test_names_that_hold_numbers_are_no_targets(plan: Plan) -> None:
    values = {(i.code, i.target.value) for i in plan.indicators if i.target}
    assert not any(value == 2019 for _, value in values)
    for word in ("四民主", "五位一体", "一规五制", "两组四会", "六化", "三年行动"):
        assert not any(word in i.name and i.target for i in plan.indicators), word


def test_units_concerned(plan: Plan) -> None:
    dantu, city = "321112000000", "321100000000"
    assert len(plan.concerned(plan.indicator("I12-07"), dantu, units=UNITS)) == 8
    assert len(plan.concerned(plan.indicator("I08-03"), dantu, units=UNITS)) == 11
    centre = plan.concerned(plan.indicator("I12-01"), city, units=UNITS)
    districts = {u.parent_stat if u.level is Level.TOWN else u.id for u in centre}
    assert districts == {
        "321102000000",
        "321111000000",
        "321112000000",
        "321171000000",
        "L3211-01",
    }
    wall = plan.concerned(plan.indicator("I18-05"), city, units=UNITS)
    assert {u.name for u in wall} == {"扬中市", "丹徒区"}


def test_all_registers_are_defined(plan: Plan) -> None:
    assert set(plan.register_by_code) == {
        "institution",
        "community",
        "canteen",
        "day_care",
        "home_care_centre",
        "social_org",
        "social_worker",
        "elder",
        "veteran",
        "boundary",
        "road_sign",
        "marriage_archive",
        "stranded",
        "joint_deed",
        "activity",
        "fund",
    }
    for code in ("elder", "social_worker", "veteran"):
        register = plan.register(code)
        assert register.personal
        assert any(f.personal for f in register.own_fields)


def test_every_register_has_the_common_columns(plan: Plan) -> None:
    for register in plan.registers:
        if register.code == "activity":  # meetings, trainings: no object of its own
            continue
        found = register.field_by_code
        assert {"town", "village", "task_source", "remark"} <= set(found), register.code
        assert found["task_source"].type == "several"
        assert "市局要点" in found["task_source"].choices.values()


def test_what_does_not_add_up_is_not_summed(plan: Plan) -> None:
    odd = {
        f"{register.code}.{field.code}"
        for register in plan.registers
        for field in register.fields
        if field.type == "number" and not field.totalled
    }
    assert odd == {
        "canteen.meal_price",
        "canteen.meal_subsidy",
        "home_care_centre.appraisal_score",
        "institution.visit_cycle_days",
        "community.office_standard_m2",
        "social_worker.certified_year",
        "social_worker.subsidy_yuan_month",
        "stranded.age_estimated",
        "joint_deed.deed_no",
    }


@pytest.mark.parametrize(
    ("register", "left", "operator", "right"),
    [
        ("day_care", "usable_area_m2", "<=", "floor_area_m2"),
        ("institution", "beds_nursing", "<=", "beds_licensed"),
        ("institution", "permit_valid_until", ">=", "period_end"),
        ("road_sign", "plates_up", "<=", "plates_due"),
        ("stranded", "entered_on", "<=", "closed_on"),
    ],
)
def test_checks_of_rows(plan: Plan, register: str, left: str, operator: str, right: str) -> None:
    checks = plan.register(register).checks
    found = [(c.left[0], c.operator, c.right_day or c.right[0]) for c in checks]
    assert (left, operator, right) in found


def test_codes_with_a_check_sign(plan: Plan) -> None:
    forms = {(r.code, f.code): f.form for r in plan.registers for f in r.fields if f.form}
    assert forms == {
        ("institution", "credit_code"): "credit_code",
        ("social_org", "credit_code"): "credit_code",
        ("community", "code"): "division_code",
    }
