"""封年 locks a unit's year, the office above reopens it: each with its reason, each as an act."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flow import AT, CITY, GAOZI, JUNE, Flow, at

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import month, parse_period
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.service import closing, entering, reviewing, submitting
from zjmz_desktop.service.closing import preview_closing, reopenable
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod

CODE = "I05-02"
YEAR = parse_period("2018")
SEPTEMBER = FieldAt(CODE, GAOZI, month(2018, 9), "value")


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "丹徒区 数据")
    yield found
    found.district.close()


def test_the_superior_reopens_with_a_reason(flow: Flow) -> None:
    flow.put("12")
    with pytest.raises(WriteRefusedError, match="没有锁定"):
        closing.reopen(flow.district, AT, reason="审计")
    submitting.submit(flow.town, JUNE)
    reviewing.accept_whole(flow.district, AT)
    with pytest.raises(WriteRefusedError, match="写明原因"):
        closing.reopen(flow.district, AT, reason=" ")
    with pytest.raises(WriteRefusedError):  # not by the unit itself
        closing.reopen(flow.town, AT, reason="审计")
    closing.reopen(flow.district, AT, reason="审计要求")
    assert flow.stage() is Stage.REOPENED
    assert not flow.put("13")
    submitting.submit(flow.town, JUNE)
    assert flow.stage() is Stage.CHANGED
    with pytest.raises(WriteRefusedError, match="用更正"):
        flow.put("14")


def test_a_closed_year_is_locked_until_it_is_reopened(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    submitting.recall(flow.town, JUNE)
    with pytest.raises(WriteRefusedError, match="2018年6月还在退改、撤回或重开中"):
        closing.close(flow.town, 2018)
    submitting.submit(flow.town, JUNE)
    with pytest.raises(WriteRefusedError, match="2019"):
        closing.close(flow.town, 2019)
    with pytest.raises(WriteRefusedError, match="2018年1月、2月、3月、4月、5月、7月、8月"):
        closing.close(flow.town, 2018, note=" ")
    closing.close(flow.town, 2018, note="年报已定")
    with pytest.raises(WriteRefusedError, match="由丹徒区民政局办理"):
        closing.reopen(flow.town, UnitPeriod(GAOZI, YEAR), reason="审计要求")
    with pytest.raises(WriteRefusedError, match="已封年"):
        closing.close(flow.town, 2018)
    late = Circumstances("漏报", "late")
    writes = (
        lambda: flow.put("13", how=Circumstances("笔误", "correction")),
        lambda: entering.save_field(flow.town, SEPTEMBER, typed="1", how=late),
        lambda: entering.save_field(flow.town, at(part="flash"), typed="1"),
        lambda: submitting.submit(flow.town, month(2018, 7)),
    )
    for write in writes:
        with pytest.raises(WriteRefusedError, match="已封年"):
            write()
    closing.reopen(flow.district, UnitPeriod(GAOZI, month(2018, 9)), reason="漏报九月")
    entering.save_field(flow.town, SEPTEMBER, typed="1")
    with pytest.raises(WriteRefusedError, match="已封年"):
        entering.save_field(flow.town, at(part="flash"), typed="1")
    closing.reopen(flow.district, UnitPeriod(GAOZI, YEAR), reason="审计要求")
    entering.save_field(flow.town, at(part="flash"), typed="1")
    closing.close(flow.town, 2018, note="年报已定")
    with pytest.raises(WriteRefusedError, match="已封年"):
        entering.save_field(flow.town, at(part="flash"), typed="2")


def test_what_stands_in_the_way_of_closing_is_told_before(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    position = flow.town.position
    found = preview_closing(flow.town)
    assert flow.town.position == position
    assert (found.year, found.unit, found.superior) == (2018, "高资街道", "丹徒区民政局")
    assert found.unsubmitted == (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12)
    assert found.waiting == (6,)
    assert "确实不报的，请写明原因再封年" in found.asks
    assert not found.refusal
    reviewing.accept_whole(flow.district, AT)
    assert preview_closing(flow.town).waiting == ()
    submitting.submit(flow.district, JUNE)
    submitting.recall(flow.district, JUNE)
    assert "2018年6月还在退改、撤回或重开中，不能封年" in preview_closing(flow.district).refusal


def test_who_has_no_superior_owes_no_months_but_a_word_while_the_year_lasts(flow: Flow) -> None:
    city = flow.district.acting_as(CITY)
    found = preview_closing(city)
    assert (found.superior, found.unsubmitted) == ("", ())
    assert "2018年还没有过完" in found.asks
    with pytest.raises(WriteRefusedError, match="2018年还没有过完"):
        closing.close(city, 2018)
    flow.now = flow.now.replace(year=2019, month=1, day=3)
    assert not preview_closing(city).asks
    closing.close(city, 2018)
    assert "已封年" in preview_closing(city).refusal


def test_in_a_closed_year_nothing_is_recalled(flow: Flow) -> None:
    """It could be neither changed nor submitted again."""
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    closing.close(flow.town, 2018, note="年报已定")
    with pytest.raises(WriteRefusedError, match="已封年"):
        submitting.recall(flow.town, JUNE)


def test_a_month_can_be_reopened_twice_and_the_year_closed_after_it(flow: Flow) -> None:
    closing.close(flow.town, 2018, note="年报已定")
    september = UnitPeriod(GAOZI, month(2018, 9))
    for typed in ("1", "2"):
        closing.reopen(flow.district, september, reason="漏报九月")
        entering.save_field(flow.town, SEPTEMBER, typed=typed)
        submitting.submit(flow.town, september.period)
    closing.close(flow.town, 2018, note="九月已补")
    assert "已封年" in preview_closing(flow.town).refusal
    with pytest.raises(WriteRefusedError, match="已封年"):
        entering.save_field(flow.town, SEPTEMBER, typed="3")


def test_what_can_be_reopened_is_listed_with_where_it_stands(flow: Flow) -> None:
    assert reopenable(flow.district, GAOZI) == ()
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    assert [(one.period, one.words) for one in reopenable(flow.district, GAOZI)] == [
        (JUNE, "已上报")
    ]
    closing.close(flow.town, 2018, note="年报已定")
    found = reopenable(flow.district, GAOZI)
    assert [one.period for one in found] == [YEAR, *(month(2018, n) for n in range(1, 13))]
    assert [one.words for one in found[:2]] == ["已封年", "已封年"]
    assert found[6].words == "已上报"
    closing.reopen(flow.district, UnitPeriod(GAOZI, YEAR), reason="审计要求")
    assert [one.period for one in reopenable(flow.district, GAOZI)] == [JUNE]


def test_a_returned_month_keeps_the_year_open(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    reviewing.return_(flow.district, AT, why=ReturnNote("请核对。"))
    with pytest.raises(WriteRefusedError, match="2018年6月还在退改、撤回或重开中"):
        closing.close(flow.town, 2018, note="年报已定")


def test_who_submits_to_nobody_closes_without_a_word(flow: Flow) -> None:
    flow.now = datetime(2019, 1, 8, tzinfo=UTC)
    assert closing.close(flow.district.acting_as(CITY), 2018).cells
