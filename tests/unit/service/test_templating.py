"""Templates: every value of a month comes back as it was; one act, one undo; what is refused."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from arrivals import receive
from clerk import Clerk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zjmz_desktop.domain.batches import Outcome
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.template_reading import read_template
from zjmz_desktop.domain.values import State
from zjmz_desktop.exchange.sheet_job import read
from zjmz_desktop.service import entering, registering, undoing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.template_importing import TemplatePlan, plan_read
from zjmz_desktop.service.templating import (
    TemplateAsked,
    plan_templates,
    template_name,
    write_planned,
    write_template,
    write_templates,
)
from zjmz_desktop.store import cells, revisions

DANTU, GAOZI = "321112000000", "321112001000"
JUNE = month(2018, 6)


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as office:
        yield office


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "镇", GAOZI, clock=clock)) as office:
        yield office


def exported(office: Office, path: Path, *, unit: str, personal: bool = False) -> Path:
    write_template(office, TemplateAsked(unit, JUNE, personal=personal), target=path)
    return path


def planned(office: Office, path: Path) -> TemplatePlan:
    """As `plan_template`, read in this process."""
    return plan_read(office, read_template(read(path), name=path.name), name=path.name)


def stored(office: Office, code: str, part: str, *, unit: str, period: str = "2018M06") -> object:
    found = cells.one(office.database, Cell(code, unit, part, 2018, period))
    return None if found is None else found.value


# ---- round trip ----

NUMBERS = st.integers(0, 10**9).map(str)
NOTHINGS = st.sampled_from(["未开展", "不适用"])
TEXTS = st.text(st.characters(codec="gb18030", categories=["L", "N", "P"]), min_size=1, max_size=30)


def fillings(office: Office) -> dict[str, st.SearchStrategy[dict[str, str]]]:
    """Hidden id of a line of the district's June → what may be typed there."""
    found: dict[str, st.SearchStrategy[dict[str, str]]] = {}
    whole = st.one_of(
        st.fixed_dictionaries({"value": NUMBERS}, optional={"note": TEXTS}),
        st.fixed_dictionaries({"nothing": NOTHINGS}),
    )
    rate = st.tuples(st.integers(0, 100), st.integers(100, 10**6)).map(
        lambda pair: {"value": str(pair[0]), "denominator": str(pair[1])}
    )
    step = st.sampled_from(
        [
            {"state": "未启动"},
            {"state": "进行中", "doc": "示例〔2018〕1号"},
            {"state": "已完成", "on": "2018-06-18"},
        ]
    )
    tick = st.sampled_from([{"tick": "是"}, {"tick": "否"}])
    text = st.fixed_dictionaries({"value": TEXTS})
    by_kind = {"number": whole, "ratio": rate, "narrative": text}
    for one in office.plan.indicators:
        due = one.due_in(2018, 6)
        if due is None or one.source or one.level.value != "district" or one.rate_only:
            continue
        found |= {f"{one.code} 2018 step/{s.code}": step for s in one.steps}
        found |= {f"{one.code} {due.code} tick/{e.code}": tick for e in one.entries}
        if one.entry.value in by_kind and DANTU in {
            u.id for u in office.plan.concerned(one, DANTU, units=office.units)
        }:
            found[f"{one.code} {due.code}"] = by_kind[one.entry.value]
    return found


