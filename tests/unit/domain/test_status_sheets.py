"""报送情况 as a sheet, and 催报 in words."""

from datetime import date
from decimal import Decimal

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.status_sheets import StatusCell, chase_reports, status_sheet

ON_TIME = StatusCell(Reported.ON_TIME, "按时", date(2018, 7, 3), True)
LATE = StatusCell(Reported.LATE, "迟报2天", date(2018, 8, 8), True)
MISSING = StatusCell(Reported.MISSING, "未报，已超3天", None, True)
NOT_DUE = StatusCell(Reported.MISSING, "未报，未到期", None, False)


def test_each_unit_has_its_months_and_its_counts() -> None:
    months = (month(2018, 6), month(2018, 7))
    rows = [("高资街道", [ON_TIME, LATE]), ("高桥镇", [MISSING, NOT_DUE])]
    sheet = status_sheet("丹徒区民政局", months, rows=rows)
    assert [column.title for column in sheet.columns] == [
        "单位",
        "6月",
        "7月",
        "迟报",
        "未报",
        "退改",
    ]
    none, one = Decimal(0), Decimal(1)
    assert sheet.rows == (
        ("高资街道", "按时（7月3日）", "迟报2天（8月8日）", one, none, none),
        ("高桥镇", "未报，已超3天", "未报，未到期", none, one, none),
    )
    assert sheet.head_lines == (("填报单位：丹徒区民政局", "2018年6月至2018年7月"),)


def test_those_who_have_not_reported_are_named_without_a_figure() -> None:
    said = chase_reports(
        "2018年6月",
        by=date(2018, 7, 5),
        missing=["辛丰镇（已超2天）"],
        returned=["高资街道"],
        contact="张敏",
    )
    assert said == (
        "【催报】2018年6月民政工作要点数据，报送日是7月5日。\n"
        "还没有上报的：辛丰镇（已超2天）。\n"
        "已退改、还没有改报的：高资街道。\n"
        "请尽快报送。有疑问请联系张敏。"
    )


def test_nobody_is_chased_when_all_have_reported() -> None:
    by = date(2018, 7, 5)
    assert chase_reports("2018年6月", by=by, missing=[], returned=[], contact="") == ""
