"""区局审核: accepted as seen, returned with reasons, answered, adopted; a later change shows."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flow import AT, CODE, DANTU, GAOQIAO, GAOZI, JUNE, OTHER, Flow, at

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reviews import CellStage, ReturnNote
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.domain.urgent import Wanted, WantedColumn
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service import (
    entering,
    receipts,
    returns,
    review_views,
    reviewing,
    submitting,
    urgent,
)
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.explaining import story
from zjmz_desktop.service.month_states import version_of
from zjmz_desktop.service.review_views import ReviewCell
from zjmz_desktop.store import cells, revisions
from zjmz_desktop.store.revisions import Write

THIRD = "I06-03"
CORRECTED = Circumstances("漏填", "correction")
WHY = ReturnNote("与低保台账不符", "0511-85000000", "2018年7月10日")


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "丹徒区 数据")
    yield found
    found.district.close()


@pytest.fixture
def submitted(flow: Flow) -> Flow:
    flow.put("12")
    flow.put("30", OTHER)
    submitting.submit(flow.town, JUNE)
    return flow


def seen(flow: Flow, code: str = CODE) -> ReviewCell:
    return next(c for c in review_views.review_cells(flow.district, AT) if c.code == code)


def test_an_acceptance_names_the_exact_heads(submitted: Flow) -> None:
    found = reviewing.accept(submitted.district, AT, codes=[CODE])
    assert (found.done, found.left) == (1, ())
    value = cells.one(submitted.district.database, Cell(CODE, GAOZI, "value", 2018, "2018M06"))
    review = cells.one(submitted.district.database, Cell(CODE, GAOZI, "review", 2018, "2018M06"))
    assert value is not None
    assert review is not None
    assert review.value.refs == (value.head_id,) == seen(submitted).heads
    assert submitted.cell() is CellStage.ACCEPTED
    assert submitted.stage() is Stage.SUBMITTED  # the other one waits
    assert reviewing.accept(submitted.district, AT, codes=[CODE]).done == 0  # nothing new to say


def test_a_later_change_shows_and_can_be_accepted_again(submitted: Flow) -> None:
    reviewing.accept_whole(submitted.district, AT)
    assert submitted.stage() is Stage.ACCEPTED
    submitted.put("13", how=Circumstances("笔误", "correction"))
    assert (submitted.cell(), submitted.stage()) == (CellStage.CHANGED, Stage.CHANGED)
    assert seen(submitted).act == "更正：笔误"
    reviewing.accept(submitted.district, AT, codes=[CODE])
    assert (submitted.cell(), submitted.stage()) == (CellStage.ACCEPTED, Stage.ACCEPTED)


def test_only_clean_figures_are_accepted_unseen(flow: Flow) -> None:
    entering.save_field(flow.town, FieldAt("I06-01", GAOZI, month(2018, 5), "value"), typed="10")
    flow.put("90", "I06-01")
    flow.put("30", OTHER)
    submitting.submit(flow.town, JUNE, reasons={"I06-01": "灾后集中救助"})
    flow.put("12", how=Circumstances("漏填", "late"))
    clean = {c.code: c.clean for c in review_views.review_cells(flow.district, AT) if c.heads}
    assert clean == {"I06-01": False, OTHER: True, CODE: False}
    assert reviewing.accept_clean(flow.district, AT).done == 1
    assert flow.cell(OTHER) is CellStage.ACCEPTED
    assert [p.reason for p in seen(flow, "I06-01").problems] == ["灾后集中救助"]
    assert seen(flow).act == "补报：漏填"


def test_a_cell_shows_what_stands_beside_it(flow: Flow) -> None:
    for period, typed in ((month(2018, 5), "11"), (month(2017, 6), "9")):
        entering.save_field(flow.town, FieldAt(CODE, GAOZI, period, "value"), typed=typed)
    flow.put("12")
    entering.save_field(flow.town, at(part="note"), typed="新增1户")
    submitting.submit(flow.town, JUNE)
    reviewing.adopt(flow.district, at(), typed=("10", None), reason="扣除迁出2户")
    found = seen(flow)
    assert (found.figure, found.last, found.last_year) == ("12", "11", "9")
    assert (found.note, found.adopted, found.adopted_why) == ("新增1户", "10", "扣除迁出2户")
    assert (found.evidence, found.stage) == (0, CellStage.WAITING)


def test_returned_figures_are_open_answered_and_submitted_again(submitted: Flow) -> None:
    reviewing.accept(submitted.district, AT, codes=[OTHER])
    reviewing.return_(submitted.district, AT, codes=[CODE], why=WHY)
    assert (submitted.cell(), submitted.stage()) == (CellStage.RETURNED, Stage.RETURNED)
    with pytest.raises(WriteRefusedError, match="用更正"):
        submitted.put("31", OTHER)
    points = returns.to_mend(submitted.town, JUNE)
    assert [(p.code, p.name, p.answer, p.changed) for p in points] == [
        (CODE, "低保对象户数", "", False)
    ]
    assert points[0].why == ReturnNote(WHY.reason, WHY.phone, "2018-07-10")
    submitted.put("13")
    assert returns.to_mend(submitted.town, JUNE)[0].changed
    with pytest.raises(
        WriteRefusedError, match="“低保对象户数”还没有答复"
    ):  # a change is no answer
        submitting.submit(submitted.town, JUNE)
    with pytest.raises(WriteRefusedError, match="还没有重新上报"):
        reviewing.accept_whole(submitted.district, AT)
    with pytest.raises(WriteRefusedError, match="答复不能空着"):
        returns.answer(submitted.town, JUNE, code=CODE, text=" ")
    with pytest.raises(WriteRefusedError, match="没有退改"):
        returns.answer(submitted.town, JUNE, code=OTHER, text="已核对")
    returns.answer(submitted.town, JUNE, code=CODE, text="漏计1户，已补")
    assert not returns.answer(submitted.town, JUNE, code=CODE, text="漏计1户，已补")
    assert submitted.cell() is CellStage.ANSWERED
    submitting.submit(submitted.town, JUNE)
    found = seen(submitted)
    assert (found.stage, found.answer) == (CellStage.RESUBMITTED, "漏计1户，已补")
    assert found.why is not None
    assert found.why.reason == WHY.reason
    with pytest.raises(WriteRefusedError, match="用更正"):  # locked again
        submitted.put("14")
    assert returns.to_mend(submitted.town, JUNE) == ()
    assert reviewing.accept_whole(submitted.district, AT).done == 1
    assert submitted.stage() is Stage.ACCEPTED


def test_a_second_return_asks_for_a_new_answer(submitted: Flow) -> None:
    for text in ("已核对", "又核对了"):
        reviewing.return_(submitted.district, AT, codes=[CODE], why=WHY)
        assert returns.to_mend(submitted.town, JUNE)[0].answer == ""
        with pytest.raises(WriteRefusedError, match="还没有答复"):
            submitting.submit(submitted.town, JUNE)
        returns.answer(submitted.town, JUNE, code=CODE, text=text)
        submitting.submit(submitted.town, JUNE)
    assert version_of(submitted.district, GAOZI, shown=JUNE) == 3


def test_a_whole_table_that_is_returned_is_open(submitted: Flow) -> None:
    reviewing.accept(submitted.district, AT, codes=[OTHER])
    reviewing.return_(submitted.district, AT, why=WHY)
    assert submitted.stage() is Stage.RETURNED
    submitted.put("31", OTHER)
    assert submitted.cell(OTHER) is CellStage.CHANGED
    assert [p.name for p in returns.to_mend(submitted.town, JUNE)] == ["整表"]
    with pytest.raises(WriteRefusedError, match="“整表”还没有答复"):
        submitting.submit(submitted.town, JUNE)
    returns.answer(submitted.town, JUNE, code=returns.WHOLE, text="已重报")
    submitting.submit(submitted.town, JUNE)
    assert submitted.stage() is Stage.CHANGED
    assert reviewing.accept_whole(submitted.district, AT).done == 2
    assert submitted.stage() is Stage.ACCEPTED


def test_a_return_needs_a_reason_a_date_and_a_submission(flow: Flow) -> None:
    flow.put("12")
    with pytest.raises(WriteRefusedError, match="还没有上报"):
        reviewing.return_(flow.district, AT, codes=[CODE], why=WHY)
    with pytest.raises(WriteRefusedError, match="还没有上报"):
        reviewing.accept_whole(flow.district, AT)
    assert "还没有上报" in reviewing.accept(flow.district, AT, codes=[CODE]).left[0]
    submitting.submit(flow.town, JUNE)
    with pytest.raises(WriteRefusedError, match="退改意见"):
        reviewing.return_(flow.district, AT, codes=[CODE], why=ReturnNote("  "))
    with pytest.raises(ValueRefusedError):
        reviewing.return_(flow.district, AT, codes=[CODE], why=ReturnNote("错", due="下周"))
    today = flow.district.today()
    yesterday = (today - timedelta(days=1)).isoformat()
    with pytest.raises(WriteRefusedError, match=f"{yesterday}已经过了"):
        reviewing.return_(flow.district, AT, codes=[CODE], why=ReturnNote("错", due=yesterday))
    reviewing.return_(flow.district, AT, codes=[CODE], why=ReturnNote("错", due=today.isoformat()))
    with pytest.raises(WriteRefusedError, match="不报"):
        reviewing.return_(flow.district, AT, codes=["I01-01"], why=WHY)


def test_only_the_office_directly_above_reviews(submitted: Flow, tmp_path: Path) -> None:
    with pytest.raises(WriteRefusedError, match="高资街道不能审核"):
        reviewing.accept(submitted.town, AT, codes=[CODE])
    city = create_office(tmp_path / "市", "321100000000")
    try:
        with pytest.raises(WriteRefusedError, match="由丹徒区民政局审核"):
            reviewing.accept(city, AT, codes=[CODE])
    finally:
        city.close()


def test_who_entered_a_proxy_does_not_accept_it(flow: Flow) -> None:
    place = FieldAt(CODE, GAOQIAO, JUNE, "value")
    entering.save_field(flow.district, place, typed="5", how=Circumstances(proxy="李四 电话"))
    there = UnitPeriod(GAOQIAO, JUNE)
    left = reviewing.accept(flow.district, there, codes=[CODE]).left
    assert "第二人" in left[0]
    flow.district.user = "u02"
    assert reviewing.accept(flow.district, there, codes=[CODE]).done == 1
    entering.save_field(flow.district, place, typed="6", how=Circumstances(proxy="李四 电话"))
    unit = next(u for u in review_views.queue(flow.district, JUNE) if u.unit_id == GAOQIAO)
    assert (unit.proxied, unit.changed, unit.words) == (1, 1, "未报，代报1项")


def test_an_adopted_figure_counts_and_leaves_the_towns_own_alone(submitted: Flow) -> None:
    reviewing.accept(submitted.district, AT, codes=[CODE])
    with pytest.raises(WriteRefusedError, match="采用数要写明原因"):
        reviewing.adopt(submitted.district, at(), typed=("10", None), reason="")
    with pytest.raises(ValueRefusedError):
        reviewing.adopt(submitted.district, at(), typed=("约10", None), reason="核实")
    reviewing.adopt(submitted.district, at(), typed=("10", None), reason="核实")
    told = story(submitted.district, CODE, unit_id=GAOZI, period=JUNE)
    assert (told.own, told.adopted, told.effective) == ("12", "10", "10")
    assert submitted.cell() is CellStage.ACCEPTED  # what was accepted did not change
    reviewing.adopt(submitted.district, at(), typed=("", None), reason="恢复上报数")
    assert story(submitted.district, CODE, unit_id=GAOZI, period=JUNE).effective == "12"


def test_an_adopted_rate_has_both_halves(flow: Flow) -> None:
    with pytest.raises(ValueRefusedError, match="没有分母"):
        reviewing.adopt(flow.district, at("I05-01"), typed=("5", None), reason="核实")
    reviewing.adopt(flow.district, at("I05-01"), typed=("5", "6"), reason="核实")
    assert story(flow.district, "I05-01", unit_id=GAOZI, period=JUNE).adopted == "5/6"


def test_the_queue_counts_what_waits(submitted: Flow) -> None:
    reviewing.accept(submitted.district, AT, codes=[OTHER])
    reviewing.return_(submitted.district, AT, codes=[CODE], why=WHY)
    found = review_views.queue(submitted.district, JUNE)
    mine = next(u for u in found if u.unit_id == GAOZI)
    assert mine.words == "退改（第1版），1/2项已接收，退改1项"
    assert {u.words for u in found if u.unit_id != GAOZI} == {"未报"}
    assert len(found) == 11


def test_an_urgent_answer_calls_accepted_figures_reviewed(submitted: Flow) -> None:
    def mark() -> str:
        wanted = Wanted((WantedColumn(OTHER),), (GAOZI,))
        given = urgent.urgent_answer(submitted.district, wanted, at=UnitPeriod(DANTU, JUNE))
        return next(text for row in urgent.shown_rows(given) for text in row if "审" in text)

    assert mark() == "未审"
    reviewing.accept(submitted.district, AT, codes=[OTHER])
    assert mark() == "已审定"
    submitted.put("31", OTHER, how=Circumstances("笔误", "correction"))
    assert mark() == "未审"


def test_a_district_is_reviewed_by_what_its_towns_figures_were(tmp_path: Path) -> None:
    """The city accepts a roll-up: it names the towns' heads, and a town's change shows there."""
    city = create_office(tmp_path / "市", "321100000000")
    town: Office = city.acting_as(GAOZI)
    district: Office = city.acting_as(DANTU)
    try:
        entering.save_field(town, at(), typed="12")
        submitting.submit(town, JUNE)
        submitting.submit(district, JUNE)
        above = UnitPeriod(DANTU, JUNE)
        assert reviewing.accept(city, above, codes=[CODE]).done == 1
        heads = revisions.heads(city.database, Cell(CODE, GAOZI, "value", 2018, "2018M06"))
        cell = next(c for c in review_views.review_cells(city, above) if c.code == CODE)
        assert cell.heads == (heads[0].id,)
        assert (cell.stage, cell.figure) == (CellStage.ACCEPTED, "12")
        reviewing.adopt(district, at(), typed=("11", None), reason="核实")
        cell = next(c for c in review_views.review_cells(city, above) if c.code == CODE)
        assert cell.stage is CellStage.CHANGED
    finally:
        city.close()


def test_a_number_beside_a_register_is_refused_and_one_that_came_in_is_not_reviewed(
    flow: Flow,
) -> None:
    code = "I08-03"  # counted from a register
    with pytest.raises(WriteRefusedError, match=r"由底册.*不计入汇总.*--part mode"):
        flow.put("5", code)
    assert flow.put("0", code) == ""  # a report of no rows
    assert flow.cell(code) is CellStage.WAITING
    typed = Cell(code, GAOZI, "value", 2018, "2018M06")
    flow.town.write([Write(typed, Value(n=Decimal(5)))])  # as another program may have sent it
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    assert flow.cell(code) is CellStage.BLANK
    assert reviewing.accept_whole(flow.district, AT).done == 1
    entering.save_field(flow.town, at(code, "mode"), typed="summary", how=CORRECTED)
    assert flow.put("6", code, how=CORRECTED) == ""
    assert flow.cell(code) is CellStage.WAITING


def test_a_receipt_says_figure_by_figure_what_was_done(submitted: Flow) -> None:
    def told() -> dict[str, str]:
        return {one.indicator: one.words for one in receipts.uses(submitted.town, JUNE)}

    assert set(told().values()) <= {"上级已收到", "上级还没有收到现在的数"}
    reviewing.accept(submitted.district, AT, codes=[CODE])
    reviewing.return_(submitted.district, AT, codes=[OTHER], why=WHY)
    assert (told()[CODE], told()[OTHER]) == ("已接收", "退改")
    reviewing.adopt(submitted.district, at(), typed=("5", None), reason="台账")
    assert told()[CODE] == "上级采用5（本单位报12）"


def test_a_whole_table_that_went_back_is_said_of_every_figure(submitted: Flow) -> None:
    reviewing.return_(submitted.district, AT, why=WHY)
    told = {one.indicator: one.words for one in receipts.uses(submitted.town, JUNE)}
    assert told == dict.fromkeys([CODE, OTHER], "退改")
