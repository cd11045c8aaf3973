"""汇总 within one store: towns to the district, districts to the city.

Plain sums of typed figures are added by SQLite; whatever needs more is rolled up from the units' figures.
"""

from collections.abc import Iterable, Mapping, Sequence

from zjmz_desktop.domain.figures import Sum
from zjmz_desktop.domain.judging import JudgingContext
from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import Gaps, Total, adds_up_plainly, roll_up, total_of_sums
from zjmz_desktop.domain.scoring import ItemScore, score_items
from zjmz_desktop.domain.units import Level
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import counted_periods, figures_last_year, figures_through
from zjmz_desktop.store import figures
from zjmz_desktop.store.figures import Asked


def judging(office: Office, through: Period) -> JudgingContext:
    """What figures of that month are judged with."""
    key = ("judging", "", through.code)
    return office.cached(
        key,
        lambda: JudgingContext(
            office.plan, office.units_at(through.last_on), through.last_on, office.targets
        ),
    )


def total(office: Office, indicator: Indicator, *, unit_id: str, through: Period) -> Total:
    """What a unit stands at, cumulative to the end of `through`, with the units below it."""
    found = figures_through(office, indicator, through=through)
    return roll_up(indicator, unit_id, figures=found, context=judging(office, through))


def total_last_year(
    office: Office, indicator: Indicator, *, unit_id: str, through: Period
) -> Total:
    """The same a year before, of cells entered for last year's periods; judged by nothing."""
    found = figures_last_year(office, indicator, through=through)
    return roll_up(indicator, unit_id, figures=found, context=judging(office, through))


def totals(
    office: Office, unit_id: str, *, through: Period, named: bool = True
) -> dict[str, Total]:
    """Indicator code → total of a unit, for every indicator of the plan.

    Args:
        office: the open office.
        unit_id: whose totals.
        through: month up to whose end figures are cumulative; another period: that one.
        named: also name the units that are missing, and leave out figures of units that are not asked
            (one more query).
    """
    fast = _fast_indicators(office, unit_id)
    quick = _quick_totals(office, unit_id, through=through, named=named) if fast else {}
    return {
        i.code: quick[i.code]
        if i.code in quick
        else total(office, i, unit_id=unit_id, through=through)
        for i in office.plan.indicators
    }


def _fast_indicators(office: Office, unit_id: str) -> tuple[Indicator, ...]:
    """Indicators of a city whose figures are plain typed sums of the towns or districts below."""
    if office.units.get(unit_id).level is not Level.CITY:
        return ()
    return tuple(i for i in office.plan.indicators if _is_plain(i))


def _is_plain(indicator: Indicator) -> bool:
    if indicator.source is not None or indicator.closes or indicator.rate_only:
        return False
    typed = indicator.entry in (Entry.NUMBER, Entry.RATIO)
    return typed and adds_up_plainly(indicator) and indicator.level is not Level.CITY


def _quick_totals(
    office: Office, unit_id: str, *, through: Period, named: bool
) -> dict[str, Total]:
    plain = _fast_indicators(office, unit_id)
    asked = [Asked(i.code, _codes(i, through)) for i in plain]
    _give_tree(office, unit_id)
    year = office.plan.year
    sums = figures.sums_by_parent(office.database, year, asked=asked)
    too_fine = {code for (code, _), one in sums.items() if not one.exact}
    reported = figures.reported_units(office.database, year, asked=asked) if named else {}
    context = judging(office, through)
    found = {}
    for indicator in plain:
        expected = expected_below(office, indicator, unit_id=unit_id)
        known = {unit for units in expected.values() for unit in units}
        strays = not known.issuperset(reported.get(indicator.code, ()))
        if strays or indicator.code in too_fine:  # of units not asked: SQL would add them
            continue
        by_child = {
            child: _with_expected(sums.get((indicator.code, child)), len(units))
            for child, units in expected.items()
        }
        gaps = _gaps(expected, reported.get(indicator.code, {})) if named else None
        found[indicator.code] = total_of_sums(
            indicator, unit_id, sums=by_child, context=context, gaps=gaps
        )
    return found


def _codes(indicator: Indicator, through: Period) -> tuple[str, ...]:
    if through.type is PeriodType.MONTH:
        return tuple(p.code for p in counted_periods(indicator, through))
    return (through.code,)


def _with_expected(found: figures.ChildSum | None, concerned: int) -> Sum:
    if found is None:
        return Sum(expected=concerned)
    one = found.total
    return Sum(one.n, one.d, one.reported, concerned - found.not_applicable, 0, one.conflicts)


def _gaps(expected: Mapping[str, Sequence[str]], reported: Mapping[str, bool]) -> dict[str, Gaps]:
    return {
        child: Gaps(
            tuple(unit for unit in units if unit not in reported),
            tuple(unit for unit in units if reported.get(unit)),
        )
        for child, units in expected.items()
    }


def expected_below(
    office: Office, indicator: Indicator, *, unit_id: str
) -> Mapping[str, tuple[str, ...]]:
    """Child unit id → ids of the units at or below it that the indicator concerns."""
    key = ("expected", "", indicator.applies, unit_id)
    return office.cached(key, lambda: _expected(office, indicator, unit_id=unit_id))


def _expected(office: Office, indicator: Indicator, *, unit_id: str) -> dict[str, tuple[str, ...]]:
    units, plan = office.units, office.plan
    return {
        child.id: tuple(u.id for u in plan.concerned(indicator, child.id, units=units))
        for child in units.children(unit_id)
    }


def _give_tree(office: Office, unit_id: str) -> None:
    def pairs() -> Iterable[tuple[str, str]]:
        for child in office.units.children(unit_id):
            yield child.id, child.id
            for town in office.units.children(child.id):
                yield town.id, child.id

    def give() -> bool:
        figures.set_tree(office.database, pairs())
        return True

    office.cached(("tree", "", unit_id), give)


def scores(office: Office, unit_id: str, *, through: Period) -> tuple[ItemScore, ...]:
    """Every work item's score with its arithmetic."""
    judged = {
        code: found.judged for code, found in totals(office, unit_id, through=through).items()
    }
    return score_items(office.plan, judged)
