"""What may be entered where: refused in words before anything is parsed."""

from typing import TYPE_CHECKING

from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.fillers import fillers
from zjmz_desktop.service.locking import refuse_locked

if TYPE_CHECKING:
    from zjmz_desktop.service.entering import FieldAt

YEARLY = ("opening", "step", "decision", "annual", "mode", "target")
TEXT_PARTS = ("note", "check", "answer")
FIGURE_PARTS = ("value", "removed", "opening", "estimate", "flash", "annual", "sample_size")
KNOWN_PARTS = (*FIGURE_PARTS, "step", "decision", "tick", "mode", *TEXT_PARTS)


def period_for(indicator: Indicator, month: Period) -> Period:
    """The period of the indicator's own type that contains the month shown."""
    size = indicator.period.months
    last = -(-month.last_month // size) * size
    return Period(month.year, last, indicator.period)


def guard(
    office: Office,
    indicator: Indicator,
    *,
    at: "FieldAt",
    act: str | None = None,
    note: str | None = None,
) -> None:
    """Refuse what makes no sense, or is locked for that act, before anything is parsed."""
    unit = office.units.get(at.unit_id)
    own = unit.id == office.unit.id
    if not own and not office.units.is_below(unit.id, office.unit.id):
        raise WriteRefusedError(
            f"{unit.name}不在{office.unit.name}之下，不能替它填数。请由{unit.name}自己填报。"
        )
    concerned = fillers(office, indicator, unit_id=unit.id)
    part, _, code = at.part.partition("/")
    _refuse_unknown_part(indicator, part, code=code)
    if unit.id not in concerned and part not in TEXT_PARTS:
        raise WriteRefusedError(
            f"指标“{indicator.name}”由{indicator.level.words}填报，不适用于{unit.name}。"
        )
    years = (office.plan.year, office.plan.year - 1) if part == "value" else (office.plan.year,)
    if at.period.year not in years:
        raise WriteRefusedError(f"报告期{at.period.code}不在{office.plan.year}年度计划内。")
    loose = part in YEARLY or part in _LOOSE or indicator.entry is Entry.MILESTONE
    if at.period.type is not indicator.period and not loose:
        raise WriteRefusedError(
            f"指标“{indicator.name}”的报告期是{_KIND[indicator.period]}，"
            f"不能填在{at.period.code}。请用{period_for(indicator, at.period).code}。"
        )
    if own:
        cell = Cell(at.code, unit.id, part, office.plan.year, at.period.code)
        refuse_locked(office, cell, act=act, note=note)


def refuse_uncounted(office: Office, indicator: Indicator, *, cell: Cell, value: Value) -> None:
    """Refuse an own number that a register gives: it would stand there and never count (formats C).

    A typed 0 and the kinds of nothing are a report of no rows; last year has no rows at all.
    """
    source = indicator.source
    if source is None or cell.part != "value" or not value.n:
        return
    if office.is_typed(indicator, cell.unit) or not _of_this_year(office, cell):
        return
    register = office.plan.register(source.register).name
    raise WriteRefusedError(
        f"“{indicator.name}”由底册“{register}”算出，直接填的数不计入汇总。请登记底册；不建底册的，"
        "请先把填报方式设为只报汇总数（zjmz set加--part mode --value summary），再填数。"
    )


def _of_this_year(office: Office, cell: Cell) -> bool:
    return (cell.period or "").startswith(str(office.plan.year))


_LOOSE = ("estimate", "flash", "note", "check")
_KIND = {
    PeriodType.MONTH: "月",
    PeriodType.QUARTER: "季",
    PeriodType.HALF: "半年",
    PeriodType.YEAR: "年",
}


def _refuse_unknown_part(indicator: Indicator, part: str, *, code: str) -> None:
    if part not in KNOWN_PARTS:
        raise WriteRefusedError(
            f"没有{quoted(part)}这一项可填。可填的有：{'、'.join(KNOWN_PARTS)}。"
        )
    if part == "tick" and code not in {entry.code for entry in indicator.entries}:
        known = "、".join(f"tick/{e.code}（{e.name}）" for e in indicator.entries) or "无"
        raise WriteRefusedError(f"“{indicator.name}”没有条目{quoted(code)}。它的条目是：{known}。")
