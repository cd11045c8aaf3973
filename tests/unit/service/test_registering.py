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
from zjmz_desktop.service import register_tables, registering, undoing
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.registering import RowAt
from zjmz_desktop.store import cells

SECOND = "u02"
GAOZI, GAOQIAO, DANTU = "321112001000", "321112100000", "321112000000"
JUNE, DECEMBER = month(2018, 6), month(2018, 12)
CANTEEN = {
    "name": "示例助餐点",
    "village": "示例村",
    "canteen_kind": "own_kitchen",
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


def confirm(office: Office, *rows: str, register: str = "canteen", **more: str) -> None:
    """认定 by the second person of the office."""
    office.user = SECOND
    registering.confirm_rows(office, register, rows=rows, **more)
    office.user = FIRST_USER


def standing(office: Office, at: RowAt) -> str:
    rows = register_tables.table(office, at.register, unit_id=DANTU, period=DECEMBER).rows
    return next(row.confirmation for row in rows if row.id == at.row)


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
    undoing.undo(town)
    assert rows_of(town, "canteen") == ()
    assert register_tables.table(town, "canteen", unit_id=GAOZI, period=JUNE).rows == ()
    undoing.redo(town)
    assert registering.row_at(town, at).fields["name"].text == "示例助餐点"


def test_undo_takes_one_act_back_whole(town: Office) -> None:
    at = added(town, "elder", name="欧阳示例", phone="13912345678")
    registering.set_fields(town, at, typed={"name": "欧阳新", "phone": "13800000000"})
    undoing.undo(town)
    fields = registering.row_at(town, at).fields
    assert (fields["name"].text, fields["phone"].text) == ("欧阳示例", "13912345678")
    undoing.redo(town)
    assert registering.row_at(town, at).fields["name"].text == "欧阳新"


def test_undoing_a_confirmation_leaves_the_row_waiting(district: Office) -> None:
    at = added(district)
    confirm(district, at.row)
    undoing.undo(district)
    assert standing(district, at) == "已报待认定"


def test_an_ended_row_is_kept_and_shown_as_ended(town: Office) -> None:
    at = added(town)
    registering.end_row(town, at, ending=registering.Ending(on="2018-06-30"))
    (row,) = register_tables.table(town, "canteen", unit_id=GAOZI, period=JUNE).rows
    assert (row.ended, row.state) == (True, "关闭（2018-06-30起）")
    (row,) = register_tables.table(town, "canteen", unit_id=GAOZI, period=month(2018, 5)).rows
    assert not row.ended


def test_a_row_is_merged_into_another_of_the_same_register(district: Office) -> None:
    old, new = (added(district, "institution", name=f"示例{n}院") for n in (1, 2))
    registering.end_row(district, old, ending=registering.Ending(on="2018-06-01", into=new.row))
    row = registering.row_at(district, old)
    assert row.fields["merged_into"].text == new.row
    assert row.states[-1] == ("2018-06-01", "merged")
    with pytest.raises(WriteRefusedError, match="没有编号为"):
        registering.end_row(
            district, new, ending=registering.Ending(on="2018-06-01", into="0" * 32)
        )
    with pytest.raises(WriteRefusedError):
        registering.end_row(district, new, ending=registering.Ending(on="2018-06-01", into=new.row))


def test_what_has_no_ending_is_not_ended(district: Office) -> None:
    at = added(district, "veteran", name="示例兵")
    with pytest.raises(WriteRefusedError, match="没有销号"):
        registering.end_row(district, at, ending=registering.Ending(on="2018-06-01"))
    canteen = added(district)
    with pytest.raises(ValueRefusedError, match="可选"):
        registering.end_row(
            district, canteen, ending=registering.Ending(on="2018-06-01", state="running")
        )


# ---- whose rows ----


def attempts(at: RowAt) -> dict[str, Callable[[Office], object]]:
    return {
        "field": lambda office: registering.set_fields(office, at, typed={"seats": "9"}),
        "state": lambda office: registering.set_state(office, at, typed="closed", on="2018-06-01"),
        "end": lambda office: registering.end_row(
            office, at, ending=registering.Ending(on="2018-06-01")
        ),
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
        confirm(district, at.row)


# ---- what is warned of, what is refused ----


def test_duplicates_are_warned_of(town: Office) -> None:
    rows = {added(town).row, added(town, name="另一个名字").row}
    other = added(town, address="2号")
    table = register_tables.table(town, "canteen", unit_id=GAOZI, period=JUNE)
    warned = {row.id: p for row in table.rows for p in row.problems if p.code == "duplicate"}
    assert set(warned) == rows
    assert other.row not in warned
    for problem in warned.values():
        assert "示例助餐点" in problem.message
        assert "另一个名字" in problem.message


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
