"""Every row of formats B: the right writer is let in, the wrong one and the wrong shape are not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zjmz_desktop.domain.placing import Placing, Reason, about
from zjmz_desktop.domain.plan_file import load_plan
from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.domain.revisions import WRITERS
from zjmz_desktop.domain.shapes import FIGURES, SHAPES
from zjmz_desktop.domain.units import UnitChange, read_units, stages

RESOURCES = Path(__file__).parents[3] / "resources"
PLAN = load_plan((RESOURCES / "plans" / "zhenjiang-2018.toml").read_text(encoding="utf-8"))
UNITS = read_units((RESOURCES / "units" / "zhenjiang_2018.csv").read_text(encoding="utf-8"))
CITY, DANTU, GAOZI = "321100000000", "321112000000", "321112001000"
XINFENG, DANYANG, RUNZHOU = "321112101000", "321181000000", "321111000000"
ROW, KEY = "a" * 32, "b" * 64
TOWN_RATE = next(i.code for i in PLAN.indicators if i.entry == "ratio" and not i.source)
TEXT = next(i.code for i in PLAN.indicators if i.entry == "narrative")
MILESTONE = next(i for i in PLAN.indicators if i.steps)
TICKED = next(i for i in PLAN.indicators if i.entries)
CITY_CONFIRMED = next(r for r in PLAN.registers if r.confirmed_by == "city")
COUNTED_BY_CITY = next(
    i.code for i in PLAN.indicators if i.source and i.source.register == CITY_CONFIRMED.code
)
UNCONFIRMED = next(r for r in PLAN.registers if r.confirmed_by is None)
N, TEXT_VALUE, DAY = {"n": 1}, {"text": "x"}, {"on": "2018-06-18"}


def placing() -> Placing:
    return Placing([PLAN], (UNITS,))


PLACING = placing()


def line(author: str, value: dict[str, Any], **cell: Any) -> dict[str, Any]:
    """A parsed line; only what placing looks at."""
    value = {"state": "value", **value} if "state" not in value else value
    return {"author": author, "cell": cell, "value": value}


def at(of: str, unit: str, part: str, *, period: str = "2018M06") -> dict[str, Any]:
    return {"of": of, "unit": unit, "part": part, "year": 2018, "period": period}


def yearly(of: str, unit: str, part: str) -> dict[str, Any]:
    return at(of, unit, part, period="2018")


def in_row(part: str, of: str = "canteen", unit: str = GAOZI) -> dict[str, Any]:
    return {"of": of, "unit": unit, "part": part, "row": ROW}


def office(of: str, unit: str, part: str) -> dict[str, Any]:
    return {"of": of, "unit": unit, "part": part}


# thing → (cell, value, who writes, who doesn't)
TABLE: dict[str, tuple[dict[str, Any], dict[str, Any], set[str], set[str]]] = {
    "monthly figure": (at("I08-03", GAOZI, "value"), N, {GAOZI}, {DANTU, CITY, XINFENG}),
    "ratio": (at(TOWN_RATE, DANTU, "value"), {"n": 1, "d": 2}, {DANTU}, {CITY}),
    "narrative": (at(TEXT, DANTU, "value"), TEXT_VALUE, {DANTU}, {CITY}),
    "removed": (at("I08-03", GAOZI, "removed"), N, {GAOZI}, {DANTU}),
    "opening": (yearly("I08-03", GAOZI, "opening"), N, {GAOZI}, {DANTU}),
    "flash": (at("I08-03", GAOZI, "flash", period="2018M12"), N, {GAOZI}, {DANTU}),
    "estimate": (at("I08-03", GAOZI, "estimate", period="2018M11"), N, {GAOZI}, {DANTU}),
    "annual": (yearly("I08-03", GAOZI, "annual"), N, {GAOZI}, {DANTU}),
    "last year": (at("I08-03", GAOZI, "value", period="2017M06"), N, {GAOZI}, {DANTU}),
    "note": (at("I08-03", GAOZI, "note"), TEXT_VALUE, {GAOZI}, {DANTU}),
    "check note": (at("I08-03", GAOZI, "check/K1"), TEXT_VALUE, {GAOZI}, {DANTU}),
    "village": (at("I08-03", GAOZI, f"village/{ROW}"), N, {GAOZI}, {DANTU}),
    "step": (
        yearly(MILESTONE.code, DANTU, f"step/{MILESTONE.steps[0].code}"),
        {"text": "done", "on": "2018-06", "doc": "丹民〔2018〕1号"},
        {DANTU},
        {CITY, GAOZI},
    ),
    "step of a row": (
        yearly(MILESTONE.code, DANTU, f"step/{MILESTONE.steps[0].code}") | {"row": ROW},
        {"text": "in_progress"},
        {DANTU},
        {CITY},
    ),
    "decision": (yearly("I08-03", DANTU, "decision"), {"text": "named"}, {DANTU}, {CITY}),
    "tick": (at(TICKED.code, GAOZI, f"tick/{TICKED.entries[0].code}"), N, {GAOZI}, {DANTU}),
    "sample size": (yearly("I08-03", DANTU, "sample_size"), N, {DANTU}, {CITY}),
    "field": (in_row("name"), TEXT_VALUE, {GAOZI}, {DANTU, XINFENG}),
    "state": (in_row("state/2018-06-18"), TEXT_VALUE, {GAOZI}, {DANTU}),
    "merged": (in_row("merged_into"), {"text": "c" * 32}, {GAOZI}, {DANTU}),
    "activity": (in_row("indicators", "activity"), {"list": ["I1"]}, {GAOZI}, {DANTU}),
    "confirmed by the district": (
        in_row("confirmation"),
        {"text": "confirmed", "on": "2018-06-18", "refs": [ROW]},
        {DANTU},
        {GAOZI, CITY, DANYANG},
    ),
    "confirmed at the same level": (
        in_row("confirmation", unit=DANTU),
        {"text": "refused"},
        {DANTU},
        {GAOZI, CITY},
    ),
    "confirmed by the city": (
        in_row("confirmation", CITY_CONFIRMED.code, DANTU),
        {"text": "confirmed"},
        {CITY},
        {DANTU, GAOZI},
    ),
    "confirmed by nobody": (
        in_row("confirmation", UNCONFIRMED.code),
        {"text": "confirmed"},
        set(),
        {GAOZI, DANTU, CITY},
    ),
    "counted by the district": (at("I08-03", GAOZI, "confirmed"), N, {DANTU}, {GAOZI, CITY}),
    "counted by the city": (at(COUNTED_BY_CITY, DANTU, "confirmed"), N, {CITY}, {DANTU}),
    "adopted": (at("I08-03", GAOZI, "adopted"), N, {DANTU}, {GAOZI, CITY, DANYANG}),
    "proxy": (at("I08-03", GAOZI, "proxy"), {"n": 1, "text": "x"}, {DANTU}, {GAOZI, CITY}),
    "review": (
        at("I08-03", GAOZI, "review"),
        {"text": "accepted", "refs": [ROW]},
        {DANTU},
        {GAOZI, CITY},
    ),
    "answer": (at("I08-03", GAOZI, "answer"), {"text": "x", "refs": [ROW]}, {GAOZI}, {DANTU}),
    "submit": (
        at("submission", GAOZI, "submit"),
        {"text": "submitted", "refs": [ROW]},
        {GAOZI},
        {DANTU},
    ),
    "recall": (at("submission", GAOZI, "submit"), {"text": "recalled"}, {GAOZI}, {DANTU}),
    "return": (at("submission", GAOZI, "review"), {"text": "returned"}, {DANTU}, {GAOZI}),
    "close": (yearly("submission", GAOZI, "close"), TEXT_VALUE, {GAOZI}, {DANTU}),
    "reopen": (
        at("submission", GAOZI, "reopen"),
        {"text": "reopened", "refs": [ROW]},
        {DANTU},
        {GAOZI, CITY},
    ),
    "target of a town": (yearly("I08-03", GAOZI, "target"), N, {DANTU, CITY}, {GAOZI, DANYANG}),
    "target of a district": (yearly("I08-03", DANTU, "target"), N, {CITY}, {DANTU, GAOZI}),
    "target of the city": (yearly("I08-03", CITY, "target"), N, {CITY}, {DANTU}),
    "base": (
        yearly("B01", GAOZI, "base"),
        {"n": 5, "scale": 1, "text": "x"},
        {CITY},
        {GAOZI, DANTU},
    ),
    "plan in force": (
        {"of": "plan", "unit": CITY, "part": "in_force", "year": 2018},
        {"text": KEY},
        {CITY},
        {DANTU},
    ),
    "choice": (
        {"of": "Q08-2", "unit": CITY, "part": "choice", "year": 2018},
        {"text": "a", "on": "2018-06-18"},
        {CITY},
        {DANTU},
    ),
    "summary mode": (at("I08-03", GAOZI, "mode"), {"text": "summary"}, {GAOZI}, {DANTU}),
    "cut-off": (at("calendar", CITY, "cut_off"), DAY, {CITY}, {DANTU}),
    "submission date": (at("calendar", CITY, "submit_by"), DAY, {CITY}, {DANTU}),
    "unit name": (office("unit", GAOZI, "name/2018-07-01"), TEXT_VALUE, {CITY}, {GAOZI, DANTU}),
    "unit type": (office("unit", GAOZI, "type/2018-07-01"), TEXT_VALUE, {CITY}, {GAOZI}),
    "parent": (office("unit", GAOZI, "parent_admin/2018-07-01"), TEXT_VALUE, {CITY}, {DANTU}),
    "tree": (office("unit", GAOZI, "parent_stat/2018-07-01"), TEXT_VALUE, {CITY}, {DANTU}),
    "ended": (office("unit", GAOZI, "ended/2018-07-01"), TEXT_VALUE, {CITY}, {DANTU}),
    "evidence": (at("I08-03", GAOZI, f"evidence/{KEY}"), TEXT_VALUE, {GAOZI}, {DANTU}),
    "evidence of a row": (in_row(f"evidence/{KEY}"), TEXT_VALUE, {GAOZI}, {DANTU}),
    "sentence": (at("paper/summary", DANTU, "sentence/s1"), TEXT_VALUE, {DANTU}, {CITY, GAOZI}),
    "order": (at("paper/summary", DANTU, "order/S2-01"), TEXT_VALUE, {DANTU}, {CITY, GAOZI}),
    "detail of the year": (
        {"of": "paper/official", "unit": DANTU, "part": "letter/phone", "year": 2018},
        TEXT_VALUE,
        {DANTU},
        {CITY, GAOZI},
    ),
    "detail of a paper": (
        at("paper/official", DANTU, "letter/number"),
        TEXT_VALUE,
        {DANTU},
        {CITY, GAOZI},
    ),
    "chapters": (
        {"of": "paper/summary", "unit": DANTU, "part": "chapters", "year": 2018},
        TEXT_VALUE,
        {DANTU},
        {CITY, GAOZI},
    ),
    "user": (office("user", DANTU, "u01"), TEXT_VALUE, {DANTU}, {CITY, GAOZI}),
    "key": (
        office("key", GAOZI, f"speaks/{KEY}"),
        {"text": "trusted", "on": "2018-06-18"},
        {GAOZI, DANTU, CITY},
        {XINFENG, DANYANG},
    ),
}


@pytest.mark.parametrize("thing", TABLE)
def test_the_right_writer_is_let_in_and_the_wrong_one_is_not(thing: str) -> None:
    cell, value, right, wrong = TABLE[thing]
    for author in right:
        assert PLACING.why_not(line(author, value, **cell)) is None, author
    for author in wrong:
        assert PLACING.why_not(line(author, value, **cell)) is Reason.NOT_OWNER, author


WRONG_VALUES: dict[str, list[dict[str, Any]]] = {
    "monthly figure": [TEXT_VALUE, DAY, {"n": 1, "d": 2}, {"list": ["x"]}, {}, {"state": "sealed"}],
    "ratio": [{"n": 1, "text": "x"}],
    "narrative": [N],
    "step": [{"text": "begun"}, {"on": "2018-06"}, {"text": "done", "on": "2018-13"}],
    "field": [N, {"state": "not_begun"}, {"state": "sealed", "commit": KEY}],
    "review": [{"refs": [ROW]}, {"text": "well"}],
    "proxy": [{"text": "by phone"}],
    "cut-off": [TEXT_VALUE, {"on": "20180618"}],
    "key": [{"text": "mine"}],
    "close": [{"state": "blank", "text": "x"}, {"state": "not_applicable"}],
}


@pytest.mark.parametrize("thing", WRONG_VALUES)
def test_a_value_of_another_shape_is_not(thing: str) -> None:
    cell, _, right, _ = TABLE[thing]
    for value in WRONG_VALUES[thing]:
        assert PLACING.why_not(line(min(right), value, **cell)) is Reason.WRONG_SHAPE, value


@pytest.mark.parametrize("thing", TABLE)
def test_anything_may_be_cleared(thing: str) -> None:
    cell, _, right, _ = TABLE[thing]
    for author in right:
        assert PLACING.why_not(line(author, {"state": "blank"}, **cell)) is None


def test_a_figure_may_be_a_kind_of_nothing_and_a_personal_field_sealed() -> None:
    cell = at("I08-03", GAOZI, "value")
    for state in ("not_applicable", "not_begun"):
        assert PLACING.why_not(line(GAOZI, {"state": state}, **cell)) is None
    sealed = {"state": "sealed", "commit": KEY}
    assert PLACING.why_not(line(GAOZI, sealed, **in_row("name", "elder"))) is None


def elsewhere() -> Iterator[tuple[dict[str, Any], Reason]]:
    yield at("I99-01", GAOZI, "value"), Reason.UNKNOWN_CODE
    yield at("B99", GAOZI, "base"), Reason.UNKNOWN_CODE
    yield at("Q99", CITY, "choice"), Reason.UNKNOWN_CODE
    yield at("I08-03", GAOZI, "base"), Reason.UNKNOWN_CODE
    yield at(PLAN.bases[0].code, GAOZI, "value"), Reason.UNKNOWN_CODE
    yield at(PLAN.questions[0].code, GAOZI, "value"), Reason.UNKNOWN_CODE
    yield at(MILESTONE.code, GAOZI, "step/none"), Reason.UNKNOWN_CODE
    yield at(TICKED.code, GAOZI, "tick/none"), Reason.UNKNOWN_CODE
    yield in_row("name", "no_register"), Reason.UNKNOWN_CODE
    yield in_row("no_field"), Reason.UNKNOWN_CODE
    yield in_row("state/soon"), Reason.UNKNOWN_CODE
    yield at("I08-03", GAOZI, "mood"), Reason.UNKNOWN_PART
    yield at("I08-03", GAOZI, "value/n"), Reason.UNKNOWN_PART
    yield at("I08-03", GAOZI, "village/高资"), Reason.UNKNOWN_PART
    yield at("submission", GAOZI, "value"), Reason.UNKNOWN_PART
    yield office("key", GAOZI, "speaks/1"), Reason.UNKNOWN_PART
    yield office("unit", GAOZI, "name/2018-13-01"), Reason.UNKNOWN_PART
    yield at("I08-03", "999999999999", "value"), Reason.UNKNOWN_UNIT
    yield at("I08-03", GAOZI, "value") | {"year": 2019}, Reason.OTHER_YEAR
    yield at("I08-03", GAOZI, "value", period="2019M06"), Reason.OTHER_YEAR
    yield at("I08-03", GAOZI, "value", period="2016M06"), Reason.OTHER_YEAR
    yield at("I08-03", GAOZI, "note", period="2017M06"), Reason.OTHER_YEAR
    yield at("I08-03", GAOZI, "value", period="六月"), Reason.OTHER_YEAR
    yield office("I08-03", GAOZI, "value") | {"year": 2018}, Reason.OTHER_YEAR
    yield office("I08-03", GAOZI, "value"), Reason.OTHER_YEAR
    yield in_row("name") | {"year": 2018, "period": "2018"}, Reason.OTHER_YEAR
    yield in_row("name") | {"year": 2018}, Reason.OTHER_YEAR
    yield in_row("name") | {"period": "2018M06"}, Reason.OTHER_YEAR
    yield office("user", GAOZI, "u01") | {"year": 2018}, Reason.OTHER_YEAR
    yield office("user", GAOZI, "u01") | {"period": "2018M06"}, Reason.OTHER_YEAR
    yield at("user", GAOZI, "u01"), Reason.OTHER_YEAR


@pytest.mark.parametrize(("cell", "reason"), list(elsewhere()))
def test_what_this_store_does_not_know_waits(cell: dict[str, Any], reason: Reason) -> None:
    assert PLACING.why_not(line(GAOZI, N, **cell)) is reason
    said = reason.words(about(line(GAOZI, N, **cell), UNITS, plan=PLAN))
    assert said.startswith("高资街道")
    assert said.endswith("。")
    assert "{" not in said


def test_an_unknown_author_owns_nothing() -> None:
    found = line("999999999999", N, **at("I08-03", GAOZI, "value"))
    assert PLACING.why_not(found) is Reason.UNKNOWN_UNIT


def test_counted_rows_stand_only_on_a_figure_from_a_register() -> None:
    found = line(DANTU, N, **at("I08-03", GAOZI, "confirmed")) | {"rows": {"count": 1}}
    assert PLACING.why_not(found) is Reason.WRONG_SHAPE
    assert PLACING.why_not(found | {"source": "register"}) is None


def test_a_code_of_any_known_version_of_the_plan_is_known() -> None:
    gone = tuple(i for i in PLAN.indicators if i.code != "I08-03")
    found = line(GAOZI, N, **at("I08-03", GAOZI, "value"))
    newer = replace(PLAN, indicators=gone)
    assert Placing([newer], (UNITS,)).why_not(found) is Reason.UNKNOWN_CODE
    for plans in ([PLAN, newer], [newer, PLAN]):
        assert Placing(plans, (UNITS,)).why_not(found) is None


def test_of_versions_that_differ_the_last_one_says_what_a_value_holds() -> None:
    one = PLAN.indicator("I06-02")
    as_rate = replace(one, entry=Entry.RATIO)
    changed = tuple(as_rate if i.code == one.code else i for i in PLAN.indicators)
    newer = replace(PLAN, indicators=changed)
    rate = line(GAOZI, {"n": 1, "d": 2}, **at(one.code, GAOZI, "value"))
    assert Placing([PLAN, newer], (UNITS,)).why_not(rate) is None
    assert Placing([newer, PLAN], (UNITS,)).why_not(rate) is Reason.WRONG_SHAPE


def test_what_is_known_of_a_row_says_nothing_of_a_figure_of_that_name() -> None:
    """Rules are kept once they are worked out."""
    rows = line(GAOZI, TEXT_VALUE, **in_row("name"))
    none = line(GAOZI, TEXT_VALUE, **office("canteen", GAOZI, "name"))
    for some in ([rows, none], [none, rows]):
        fresh = placing()
        found = {id(one): fresh.why_not(one) for one in some}
        assert (found[id(rows)], found[id(none)]) == (None, Reason.UNKNOWN_PART)


def test_who_issues_another_years_plan_issues_nothing_of_this_one() -> None:
    of_2019 = replace(PLAN, year=2019, issuer=DANTU)
    found = line(DANTU, DAY, **at("calendar", DANTU, "cut_off"))
    assert Placing([PLAN, of_2019], (UNITS,)).why_not(found) is Reason.NOT_OWNER
    of_2018 = replace(PLAN, issuer=DANTU)
    assert Placing([of_2018], (UNITS,)).why_not(found) is None


def test_each_year_has_its_plan_and_rows_have_any() -> None:
    of_2019 = replace(PLAN, year=2019, registers=())
    both = Placing([PLAN, of_2019], (UNITS,))
    next_year = at("I08-03", GAOZI, "value") | {"year": 2019, "period": "2019M01"}
    assert both.why_not(line(GAOZI, N, **next_year)) is None
    assert both.why_not(line(GAOZI, TEXT_VALUE, **in_row("name"))) is None


def test_who_was_the_superior_at_any_time_may_have_written_as_such() -> None:
    moved = UnitChange(GAOZI, "parent_stat", date(2018, 7, 1), RUNZHOU)
    both = Placing([PLAN], stages(UNITS, [moved]))
    for author in (DANTU, RUNZHOU):
        assert both.why_not(line(author, N, **at("I08-03", GAOZI, "adopted"))) is None
    assert both.why_not(line(DANYANG, N, **at("I08-03", GAOZI, "adopted"))) is Reason.NOT_OWNER


def test_every_part_that_has_a_writer_has_a_shape() -> None:
    assert WRITERS.keys() <= SHAPES.keys()
    assert SHAPES.keys() - WRITERS.keys() == {"state", "merged_into"}  # of rows: their keeper
    assert SHAPES.keys() >= FIGURES


def test_every_reason_is_a_sentence_that_says_where_and_what_to_do() -> None:
    found = line(DANTU, N, **at("I08-03", GAOZI, "value"))
    told = about(found, UNITS, plan=PLAN, code="ABCD-EFGH-JKMN")
    name = PLAN.indicator("I08-03").name
    for reason in Reason:
        said = reason.words(told)
        assert all(word in said for word in ("丹徒区", "请", "。"))
    assert f"高资街道的“{name}”（I08-03，2018M06）不归丹徒区填" in Reason.NOT_OWNER.words(told)
    assert "ABCD-EFGH-JKMN" in Reason.UNKNOWN_KEY.words(told)
    assert "2018年" in Reason.OTHER_YEAR.words(told)
    unplanned = about(line(DANTU, N, **at("I99", "X1", "note")), UNITS)
    assert (unplanned.whose, unplanned.thing) == ("“X1”的", "“I99”（2018M06，note）")
