"""Sheets into registers: new, changed and same rows; what the program wrote out comes back unchanged."""

import csv
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.batches import Outcome
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import show_field
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.domain.values import BLANK
from zjmz_desktop.service import registering, undoing
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import register_sheet, write_sheets
from zjmz_desktop.service.importing_sheets import open_file, understand_rows
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.sheet_plans import NothingToReadError, SheetPlan, write_sheet
from zjmz_desktop.service.sheet_row_plans import plan_sheet_rows
from zjmz_desktop.store import revisions

DANTU, GAOZI, GAOQIAO = "321112000000", "321112001000", "321112100000"
HEADER = "镇|村|名称|地址|日均就餐|状态|状态日期"


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


def never() -> bool:
    return False


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as found:
        yield found


def sheet_of(*lines: str) -> Sheet:
    return Sheet("表", tuple(tuple(line.split("|")) for line in lines))


def plan_of(office: Office, *lines: str, unit_id: str = "") -> SheetPlan:
    understood = understand_rows(office, sheet_of(*lines), register="canteen")
    return plan_sheet_rows(office, understood, uses=understood.uses, unit_id=unit_id)


def test_rows_are_added_changed_and_left_and_one_undo_takes_all_back(office: Office) -> None:
    typed = {"town": GAOZI, "village": "一村", "name": "甲点", "address": "1号", "remark": "留"}
    row, _ = registering.add_row(office, "canteen", typed=typed)
    lines = (HEADER, "高 资 镇|一村|甲点|1号|３０|运营|2018-06-01", "高桥|二村|乙点|2号|约5||")
    plan = plan_of(office, *lines)
    assert Counter(cell.outcome for cell in plan.cells) == {
        Outcome.SAME: 4,
        Outcome.NEW: 6,
        Outcome.REFUSED: 1,
        Outcome.KEPT: 1,
    }
    assert plan.added == 1
    assert plan.words == "填入6格，4格与原来相同，1格为空、保留原数，1格没有填入。"
    (refused,) = (cell for cell in plan.cells if cell.outcome is Outcome.REFUSED)
    assert (refused.place, refused.who, refused.what) == ("表“表” E3", "乙点", "日均就餐人数")
    write_sheet(office, plan)
    found = {r.id: r for r in rows_of(office, "canteen")}
    assert len(found) == 2
    assert found[row].fields["remark"].text == "留"
    assert found[row].fields["daily_diners"].n == 30
    assert found[row].states == (("2018-06-01", "running"),)
    (head,) = revisions.heads(office.database, Cell("canteen", DANTU, "daily_diners", row=row))
    assert head.revision.source == "sheet"
    again = plan_of(office, *lines)
    assert not again.writes
    assert again.understood.remembered
    undoing.undo(office)
    assert len(rows_of(office, "canteen")) == 1


def test_lines_that_name_no_town_count_for_the_unit_asked(office: Office) -> None:
    plan = plan_of(office, "名称|地址", "甲点|1号", unit_id=GAOQIAO)
    write_sheet(office, plan)
    (row,) = rows_of(office, "canteen")
    assert row.fields["town"].text == GAOQIAO
    assert {cell.what for cell in plan.cells} == {"名称", "地址"}


def test_new_rows_without_a_town_are_told(office: Office) -> None:
    plan = plan_of(office, "名称|地址", "甲点|1号")
    assert plan.notes == ("新增的1行没有写所属镇（街道）（第2行起），导入后这一项空着。",)


def test_a_sheet_of_which_nothing_is_read_is_refused(office: Office) -> None:
    understood = understand_rows(office, sheet_of("甲|乙", "1x|2x"), register="canteen")
    with pytest.raises(NothingToReadError, match="没有一列要读入"):
        plan_sheet_rows(office, understood, uses=understood.uses)


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "示例"
    shutil.copytree(sample_folder, folder)
    with closing(open_office(folder)) as found:
        yield found


def written(office: Office, register_code: str, path: Path, *, with_ids: bool) -> int:
    """Write a register's own rows as a CSV, as screens show them; how many lines."""
    register = office.plan.register(register_code)
    rows = [row for row in rows_of(office, register_code) if row.keeper == DANTU]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([*(["行编号"] if with_ids else []), *(f.name for f in register.fields)])
        for row in rows:
            texts = [
                show_field(f, row.fields.get(f.code, BLANK), units=office.units)
                for f in register.fields
            ]
            lines.writerow([*([row.id] if with_ids else []), *texts])
    return len(rows)


@pytest.mark.parametrize("with_ids", [True, False])
def test_what_was_written_out_comes_back_without_a_change(
    sample: Office, tmp_path: Path, with_ids: bool
) -> None:
    seen = 0
    for register in sample.plan.registers:
        path = tmp_path / f"{register.code}.csv"
        if not (count := written(sample, register.code, path, with_ids=with_ids)):
            continue
        seen += count
        (sheet,) = open_file(path, cancelled=never)
        understood = understand_rows(sample, sheet, register=register.code)
        read = {use.field for use in understood.uses}
        assert {f.code for f in register.fields} <= read, register.name
        plan = plan_sheet_rows(sample, understood, uses=understood.uses)
        changed = [c for c in plan.cells if c.outcome not in (Outcome.SAME, Outcome.KEPT)]
        assert changed == [], register.name
        assert not plan.added
    assert seen > 50


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_programs_own_lists_come_back_without_a_change(
    sample: Office, tmp_path: Path, kind: str
) -> None:
    for register in sample.plan.registers:
        path = tmp_path / f"{register.code}.{kind}"
        table = register_sheet(sample, register.code, at=UnitPeriod(DANTU, month(2018, 11)))
        write_sheets(sample, [table], target=path)
        (sheet,) = open_file(path, cancelled=never)
        understood = understand_rows(sample, sheet, register=register.code)
        plan = plan_sheet_rows(sample, understood, uses=understood.uses)
        read = {use.field for use in understood.uses}
        own = {f.code for f in register.fields if not f.personal}
        assert own <= read, register.name
        changed = [c for c in plan.cells if c.outcome not in (Outcome.SAME, Outcome.KEPT)]
        assert changed == [], register.name


@pytest.mark.parametrize(
    ("kind", "code"), [("xlsx", "grids"), ("csv", "room_party")], ids=["网格数", "党员活动室"]
)
def test_a_cell_changed_in_the_programs_own_list_is_read_back(
    sample: Office, tmp_path: Path, kind: str, code: str
) -> None:
    register = sample.plan.register("community")
    keeper = rows_of(sample, register.code)[0].keeper
    office = sample.acting_as(keeper)
    field = register.field_by_code[code]
    path = tmp_path / f"村.{kind}"
    table = register_sheet(office, register.code, at=UnitPeriod(keeper, month(2018, 11)))
    write_sheets(office, [table], target=path)
    (sheet,) = open_file(path, cancelled=never)
    understood = understand_rows(office, sheet, register=register.code)
    at = next(use.at for use in understood.uses if use.field == code)
    row = next(r for r in understood.layout.data if sheet.rows[r][at].strip())
    text = "77" if field.type == "number" else ("否" if sheet.rows[row][at] == "是" else "是")
    cells = [list(line) for line in sheet.rows]
    cells[row][at] = text
    edited = sheet._replace(rows=tuple(map(tuple, cells)))
    understood = understand_rows(office, edited, register=register.code)
    plan = plan_sheet_rows(office, understood, uses=understood.uses)
    changed = [c for c in plan.cells if c.outcome.is_written]
    assert [(c.what, c.after) for c in changed] == [(field.name, text)]
