"""Writing a planned sheet: nothing at all where the mapping can't be remembered."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.exchange.written_files import FileNotWrittenError
from zjmz_desktop.service.context import create_office
from zjmz_desktop.service.importing_sheets import understand_rows
from zjmz_desktop.service.sheet_plans import write_sheet
from zjmz_desktop.service.sheet_row_plans import plan_sheet_rows
from zjmz_desktop.store import revisions


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


def test_nothing_is_written_where_the_mapping_can_not_be_kept(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "镇", "321112001000", clock=clock)) as office:
        sheet = Sheet("表", (("名称", "地址"), ("甲点", "1号")))
        understood = understand_rows(office, sheet, register="canteen")
        plan = plan_sheet_rows(office, understood, uses=understood.uses)
        (office.folder / "settings" / "mappings.json.part").mkdir(parents=True)
        before = revisions.last_log_no(office.database)
        with pytest.raises((FileNotWrittenError, OSError)):
            write_sheet(office, plan)
        assert revisions.last_log_no(office.database) == before
