"""A template as a workbook: locked but for the entries, drop-downs, live rates."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from recalculated import recalculated

from zjmz_desktop.domain.sheet_tables import Quotient
from zjmz_desktop.domain.template_reading import read_template
from zjmz_desktop.domain.templates import (
    FIGURES,
    Block,
    Slot,
    SlotKind,
    Template,
    TemplateColumn,
    TemplateFacts,
    TemplateLine,
    TemplateSheet,
    cover_sheet,
)
from zjmz_desktop.exchange.foreign_sheet import read_sheets
from zjmz_desktop.exchange.template_write import write_template

BLOCK = Block(
    FIGURES,
    "一、比率",
    (
        TemplateColumn("指标", "", 12),
        TemplateColumn("分子", "value"),
        TemplateColumn("分母", "denominator"),
        TemplateColumn("率"),
        TemplateColumn("原因", "nothing"),
        TemplateColumn("说明", "note", 10, 2),
    ),
    (
        TemplateLine(
            "I05-01 2018M06",
            (
                Slot("保障率"),
                Slot(Decimal(45), SlotKind.NUMBER),
                Slot(Decimal(60), SlotKind.NUMBER, locked=True),
                Slot(kind=SlotKind.QUOTIENT, scale=1, quotient=Quotient(2, 3)),
                Slot(None, SlotKind.CHOICE, ("未开展", "不适用")),
                Slot("=1+1", SlotKind.TEXT),
            ),
        ),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    sheet = TemplateSheet("养老服务", "养老服务", "03表", (BLOCK,), frozen=2)
    facts = TemplateFacts("1", "ab", "u", "2018M06", "d")
    cover = cover_sheet("填报表", [sheet])
    template = Template(facts, "高资街道", "2018年6月", "镇江市民政局", (cover, sheet))
    write_template(tmp_path / "模板.xlsx", template)
    return tmp_path / "模板.xlsx"


def test_only_entries_are_open(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["养老服务"]
    assert sheet.protection.sheet
    line = next(row for row in sheet.iter_rows() if row[0].value == "I05-01 2018M06")
    assert [cell.protection.locked for cell in line[1:7]] == [True, False, True, True, False, False]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.print_title_rows
    assert [one.sheet_state for one in book] == ["visible", "visible", "hidden", "hidden"]
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert [str(one.sqref) for one in lists] == [f"F{line[0].row}"]
    numbers = [one for one in sheet.data_validations.dataValidation if one.type == "whole"]
    assert [str(one.sqref) for one in numbers] == [f"C{line[0].row}"]


def test_it_is_read_back(path: Path) -> None:
    found = read_template(read_sheets(path), name=path.name)
    (line,) = found.lines
    assert {role: cell.text for role, cell in line.cells.items()} == {
        "value": "45",
        "denominator": "60",
        "nothing": "",
        "note": "=1+1",
    }
    assert found.facts.unit == "u"
    assert set(found.signed) == {"head", "filler", "phone", "reported_on"}


def test_the_rate_is_live(path: Path) -> None:
    (sheet,) = (one for one in recalculated(path) if one.name == "养老服务")
    line = next(row for row in sheet.rows if row[0].startswith("I05-01"))
    assert Decimal(line[4]) == 75
