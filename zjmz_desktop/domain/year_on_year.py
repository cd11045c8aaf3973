"""同比: this year against the year before, like with like only."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from zjmz_desktop.domain.periods import PeriodType, parse_period

if TYPE_CHECKING:
    from zjmz_desktop.domain.rollup import Total

NO_LAST_YEAR = "上年无同口径数据"
PARTIAL = "未报齐，暂不比较"
FROM_ZERO = "上年同期为0，不算增幅"
_MEASURES = {
    PeriodType.MONTH: "个月",
    PeriodType.QUARTER: "个季度",
    PeriodType.HALF: "个半年",
    PeriodType.YEAR: "年",
}
_NOT_COMPARED = "，不比"
Filled = Mapping[str, Collection[str]]


def unlike_periods(now: Filled, last: Filled) -> str:
    """「上年同期缺1个月，不比」 where the same periods are not filled on both sides, else "".

    Args:
        now: unit id → codes of the periods filled this year.
        last: the same of the year before, by their own codes.
    """
    before = {unit: {_a_year_later(period) for period in periods} for unit, periods in last.items()}
    units = now.keys() & before.keys()  # others have not reported at all, which is said elsewhere
    lacking = (
        ("上年同期", {period for unit in units for period in set(now[unit]) - before[unit]}),
        ("本年", {period for unit in units for period in before[unit] - set(now[unit])}),
    )
    said = [f"{side}缺{_counted(periods)}" for side, periods in lacking if periods]
    return f"{'、'.join(said)}{_NOT_COMPARED}" if said else ""


def unlike_clause(unlike: str) -> str:
    """What `unlike_periods` says, as a sentence goes on with it: 「因本年缺2个月未作同比」."""
    return f"因{unlike.removesuffix(_NOT_COMPARED)}未作同比"


def _a_year_later(period: str) -> str:
    return f"{int(period[:4]) + 1}{period[4:]}"


def _counted(periods: Iterable[str]) -> str:
    found = [parse_period(period) for period in periods]
    return f"{len(found)}{_MEASURES[found[0].type]}"


def why_not_compared(
    now: "Total", last: "Total | None", *, unlike: str, by_points: bool = False
) -> str:
    """Why this year is not compared with the year before, "" where it is.

    Never with nothing, nor of totals that are not whole, nor over unlike periods (`unlike_periods`),
    nor as a percentage of 0; a change in points (`by_points`) starts from 0 as well.
    """
    if last is None or last.judged.value is None:
        return NO_LAST_YEAR
    if not (_whole(now) and _whole(last)):
        return PARTIAL
    from_zero = not last.judged.value and bool(now.judged.value) and not by_points
    return unlike or (FROM_ZERO if from_zero else "")


def _whole(total: "Total") -> bool:
    return total.sum.reported == total.sum.expected
