"""Rows are kept between writes; what is kept equals what the store gives when read anew."""

import random
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import RowChecker
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service import figuring, register_readings, register_tables, registering, undoing
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.registering import RowAt
from zjmz_desktop.store.revisions import Write

DANTU, GAOZI = "321112000000", "321112001000"
CANTEEN = {
    "village": "示例村",
    "canteen_kind": "own_kitchen",
    "build_kind": "new",
    "opened_on": "2018-05-01",
    "state": "running",
    "state_on": "2018-05-01",
}


def read(office: Office) -> list[object]:
    """What the indicator behind the canteens says in June: readings, who reported, the figures."""
    one, june = office.plan.indicator("I08-03"), month(2018, 6)
    asked = register_readings.readings, register_readings.units_told
    figures = figuring.figures_through(office, one, through=june)
    return [figures, *(ask(office, one, period=june) for ask in asked)]


def test_a_written_figure_leaves_what_rows_tell_as_it_is_known(tmp_path: Path) -> None:
    office = create_office(
        tmp_path / "district", DANTU, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC)
    )
    registering.add_row(office, "canteen", typed={"name": "示例"}, town=GAOZI)
    one, june = office.plan.indicator("I08-03"), month(2018, 6)
    known = register_readings.readings(office, one, period=june)
    reviewed = Cell("I08-03", GAOZI, "adopted", 2018, "2018M06")
    office.write([Write(reviewed, Value(n=Decimal(3)), note="示例")])
    assert register_readings.readings(office, one, period=june) is known
    assert figuring.figures_through(office, one, through=june)[GAOZI].n == 3
    registering.add_row(office, "canteen", typed={"name": "示例2"}, town=GAOZI)
    assert register_readings.readings(office, one, period=june) is not known
    office.close()


def test_another_way_of_reporting_is_seen_at_once(tmp_path: Path) -> None:
    office = create_office(tmp_path / "town", GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    one = office.plan.indicator("I08-03")
    assert not office.is_typed(one, GAOZI)
    mode = Cell(one.code, GAOZI, "mode", 2018, "2018M06")
    office.write([Write(mode, Value(text="summary"))])
    assert office.is_typed(one, GAOZI)
    office.close()


def test_kept_rows_equal_rows_read_anew(tmp_path: Path) -> None:
    office = create_office(
        tmp_path / "district", DANTU, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC)
    )
    beside = open_office(office.folder, clock=office.now, exclusive=False)
    chooser = random.Random(3)
    ids, seen = list[str](), set[str]()
    for n in range(60):
        act = chooser.randrange(6) if ids else 0
        office.user = "u02" if act == 3 else "u01"  # who confirms is another than who enters
        at = RowAt("canteen", chooser.choice(ids)) if ids else RowAt("canteen", "")
        if act == 0:
            whole = {**CANTEEN, "name": f"示例{n}", "address": f"{n}号"}
            ids.append(registering.add_row(office, "canteen", typed=whole, town=GAOZI)[0])
        elif act == 1:
            registering.set_fields(office, at, typed={"address": f"示例路{n}号"})
        elif act == 2:
            registering.set_state(office, at, typed="running", on="2018-05-01")
        elif act == 3:
            registering.confirm_clean(office, "canteen", rows=ids)
        elif act == 4:
            registering.end_row(office, at, ending=registering.Ending(on="2018-06-01"))
        else:
            undoing.undo(office)
        kept = register_readings.rows_of(office, "canteen")
        table = register_tables.table(office, "canteen", unit_id=DANTU, period=month(2018, 6))
        told = read(office)
        seen.add(str(told[0]))
        office.cache.clear()
        assert told == read(office)
        assert kept == register_readings.rows_of(office, "canteen")
        again = register_tables.table(office, "canteen", unit_id=DANTU, period=month(2018, 6))
        assert table == again
        beside.catch_up()  # another connection to the store, that reads only what was written
        assert beside.position == office.position
        assert kept == register_readings.rows_of(beside, "canteen")
    assert len(seen) > 3  # what is counted did change, or else this would prove little
    beside.close()
    office.close()


def test_a_row_is_checked_once_for_all_months_until_one_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = create_office(tmp_path / "town", GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    row, _ = registering.add_row(office, "canteen", typed={"name": "示例"}, town=GAOZI)
    checked: list[str] = []
    is_sound = RowChecker.is_sound

    def checks(checker: RowChecker, row: Row) -> bool:
        checked.append(row.id)
        return is_sound(checker, row)

    monkeypatch.setattr(RowChecker, "is_sound", checks)
    one = office.plan.indicator("I08-03")

    def told() -> list[frozenset[str]]:
        months = map(partial(month, 2018), (4, 5, 6))
        return [register_readings.units_told(office, one, period=period) for period in months]

    assert told() == [frozenset()] * 3
    assert checked == [row]
    missing = {code: text for code, text in CANTEEN.items() if not code.startswith("state")}
    registering.set_fields(office, RowAt("canteen", row), typed={**missing, "address": "一号"})
    assert told() == [frozenset((GAOZI,))] * 3
    assert checked == [row, row]
    office.close()
