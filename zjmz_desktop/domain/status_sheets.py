"""报送情况统计表 as a sheet, and 催报 for those who have not reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.sheet_tables import ColumnKind, SheetCell, SheetColumn, SheetTable

_COUNTED = (Reported.LATE, Reported.MISSING, Reported.RETURNED)


@dataclass(frozen=True, slots=True)
class StatusCell:
    """One unit's month.

    Attributes:
        state: the one word.
        words: the state in words: 迟报2天.
        received_on: day on which it came in, or None.
        counted: whether it is counted: what is not due yet is not.
    """

    state: Reported
    words: str
    received_on: date | None
    counted: bool


StatusRows = Sequence[tuple[str, Sequence[StatusCell]]]


def status_sheet(office: str, months: Sequence[Period], *, rows: StatusRows) -> SheetTable:
    """Units × months, with how often each was late, missing or returned.

    Args:
        office: who made it.
        months: the months, in order.
        rows: (unit, its months).
    """
    titles = (SheetColumn(f"{one.last_month}月", width=9) for one in months)
    counts = (SheetColumn(one.words, ColumnKind.NUMBER, width=6, summed=True) for one in _COUNTED)
    span = months[0].title if len(months) == 1 else f"{months[0].title}至{months[-1].title}"
    return SheetTable(
        name="报送情况",
        title=f"{months[0].year}年民政工作要点数据报送情况统计表",
        columns=(SheetColumn("单位", width=12), *titles, *counts),
        rows=tuple(_row(name, cells) for name, cells in rows),
        total="合计",
        head_lines=((f"填报单位：{office}", span),),
        foot_lines=("括号内是收到上报的日期；没有到报送日的不计未报。",),
        landscape=True,
    )


def _row(name: str, cells: Sequence[StatusCell]) -> tuple[SheetCell, ...]:
    told: list[SheetCell] = [_told(one) for one in cells]
    counts = (sum(one.counted and one.state is state for one in cells) for state in _COUNTED)
    return (name, *told, *map(Decimal, counts))


def _told(cell: StatusCell) -> str:
    if cell.received_on is None:
        return cell.words
    return f"{cell.words}（{cell.received_on.month}月{cell.received_on.day}日）"


def chase_reports(
    title: str,
    *,
    by: date,
    missing: Sequence[str],
    returned: Sequence[str],
    contact: str,
) -> str:
    """催报 to paste into a chat: who has not reported a month, who has to mend it; no figure; "" for nobody.

    Args:
        title: 2018年11月.
        by: its 报送日.
        missing: names of units, with how long they are late.
        returned: names of units whose month was returned.
        contact: whom to ask.
    """
    told = []
    if missing:
        told.append(f"还没有上报的：{'、'.join(missing)}。")
    if returned:
        told.append(f"已退改、还没有改报的：{'、'.join(returned)}。")
    if not told:
        return ""
    asked = f"有疑问请联系{contact}。" if contact else ""
    head = f"【催报】{title}民政工作要点数据，报送日是{by.month}月{by.day}日。"
    return "\n".join([head, *told, f"请尽快报送。{asked}"])
