"""What papers need beside figures and texts: returns, versions, months, the city; gathered from the store."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice

from zjmz_desktop.domain.annual_data import Months, Returned, VersionLine
from zjmz_desktop.domain.figure_versions import change_words
from zjmz_desktop.domain.periods import PeriodType, month, parse_period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Measure
from zjmz_desktop.domain.reviews import RETURNED
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.units import Level
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figure_versions import versions
from zjmz_desktop.service.month_series import months_of
from zjmz_desktop.service.returns import return_note
from zjmz_desktop.service.rolling import totals
from zjmz_desktop.store import cells, figures

_MOST_MONTH_CHARTS, _LEAST_MONTHS = 2, 6
_CHANGES = ("late", "correction")


class PapersGatherer:
    """Returns, versions, months and the city of one district through a month."""

    def __init__(self, office: Office, at: UnitPeriod) -> None:
        self._office, self._at = office, at
        units = office.units
        below = {u.id for u in units.by_id.values() if units.is_below(u.id, at.unit_id)}
        self._mine = sorted(below | {at.unit_id})
        parts, year = ("flash", "annual"), office.plan.year
        self._cells = cells.of_units(office.database, self._mine, parts=parts, year=year)

    # ---- returns ----

    def returned(self) -> dict[tuple[str, str], Returned]:
        """(indicator, unit) → the last 退改 that is not settled yet, with its answer."""
        found: dict[tuple[str, str], tuple[str, Returned]] = {}
        office, year = self._office, self._office.plan.year
        for stored in cells.saying(
            office.database, self._mine, part="review", text=RETURNED, year=year
        ):
            code = stored.cell.of
            if code not in office.plan.indicator_by_code or not self._counts(stored):
                continue
            place, order = (code, stored.cell.unit), (stored.cell.period or "")
            if place not in found or found[place][0] < order:
                found[place] = (order, self._returned(stored.cell))
        return {place: one for place, (_, one) in found.items()}

    def _returned(self, review: Cell) -> Returned:
        at = Cell(review.of, review.unit, "answer", review.year, review.period)
        answer = cells.one(self._office.database, at)
        said = (answer.value.text or "") if answer else ""
        return Returned(return_note(self._office, review).reason, said)

    # ---- versions ----

    def versions(self) -> tuple[VersionLine, ...]:
        """Figures whose versions differ, or that were corrected or came late, in the plan's order."""
        places = {(c.cell.of, c.cell.unit) for c in self._versioned()}
        order = {one.code: at for at, one in enumerate(self._office.plan.indicators)}
        told = sorted((p for p in places if p[0] in order), key=lambda p: (order[p[0]], p[1]))
        lines = (self._version(code, unit) for code, unit in told)
        return tuple(line for line in lines if line.differences or line.acts)

    def _versioned(self) -> Iterator[cells.StoredCell]:
        yield from self._parts("flash")
        yield from self._parts("annual")
        office, mine = self._office, frozenset(self._mine)
        changed = cells.of_acts(office.database, _CHANGES, year=office.plan.year)
        yield from (
            c for c in changed if c.cell.part == "value" and c.cell.unit in mine and self._counts(c)
        )

    def _version(self, code: str, unit: str) -> VersionLine:
        measured = self._office.plan.indicator(code).unit
        told = versions(self._office, code, unit_id=unit, period=self._at.period)
        acts = tuple(
            parse_period(act.period).title
            + change_words(act.act, before=act.before, after=act.value, unit=measured)
            for act in told.acts
            if parse_period(act.period).last_on <= self._at.period.last_on
        )
        return VersionLine(code, unit, told.differences, acts)

    def _parts(self, part: str) -> Iterator[cells.StoredCell]:
        """Cells of a part up to the month; those of the year count from its end on."""
        return filter(self._counts, self._cells[part])

    def _counts(self, stored: cells.StoredCell) -> bool:
        period = stored.cell.period
        return bool(period) and parse_period(period).last_on <= self._at.period.last_on

    # ---- the city ----

    def city(self) -> Mapping[str, Total]:
        """Indicator → the city's total; only at the city, where the other units' figures are."""
        city = self._office.units.parent(self._at.unit_id)
        if city is None or self._office.unit.level is not Level.CITY:
            return {}
        return totals(self._office, city.id, through=self._at.period)

    # ---- months ----

    def months(self) -> tuple[Months, ...]:
        """Indicators whose months can best be set beside last year's, at most two."""
        asked = (
            one
            for one in self._office.plan.indicators
            if one.entry is Entry.NUMBER
            and one.measure is Measure.FLOW
            and one.period is PeriodType.MONTH
            and one.source is None
        )
        found = (months_of(self._office, one, at=self._at) for one in asked if self._has_years(one))
        whole = (m for m in found if min(_known(m.this_year), _known(m.last_year)) >= _LEAST_MONTHS)
        return tuple(islice(whole, _MOST_MONTH_CHARTS))

    def _has_years(self, one: Indicator) -> bool:
        """Whether enough months of last year were typed at all; mostly none were, and that is soon seen."""
        year = self._at.period.year
        periods = tuple(month(year - 1, n).code for n in range(1, 13))
        asked = figures.Asked(one.code, periods)
        told = figures.periods_told(self._office.database, self._office.plan.year, asked=asked)
        return len(set().union(*told.values())) >= _LEAST_MONTHS


def _known(values: tuple[Fraction | None, ...]) -> int:
    return sum(value is not None for value in values)
