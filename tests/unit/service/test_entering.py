"""What becomes of what a clerk types: saved, kept as a draft, undone, copied."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State, Value, number
from zjmz_desktop.service import entering, forms, listing, undoing
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import Circumstances, FieldAt, StepTyped, UnitPeriod
from zjmz_desktop.store import cells

GAOZI, GAOQIAO, DANTU = "321112001000", "321112100000", "321112000000"
JUNE = month(2018, 6)


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "town", GAOZI, clock=clock)
    yield office
    office.close()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "district", DANTU, clock=clock)
    yield office
    office.close()


def at(code: str, part: str = "value", *, unit: str = GAOZI, period: Period = JUNE) -> FieldAt:
    return FieldAt(code, unit, period, part)


def stored(
    office: Office, code: str, part: str = "value", period: str = "2018M06"
) -> cells.StoredCell | None:
    return cells.one(office.database, Cell(code, office.unit.id, part, 2018, period))


def test_saved_is_said_only_with_a_commit(town: Office) -> None:
    saved = entering.save_field(town, at("I06-02"), typed="１２")
    assert saved.changes.log_no == town.position
    assert saved.changes.saved_at == "08:00:00"
    same = entering.save_field(town, at("I06-02"), typed="12")
    assert not same.changes
    assert town.position == saved.changes.log_no


def test_refused_typing_stays_as_a_draft_of_that_form_alone(town: Office) -> None:
    refused = entering.save_field(town, at("I06-02"), typed="约12")
    assert "请填具体数" in refused.error
    field = forms.form(town, "I06-02", at=UnitPeriod(GAOZI, JUNE)).fields[0]
    assert (field.text, field.draft) == ("约12", True)
    assert "请填具体数" in field.error
    july = forms.form(town, "I06-02", at=UnitPeriod(GAOZI, month(2018, 7))).fields[0]
    assert (july.text, july.draft) == ("", False)
    entering.save_field(town, at("I06-02"), typed="12")
    field = forms.form(town, "I06-02", at=UnitPeriod(GAOZI, JUNE)).fields[0]
    assert (field.text, field.draft, field.error) == ("12", False, "")


def test_drafts_survive_a_new_start(town: Office) -> None:
    entering.keep_draft(town, at("I06-02"), typed="1")
    folder = town.folder
    town.close()
    again = open_office(folder, clock=clock)
    assert forms.form(again, "I06-02", at=UnitPeriod(GAOZI, JUNE)).fields[0].text == "1"
    again.close()


def test_numerator_and_denominator_become_one_cell(town: Office) -> None:
    first = entering.save_field(town, at("I05-01", "value/n"), typed="50")
    assert not first.changes
    assert stored(town, "I05-01") is None
    assert entering.save_field(town, at("I05-01", "value/d"), typed="60").changes
    found = stored(town, "I05-01")
    assert found is not None
    assert found.value == number(50, 60)
    assert entering.save_field(town, at("I05-01", "value/n"), typed="61").error
    found = stored(town, "I05-01")
    assert found is not None
    assert found.value == number(50, 60)


def test_each_half_is_refused_for_itself(town: Office) -> None:
    assert "abc" in entering.save_field(town, at("I05-01", "value/n"), typed="abc").error
    other = entering.save_field(town, at("I05-01", "value/d"), typed="60")
    assert (other.error, bool(other.changes)) == ("", False)
    n, d = forms.form(town, "I05-01", at=UnitPeriod(GAOZI, JUNE)).fields
    assert (n.waiting, d.waiting) == ("", f"未保存，待改正{n.label}。")
    assert entering.save_field(town, at("I05-01", "value/n"), typed="50").changes
    n, d = forms.form(town, "I05-01", at=UnitPeriod(GAOZI, JUNE)).fields
    assert (n.text, d.text, n.draft, d.draft) == ("50", "60", False, False)


def test_half_that_is_emptied_waits_where_the_other_half_does(town: Office) -> None:
    for part in ("value/n", "value/d"):
        entering.save_field(town, at("I05-01", part), typed="60")
    assert entering.save_field(town, at("I05-01", "value/n"), typed="").changes
    entering.save_field(town, at("I05-01", "value/d"), typed="60")
    entering.save_field(town, at("I05-01", "value/n"), typed="abc")
    assert not entering.save_field(town, at("I05-01", "value/n"), typed="").changes
    n, d = forms.form(town, "I05-01", at=UnitPeriod(GAOZI, JUNE)).fields
    assert (n.text, d.text, d.draft) == ("", "60", True)


def test_a_proxy_that_is_mended_leaves_no_draft(district: Office) -> None:
    place = at("I06-02", unit=GAOQIAO)
    assert entering.save_field(district, place, typed="abc").error
    assert entering.save_field(district, place, typed="5").changes
    assert not forms.form(district, "I06-02", at=UnitPeriod(GAOQIAO, JUNE)).fields[0].draft


def test_undo_and_redo_are_recorded_acts(town: Office) -> None:
    entering.save_field(town, at("I06-02"), typed="12")
    entering.save_field(town, at("I06-02"), typed="15")
    position = town.position
    assert undoing.undo(town)
    found = stored(town, "I06-02")
    assert found is not None
    assert (found.value, found.act) == (number(12), "undo")
    assert undoing.redo(town)
    found = stored(town, "I06-02")
    assert found is not None
    assert found.value == number(15)
    assert town.position == position + 2
    assert not undoing.redo(town)
    assert undoing.undo(town)
    assert undoing.undo(town)
    found = stored(town, "I06-02")
    assert found is not None
    assert found.value.state is State.BLANK
    assert not undoing.undo(town)


def test_nothing_is_carried_forward_unasked(town: Office) -> None:
    entering.save_field(town, at("I05-02"), typed="88")
    july = at("I05-02", period=month(2018, 7))
    assert stored(town, "I05-02", period="2018M07") is None
    assert entering.same_as_last(town, july).changes
    found = stored(town, "I05-02", period="2018M07")
    assert found is not None
    assert found.act == "same_as_last"


def test_steps_need_their_date_and_are_dated(town: Office, district: Office) -> None:
    year = parse_period("2018")
    place = FieldAt("I18-02", DANTU, year, "step/s1")
    step = district.plan.indicator("I18-02").steps[0].code
    place = FieldAt("I18-02", DANTU, parse_period("2018Q2"), f"step/{step}")
    assert "完成日期" in entering.save_step(district, place, typed=StepTyped("done")).error
    assert entering.save_step(district, place, typed=StepTyped("done", "2018年5月3日")).changes
    with pytest.raises(WriteRefusedError, match="没有节点"):
        entering.save_step(
            district, FieldAt("I18-02", DANTU, place.period, "step/none"), typed=StepTyped("done")
        )


def test_a_refused_step_is_kept_as_typed(district: Office) -> None:
    quarter = parse_period("2018Q2")
    step = district.plan.indicator("I18-02").steps[0].code
    place = FieldAt("I18-02", DANTU, quarter, f"step/{step}")
    entering.save_step(district, place, typed=StepTyped("in_progress", "2018-05-01"))
    entering.save_step(district, place, typed=StepTyped("done", "soon", "号"))
    field = forms.form(district, "I18-02", at=UnitPeriod(DANTU, JUNE)).fields[0]
    assert (field.text, field.on, field.doc, field.draft) == ("done", "soon", "号", True)
    entering.drop_draft(district, place)
    field = forms.form(district, "I18-02", at=UnitPeriod(DANTU, JUNE)).fields[0]
    assert (field.text, field.on, field.doc, field.error) == ("in_progress", "2018-05-01", "", "")
    assert "没有选节点状态" in entering.save_step(district, place, typed=StepTyped("", "号")).error


def test_named_needs_its_date_and_its_document(district: Office) -> None:
    place = FieldAt("I17-01", DANTU, parse_period("2018Q2"), "decision")
    for typed in (
        StepTyped("named"),
        StepTyped("named", "2018-06-20"),
        StepTyped("named", "", "号"),
    ):
        assert "没有日期或文号" in entering.save_step(district, place, typed=typed).error
    other = FieldAt("I18-02", DANTU, place.period, "decision")
    with pytest.raises(WriteRefusedError, match="没有外部评定"):
        entering.save_step(district, other, typed=StepTyped("named", "2018-06-20", "号"))
    bare = Value(text="named", on="2018-06-20")
    entering.save_value(district, place, value=bare)
    assert forms.form(district, "I17-01", at=UnitPeriod(DANTU, JUNE)).progress.completion == 0
    named = StepTyped("named", "2018-06-20", "号")
    assert entering.save_step(district, place, typed=named).changes
    assert forms.form(district, "I17-01", at=UnitPeriod(DANTU, JUNE)).progress.completion == 1


def test_corrections_carry_act_and_reason(town: Office) -> None:
    entering.save_field(town, at("I06-02"), typed="12")
    how = Circumstances(note="漏了1人次", act="correction")
    entering.save_field(town, at("I06-02"), typed="13", how=how)
    line = forms.form(town, "I06-02", at=UnitPeriod(GAOZI, JUNE)).history[0]
    assert (line.what, line.note) == ("数：13", "更正：漏了1人次")


def test_wrong_places_are_refused_in_words(town: Office) -> None:
    for place, says in (
        (at("I06-02", unit=GAOQIAO), "不在高资街道之下"),
        (at("I18-02", period=parse_period("2018Q2")), "不适用于高资街道"),
        (at("I06-02", period=parse_period("2018Q2")), "报告期是月"),
        (at("I06-02", "note", period=month(2019, 6)), "不在2018年度计划内"),
    ):
        with pytest.raises(WriteRefusedError, match=says):
            entering.save_field(town, place, typed="1")


def test_the_tree_counts_what_is_due_and_filled(town: Office) -> None:
    place = UnitPeriod(GAOZI, month(2018, 7))
    before = listing.month_list(town, place)
    entering.save_field(town, at("I06-02", period=place.period), typed="12")
    after = listing.month_list(town, place)
    assert (after.due, after.filled) == (before.due, before.filled + 1)
    assert after.due < len(town.plan.indicators) / 3
    todo = listing.month_list(town, place, show="todo")
    codes = {n.code for s in todo.sections for i in s.items for n in i.indicators}
    assert "I06-02" not in codes
    assert len(codes) == after.due - after.filled
    found = listing.month_list(town, place, show="all", query="zcd")
    names = [n.name for s in found.sections for i in s.items for n in i.indicators]
    assert names
    assert all("助餐点" in name for name in names)
    mine = listing.month_list(town, place, show="all", department="yanglao")
    assert {s.no for s in mine.sections} == {3}


HALF = [StepTyped("named"), StepTyped("named", on="2018-07-30"), StepTyped("named", doc="示例1号")]


@pytest.mark.parametrize("typed", HALF)
def test_a_decision_without_date_or_document_stays_a_draft(
    district: Office, typed: StepTyped
) -> None:
    year = parse_period("2018")
    place = at("I17-01", "decision", unit=DANTU, period=year)
    for saved in (
        entering.save_step(district, place, typed=typed),
        entering.save_decision(district, place, typed=typed),
        entering.save_field(district, place, typed=typed.state),
    ):
        assert "没有日期或文号" in saved.error
        assert not saved.changes.cells
    whole = StepTyped("已命名", "2018-06-30", "示例〔2018〕1号")
    assert not entering.save_step(district, place, typed=whole).error
    value = cells.one(district.database, entering.cell_of(district, place))
    assert value is not None
    assert value.value.on == "2018-06-30"
    assert value.value.doc == "示例〔2018〕1号"
    assert not entering.save_field(district, place, typed="").error  # taken back
    with pytest.raises(WriteRefusedError, match="没有外部评定"):
        entering.save_step(district, at("I01-02", "decision", unit=DANTU, period=year), typed=whole)


UNSEEN = [Circumstances(note="a\0b"), Circumstances(note="很" * 3_000)]


@pytest.mark.parametrize("how", UNSEEN)
def test_a_reason_can_be_read(town: Office, how: Circumstances) -> None:
    with pytest.raises(ValueRefusedError):
        entering.save_field(town, at("I06-02"), typed="12", how=how)
    assert cells.one(town.database, entering.cell_of(town, at("I06-02"))) is None
