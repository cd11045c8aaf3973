"""CSV: opens in Excel and WPS as it is, and comes back as it was."""

import csv
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.sheet_tables import ColumnKind, SheetColumn, SheetTable
from zjmz_desktop.exchange.csv_texts import guarded, unguarded
from zjmz_desktop.exchange.csv_write import write_csv


@given(st.text(max_size=6) | st.sampled_from(["=1+1", "'=1", "''", "＝Ａ", "\t-", "-5", "@x"]))
def test_guard_is_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_file(tmp_path: Path) -> None:
    columns = (SheetColumn("名称"), SheetColumn("数", ColumnKind.NUMBER, 1, summed=True))
    rows = (("=cmd", Decimal("-1.5")), ("甲，“乙”\n丙", None))
    path = tmp_path / "名单.csv"
    write_csv(path, SheetTable("表", "题", columns, rows, total="合计"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file))
    assert found == [["名称", "数"], ["'=cmd", "-1.5"], ["甲，“乙”\n丙", ""], ["合计", "-1.5"]]