def test_values_go_out_and_come_back(district: Office, tmp_path: Path) -> None:
    blank = exported(district, tmp_path / "空表.xlsx", unit=DANTU)
    lines = {id_ for kind, id_ in Clerk(blank).lines if kind == "figures"}
    known = {id_: how for id_, how in fillings(district).items() if id_ in lines}
    assert len(known) > 60

    @settings(
        max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(st.fixed_dictionaries(known))
    def check(typed: dict[str, dict[str, str]]) -> None:
        clerk = Clerk(blank)
        for line, roles in typed.items():
            clerk.fill(line, **roles)
        first = planned(district, clerk.save(tmp_path / "填好.xlsx"))
        assert [one for one in first.lines if one.outcome is Outcome.REFUSED] == []
        write_planned(district, [first])
        again = planned(district, exported(district, tmp_path / "再导出.xlsx", unit=DANTU))
        expected = {
            (one.who, one.what): one.after for one in first.lines if one.outcome is not Outcome.KEPT
        }
        shown = {
            (one.who, one.what): one.before for one in again.lines if one.outcome is Outcome.SAME
        }
        assert expected.items() <= shown.items()
        assert {one.outcome for one in again.lines} <= {Outcome.SAME, Outcome.KEPT}
        undoing.undo(district)

    check()


def test_rows_go_out_and_come_back(district: Office, tmp_path: Path) -> None:
    typed = {"name": "示例院", "nature": "公办公营", "beds_licensed": "120", "is_rural_home": "是"}
    kept, _ = registering.add_row(district, "institution", typed=typed, town=GAOZI)
    registering.add_row(
        district,
        "activity",
        typed={"indicators": "I01-01", "held_on": "2018-06", "people": "30", "summary": "学习"},
    )
    path = exported(district, tmp_path / "底册.xlsx", unit=DANTU)
    assert {one.outcome for one in planned(district, path).lines} <= {Outcome.SAME, Outcome.KEPT}
    clerk = Clerk(path)
    clerk.fill(kept, "register institution", beds_licensed=130, state="在营", state_on="20180601")
    clerk.add("activity", indicators="I01-01 学习", held_on="2018-06-20", summary="=1+1")
    write_planned(district, [planned(district, clerk.save())])
    (row,) = rows_of(district, "institution")
    assert row.fields["beds_licensed"].n == 130
    assert row.states == (("2018-06-01", "running"),)
    activities = rows_of(district, "activity")
    assert [one.fields["indicators"].choices for one in activities] == [("I01-01",)] * 2
    assert sum("summary" in one.fields for one in activities) == 1  # a formula is no text


def test_a_file_sent_again_adds_no_row_twice(district: Office, tmp_path: Path) -> None:
    path = exported(district, tmp_path / "高资.xlsx", unit=GAOZI)
    clerk = Clerk(path)
    (sheet, at, roles), *_ = clerk.new["register canteen"]
    clerk.add("canteen", name="示例助餐点", seats=20)
    clerk.save()
    write_planned(district, [planned(district, path)])
    (row,) = rows_of(district, "canteen")
    assert re.fullmatch("[0-9a-f]{32}", row.id)
    same = {one.outcome for one in planned(district, path).lines if "助餐点" in one.who}
    assert same <= {Outcome.SAME, Outcome.KEPT}
    sheet.cell(at, roles["seats"]).value = 25
    clerk.save()
    again = planned(district, path)
    changed = [(one.before, one.after) for one in again.lines if one.outcome is Outcome.CHANGED]
    assert changed == [("20", "25")]
    assert [rows.added for rows in again.rows if rows.register == "canteen"] == [()]
    write_planned(district, [again])
    (row,) = rows_of(district, "canteen")
    assert row.fields["seats"].n == 25


def test_another_object_in_a_line_imported_before_is_asked_about(
    district: Office, tmp_path: Path
) -> None:
    path = exported(district, tmp_path / "高资.xlsx", unit=GAOZI)
    clerk = Clerk(path)
    (sheet, at, roles), *_ = clerk.new["register canteen"]
    clerk.add("canteen", name="示例甲助餐点", seats=20)
    write_planned(district, [planned(district, clerk.save())])
    sheet.cell(at, roles["name"]).value = "示例乙助餐点"
    plan = planned(district, clerk.save())
    refused = [one.reason for one in plan.lines if one.outcome is Outcome.REFUSED]
    assert "登记成了“示例甲助餐点”" in refused[0]
    assert [rows.writes for rows in plan.rows if rows.register == "canteen"] == [()]


def test_a_row_that_the_town_imported_is_the_towns(
    district: Office, town: Office, tmp_path: Path
) -> None:
    path = exported(district, tmp_path / "高资.xlsx", unit=GAOZI)
    clerk = Clerk(path)
    (sheet, at, roles), *_ = clerk.new["register canteen"]
    clerk.add("canteen", name="示例助餐点")
    clerk.save()
    write_planned(town, [planned(town, path)])
    told: list[revisions.Written] = []
    revisions.every(town.database, told.append)
    with district.database.transaction() as conn:
        receive(conn, (one.revision for one in told))
    district.cache.clear()
    assert not any(rows.writes for rows in planned(district, path).rows)  # it stands so already
    sheet.cell(at, roles["seats"]).value = 20
    plan = planned(district, clerk.save())
    refused = [one.reason for one in plan.lines if one.outcome is Outcome.REFUSED]
    assert "由高资街道登记" in refused[0]


@pytest.mark.parametrize("drawn", ["—", "-", "/"])
def test_a_dash_for_a_number_is_refused_with_its_place(
    town: Office, tmp_path: Path, drawn: str
) -> None:
    clerk = Clerk(exported(town, tmp_path / "镇.xlsx", unit=GAOZI))
    figure = clerk.fill("I06-02 2018M06", value=drawn)
    row = clerk.add("canteen", name="示例助餐点", seats=drawn)
    plan = planned(town, clerk.save())
    refused = {one.place: one for one in plan.lines if one.outcome is Outcome.REFUSED}
    assert set(refused) == {figure, row}
    assert all("只画了横线" in one.reason and one.after == drawn for one in refused.values())


# ---- one act ----


def test_one_undo_takes_figures_and_rows_back(town: Office, tmp_path: Path) -> None:
    path = exported(town, tmp_path / "镇.xlsx", unit=GAOZI, personal=True)
    clerk = Clerk(path)
    clerk.fill("I06-02 2018M06", value=12, note="说明")
    clerk.add("canteen", name="示例助餐点")
    clerk.add("elder", name="示例老人")
    before = revisions.last_log_no(town.database)
    plan = planned(town, clerk.save())
    assert revisions.last_log_no(town.database) == before
    write_planned(town, [plan])
    (elder,) = rows_of(town, "elder")
    assert elder.fields["name"].text == "示例老人"
    written = cells.one(town.database, Cell("elder", GAOZI, "name", row=elder.id))
    assert written is not None
    assert written.value.state is State.SEALED
    assert len(town.undo.done) == 1
    undoing.undo(town)
    assert rows_of(town, "canteen") == rows_of(town, "elder") == ()
    assert getattr(stored(town, "I06-02", "value", unit=GAOZI), "state", None) is State.BLANK
    undoing.redo(town)
    assert len(rows_of(town, "canteen")) == 1


def test_half_typed_gives_way_to_what_is_imported(town: Office, tmp_path: Path) -> None:
    at = FieldAt("I06-02", GAOZI, JUNE, "value")
    entering.save_field(town, at, typed="约5")
    clerk = Clerk(exported(town, tmp_path / "镇.xlsx", unit=GAOZI))
    clerk.fill("I06-02 2018M06", value=12)
    write_planned(town, [planned(town, clerk.save())])
    assert cells.drafted_codes(town.database, unit=GAOZI, user=town.user) == set()


# ---- units below, other places ----


def test_a_unit_below_is_written_as_proxy_with_who_and_when(
    district: Office, tmp_path: Path
) -> None:
    clerk = Clerk(exported(district, tmp_path / "镇.xlsx", unit=GAOZI))
    clerk.sign(filler="示例填表人", reported_on="2018-07-03")
    clerk.fill("I06-02 2018M06", value=12)
    write_planned(district, [planned(district, clerk.save())])
    value = stored(district, "I06-02", "proxy", unit=GAOZI)
    assert getattr(value, "text", None) == "填报模板：示例填表人、2018-07-03报出"


def test_the_towns_own_figure_stands(district: Office, tmp_path: Path) -> None:
    theirs = district.acting_as(GAOZI)
    entering.save_field(theirs, FieldAt("I06-02", GAOZI, JUNE, "value"), typed="5")
    path = exported(district, tmp_path / "镇.xlsx", unit=GAOZI)
    same = next(one for one in planned(district, path).lines if one.what == "临时救助人次")
    assert (same.before, same.outcome) == ("5", Outcome.SAME)
    clerk = Clerk(path)
    clerk.fill("I06-02 2018M06", value=6)
    changed = next(one for one in planned(district, clerk.save()).lines if one.after == "6")
    assert changed.outcome is Outcome.REFUSED
    assert "已自己填报" in changed.reason


def test_texts_of_a_unit_below_are_refused(district: Office, town: Office, tmp_path: Path) -> None:
    clerk = Clerk(exported(town, tmp_path / "镇自己的.xlsx", unit=GAOZI))
    place = clerk.fill("I06-02 2018M06", note="说明")
    found = next(one for one in planned(district, clerk.save()).lines if one.place == place)
    assert found.outcome is Outcome.REFUSED
    assert "不能代报" in found.reason


def test_tampered_ids_are_refused(district: Office, tmp_path: Path) -> None:
    clerk = Clerk(exported(district, tmp_path / "镇.xlsx", unit=GAOZI))
    for line, wrong in (
        ("I06-02 2018M06", "I06-02 2018M05"),
        ("I06-01 2018M06", "I99-01 2018M06"),
    ):
        sheet, row, _ = clerk.lines["figures", line]
        clerk.fill(line, value=1)
        sheet.cell(row, 1).value = wrong
    refused = [x for x in planned(district, clerk.save()).lines if x.outcome is Outcome.REFUSED]
    assert ["改动过" in one.reason for one in refused] == [True, True]


def test_only_what_is_due_and_filled_here(district: Office, tmp_path: Path) -> None:
    march, june = (
        write_template(district, TemplateAsked(GAOZI, month(2018, m)), target=tmp_path / "x.xlsx")
        for m in (1, 6)
    )
    assert 0 < march.figures < june.figures
    bare = TemplateAsked(GAOZI, JUNE, registers=False)
    assert write_template(district, bare, target=tmp_path / "x.xlsx").registers == 0
    names = {sheet.name for sheet in read(exported(district, tmp_path / "y.xlsx", unit=GAOZI))}
    assert "重点空巢独居老人" not in names


def test_several_files(district: Office, tmp_path: Path) -> None:
    asked = [TemplateAsked(unit, JUNE) for unit in (DANTU, GAOZI)]
    told: list[tuple[int, int]] = []
    for _ in range(2):
        write_templates(district, asked, folder=tmp_path, tell=lambda *one: told.append(one))
    assert told[:3] == [(0, 2), (1, 2), (2, 2)]
    name = template_name(district, asked[1])
    first, copy = tmp_path / name, tmp_path / name.replace(".xlsx", "（2）.xlsx")
    plans = plan_templates(district, [first, copy, tmp_path / "没有.xlsx"])
    assert [bool(plan.refusal) for plan in plans] == [False, True, True]
    assert "同一单位、同一期" in plans[1].refusal
    assert "没有这个文件" in plans[2].refusal
    assert UnitPeriod(plans[0].unit_id, plans[0].period) == UnitPeriod(GAOZI, JUNE)
