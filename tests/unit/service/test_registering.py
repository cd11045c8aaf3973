"""Registers as an office keeps them: confirmed as seen, personal texts apart, ended and never lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.registers import confirmation_state
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State
from zjmz_desktop.service import entering, register_tables, registering
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.registering import RowAt
from zjmz_desktop.store import cells

GAOZI, GAOQIAO, DANTU = "321112001000", "321112100000", "321112000000"
JUNE, DECEMBER = month(2018, 6), month(2018, 12)
CANTEEN = {
    "name": "示例助餐点",
    "village": "示例村",
    "address": "1号",
    "build_kind": "new",
    "opened_on": "2018-05-08",
    "state": "running",
    "state_on": "2018-05-08",
}


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区 里", DANTU, clock=clock)) as office:
        yield office


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "镇 里", GAOZI, clock=clock)) as office:
        yield office


def added(office: Office, register: str = "canteen", **typed: str) -> RowAt:
    fields = {**CANTEEN, **typed} if register == "canteen" else typed
    row, _ = registering.add_row(office, register, typed=fields, town=GAOZI)
    return RowAt(register, row)


def counted(office: Office, code: str = "I08-03", *, through: int = 12) -> object:
    figure = figures_through(office, office.plan.indicator(code), through=month(2018, through))
    found = [f.n for f in figure.values() if f.n is not None]
    return sum(found) if found else 0


def standing(office: Office, at: RowAt) -> str:
    rows = register_tables.table(office, at.register, unit_id=DANTU, period=DECEMBER).rows
    return next(row.confirmation for row in rows if row.id == at.row)


# ---- confirmation ----


def test_a_row_counts_once_it_is_confirmed(district: Office) -> None:
    at = added(district)
    assert (standing(district, at), counted(district)) == ("已报待认定", 0)
    registering.confirm_rows(district, "canteen", rows=[at.row])
    assert (standing(district, at), counted(district)) == ("已认定", 1)


def test_a_confirmation_is_of_the_row_as_it_was_seen(district: Office) -> None:
    at = added(district)
    registering.confirm_rows(district, "canteen", rows=[at.row])
    registering.set_fields(district, at, typed={"seats": "30"})  # no condition reads the seats
    assert standing(district, at) == "已认定"
    registering.set_fields(district, at, typed={"opened_on": "2018-05-09"})
    assert (standing(district, at), counted(district)) == ("已报待认定", 0)
    registering.set_fields(district, at, typed={"opened_on": "2018-05-08"})
    assert standing(district, at) == "已报待认定"  # the same text again is not what was seen
    registering.confirm_rows(district, "canteen", rows=[at.row])
    assert counted(district) == 1


@pytest.mark.parametrize("field", ["beds_nursing", "beds_licensed", "beds_set_up"])
def test_a_summed_field_does_not_change_a_confirmed_figure_unseen(
    district: Office, field: str
) -> None:
    """Beds stand in no condition, yet they are the figure: nursing beds ÷ beds."""
    typed = {"name": "示例敬老院", "beds_nursing": "30", "beds_licensed": "50", "beds_set_up": "60"}
    at = added(district, "institution", **typed, state="running", state_on="2018-01-01")
    registering.confirm_rows(district, "institution", rows=[at.row])
    assert (standing(district, at), counted(district, "I10-01")) == ("已认定", 30)
    registering.set_fields(district, at, typed={field: "55"})
    assert (standing(district, at), counted(district, "I10-01")) == ("已报待认定", 0)
    registering.confirm_rows(district, "institution", rows=[at.row])
    assert standing(district, at) == "已认定"


def test_a_later_state_does_not_undo_what_was_confirmed_before(district: Office) -> None:
    at = added(district)
    registering.confirm_rows(district, "canteen", rows=[at.row])
    registering.end_row(district, at, on="2018-10-15")
    assert (counted(district, through=9), counted(district, through=10)) == (1, 0)


def test_a_refusal_says_so_and_why(district: Office) -> None:
    at = added(district)
    registering.confirm_rows(district, "canteen", rows=[at.row], refuse="没有证照", on="2018-06-20")
    assert (standing(district, at), counted(district)) == ("未予认定", 0)
    row = registering.row_at(district, at)
    assert row.confirmed_on == "2018-06-20"


def test_only_the_level_named_confirms(town: Office) -> None:
    at = added(town)
    with pytest.raises(WriteRefusedError, match="不能认定"):
        registering.confirm_rows(town, "canteen", rows=[at.row])
    elder = added(town, "elder", name="示例老人")
    with pytest.raises(WriteRefusedError, match="不需要认定"):
        registering.confirm_rows(town, "elder", rows=[elder.row])


def test_what_waits_is_listed_until_it_is_confirmed(district: Office) -> None:
    rows = [added(district, village=f"村{n}").row for n in range(3)]
    waiting = register_tables.awaiting(district, "canteen", unit_id=DANTU)
    assert sorted(waiting) == sorted(rows)
    registering.confirm_rows(district, "canteen", rows=rows[:2])
    assert register_tables.awaiting(district, "canteen", unit_id=DANTU) == (rows[2],)


# ---- personal fields ----

PERSONAL = {
    "elder": (
        GAOZI,
        {
            "name": "欧阳示例",
            "born_on": "1938-11-27",
            "id_last4": "382X",
            "phone": "13912345678",
            "address": "示例路九十七号",
        },
    ),
    "social_worker": (DANTU, {"name": "司徒示例", "gender": "", "certificate_no": "苏2018Q97531"}),
    "stranded": (DANTU, {"gender": "", "age_estimated": "47.5", "health": ""}),
}


def typed_of(office: Office, register: str) -> dict[str, str]:
    """The texts of each personal field; where it is a choice, its second one."""
    columns = office.plan.register(register).field_by_code
    texts = PERSONAL[register][1]
    return {code: text or list(columns[code].choices)[1] for code, text in texts.items()}


@pytest.mark.parametrize("register", PERSONAL)
def test_personal_texts_are_sealed_in_the_log_and_read_back(register: str, tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "数据", PERSONAL[register][0], clock=clock)) as office:
        typed = typed_of(office, register)
        if register == "stranded":
            typed["age_estimated"] = "47"
        assert all(office.plan.register(register).field_by_code[code].personal for code in typed)
        row, _ = registering.add_row(office, register, typed=typed)
        changed = dict([next(iter(typed.items()))])
        registering.set_fields(office, RowAt(register, row), typed=changed)
    with closing(sqlite3.connect(tmp_path / "数据" / "office.db")) as plain:
        tables = ("revision", "cell", "head", "superseded", "figure", "draft", "meta")
        kept = {t: repr(plain.execute(f"SELECT * FROM {t}").fetchall()) for t in tables}
        lines = [line for (line,) in plain.execute("SELECT line FROM revision") if row in line]
    for text in typed.values():
        if len(text) > 2:  # 47 stands in many a number
            assert not [t for t, words in kept.items() if text in words], text
    assert sum('"state":"sealed"' in line for line in lines) == len(typed)
    with closing(open_office(tmp_path / "数据", clock=clock)) as office:
        found = registering.row_at(office, RowAt(register, row)).fields
        shown = {code: (found[code].text or found[code].on or f"{found[code].n}") for code in typed}
        assert shown == typed
        assert cells.one(
            office.database, Cell(register, office.unit.id, "name", row=row)
        ) is None or (found["name"].state is State.VALUE)


def test_the_same_text_twice_is_sealed_differently(town: Office) -> None:
    rows = [added(town, "elder", name="欧阳示例").row for _ in range(2)]
    stored = [cells.one(town.database, Cell("elder", GAOZI, "name", row=row)) for row in rows]
    commitments = {one.value.commit for one in stored if one is not None}
    assert len(commitments) == 2


def test_a_personal_text_that_is_refused_is_written_nowhere(town: Office) -> None:
    at = added(town, "elder", name="欧阳示例")
    before = town.position
    with pytest.raises(ValueRefusedError):
        registering.set_fields(town, at, typed={"born_on": "1938年13月", "phone": "13912345678"})
    assert town.position == before
    assert town.database.conn.execute("SELECT count(*) FROM personal").fetchone() == (1,)


# ---- undo, end, merge ----


def test_undo_takes_a_row_back_and_redo_brings_it_again(town: Office) -> None:
    at = added(town)
    entering.undo(town)
    assert rows_of(town, "canteen") == ()
    assert register_tables.table(town, "canteen", unit_id=GAOZI, period=JUNE).rows == ()
    entering.redo(town)
    assert registering.row_at(town, at).fields["name"].text == "示例助餐点"


def test_undo_takes_one_act_back_whole(town: Office) -> None:
    at = added(town, "elder", name="欧阳示例", phone="13912345678")
    registering.set_fields(town, at, typed={"name": "欧阳新", "phone": "13800000000"})
    entering.undo(town)
    fields = registering.row_at(town, at).fields
    assert (fields["name"].text, fields["phone"].text) == ("欧阳示例", "13912345678")
    entering.redo(town)
    assert registering.row_at(town, at).fields["name"].text == "欧阳新"


def test_undoing_a_confirmation_leaves_the_row_waiting(district: Office) -> None:
    at = added(district)
    registering.confirm_rows(district, "canteen", rows=[at.row])
    entering.undo(district)
    assert standing(district, at) == "已报待认定"


def test_an_ended_row_is_kept_and_shown_as_ended(town: Office) -> None:
    at = added(town)
    registering.end_row(town, at, on="2018-06-30")
    (row,) = register_tables.table(town, "canteen", unit_id=GAOZI, period=JUNE).rows
    assert (row.ended, row.state) == (True, "关闭（2018-06-30起）")
    (row,) = register_tables.table(town, "canteen", unit_id=GAOZI, period=month(2018, 5)).rows
    assert not row.ended


def test_a_row_is_merged_into_another_of_the_same_register(district: Office) -> None:
    old, new = (added(district, "institution", name=f"示例{n}院") for n in (1, 2))
    registering.end_row(district, old, on="2018-06-01", into=new.row)
    row = registering.row_at(district, old)
    assert row.fields["merged_into"].text == new.row
    assert row.states[-1] == ("2018-06-01", "merged")
    with pytest.raises(WriteRefusedError, match="没有编号为"):
        registering.end_row(district, new, on="2018-06-01", into="0" * 32)
    with pytest.raises(WriteRefusedError):
        registering.end_row(district, new, on="2018-06-01", into=new.row)


def test_what_has_no_ending_is_not_ended(district: Office) -> None:
    at = added(district, "veteran", name="示例兵")
    with pytest.raises(WriteRefusedError, match="没有销号"):
        registering.end_row(district, at, on="2018-06-01")
    canteen = added(district)
    with pytest.raises(ValueRefusedError, match="可选"):
        registering.end_row(district, canteen, on="2018-06-01", state="running")


# ---- whose rows ----


def attempts(at: RowAt) -> dict[str, Callable[[Office], object]]:
    return {
        "field": lambda office: registering.set_fields(office, at, typed={"seats": "9"}),
        "state": lambda office: registering.set_state(office, at, typed="closed", on="2018-06-01"),
        "end": lambda office: registering.end_row(office, at, on="2018-06-01"),
    }


@pytest.mark.parametrize("act", ["field", "state", "end"])
def test_rows_of_another_keeper_are_not_written(district: Office, act: str) -> None:
    at = added(district.acting_as(GAOQIAO), town=GAOQIAO)
    district.cache.clear()
    before = district.database.conn.execute("SELECT count(*) FROM revision").fetchone()
    with pytest.raises(WriteRefusedError, match="不能改写高桥镇"):
        attempts(at)[act](district)
    assert district.database.conn.execute("SELECT count(*) FROM revision").fetchone() == before


def test_a_row_of_another_district_is_not_confirmed(district: Office) -> None:
    jingkou = next(u.id for u in district.units.by_id.values() if u.name == "京口区")
    at = RowAt(
        "canteen",
        registering.add_row(
            district.acting_as(jingkou), "canteen", typed=CANTEEN | {"town": jingkou}
        )[0],
    )
    district.cache.clear()
    with pytest.raises(WriteRefusedError, match="京口区"):
        registering.confirm_rows(district, "canteen", rows=[at.row])


# ---- what is warned of, what is refused ----


def test_duplicates_are_warned_of(town: Office) -> None:
    rows = {added(town).row, added(town, name="另一个名字").row}
    other = added(town, address="2号")
    table = register_tables.table(town, "canteen", unit_id=GAOZI, period=JUNE)
    warned = {row.id: p for row in table.rows for p in row.problems if p.code == "duplicate"}
    assert set(warned) == {max(rows)}  # the later one by id names the first
    assert other.row not in warned
    message = warned[max(rows)].message
    assert "示例助餐点" in message
    assert "另一个名字" in message


def test_nothing_is_written_where_one_text_is_refused(town: Office) -> None:
    before = town.position
    for typed, error in (
        ({"name": "示例", "seats": "三十来个"}, ValueRefusedError),
        ({"name": "示例", "没有这一栏": "1"}, WriteRefusedError),
        ({"name": "示例", "state": "飞了"}, ValueRefusedError),
        ({}, WriteRefusedError),
    ):
        with pytest.raises(error):
            registering.add_row(town, "canteen", typed=typed)
    assert town.position == before
    assert rows_of(town, "canteen") == ()


def test_fields_are_known_by_their_chinese_names_too(town: Office) -> None:
    at = added(town)
    registering.set_fields(town, at, typed={"名称": "新名称", "seats": "12 个"})
    fields = registering.row_at(town, at).fields
    assert fields["name"].text == "新名称"
    saved = registering.set_field(town, at, code="seats", typed="约12")
    assert (saved.shown, bool(saved.error)) == ("约12", True)
    register = town.plan.register("canteen")
    row = registering.row_at(town, at)
    assert confirmation_state(row, register, fields=()).words == "已报待认定"


def test_rows_count_only_for_units_at_or_below_the_keeper(district: Office) -> None:
    with pytest.raises(WriteRefusedError, match="不能替它登记"):
        added(district, town="321181001000")
    with pytest.raises(WriteRefusedError, match="不用登记"):
        registering.add_row(district.acting_as(GAOZI), "road_sign", typed={"name": "示例路"})
