"""What may be typed into a field, how it is shown, and what checks find in rows."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.plan_registers import Register, RegisterCheck, RegisterField
from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.row_checks import (
    RowChecker,
    clean_text,
    parse_field,
    read_amount,
    show_field,
)
from zjmz_desktop.domain.sensitive import text_warnings
from zjmz_desktop.domain.units import Level, read_units
from zjmz_desktop.domain.values import BLANK, State, Value, number, text_value, yes_no

UNITS = read_units(
    "id,name,level,statistical_parent,type\n"
    "321100000000,镇江市,city,,市\n"
    "321112000000,丹徒区,district,321100000000,辖市区\n"
    "321181000000,丹阳市,district,321100000000,辖市区\n"
    "321112101000,高资街道,town,321112000000,街道\n"
    "321112102000,宝堰镇,town,321112000000,镇\n"
    "321112403000,高新园区管委会,town,321112000000,园区\n"
    "321112104000,延陵镇,town,321112000000,镇\n"
    "321181104000,延陵镇,town,321181000000,镇\n"
)
TEXT = RegisterField("name", "名称", "text", required=True)
AREA = RegisterField("area", "使用面积", "number", unit="㎡", scale=2, maximum=Decimal(99999))
BEDS = RegisterField("beds", "核定床位", "number", required=True, unit="张")
NURSING = RegisterField("nursing", "护理型床位", "number", unit="张")
FUNDS = RegisterField("funds", "总投资", "number", unit="万元", scale=1)
CHANGE = RegisterField("change", "增减", "number", minimum=Decimal(-5))
OPENED = RegisterField("opened_on", "开业日期", "date")
KIND = RegisterField("kind", "建设性质", "choice", choices={"new": "新建", "moved": "迁建"})
ROOMS = RegisterField(
    "rooms", "功能室", "several", choices={"b": "助浴", "a": "助餐", "c": "棋牌、阅览"}
)
FREE = RegisterField("indicators", "指标", "several")
CLINIC = RegisterField("clinic", "内设医疗机构", "yes_no")
PLACE = RegisterField("place", "所属镇（街道）", "unit")
TYPED = (TEXT, AREA, BEDS, NURSING, FUNDS, CHANGE, OPENED, KIND, ROOMS, FREE, CLINIC, PLACE)
REGISTER = Register(
    code="home",
    name="养老机构",
    measure_word="家",
    filled_by=Level.TOWN,
    confirmed_by=None,
    unique_by=("name", "town"),
    personal=False,
    states={"running": "运营", "closed": "关停"},
    ended_states=("closed",),
    merged_state="",
    own_fields=TYPED,
    checks=(
        RegisterCheck("K1", "error", ("nursing",), "<=", ("beds",)),
        RegisterCheck("K2", "warning", ("nursing", "beds"), ">=", right_value=Decimal(10)),
    ),
)
GOOD = {
    "name": text_value("示例养老院"),
    "town": text_value("321112101000"),
    "beds": number(100),
}


def row(no: int = 1, /, **fields: Value) -> Row:
    return Row(f"{no:032x}", "home", "321112101000", {**GOOD, **fields})


def found(one: Row) -> list[tuple[str, str, str]]:
    return [(p.code, p.part, p.message) for p in RowChecker(REGISTER).problems(one)]


# ---- typing ----


@pytest.mark.parametrize(
    ("column", "typed", "expected"),
    [
        (AREA, "460", number(460)),
        (AREA, "４６０.5㎡", number("460.5")),
        (AREA, "460m2", number(460)),
        (AREA, "1,234.56", number("1234.56")),
        (BEDS, "三十张", number(30)),
        (BEDS, "12.0", number(12)),
        (FUNDS, "2000万元", number(2000)),
        (CHANGE, "-3", number(-3)),
        (OPENED, "2018年6月18日", Value(on="2018-06-18")),
        (OPENED, "2018.6", Value(on="2018-06")),
        (KIND, "new", text_value("new")),
        (KIND, " 迁 建 ", text_value("moved")),
        (ROOMS, "助浴、助餐", Value(choices=("a", "b"))),
        (ROOMS, "a;b，b", Value(choices=("a", "b"))),
        (ROOMS, "棋牌、阅览", Value(choices=("c",))),
        (ROOMS, "、", BLANK),
        (FREE, "I08-03,I08-01", Value(choices=("I08-01", "I08-03"))),
        (CLINIC, "有", yes_no(True)),
        (CLINIC, "√", yes_no(True)),
        (CLINIC, "TRUE", yes_no(True)),
        (CLINIC, "１", yes_no(True)),
        (CLINIC, "无", yes_no(False)),
        (CLINIC, "×", yes_no(False)),
        (CLINIC, "0", yes_no(False)),
        (PLACE, "321112101000", text_value("321112101000")),
        (PLACE, "高资街道", text_value("321112101000")),
        (PLACE, "高资", text_value("321112101000")),
        (PLACE, "高资镇", text_value("321112101000")),
        (PLACE, "宝 堰　镇", text_value("321112102000")),
        (PLACE, "丹徒区 高新园区管委会", text_value("321112403000")),
        (PLACE, "丹阳市延陵", text_value("321181104000")),
        (TEXT, " 示例\r\n养老院 ", text_value("示例\n养老院")),
        (TEXT, "e\u0301", text_value("é")),
        *((column, "  ", BLANK) for column in TYPED),
    ],
)
def test_what_clerks_type_is_read(column: RegisterField, typed: str, expected: Value) -> None:
    assert parse_field(column, typed, units=UNITS) == expected


@pytest.mark.parametrize(
    ("column", "typed", "reason"),
    [
        (AREA, "88.256", "最多2位小数"),
        (BEDS, "12.5", "应为整数"),
        (BEDS, "约50", "这是约数"),
        (BEDS, "5²", "不是数字"),
        (BEDS, "-1", "核定床位不能小于0张"),
        (AREA, "100000", "使用面积不能大于99999㎡"),
        (CHANGE, "-6", "增减不能小于-5"),
        (FUNDS, "2000万", "单位已是万元"),
        (OPENED, "2018-02-30", "不是日期"),
        (KIND, "扩建", "建设性质没有这一项"),
        (ROOMS, "助餐、泳池", "功能室没有这一项"),
        (CLINIC, "大概有", "内设医疗机构只分是、否"),
        (PLACE, "荣炳", "没有这个单位"),
        (PLACE, "延陵镇", "有2个单位叫这个名字"),
    ],
)
def test_what_is_no_value_is_refused_with_the_reason(
    column: RegisterField, typed: str, reason: str
) -> None:
    with pytest.raises(ValueRefusedError) as refused:
        parse_field(column, typed, units=UNITS)
    assert refused.value.reason == reason
    assert refused.value.remedy.endswith("。")


def test_the_remedy_lists_what_may_be_chosen() -> None:
    with pytest.raises(ValueRefusedError, match="请从这些里选：新建、迁建。"):
        parse_field(KIND, "扩建", units=UNITS)
    with pytest.raises(ValueRefusedError, match="丹徒区延陵镇、丹阳市延陵镇"):
        parse_field(PLACE, "延陵", units=UNITS)


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\x07", "\t", "\ufeff", "\u2028", "\u00ad"])
def test_characters_that_can_not_be_seen_are_refused_with_their_place(unseen: str) -> None:
    with pytest.raises(ValueRefusedError) as refused:
        clean_text(f"示例{unseen}养老院")
    assert refused.value.reason == f"第3个字符是看不见的字符（U+{ord(unseen):04X}）"
    assert unseen not in refused.value.message


def test_text_has_a_limit() -> None:
    assert len(clean_text("字" * 2000)) == 2000
    with pytest.raises(ValueRefusedError, match="共2001字，超过2000字") as refused:
        clean_text("字" * 2001)
    assert len(refused.value.message) < 100
    assert clean_text("字" * 2001, limit=20_000)


def test_a_number_may_carry_its_unit() -> None:
    assert read_amount("12 个", "个") == 12
    assert read_amount("２０００万", "元") == 20_000_000
    with pytest.raises(ValueRefusedError, match="请填以亿元计的数，不带“亿”。"):
        read_amount("3亿", "亿元")


# ---- showing ----


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (AREA, number("460.5"), "460.50"),
        (AREA, number("460.123"), "460.123"),
        (BEDS, number(0), "0"),
        (OPENED, Value(on="2018-06"), "2018-06"),
        (KIND, text_value("new"), "新建"),
        (KIND, text_value("gone"), "gone"),
        (ROOMS, Value(choices=("a", "b", "c")), "助餐、助浴、c"),
        (CLINIC, yes_no(False), "否"),
        (PLACE, text_value("321112101000"), "高资街道"),
        (PLACE, text_value("321181104000"), "丹阳市延陵镇"),
        (PLACE, text_value("321112999000"), "321112999000"),
        (PLACE, text_value("321100000000"), "镇江市"),
        (BEDS, Value(State.NOT_APPLICABLE), "不适用"),
        *((column, BLANK, "") for column in TYPED),
        *((column, Value(), "") for column in TYPED),
    ],
)
def test_how_a_field_is_shown(column: RegisterField, value: Value, expected: str) -> None:
    assert show_field(column, value, units=UNITS) == expected


def _values(column: RegisterField) -> st.SearchStrategy[Value]:
    match column.type:
        case "number":
            low = int(column.minimum or 0) * 10**column.scale
            scaled = st.integers(low, 9_000_000)
            return scaled.map(lambda n: number(Decimal(n).scaleb(-column.scale)))
        case "date":
            days = st.dates().map(lambda d: d.isoformat())
            return (days | days.map(lambda on: on[:7])).map(lambda on: Value(on=on))
        case "choice":
            return st.sampled_from(sorted(column.choices)).map(text_value)
        case "several":
            codes = st.sets(st.sampled_from(sorted(column.choices or ["I1", "I2"])), min_size=1)
            return codes.map(lambda c: Value(choices=tuple(sorted(c))))
        case "yes_no":
            return st.booleans().map(yes_no)
        case "unit":
            return st.sampled_from(sorted(UNITS.by_id)).map(text_value)
    seen = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40)
    return seen.map(lambda text: text_value(clean_text(text)))


@given(
    st.sampled_from(TYPED).flatmap(
        lambda column: st.tuples(st.just(column), st.just(BLANK) | _values(column))
    )
)
def test_what_is_shown_is_read_back(pair: tuple[RegisterField, Value]) -> None:
    column, value = pair
    assert parse_field(column, show_field(column, value, units=UNITS), units=UNITS) == value


# ---- checks of a row ----


def test_a_good_row_has_no_problems() -> None:
    assert found(row()) == []
    assert found(row(funds=Value(State.NOT_APPLICABLE))) == []


@pytest.mark.parametrize(
    ("fields", "code", "part", "message"),
    [
        ({"beds": BLANK}, "required", "beds", "核定床位未填。"),
        ({"beds": number("1.5")}, "content", "beds", "核定床位1.5张，应为整数。"),
        ({"area": number("1.234")}, "content", "area", "使用面积1.234㎡，最多2位小数。"),
        ({"beds": number(-2)}, "content", "beds", "核定床位不能小于0张，现为-2张。"),
        ({"beds": text_value("三")}, "content", "beds", "核定床位不是数字。"),
        ({"opened_on": Value(on="2018-13")}, "content", "opened_on", "开业日期“2018-13”不是日期。"),
        (
            {"opened_on": Value(on="20180618")},
            "content",
            "opened_on",
            "开业日期“20180618”不是日期。",
        ),
        ({"kind": text_value("x")}, "content", "kind", "建设性质里没有“x”这一项。"),
        ({"rooms": Value(choices=("a", "x"))}, "content", "rooms", "功能室里没有“x”这一项。"),
        ({"clinic": number(2)}, "content", "clinic", "内设医疗机构只分是、否。"),
        ({"nursing": number(120)}, "K1", "nursing", "护理型床位120张，大于核定床位100张。"),
        (
            {"nursing": number(3), "beds": number(5)},
            "K2",
            "nursing",
            "护理型床位、核定床位合计8张，小于10。",
        ),
        (
            {"remark": text_value("７３１２３ 部队旁")},
            "secret_troop",
            "remark",
            "备注里疑似有部队番号。",
        ),
    ],
)
def test_what_checks_find(fields: dict[str, Value], code: str, part: str, message: str) -> None:
    assert found(row(1, **fields)) == [(code, part, f"“示例养老院”：{message}")]


def test_errors_and_warnings_carry_the_row_and_a_remedy() -> None:
    error, warning = RowChecker(REGISTER).problems(row(nursing=number(3), beds=number(2)))
    assert (error.severity, warning.severity) == (Severity.ERROR, Severity.WARNING)
    assert error.row == row().id
    assert warning.remedy == "请核对；情况属实的，请写明原因。"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("驻镇某部旁", ()),
        ("73123部队", ("secret_troop",)),
        ("173123部队", ()),
        ("界桩在119°27′15″", ("secret_place",)),
        ("东经119.4521，北纬32.2044", ("secret_place",)),
        ("119.4521, 32.2044", ("secret_place",)),
        ("32.20441，119.45213", ("secret_place",)),
        ("X：3567123.45", ("secret_place",)),
        ("Mary:88123456", ()),
        ("身份证３２１１１２１９５００１０１１２３x", ("id_number",)),
        ("统一社会信用代码523211125668123456", ()),
        ("尾号1234", ()),
    ],
)
def test_what_should_not_stand_in_any_text(text: str, codes: tuple[str, ...]) -> None:
    found = text_warnings(text)
    assert tuple(code for code, _, _ in found) == codes
    assert not any("73123" in what + remedy for _, what, remedy in found)
