"""Reading templates back: by hidden roles and ids, wherever the lines stand."""

import pytest

from zjmz_desktop.domain.sheets import Place, Sheet
from zjmz_desktop.domain.template_reading import (
    ReadLine,
    TemplateRead,
    TemplateRefusedError,
    read_template,
)

FACTS = Sheet(
    "模板编号",
    (
        ("#填报模板 facts", ""),
        ("format", "1"),
        ("plan", "ab"),
        ("unit", "u"),
        ("period", "2018M06"),
        ("maker", "d"),
    ),
    hidden=True,
)
ROLES = ("#填报模板 figures", "", "value", "nothing")
END = ("#填报模板 end", "", "", "")


def sheet(*rows: tuple[str, ...], roles: tuple[str, ...] = ROLES) -> Sheet:
    return Sheet("养老服务", (("", "标题", "", ""), roles, *rows, END, ("", "", "填表人：", "")))


def read(*rows: tuple[str, ...]) -> TemplateRead:
    return read_template([sheet(*rows), FACTS], name="表.xlsx")


def texts(line: ReadLine) -> dict[str, str]:
    return {role: cell.text for role, cell in line.cells.items()}


def test_cells_have_their_roles_and_places() -> None:
    (one,) = read(("I06-02 2018M06", "临时救助", "12", "")).lines
    assert texts(one) == {"value": "12", "nothing": ""}
    assert one.where("value") == "表“养老服务” C3"
    assert one.cells["nothing"].is_empty


def test_sorted_rows_and_inserted_columns_do_no_harm() -> None:
    moved = Sheet(
        "养老服务",
        (
            ("", "", "#填报模板 figures", "", "value"),
            ("", "", "b 2018M06", "", "2"),
            ("", "", "a 2018M06", "", "1"),
        ),
    )
    found = read_template([moved, FACTS], name="表.xlsx").lines
    assert {line.id: texts(line)["value"] for line in found} == {"a 2018M06": "1", "b 2018M06": "2"}


def test_what_stands_outside_of_blocks_is_no_entry() -> None:
    assert len(read(("a 2018M06", "", "1", "")).lines) == 1


def test_the_dash_is_nothing() -> None:
    (one,) = read(("a 2018M06", "", "—", "")).lines
    assert one.is_empty


def test_inserted_and_copied_rows_are_refused() -> None:
    inserted, first, second = read(
        ("", "", "5", ""), ("a 2018M06", "", "1", ""), ("a 2018M06", "", "2", "")
    ).lines
    assert "插入" in inserted.why_not
    assert first.why_not == second.why_not != ""
    assert "2行的编号相同" in first.why_not


def test_a_new_line_of_a_register_may_be_there_many_times() -> None:
    rows = (("new", "", "甲", ""), ("new", "", "乙", ""))
    block = sheet(*rows, roles=("#填报模板 register canteen", "", "name", "seats"))
    found = read_template([block, FACTS], name="表.xlsx").lines
    assert [line.why_not for line in found] == ["", ""]
    assert found[0].register == "canteen"


def test_a_fault_is_no_empty_cell() -> None:
    block = sheet(("a 2018M06", "", "", ""))._replace(faults={Place(2, 2): "公式还没有算出结果"})
    (one,) = read_template([block, FACTS], name="表.xlsx").lines
    assert one.cells["value"].fault
    assert not one.is_empty


def test_a_changed_kind_is_refused() -> None:
    block = sheet(("a 2018M06", "", "1", ""), roles=("#填报模板 xyz", "", "value", ""))
    (one,) = read_template([block, FACTS], name="表.xlsx").lines
    assert "认不出" in one.why_not


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ([FACTS], "隐藏的编号"),
        ([sheet(("a 2018M06", "", "1", ""))], "隐藏的编号"),
        ([Sheet("空", ())], "隐藏的编号"),
        (
            [
                sheet(("a 2018M06", "", "1", "")),
                FACTS._replace(rows=(FACTS.rows[0], ("format", "2"))),
            ],
            "新版",
        ),
    ],
)
def test_no_template(sheets: list[Sheet], words: str) -> None:
    with pytest.raises(TemplateRefusedError, match=words) as refused:
        read_template(sheets, name="表.xlsx")
    assert "没有写入任何数据" in refused.value.message
