"""What leaves as a sheet equals the roll-up, also when another program works the formulas out."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from recalculated import recalculated

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.register_sheets import ROW_ID
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.exchange.foreign_sheet import read_sheets
from zjmz_desktop.service import exporting
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import ExportRefusedError, Wish
from zjmz_desktop.service.register_tables import table
from zjmz_desktop.service.rolling import scores, totals

DANTU = "321112000000"
AT = UnitPeriod(DANTU, month(2018, 11))
HEADS = 7
WORDS = {"不适用", "未报", "未开展", "两机不一致"}


@pytest.fixture(scope="module")
def office(sample_folder: Path) -> Iterator[Office]:
    with closing(open_office(sample_folder, exclusive=False)) as opened:
        yield opened


@pytest.fixture(scope="module")
def workbook(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matrix") / "汇总.xlsx"
    exporting.write_sheets(office, exporting.matrix_sheets(office, AT), target=path)
    return path


Rows = tuple[tuple[str, ...], ...]


def blocks(office: Office, rows: Rows) -> dict[str, list[tuple[str, ...]]]:
    """Indicator code → its row and those of its parts."""
    codes = {one.name: one.code for one in office.plan.indicators}
    found: dict[str, list[tuple[str, ...]]] = {}
    code = ""
    for row in rows:
        if row[0] in codes:
            code = codes[row[0]]
            found[code] = [row]
        elif row[0].startswith("　　"):
            found[code].append(row)
    return found


def wanted(one: Indicator, total: Total) -> Fraction | None:
    """A value worked out here from Σn and Σd; None where the cell holds words."""
    n, d = Fraction(total.sum.n), Fraction(total.sum.d)
    if not total.sum.reported or one.entry in (Entry.MILESTONE, Entry.NARRATIVE):
        return None
    if one.entries:
        if total.children:
            return Fraction(total.sum.met * 100, total.sum.reported)
        return n * 100 / d
    if one.entry is Entry.PER_BASE:
        return n * Fraction(one.per) / d
    if one.is_rate and not one.rate_only:
        return n * 100 / d
    return n


def same(text: str, value: Fraction) -> bool:
    return abs(Fraction(Decimal(text)) - value) <= abs(value) / 10**12


def unlike(office: Office, rows: Rows) -> list[str]:
    """Cells that differ from the roll-up."""
    found = totals(office, DANTU, through=AT.period)
    units = [unit.id for unit in office.units.children(DANTU)]
    wrong = []
    for code, (row, *parts) in blocks(office, rows).items():
        one, total = office.plan.indicator(code), found[code]
        cells = [(row[2], total), *zip(row[HEADS:], children_in_order(total, units), strict=True)]
        for text, standing in cells:
            value = None if standing is None else wanted(one, standing)
            if value is not None and text == "未开展":
                continue
            if (value is None) == same_or_not(text, value):
                wrong.append(f"{code} {text} {value}")
        if parts and not one.entries and total.sum.reported:
            wrong += [
                f"{code} {part[2]}"
                for part, number in zip(parts, (total.sum.n, total.sum.d), strict=True)
                if not same(part[2], Fraction(number))
            ]
        completion = total.judged.completion
        if completion is not None and not same(row[4], completion * 100):
            wrong.append(f"{code} 完成率 {row[4]}")
    return wrong


def same_or_not(text: str, value: Fraction | None) -> bool:
    """Whether a text is a number (and the one wanted, where one is)."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return False
    return number == number if value is None else same(text, value)


def children_in_order(total: Total, units: list[str]) -> list[Total | None]:
    by_unit = {child.unit: child for child in total.children}
    return [by_unit.get(unit) for unit in units]


def test_another_program_works_out_the_same_roll_up(office: Office, workbook: Path) -> None:
    matrix, score = recalculated(workbook)
    assert len(blocks(office, matrix.rows)) > 100
    assert unlike(office, matrix.rows) == []
    marks = {row[0].partition("．")[0]: row[4] for row in score.rows if "．" in row[0]}
    for one in scores(office, DANTU, through=AT.period):
        if one.score is not None:
            assert same(marks[str(one.no)], one.score), one.no


