"""Two states of an office compared: expected numbers by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import CITY
from flow import AT, DANTU, GAOQIAO, GAOZI, JUNE, Flow, at

from zjmz_desktop.domain.moments import Moment
from zjmz_desktop.domain.periods import month, parse_period
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service import entering, reviewing, submitting
from zjmz_desktop.service.as_of import find_moment
from zjmz_desktop.service.context import create_office, plan_text
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.plan_taking import put_in_force
from zjmz_desktop.service.planning import set_target
from zjmz_desktop.service.state_differences import SAME, compare, write_compared

DISTRICT = UnitPeriod(DANTU, JUNE)
MEALS = "I08-03"


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "flow")
    yield found
    found.district.close()


def now(flow: Flow) -> Moment:
    return find_moment(flow.district, str(flow.town.position))


def test_a_correction_tells_its_reason(flow: Flow) -> None:
    flow.put("7")
    submitting.submit(flow.town, JUNE)
    reviewing.accept(flow.district, AT, codes=[at().code])
    then = now(flow)
    flow.put("9", how=Circumstances(act="correction", note="漏报2户。"))
    found = compare(flow.district, DISTRICT, then=then)
    assert found.sentences == ("低保对象户数 +2，其中高资街道 +2，高资街道更正：漏报2户。",)
    assert found.head == f"比{then.title}，丹徒区截至2018年6月底的数："
    assert found.words == f"{found.head}\n{found.sentences[0]}"
    back = compare(flow.district, DISTRICT, then=None, now=then)
    assert back.sentences == ("低保对象户数 -2，其中高资街道 -2。",)  # the reason came later


def test_a_return_is_the_districts_word_without_its_contact_lines(flow: Flow) -> None:
    flow.put("7")
    submitting.submit(flow.town, JUNE)
    then = now(flow)
    why = ReturnNote("和清册不符。\n请核对。", phone="0511-1", due="2018-07-20")
    reviewing.return_(flow.district, AT, codes=[at().code], why=why)
    flow.put("9")
    found = compare(flow.district, DISTRICT, then=then)
    assert found.sentences == (
        "低保对象户数 +2，其中高资街道 +2，高资街道被丹徒区退改，退改意见：和清册不符。请核对。",
    )


def test_what_the_district_noted_of_a_towns_figure_is_its_own_word(flow: Flow) -> None:
    flow.put("7")
    submitting.submit(flow.town, JUNE)
    then = now(flow)
    reviewing.adopt(flow.district, at(), typed=("8", None), reason="按清册")
    found = compare(flow.district, DISTRICT, then=then)
    assert "高资街道由丹徒区注明：按清册" in found.words


def test_notes_of_other_months_are_no_reasons(flow: Flow) -> None:
    flow.put("7")
    then = now(flow)
    flow.put("9")
    for shown, words in ((JUNE, "拆迁户迁入"), (month(2018, 7), "七月的事")):
        place = FieldAt(at().code, GAOZI, shown, "note")
        assert not entering.save_field(flow.town, place, typed=words).error
    found = compare(flow.district, DISTRICT, then=then)
    assert found.sentences == ("低保对象户数 +2，其中高资街道 +2，高资街道情况说明：拆迁户迁入。",)


def test_who_was_missing_is_named_and_a_town_has_no_units_below(flow: Flow) -> None:
    flow.put("7")
    then = now(flow)
    other = flow.district.acting_as(GAOQIAO)
    place = FieldAt(at().code, GAOQIAO, JUNE, "value")
    assert not entering.save_field(other, place, typed="3").error
    flow.put("6")
    found = compare(flow.district, DISTRICT, then=then)
    assert found.reported == ("当时未报、现在已报：高桥镇1项。",)
    assert found.sentences == ("低保对象户数 +2，其中高桥镇 +3（当时未报）、高资街道 -1。",)
    assert [(r.unit_name, r.before, r.after, r.grown) for r in found.rows] == [
        ("丹徒区", "7", "9", "+2"),
        ("高桥镇", "未报", "3", "+3"),
        ("高资街道", "7", "6", "-1"),
    ]
    town = compare(flow.district, AT, then=then)
    assert town.sentences == ("低保对象户数 -1。",)


def test_a_target_that_changed_is_told(flow: Flow) -> None:
    flow.put("7")
    then = now(flow)
    set_target(flow.district, MEALS, unit_id=GAOZI, typed="3")
    found = compare(flow.district, DISTRICT, then=then)
    assert found.sentences == ("新建老年人助餐点 高资街道新定目标3。",)
    assert found.plan_changes == ()


def test_a_plan_that_changed_is_told_by_its_own_changes(tmp_path: Path) -> None:
    city = create_office(tmp_path / "市", CITY)
    try:
        set_target(city, MEALS, unit_id=DANTU, typed="14")
        then = find_moment(city, str(city.position))
        text = plan_text("zhenjiang-2018")
        put_in_force(city, text.replace('name = "新建老年人助餐点"', 'name = "新建助餐点"'))
        found = compare(city, UnitPeriod(CITY, JUNE), then=then)
        assert found.plan_changes == (
            "指标I08-03“新建助餐点”：名称由“新建老年人助餐点”改为“新建助餐点”",
        )
        assert found.words.endswith(f"工作要点：{found.plan_changes[0]}。")
    finally:
        city.close()


def test_between_a_moment_and_itself_nothing_changed(flow: Flow) -> None:
    flow.put("7")
    there = now(flow)
    for found in (
        compare(flow.district, DISTRICT, then=there, now=there),
        compare(flow.district, DISTRICT, then=None),
        compare(flow.district, DISTRICT, then=there),
    ):
        assert found.told.found.is_empty
        assert found.words.splitlines()[1:] == [SAME]


def test_what_was_told_of_an_earlier_month_is_named_where_it_changed(flow: Flow) -> None:
    """A window of March is explained afterwards: no figure is another one, and March's own table has none."""
    window = FieldAt("I05-07", GAOZI, parse_period("2018Q1"), "value")
    assert not entering.save_field(flow.town, window, typed="1").error
    then = now(flow)
    said = FieldAt("I05-07", DANTU, parse_period("2018Q1"), "note")
    assert not entering.save_field(flow.district, said, typed="窗口已挂牌。").error
    found = compare(flow.district, DISTRICT, then=then)
    assert found.sentences == ()
    told = "“‘一门受理、协同办理’窗口”3月进展：1/8达到（1/8已报）→1/8达到（1/8已报）；窗口已挂牌。"
    assert found.told.progress == (told,)
    assert found.words.splitlines()[1:] == [told]
    assert found.table().foot_lines == (told,)
    assert compare(flow.district, UnitPeriod(DANTU, month(2018, 3)), then=then).told.progress == ()


def test_the_table_is_written_by_the_exporting_service(flow: Flow, tmp_path: Path) -> None:
    flow.put("7")
    then = now(flow)
    flow.put("9")
    found = compare(flow.district, DISTRICT, then=then)
    for ending in (".xlsx", ".csv"):
        written = write_compared(flow.district, found, target=tmp_path / f"比较{ending}")
        assert written.rows == 2
        assert written.path.stat().st_size > 0
    assert "高资街道,7,9,2" in (tmp_path / "比较.csv").read_text("utf-8-sig")
