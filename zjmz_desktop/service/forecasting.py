"""预计全年 of a unit and those below it, as last estimated up to a month."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.values import reaches
from zjmz_desktop.store.cells import StoredCell


def last_estimates(
    written: Iterable[StoredCell], *, through: Period
) -> dict[str, dict[str, Decimal]]:
    """Indicator → unit → its last estimate up to a month."""
    found: dict[str, dict[str, tuple[int, Decimal]]] = {}
    for one in written:
        month = parse_period(one.cell.period or "").last_month
        if one.value.n is not None and month <= through.last_month:
            by_unit = found.setdefault(one.cell.of, {})
            unit = one.cell.unit
            by_unit[unit] = max(by_unit.get(unit, (0, Decimal(0))), (month, one.value.n))
    return {code: {unit: n for unit, (_, n) in by_unit.items()} for code, by_unit in found.items()}


class Forecast:
    """What one unit expects for the year."""

    def __init__(
        self, plan: Plan, last: Mapping[str, Mapping[str, Decimal]], *, totals: Mapping[str, Total]
    ) -> None:
        self._plan, self._totals = plan, totals
        self._last = {code: told for code, told in last.items() if code in totals}

    def estimates(self) -> dict[str, Decimal]:
        """Indicator → the unit's own estimate, else those of all below it added up.

        A sum that lacks a unit is no estimate of the year; of rates only the unit's own is one.
        """
        found = {code: self._of_the_year(code, told) for code, told in self._last.items()}
        return {code: n for code, n in found.items() if n is not None}

    def _of_the_year(self, code: str, told: Mapping[str, Decimal]) -> Decimal | None:
        total = self._totals[code]
        if total.unit in told:
            return told[total.unit]
        asked = [child.unit for child in _concerned(total)]
        if self._plan.indicator(code).is_rate or not asked or not set(asked) <= set(told):
            return None
        return sum((told[unit] for unit in asked), Decimal(0))

    def will_reach(self) -> dict[str, tuple[int, int]]:
        """Indicator that each unit must reach → units that will, of units concerned; if all is known."""
        found = {}
        for code, told in self._last.items():
            asked = _concerned(self._totals[code]) if self._totals[code].judged.reaching else []
            known = [self._will(code, child, estimate=told.get(child.unit)) for child in asked]
            if known and None not in known:
                found[code] = (known.count(True), len(known))
        return found

    def _will(self, code: str, child: Total, *, estimate: Decimal | None) -> bool | None:
        target = self._plan.indicator(code).target
        if child.judged.met or target is None:
            return True
        if estimate is None:
            return None
        asked = child.judged.target or target.value
        return reaches(Fraction(estimate), target.operator, target=Fraction(asked))


def _concerned(total: Total) -> list[Total]:
    return [child for child in total.children if child.sum.expected]
