"""报送情况 leaves the program: as a sheet or a paper, and as 催报 for a chat."""

from pathlib import Path

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.sheet_tables import SheetTable
from zjmz_desktop.domain.status_sheets import StatusCell, chase_reports
from zjmz_desktop.domain.status_sheets import status_sheet as laid_out
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.deadlines import deadline
from zjmz_desktop.service.exporting import Exported, write_sheets
from zjmz_desktop.service.reporting_status import StatusLine, StatusTable, status


def status_sheet(office: Office, table: StatusTable) -> SheetTable:
    """报送情况统计表 of this office."""
    today = office.today()
    rows = [
        (name, [_cell(line, past=today > line.due_on) for line in of]) for name, of in table.rows
    ]
    return laid_out(office.unit.office, table.months, rows=rows)


def _cell(line: StatusLine, *, past: bool) -> StatusCell:
    counted = line.state is not Reported.MISSING or past
    return StatusCell(line.state, line.words, line.received_on, counted)


def write_status(office: Office, table: StatusTable, *, target: Path) -> Exported:
    """Write the table as a workbook or a PDF.

    Raises:
        FileNotWrittenError: in a sentence; what was there before stands.
    """
    return write_sheets(office, (status_sheet(office, table),), target=target)


def chase(office: Office, period: Period) -> str:
    """催报 for a month of the units below: who has not submitted, who has to mend; "" for nobody."""
    lines = status(office, period)
    today = office.today()
    missing = [
        f"{one.name}（已超{(today - one.due_on).days}天）" if one.overdue else one.name
        for one in lines
        if one.state is Reported.MISSING
    ]
    returned = [one.name for one in lines if one.state is Reported.RETURNED]
    by = deadline(office, period).submit_by
    return chase_reports(
        period.title, by=by, missing=missing, returned=returned, contact=office.user_name
    )
