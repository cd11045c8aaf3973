"""上报 runs all checks, locks the month, counts what registers give; 撤回 is an act."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flow import AT, CODE, GAOZI, JUNE, OTHER, Flow, at

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.registers import rows_digest
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.domain.values import number
from zjmz_desktop.service import (
    block_entering,
    entering,
    figure_batches,
    forms,
    registering,
    returns,
    reviewing,
    submitting,
    undoing,
)
from zjmz_desktop.service.block_entering import FieldTyped
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.explaining import story
from zjmz_desktop.service.month_states import version_of
from zjmz_desktop.service.register_readings import register_context, rows_of
from zjmz_desktop.store import projections, rebuilding, revisions

SUBMIT = Cell("submission", GAOZI, "submit", 2018, "2018M06")
ROW = {
    "village": "示例村",
    "address": "1号",
    "canteen_kind": "own_kitchen",
    "build_kind": "new",
    "usable_area_m2": "100",
    "opened_on": "2018-06-01",
    "state": "running",
    "state_on": "2018-06-01",
}


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "丹徒区 数据")
    yield found
    found.district.close()


def value_of(flow: Flow, code: str = CODE) -> str | None:
    return story(flow.district, code, unit_id=GAOZI, period=JUNE).own


def test_a_preview_writes_nothing_and_tells_what_stops(flow: Flow) -> None:
    flow.put("约50")
    position = flow.district.position
    found = submitting.preview(flow.town, JUNE)
    assert (found.stage, found.version, found.due) == (Stage.NOT_REPORTED, 1, 34)
    assert (found.filled, len(found.blank)) == (0, 34)
    assert [p.code for p in found.errors] == ["draft"]
    assert "有1处强制性问题" in found.stops
    assert "约50" in found.stops
    with pytest.raises(WriteRefusedError, match="有1处强制性问题"):
        submitting.submit(flow.town, JUNE)
    assert flow.town.position == position


def test_a_warning_needs_its_reason_which_is_written_with_the_submission(flow: Flow) -> None:
    may = FieldAt("I06-01", GAOZI, month(2018, 5), "value")
    entering.save_field(flow.town, may, typed="10")
    flow.put("90", "I06-01")
    found = submitting.preview(flow.town, JUNE)
    assert [p.indicator for p in found.unreasoned] == ["I06-01"]
    check = found.unreasoned[0].code
    with pytest.raises(WriteRefusedError, match="没有写审核说明"):
        submitting.submit(flow.town, JUNE, reasons={"I06-01": "  "})
    submitting.submit(flow.town, JUNE, reasons={f"I06-01/{check}": "灾后集中救助"})
    reason = Cell("I06-01", GAOZI, f"check/{check}", 2018, "2018M06")
    head = revisions.heads(flow.district.database, reason)[0]
    assert head.revision.value.text == "灾后集中救助"
    submit = revisions.heads(flow.district.database, SUBMIT)
    assert head.id in (submit[0].revision.value.refs or ())


def test_a_submitted_month_is_locked_by_every_way_in(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    position = flow.district.position
    how = Circumstances("想改", "correction")
    ways = (
        lambda: flow.put("13"),
        lambda: flow.put("约50"),
        lambda: flow.put("13", how=how),
        lambda: flow.put("13", how=Circumstances(act="late")),
        lambda: flow.put(""),
        lambda: entering.save_state(flow.town, at(), state="not_begun"),
        lambda: entering.save_field(flow.town, at(part="note"), typed="说明"),
        lambda: entering.save_field(flow.town, at(part="check/K1"), typed="说明"),
        lambda: entering.same_as_last(flow.town, at(OTHER)),
        lambda: undoing.undo(flow.town),
    )
    entering.save_field(flow.town, FieldAt(OTHER, GAOZI, month(2018, 5), "value"), typed="7")
    position = flow.town.position
    for way in ways[:-1]:
        with pytest.raises(WriteRefusedError, match="先撤回上报"):
            way()
    undoing.undo(flow.town)  # of May: not locked
    with pytest.raises(WriteRefusedError, match="先撤回上报"):
        ways[-1]()
    assert flow.town.position == position + 1
    assert value_of(flow) == "12"
    block = block_entering.enter_block(flow.town, [FieldTyped(at(), "13", "12")])
    assert [one.outcome.value for one in block.found] == ["refused"]
    plan = figure_batches.plan_figures(flow.town, [figure_batches.Typed(at(), "13")])
    assert "先撤回上报" in plan.found[0].reason
    assert value_of(flow) == "12"


def test_what_stays_writable_in_a_submitted_month(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    for part in ("flash", "estimate", "annual"):
        assert not entering.save_field(flow.town, at(part=part), typed="20").error
    assert not flow.put("5", OTHER, how=Circumstances(act="late"))
    registering.add_row(flow.town, "canteen", typed=ROW | {"name": "甲点"})
    entering.save_field(flow.town, FieldAt(CODE, GAOZI, month(2018, 7), "value"), typed="13")
    assert flow.stage() is Stage.SUBMITTED


def test_a_form_of_a_submitted_month_is_there_to_be_read(flow: Flow) -> None:
    flow.put("12")
    before = forms.form(flow.town, CODE, at=AT)
    submitting.submit(flow.town, JUNE)
    view = forms.form(flow.town, CODE, at=AT)
    assert (before.editable, before.locked) == (True, False)
    assert (view.editable, view.locked) == (False, True)
    assert "先撤回上报" in view.why_not_editable
    assert view.fields[0].text == "12"
    assert forms.form(flow.town, CODE, at=UnitPeriod(GAOZI, month(2018, 7))).editable


def test_recall_opens_the_month_until_something_is_accepted(flow: Flow) -> None:
    flow.put("12")
    with pytest.raises(WriteRefusedError, match="不用撤回"):
        submitting.recall(flow.town, JUNE)
    submitting.submit(flow.town, JUNE)
    submitting.recall(flow.town, JUNE, reason="填错了")
    assert flow.stage() is Stage.RECALLED
    assert not flow.put("13")
    found = submitting.preview(flow.town, JUNE)
    assert found.version == 2
    assert [(c.code, c.before, c.after) for c in found.changes] == [(CODE, "12", "13")]
    submitting.submit(flow.town, JUNE)
    reviewing.accept(flow.district, AT, codes=[CODE])
    with pytest.raises(WriteRefusedError, match="已有数据被接收"):
        submitting.recall(flow.town, JUNE)


def test_a_submission_is_not_undone_but_recalled(flow: Flow) -> None:
    flow.put("12")
    flow.town.undo.done.clear()
    submitting.submit(flow.town, JUNE)
    assert not undoing.undo(flow.town)
    assert flow.stage() is Stage.SUBMITTED


def test_the_same_is_not_submitted_twice_but_news_is(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    with pytest.raises(WriteRefusedError, match="没有改动，不用再报"):
        submitting.submit(flow.town, JUNE)
    flow.put("5", OTHER, how=Circumstances(act="late"))
    found = submitting.preview(flow.town, JUNE)
    assert [(c.code, c.part, c.before, c.after) for c in found.changes] == [
        (OTHER, "数", "未填", "5")
    ]
    assert [p.indicator for p in found.unreasoned] == [CODE]  # 12户, 5人
    submitting.submit(flow.town, JUNE, reasons={CODE: "五保户一并计入"})
    assert version_of(flow.district, GAOZI, shown=JUNE) == 2


def test_after_acceptance_only_a_correction_with_its_reason_changes_a_figure(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    reviewing.accept_whole(flow.district, AT)
    for how in (Circumstances(), Circumstances(act="late")):
        with pytest.raises(WriteRefusedError, match="用更正，并写明原因"):
            flow.put("13", how=how)
    with pytest.raises(WriteRefusedError, match="更正要写明原因"):
        flow.put("13", how=Circumstances(act="correction"))
    with pytest.raises(WriteRefusedError, match="用补报"):
        flow.put("5", OTHER, how=Circumstances("漏填", "correction"))
    assert flow.stage() is Stage.ACCEPTED
    flow.put("13", how=Circumstances("笔误", "correction"))
    assert flow.stage() is Stage.CHANGED
    with pytest.raises(WriteRefusedError, match="用更正"):
        undoing.undo(flow.town)
    assert value_of(flow) == "13"


def test_counts_of_registers_are_written_with_the_digest_of_their_rows(flow: Flow) -> None:
    for name in ("甲点", "乙点"):
        registering.add_row(flow.town, "canteen", typed=ROW | {"name": name})
    found = submitting.preview(flow.town, JUNE)
    assert ("I08-03", "新建老年人助餐点", "2") in found.counts
    submitting.submit(flow.town, JUNE)
    head = revisions.heads(flow.district.database, Cell("I08-03", GAOZI, "value", 2018, "2018M06"))
    line = head[0].revision
    indicator = flow.district.plan.indicator("I08-03")
    assert indicator.source is not None
    context = register_context(flow.district, "canteen", period=JUNE)
    digest = rows_digest(rows_of(flow.district, "canteen"), indicator.source, context=context)
    assert (line.source, line.value) == ("register", number(2))
    assert line.rows == {"count": 2, "digest": digest}
    # 已报 is never effective: nothing is confirmed yet
    assert story(flow.district, "I08-03", unit_id=GAOZI, period=JUNE).effective == "0"
    digest_before = projections.digest(flow.district.database)
    rebuilding.rebuild(flow.district.database)
    assert projections.digest(flow.district.database) == digest_before


def test_rows_that_change_after_submission_are_news_and_show_as_changed(flow: Flow) -> None:
    registering.add_row(flow.town, "canteen", typed=ROW | {"name": "甲点"})
    submitting.submit(flow.town, JUNE)
    reviewing.accept_whole(flow.district, AT)
    assert flow.stage() is Stage.ACCEPTED
    registering.add_row(flow.town, "canteen", typed=ROW | {"name": "乙点"})
    assert flow.stage() is Stage.CHANGED
    submitting.submit(flow.town, JUNE)
    assert value_of(flow, "I08-03") == "2"
    assert flow.stage() is Stage.CHANGED


def test_a_unit_without_rows_reports_no_count(flow: Flow) -> None:
    submitting.submit(flow.town, JUNE)
    cell = Cell("I08-03", GAOZI, "value", 2018, "2018M06")
    assert revisions.heads(flow.district.database, cell) == ()


def test_locks_hold_after_the_store_was_opened_again(tmp_path: Path) -> None:
    from zjmz_desktop.service.context import create_office, open_office

    now = datetime(2018, 7, 3, tzinfo=UTC)
    town = create_office(tmp_path, GAOZI, clock=lambda: now)
    entering.save_field(town, at(), typed="12")
    submitting.submit(town, JUNE)
    town.close()
    town = open_office(tmp_path, clock=lambda: now)
    with pytest.raises(WriteRefusedError, match="先撤回上报"):
        entering.save_field(town, at(), typed="13")
    assert returns.to_mend(town, JUNE) == ()
    town.close()
