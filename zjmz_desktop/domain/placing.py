"""Placing: whether a line of another office may enter this store, and why not.

Who may write what is `revisions.WRITERS`, what a value holds is `shapes.SHAPES`; the plans say which
codes and years there are, the units which offices. What may not be placed yet is kept and tried again.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from zjmz_desktop.domain.errors import PeriodError, UnknownIndicatorError, quoted
from zjmz_desktop.domain.paper_kinds import LETTER_PARTS
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.revisions import Cell, may_write, writer_of
from zjmz_desktop.domain.shapes import SHAPES, Shape, field_shape, figure_shape, fits, is_day
from zjmz_desktop.domain.units import Level, Units


class Reason(StrEnum):
    """Why a line, or a whole segment, is not placed."""

    BAD_LINE = "bad_line"
    UNKNOWN_KEY = "unknown_key"
    NOT_COVERED = "not_covered"
    REPLACED_KEY = "replaced_key"
    BROKEN_CHAIN = "broken_chain"
    MIXED_SCOPES = "mixed_scopes"
    OTHER_YEAR = "other_year"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_PART = "unknown_part"
    UNKNOWN_UNIT = "unknown_unit"
    NOT_OWNER = "not_owner"
    WRONG_SHAPE = "wrong_shape"

    def words(self, about: "About") -> str:
        """The sentence a clerk can read out: what is wrong, where, and the remedy."""
        return _WORDS[self].format_map(about._asdict())


class About(NamedTuple):
    """What a reason is about, in words.

    Attributes:
        office: who wrote it.
        whose: 「高资街道的」 where another unit's figure was written, else "".
        thing: what was written, with its code and period.
        year: 「2018年」, or 各年.
        code: 单位识别码 of the key that signed it.
    """

    office: str
    whose: str = ""
    thing: str = ""
    year: str = ""
    code: str = ""


_WORDS = {
    Reason.BAD_LINE: "{office}的数据里有读不出来的内容，可能在路上被改动过，没有采用。"
    "请{office}重新导出数据文件。",
    Reason.UNKNOWN_KEY: "{office}的这部分数据是用本机没有登记的单位识别码{code}发出的，先存着没有采用。"
    "请与{office}电话核对识别码，核对无误后登记，登记后自动补入。",
    Reason.NOT_COVERED: "单位识别码{code}登记的不是{office}，发来的却是{office}的数据，先存着没有采用。"
    "请与{office}电话核对。",
    Reason.REPLACED_KEY: "{office}已停用单位识别码{code}，停用后用它发出的数据没有采用。"
    "请{office}用现在的电脑重新导出数据文件。",
    Reason.BROKEN_CHAIN: "{office}的这部分数据不完整，中间有缺少的内容，没有采用。"
    "请{office}重新导出数据文件。",
    Reason.MIXED_SCOPES: "{office}的这部分数据把不该放在一起的内容（如不同年度的数、底册、用户）"
    "混在了一段里，没有采用。请{office}升级程序，再重新导出数据文件。",
    Reason.OTHER_YEAR: "{office}填的{whose}{thing}不在本机已有的年度内（{year}），先存着没有采用。"
    "请导入该年度的计划文件，导入后自动补入；报告期写错的，请{office}改正。",
    Reason.UNKNOWN_CODE: "{office}填的{whose}{thing}，本机的计划（{year}）里没有，先存着没有采用。"
    "两边的计划版本可能不同，请导入最新的计划文件，导入后自动补入。",
    Reason.UNKNOWN_PART: "{office}填的{whose}{thing}，本程序不认识，先存着没有采用。"
    "请升级程序，升级后自动补入。",
    Reason.UNKNOWN_UNIT: "{office}填的{whose}{thing}，单位不在本机的单位名单里，先存着没有采用。"
    "请核对单位编号，名单有变动的请导入上级最新的计划文件。",
    Reason.NOT_OWNER: "{whose}{thing}不归{office}填，没有采用。本单位的数由本单位填，"
    "区局采用数、代报、审核由上一级填，认定由计划规定的一级办理；请与{office}核对。",
    Reason.WRONG_SHAPE: "{office}填的{whose}{thing}，内容不合这一项的要求（如该填数的填了文字），没有采用。"
    "请{office}改正后重新导出数据文件。",
}


def about(
    found: Mapping[str, Any], units: Units, *, plan: Plan | None = None, code: str = ""
) -> About:
    """What a refused line is about.

    Args:
        found: the line as an object.
        units: for their names; an unknown one is quoted by its number.
        plan: for the names of indicators and registers.
        code: 单位识别码 of the key that signed it.
    """
    cell, author = found["cell"], found["author"]
    whose = "" if cell["unit"] == author else f"{named(cell['unit'], units)}的"
    year = f"{cell['year']}年" if "year" in cell else "各年"
    return About(named(author, units), whose, _thing(cell, plan), year, code)


def _thing(cell: Mapping[str, Any], plan: Plan | None) -> str:
    """「“标准化助餐点”（I08-03，2018M06）」; the part where it is not the value itself."""
    of, part = cell["of"], cell["part"]
    found = None if plan is None else _indicator(plan, of) or plan.register_by_code.get(of)
    words = [of if found else "", cell.get("period", ""), part if part != "value" else ""]
    inside = "，".join(one if one.isascii() else quoted(one) for one in words if one)
    return quoted(found.name if found else of) + (f"（{inside}）" if inside else "")


def named(unit_id: str, units: Units) -> str:
    """A unit's name, or its number in quotes where it is unknown."""
    unit = units.by_id.get(unit_id)
    return quoted(unit_id) if unit is None else unit.name