def test_a_planted_wrong_formula_is_found(office: Office, workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "错.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                place = content.index(b"SUM(H")
                content = content[:place] + content[place:].replace(b"SUM(H", b"SUM(I", 1)
            new.writestr(name, content)
    assert unlike(office, recalculated(path)[0].rows) != []


def test_totals_and_rates_are_live(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("SUM(") > 30
    assert sheet.count("*100/") > 60


def test_nothing_missing_is_zero(office: Office, workbook: Path) -> None:
    rows = blocks(office, read_sheets(workbook)[0].rows)
    found = totals(office, DANTU, through=AT.period)
    absent = [code for code, total in found.items() if total.missing and total.children]
    assert absent
    for code in absent:
        if code in rows:
            names = [office.units.get(unit).name for unit in found[code].missing]
            at = [unit.name for unit in office.units.children(DANTU)]
            assert all(rows[code][0][HEADS + at.index(name)] in WORDS for name in names)


def test_a_rate_just_under_its_target_shows_it(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "占比.csv"
    exporting.write_sheets(
        office, [exporting.indicator_sheet(office, "I10-01", at=AT)], target=path
    )
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows[1][:4] == ["丹徒区", "1374", "2500", "54.96"]  # one decimal would say 55.0


def test_one_indicator_says_who_has_reported(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "助餐点.xlsx"
    exporting.write_sheets(
        office, [exporting.indicator_sheet(office, "I08-03", at=AT)], target=path
    )
    (ours,), (theirs,) = read_sheets(path), recalculated(path)
    total = totals(office, DANTU, through=AT.period)["I08-03"]
    last = next(row for row in theirs.rows if row[0] == "合计")
    assert same(last[1], Fraction(total.sum.n))
    told = f"{total.sum.reported}/{total.sum.expected} 已报"
    assert any(row[0].startswith(told) for row in ours.rows)


def test_a_register_goes_out_with_ids_reasons_and_live_counts(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "助餐点.xlsx"
    exporting.write_sheets(
        office, [exporting.register_sheet(office, "canteen", at=AT)], target=path
    )
    (sheet,) = recalculated(path)
    head = next(at for at, row in enumerate(sheet.rows) if ROW_ID in row)
    ids = {row[-1] for row in sheet.rows[head + 1 :] if len(row[-1]) == 32}
    shown = table(office, "canteen", unit_id=DANTU, period=AT.period)
    live = [row for row in shown.rows if not row.ended]
    assert ids == {row.id for row in live}
    total = next(row for row in sheet.rows if row[0].startswith("合计"))
    counted = sum(row.counts[0][1] for row in live)
    assert total[-3] == str(counted)
    assert counted == totals(office, DANTU, through=AT.period)["I08-03"].sum.n
    reasons = {row.counts[0][2] for row in live} - {""}
    assert reasons <= {row[-3] for row in sheet.rows}
    with zipfile.ZipFile(path) as book:
        assert 'hidden="1"' in book.read("xl/worksheets/sheet1.xml").decode()


def test_personal_fields_go_only_when_asked(office: Office) -> None:
    plain = exporting.register_sheet(office, "elder", at=AT)
    titles = {column.title for column in plain.columns}
    assert not titles & {"姓名", "联系电话", "现居住地址"}
    assert any("个人信息没有写入" in left for left, _ in plain.head_lines)
    names = {cells[0] for cells in table(office, "elder", unit_id=DANTU, period=AT.period).rows}
    assert not names & {str(cell) for row in plain.rows for cell in row[:-1]}
    whole = exporting.register_sheet(office, "elder", at=AT, wish=Wish(personal=True))
    assert "姓名" in {column.title for column in whole.columns}


def test_another_ending_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(ExportRefusedError, match=r"请写成 表.xlsx、表.csv 或 表.pdf。"):
        exporting.write_sheets(office, [], target=tmp_path / "表.doc")


def test_blank_forms_hold_known_rows_and_empty_lines(office: Office) -> None:
    parts = exporting.blank_sheets(office, "community", at=AT)
    shown_rows = table(office, "community", unit_id=DANTU, period=AT.period).rows
    live = [row for row in shown_rows if not row.ended]
    names = [column.title for column in parts[0].columns]
    assert names[:2] == ["序号", "村（社区）名称"]
    for part in parts:
        assert part.landscape
        assert part.columns[1].title == "村（社区）名称"
        assert len(part.rows) == len(live) + 8
        assert part.rows[-1] == (None,) * len(part.columns)
    shown = {column.title for part in parts for column in part.columns}
    register = office.plan.register("community")
    assert {field.name for field in register.fields} <= {
        t.partition("（")[0] for t in shown
    } | shown
    assert [part.landscape for part in exporting.blank_sheets(office, "activity", at=AT)] == [False]


def test_blank_forms_leave_personal_fields_to_the_pen(office: Office) -> None:
    parts = exporting.blank_sheets(office, "elder", at=AT)
    columns = [column.title for part in parts for column in part.columns]
    cells = [row for part in parts for row in part.rows]
    assert "姓名" in columns
    personal = {row.cells for row in table(office, "elder", unit_id=DANTU, period=AT.period).rows}
    fields = office.plan.register("elder").columns
    secret = {
        text
        for row in personal
        for field, text in zip(fields, row, strict=True)
        if field.personal and field.computed is None and text
    }
    assert secret
    assert not secret & {str(cell) for row in cells for cell in row}


def test_what_is_worked_out_goes_with_the_list_and_ages_only_with_birth_dates(
    office: Office,
) -> None:
    def titles(code: str, *, personal: bool) -> list[str]:
        wish = exporting.Wish(personal=personal)
        sheet = exporting.register_sheet(office, code, at=AT, wish=wish)
        return [column.title for column in sheet.columns]

    open_, closed = titles("elder", personal=True), titles("elder", personal=False)
    assert open_[open_.index("出生年月") + 1] == "年龄（岁）"
    assert not {"出生年月", "年龄（岁）"} & set(closed)
    rooms = titles("community", personal=False)
    assert tuple(rooms[rooms.index("合用说明") + 1 :][:2]) == ("满足项数（项）", "是否具备")
    blank = [
        c.title for form in exporting.blank_sheets(office, "community", at=AT) for c in form.columns
    ]
    assert "合用说明" in blank
    assert "是否具备" not in blank
