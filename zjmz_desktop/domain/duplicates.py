"""Register rows that seem to be one object entered twice, however it was written."""

import re
from collections.abc import Iterable
from datetime import date

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.registers import Row, is_ended, title_of, town_of
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.units import Units
from zjmz_desktop.domain.values import BLANK, Value

# Only pairs where the first is never written for another word than the second.
_PAIRS = (
    "魚鱼 鎮镇 號号 臺台 裏里 裡里 恆恒 羣群 喬乔 寶宝 龍龙 養养 鄉乡 區区 縣县 東东 園园 樓楼 橋桥 門门"
    " 灣湾 華华 榮荣 陽阳 陳陈 黃黄 蘇苏 潤润 單单 揚扬 興兴 馬马 長长 護护 點点 鄰邻"
)
_VARIANTS = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_TOWN_KINDS = re.compile(r"(?:街道|镇)$")


def duplicates(rows: Iterable[Row], register: Register, *, units: Units) -> list[Problem]:
    """Rows that seem to be the same object, by the register's `unique_by`; ended rows are left out.

    Each is named with the first one (by id) like it, the first one with the second: whoever looks
    at one of them, here or in another district, is told of the other.
    """
    if not register.unique_by:
        return []
    kinds = kinds_of_town(units)
    alike: dict[tuple[str, ...], list[Row]] = {}
    for row in sorted(rows, key=lambda r: r.id):
        key = tuple(plain(row.fields.get(code, BLANK), kinds) for code in register.unique_by)
        if all(key) and not is_ended(row, register, day=date.max):
            alike.setdefault(key, []).append(row)
    return [
        _same(row, group[1] if row is group[0] else group[0], register=register, units=units)
        for group in alike.values()
        if len(group) > 1
        for row in group
    ]


def kinds_of_town(units: Units) -> re.Pattern[str]:
    """A town's name with 镇 or 街道: what stands after other words (古镇路, 镇江) is no kind of town."""
    towns = {unit.name for unit in units.by_id.values() if _TOWN_KINDS.search(unit.name)}
    stems = sorted((normalised(_TOWN_KINDS.sub("", name)) for name in towns), key=len)
    names = "|".join(map(re.escape, reversed(stems))) or "(?!)"
    return re.compile(rf"({names})(?:街道(?:办事处)?|镇(?:人民政府|政府|(?!江)))")


def plain(value: Value, kinds: re.Pattern[str]) -> str:
    """A value for finding the same object again; `kinds` as `kinds_of_town` gives it."""
    text = value.text or value.on or ("" if value.n is None else f"{value.n:f}")
    return kinds.sub(r"\1", normalised(text).translate(_VARIANTS))


def _same(row: Row, other: Row, *, register: Register, units: Units) -> Problem:
    names = "、".join(register.field_by_code[code].name for code in register.unique_by)
    where = "" if town_of(row) == town_of(other) else f"（{_place(other, units)}）"
    titles = f"“{title_of(row, register)}”与“{title_of(other, register)}”{where}"
    message = f"{titles}的{names}相同，可能重复登记。"
    remedy = "是同一个的，请只留一行，另一行作并入或销号；不是的，请在名称或地址里写清区别。"
    return Problem(
        Severity.WARNING, "duplicate", "", register.unique_by[0], message, remedy, row.id
    )


def _place(row: Row, units: Units) -> str:
    """The unit that a row counts for, with the one above it."""
    unit = units.by_id.get(town_of(row))
    if unit is None:
        return town_of(row)
    above = units.parent(unit.id)
    return f"{above.name if above else ''}{unit.name}"
