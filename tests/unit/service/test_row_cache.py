"""Rows are kept between writes; what is kept equals what the store gives when read anew."""

import random
from datetime import UTC, datetime
from pathlib import Path

from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import register_readings, register_tables, registering, undoing
from zjmz_desktop.service.context import create_office, open_office
from zjmz_desktop.service.registering import RowAt

DANTU, GAOZI = "321112000000", "321112001000"


def test_kept_rows_equal_rows_read_anew(tmp_path: Path) -> None:
    office = create_office(
        tmp_path / "district", DANTU, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC)
    )
    beside = open_office(office.folder, clock=office.now, exclusive=False)
    chooser = random.Random(3)
    ids: list[str] = []
    for n in range(60):
        office.user = chooser.choice(("u01", "u02"))
        act = chooser.randrange(6) if ids else 0
        at = RowAt("canteen", chooser.choice(ids)) if ids else RowAt("canteen", "")
        if act == 0:
            row, _ = registering.add_row(office, "canteen", typed={"name": f"示例{n}"}, town=GAOZI)
            ids.append(row)
        elif act == 1:
            registering.set_fields(office, at, typed={"address": f"示例路{n}号"})
        elif act == 2:
            registering.set_state(office, at, typed="running", on="2018-05-01")
        elif act == 3:
            registering.confirm_clean(office, "canteen", rows=[at.row])
        elif act == 4:
            registering.end_row(office, at, ending=registering.Ending(on="2018-06-01"))
        else:
            undoing.undo(office)
        kept = register_readings.rows_of(office, "canteen")
        table = register_tables.table(office, "canteen", unit_id=DANTU, period=month(2018, 6))
        office.cache.clear()
        assert kept == register_readings.rows_of(office, "canteen")
        again = register_tables.table(office, "canteen", unit_id=DANTU, period=month(2018, 6))
        assert table == again
        beside.catch_up()  # another connection to the store, that reads only what was written
        assert beside.position == office.position
        assert kept == register_readings.rows_of(beside, "canteen")
    beside.close()
    office.close()
