"""Units of measure in headers: （万元） beside a field in 元 means ten thousand times as much, exactly."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from zjmz_desktop.domain.spelling import normalised

_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "亿": 10**8}
_SAME = {
    "平方米": "㎡",
    "平米": "㎡",
    "平方": "㎡",
    "m2": "㎡",
    "m²": "㎡",
    "km": "公里",
    "千米": "公里",
}
_SAME |= {"百分比": "%", "百分数": "%"}
_BASES = (
    *("元", "㎡", "亩", "公里", "米", "人", "人次", "户", "户次", "个", "名", "家", "家次", "张"),
    *("对", "件", "起", "座", "处", "块", "条", "颗", "次", "期", "篇", "辆", "台", "岁", "天"),
    *("学时", "分", "份", "项", "只", "间", "所", "村", "套", "%"),
    *("元/月", "元/餐", "元/人·月", "元/餐·人", "天/次"),
)
_AFTER_UNIT = re.compile(r"单位:([^0-9)\]】;]*)")
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")


class Measured(NamedTuple):
    """A unit of measure: 万元 is 元 by 10,000."""

    base: str
    power: int = 1


def measure_of(text: str) -> Measured | None:
    """The unit that a text names (`万元`, `单位：平方米`), or None where it names none."""
    bare = re.sub(r"^(计量)?单位[:：]?", "", normalised(text))
    for front in ("", *_POWERS):
        rest = bare.removeprefix(front)
        base = normalised(_SAME.get(rest, rest))
        if bare.startswith(front) and base in _KNOWN:
            return Measured(base, _POWERS.get(front, 1))
    return None


_KNOWN = frozenset(normalised(base) for base in _BASES)


def measure_in(header: Iterable[str]) -> Measured | None:
    """The unit that stands in brackets in a header, or is one of its parts."""
    for part in reversed(tuple(header)):
        brackets = _BRACKETS.findall(normalised(part))
        for text in (*brackets, part):
            if found := measure_of(text):
                return found
    return None


def measure_in_titles(titles: Iterable[str], field: str) -> Measured | None:
    """The unit that lines above a table say for a field of that unit; where they say several, its own.

    An unknown kind of money (美元), or two sizes of the field's unit, come back as one of no known kind.
    """
    found = dict.fromkeys(one for title in titles for one in _measures_of_title(title))
    fitting = [one for one in found if factor(one, field) is not None]
    unknown = [one for one in found if one.base not in _KNOWN]
    if len(fitting) > 1:
        unknown.append(Measured("、".join(f"{one.power}{one.base}" for one in fitting)))
    return next(iter((*unknown, *fitting, *found)), None)


def _measures_of_title(title: str) -> Iterable[Measured]:
    text = normalised(title)
    for words in (*_AFTER_UNIT.findall(text), *_BRACKETS.findall(text)):
        for word in re.split("[、,，]", words):
            if found := measure_of(word):
                yield found
            elif word.endswith(_MONEY):
                yield Measured(word)


_MONEY = "元"


def is_money(unit: str) -> bool:
    """Whether a unit of measure counts money."""
    return unit.endswith(_MONEY)


def factor(sheet: Measured, field: str) -> Decimal | None:
    """What a sheet's numbers are multiplied by for a field of that unit; None for another kind."""
    wanted = measure_of(field)
    if wanted is None or wanted.base != sheet.base:
        return None
    return Decimal(sheet.power) / wanted.power


def without_measures(text: str) -> str:
    """A header without the units in its brackets."""
    return _BRACKETS.sub(lambda m: "" if measure_of(m[1]) else m[0], normalised(text))