# ---- which things there are ----

_ANY: Callable[[str], object] = bool
_HEX32 = re.compile(r"[0-9a-f]{32}", re.ASCII).fullmatch
_HEX64 = re.compile(r"[0-9a-f]{64}", re.ASCII).fullmatch
# What stands behind the stroke of a part; `step` and `tick` have the codes of their indicator.
_SUFFIX: dict[str, Callable[[str], object]] = {
    "check": _ANY,
    "sentence": _ANY,
    "order": _ANY,
    "letter": LETTER_PARTS.__contains__,
    "village": _HEX32,
    "evidence": _HEX64,
    "speaks": _HEX64,
    "state": is_day,
    **dict.fromkeys(("name", "type", "parent_admin", "parent_stat", "ended"), is_day),
}
# Words of formats B that are no code of a plan → the parts they have; these hang on the plan's year …
_OF_YEAR = {
    "submission": {"submit", "review", "answer", "close", "reopen"},
    "plan": {"in_force"},
    "calendar": {"cut_off", "submit_by"},
    "paper/summary": {"sentence", "chapters", "order", "letter"},
    "paper/official": {"letter"},
}
# … and these on none.
_OF_OFFICE = {
    "unit": {"name", "type", "parent_admin", "parent_stat", "ended"},
    "key": {"speaks"},
}
_OF_ROWS_ONLY = {"state", "merged_into", "confirmation"}
_OF_OTHERS = set().union(*_OF_YEAR.values(), *_OF_OFFICE.values()) - {"review", "answer"}
_OF_INDICATOR = SHAPES.keys() - _OF_ROWS_ONLY - _OF_OTHERS - {"base", "choice"}
_OF_INDICATOR_ROWS = {"step"}  # where steps are per object
_WITHOUT_PERIOD = {"in_force", "choice", "evidence", "letter", "chapters"}
_DATED_ROWS = {"evidence", *_OF_INDICATOR_ROWS}
_LAST_YEAR = {"value", "proxy"}  # 上年同期 of the first year


class _Rule:
    """What holds for one address, whichever unit it is of.

    Attributes:
        shape: of its value.
        kind: the part up to the stroke.
        level: the level that alone confirms, or None.
        writers: (author, unit) → why not; worked out once.
    """

    __slots__ = ("kind", "level", "shape", "writers")

    def __init__(self, kind: str, shape: Shape, *, level: Level | None = None) -> None:
        self.kind, self.shape, self.level = kind, shape, level
        self.writers: dict[tuple[str, str], Reason | None] = {}


