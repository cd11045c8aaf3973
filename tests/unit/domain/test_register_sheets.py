"""A register's list and its blank forms, from rows made by hand."""

from decimal import Decimal

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.register_sheets import (
    ROW_ID,
    ListedRegister,
    ListedRow,
    blank_forms,
    register_table,
)
from zjmz_desktop.domain.sheet_tables import LiveSum, laid_out, number_in, worked_out
from zjmz_desktop.domain.units import Level


def register(*fields: RegisterField) -> Register:
    name = RegisterField("name", "名称", "text", required=True)
    return Register(
        "canteen", "助餐点", "个", Level.TOWN, Level.DISTRICT, (), False,
        {"running": "运营"}, (), "", (name, *fields), (),
    )  # fmt: skip


def listed(*fields: RegisterField, count: int = 2) -> ListedRegister:
    rows = tuple(
        ListedRow(
            f"{at:032x}", {"name": f"示例{at}", "area": "1,460.50"}, ("运营", "2018-06-18"),
            ("已认定", "2018-07-02", "示例审核人"), ("" if at else "使用面积未填",), "高资街道",
        )
        for at in range(count)
    )  # fmt: skip
    return ListedRegister(register(*fields), "丹徒区民政局", month(2018, 6), ("新建助餐点",), rows)


AREA = RegisterField("area", "使用面积", "number", unit="㎡", scale=2)


def test_numbers_are_numbers_and_counts_add_up() -> None:
    table = register_table(listed(AREA, count=3))
    titles = [column.title for column in table.columns]
    standing = ["状态", "状态日期", "认定", "认定期", "认定人", "登记单位"]
    assert titles[-8:] == [*standing, "新建助餐点", ROW_ID]
    assert table.rows[0][-5:-2] == ("2018-07-02", "示例审核人", "高资街道")
    assert [column.hidden for column in table.columns][-2:] == [False, True]
    assert table.rows[0][titles.index("使用面积（㎡）")] == Decimal("1460.50")
    assert table.rows[0][-2] == "使用面积未填"
    assert number_in(worked_out(table)[-1][-2]) == 2
    assert table.rows[2][-1] == f"{2:032x}"


def test_numbers_that_add_up_are_summed_and_others_are_not() -> None:
    price = RegisterField("area", "单价", "number", scale=2, adds_up=False)
    titles = [column.title for column in register_table(listed(AREA)).columns]
    at = titles.index("使用面积（㎡）")
    total = laid_out(register_table(listed(AREA, count=3)))[-1]
    assert isinstance(total[at], LiveSum)
    assert number_in(worked_out(register_table(listed(AREA, count=3)))[-1][at]) == Decimal(
        "4381.50"
    )
    assert laid_out(register_table(listed(price, count=3)))[-1][at] is None


def test_a_narrow_form_is_portrait_and_whole() -> None:
    (form,) = blank_forms(listed(AREA))
    assert not form.landscape
    assert [column.title for column in form.columns][:2] == ["序号", "名称"]
    assert len(form.rows) == 2 + 8
    assert form.rows[0][:2] == ("1", "示例0")


def test_a_wide_form_is_split_and_no_field_is_lost() -> None:
    fields = tuple(RegisterField(f"f{n}", f"第{n}项内容名称", "text") for n in range(40))
    forms = blank_forms(listed(*fields))
    assert len(forms) > 1
    assert all(form.landscape and form.columns[1].title == "名称" for form in forms)
    titles = [column.title for form in forms for column in form.columns[2:]]
    assert sorted(t for t in titles if t.startswith("第")) == sorted(f.name for f in fields)