class Placing:
    """The rules of placing for the plans and units that this store knows.

    A code that any known version of the year's plan has is known; who was a unit's superior at any
    time may have written as such. So the answer doesn't hang on the order in which packages come.
    """

    def __init__(self, plans: Iterable[Plan], stages: Sequence[Units]) -> None:
        """Make the rules.

        Args:
            plans: every version known, of every year; where they differ the last one stands.
            stages: the units before and after each adjustment (`units.stages`).
        """
        self._plans = tuple(reversed(tuple(plans)))
        self._stages = tuple(stages)
        self._rules: dict[tuple[str, str, int | None, bool], _Rule | Reason] = {}
        self._periods: dict[tuple[int | None, str | None, str, bool], bool] = {}

    def why_not(self, found: Mapping[str, Any]) -> Reason | None:
        """Why a parsed line may not be placed, None where it may."""
        cell = found["cell"]
        of, year, in_row = cell["of"], cell.get("year"), "row" in cell
        address = of, cell["part"], year, in_row
        rule = self._rules.get(address)
        if rule is None:
            rule = self._rules[address] = self._rule(of, cell["part"], year=year, in_row=in_row)
        if not isinstance(rule, _Rule):
            return rule
        if not self._is_dated(year, cell.get("period"), kind=rule.kind, in_row=in_row):
            return Reason.OTHER_YEAR
        pair = found["author"], cell["unit"]
        if pair not in rule.writers:
            rule.writers[pair] = self._why_not_by(pair[0], cell, rule=rule)
        if (reason := rule.writers[pair]) is not None:
            return reason
        if "rows" in found and found.get("source") != "register":
            return Reason.WRONG_SHAPE
        return None if fits(found["value"], rule.shape) else Reason.WRONG_SHAPE

    # ---- codes ----

    def _rule(self, of: str, part: str, *, year: int | None, in_row: bool) -> _Rule | Reason:
        kind, stroke, rest = part.partition("/")
        if of == "user" and not in_row:
            return Reason.OTHER_YEAR if year is not None else _Rule(kind, SHAPES["name"])
        if in_row and kind not in _OF_INDICATOR_ROWS:
            return self._row_rule(of, part)
        if kind not in SHAPES or (kind in _SUFFIX and not _SUFFIX[kind](rest)):
            return Reason.UNKNOWN_PART
        if stroke and kind not in _SUFFIX and kind not in ("step", "tick"):
            return Reason.UNKNOWN_PART
        if of in _OF_OFFICE:
            return _of_word(kind, _OF_OFFICE[of])
        plans = [plan for plan in self._plans if plan.year == year]
        if not plans:
            return Reason.OTHER_YEAR
        if of in _OF_YEAR:
            return _of_word(kind, _OF_YEAR[of])
        return _of_plans(of, kind, rest=rest, plans=plans)

    def _row_rule(self, of: str, part: str) -> _Rule | Reason:
        found = [plan.register_by_code[of] for plan in self._plans if of in plan.register_by_code]
        if not found:
            return Reason.UNKNOWN_CODE
        kind, _, rest = part.partition("/")
        field = next((one.field_by_code[part] for one in found if part in one.field_by_code), None)
        if field is not None:
            return _Rule(kind, field_shape(field))
        if kind == "confirmation":
            return _confirming(kind, SHAPES[kind], register=found[0])
        if kind == "merged_into" or (kind in ("state", "evidence") and _SUFFIX[kind](rest)):
            return _Rule(kind, SHAPES[kind])
        return Reason.UNKNOWN_CODE

    # ---- years ----

    def _is_dated(self, year: int | None, period: str | None, *, kind: str, in_row: bool) -> bool:
        key = year, period, kind, in_row
        known = self._periods.get(key)
        if known is None:
            known = self._periods[key] = _is_dated(year, period, kind=kind, in_row=in_row)
        return known

    # ---- offices ----

    def _why_not_by(self, author: str, cell: Mapping[str, Any], *, rule: _Rule) -> Reason | None:
        unit = cell["unit"]
        stages = [one for one in self._stages if author in one.by_id and unit in one.by_id]
        if not stages:
            return Reason.UNKNOWN_UNIT
        address = Cell(cell["of"], unit, cell["part"], row=cell.get("row"))
        issuers = {p.issuer for p in self._plans if cell.get("year") in (None, p.year)}
        may = any(
            may_write(author, address, units=units, issuer=issuer)
            for units in stages
            for issuer in issuers
        )
        levels = (one.get(author).level for one in stages)
        if writer_of(address) == "confirmer" and rule.level is not None:
            may = may and rule.level in levels
        return None if may else Reason.NOT_OWNER


def _of_word(kind: str, parts: Iterable[str]) -> _Rule | Reason:
    return _Rule(kind, SHAPES[kind]) if kind in parts else Reason.UNKNOWN_PART


def _of_plans(of: str, kind: str, *, rest: str, plans: Sequence[Plan]) -> _Rule | Reason:
    """The rule of an indicator, a base or a question of the year's plans."""
    for plan in plans:
        indicator = _indicator(plan, of)
        if indicator is not None and _has_part(indicator, kind, rest=rest):
            return _indicator_rule(plan, indicator, kind=kind)
    bases = kind == "base" and any(one.code == of for plan in plans for one in plan.bases)
    asked = kind == "choice" and any(one.code == of for plan in plans for one in plan.questions)
    return _Rule(kind, SHAPES[kind]) if bases or asked else Reason.UNKNOWN_CODE


def _indicator(plan: Plan, code: str) -> Indicator | None:
    try:
        return plan.indicator(code)
    except UnknownIndicatorError:
        return None


def _has_part(indicator: Indicator, kind: str, *, rest: str) -> bool:
    if kind == "step":
        return any(one.code == rest for one in indicator.steps)
    if kind == "tick":
        return any(one.code == rest for one in indicator.entries)
    return kind in _OF_INDICATOR


def _indicator_rule(plan: Plan, indicator: Indicator, *, kind: str) -> _Rule | Reason:
    shape = figure_shape(indicator, kind)
    if kind == "confirmed" and indicator.source is not None:
        register = plan.register(indicator.source.register)
        return _Rule(kind, shape, level=register.confirmed_by)
    return _Rule(kind, shape)


def _confirming(kind: str, shape: Shape, *, register: Register) -> _Rule | Reason:
    if register.confirmed_by is None:
        return Reason.NOT_OWNER
    return _Rule(kind, shape, level=register.confirmed_by)


def _is_dated(year: int | None, period: str | None, *, kind: str, in_row: bool) -> bool:
    """Whether a cell has the year and period that its part asks for."""
    if year is None or (in_row and kind not in _DATED_ROWS):
        return year is None and period is None
    if period is None:
        return kind in _WITHOUT_PERIOD
    try:
        of_period = parse_period(period).year
    except PeriodError:
        return False
    return of_period == year or (of_period == year - 1 and kind in _LAST_YEAR)
