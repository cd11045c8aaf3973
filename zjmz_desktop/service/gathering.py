"""Gathers from the store what a summary is written from."""

from collections.abc import Mapping

from zjmz_desktop.domain.annual_data import Facility, StepLine
from zjmz_desktop.domain.annual_phrases import NO_DECISION
from zjmz_desktop.domain.figures import Origin
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.registers import Row, title_of, town_of
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.row_checks import show_field
from zjmz_desktop.domain.values import BLANK, State
from zjmz_desktop.service.cell_figures import occurrences, through_period
from zjmz_desktop.service.comparing import unlike_last_year
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.forecasting import Forecast, last_estimates
from zjmz_desktop.service.milestones import decision_line, step_lines
from zjmz_desktop.service.register_readings import counting_unit, readings, rows_of
from zjmz_desktop.service.rolling import total_last_year, totals
from zjmz_desktop.store import cells


class Gatherer:
    """Figures, texts, steps and origins of one district and month."""

    def __init__(self, office: Office, at: UnitPeriod) -> None:
        self.office = office
        self.unit_id = unit_id = at.unit_id
        self.through = at.period
        self.totals: Mapping[str, Total] = totals(office, unit_id, through=at.period)
        below = {u.id for u in office.units.by_id.values() if office.units.is_below(u.id, unit_id)}
        self.mine = below | {unit_id}
        parts = ("note", "check", "estimate")
        self._cells = cells.of_units(
            office.database, sorted(self.mine), parts=parts, year=office.plan.year
        )

    def last_year(self) -> dict[str, Total]:
        """Indicator → the same a year before."""
        office, unit, through = self.office, self.unit_id, self.through
        return {
            i.code: total_last_year(office, i, unit_id=unit, through=through)
            for i in office.plan.indicators
        }

    def unlike(self) -> dict[str, str]:
        """Indicator → why it is not compared with last year, where months are not filled alike."""
        office, unit, through = self.office, self.unit_id, self.through
        found = {
            i.code: unlike_last_year(office, i, unit_id=unit, through=through)
            for i in office.plan.indicators
        }
        return {code: words for code, words in found.items() if words}

    def texts_of(self, part: str) -> dict[tuple[str, str], str]:
        """(indicator, unit) → the latest 情况说明 or 审核说明 up to the month."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for one in self._cells[part]:
            place, text = (one.cell.of, one.cell.unit), one.value.text
            order = _order(one.cell.period or "")
            if text and order <= _order(self.through.code):
                found[place] = max(found.get(place, ("", "")), (order, text))
        return {place: text for place, (_, text) in found.items()}

    def forecast(self) -> Forecast:
        """预计全年 by the estimates of this unit and those below it."""
        last = last_estimates(self._cells["estimate"], through=self.through)
        return Forecast(self.office.plan, last, totals=self.totals)

    def steps(self) -> dict[str, tuple[StepLine, ...]]:
        """Milestone → the district's steps, with those it has not begun."""
        return {
            i.code: step_lines(self.office, i, unit_id=self.unit_id, through=self.through)
            for i in self.office.plan.indicators
            if i.steps
        }

    def decisions(self) -> dict[str, str]:
        """What was decided outside by the month, in words."""
        found = {
            i.code: decision_line(self.office, i, unit_id=self.unit_id, through=self.through)
            for i in self.office.plan.indicators
        }
        return {
            code: line.state
            for code, line in found.items()
            if line is not None and line.state != NO_DECISION
        }

    def narratives(self) -> dict[str, str]:
        """The district's own text of the last period due."""
        found = {}
        for one in self.office.plan.indicators:
            if one.entry is not Entry.NARRATIVE:
                continue
            period = through_period(one, self.through).code
            for stored in cells.of_form(self.office.database, one.code, unit=self.unit_id):
                if stored.cell.part == "value" and stored.cell.period == period:
                    found[one.code] = stored.value.text or ""
        return {code: text for code, text in found.items() if text}

    def people(self) -> dict[str, int]:
        """Activity → people (or, lacking that, times) of its occurrences here."""
        activities = (i for i in self.office.plan.indicators if i.entry is Entry.ACTIVITY)
        return {one.code: self._people(one) for one in activities}

    def _people(self, one: Indicator) -> int:
        total = 0
        for row in occurrences(self.office, one, through=self.through):
            value = row.fields.get("people") or row.fields.get("times") or BLANK
            if row.keeper in self.mine and value.n is not None:
                total += int(value.n)
        return total

    def not_begun(self) -> tuple[tuple[str, str], ...]:
        """(indicator, unit) reported as 未开展."""
        return tuple(
            (one.code, unit)
            for one in self.office.plan.indicators
            for unit, figure in figures_through(self.office, one, through=self.through).items()
            if figure.not_begun and unit in self.mine
        )

    def origins(self) -> dict[tuple[str, str], str]:
        """(indicator, unit) → label of a figure that is not all typed or counted there."""
        return {
            (one.code, unit): figure.origin_words
            for one in self.office.plan.indicators
            for unit, figure in figures_through(self.office, one, through=self.through).items()
            if unit in self.mine and figure.comes_from(Origin.ADOPTED, Origin.PROXY)
        }

    def working_choices(self) -> dict[str, str]:
        """Question → words of the choice that figures were made with."""
        return {
            q.code: q.labels[self.office.choices.get(q.code, next(iter(q.choices)))]
            for q in self.office.plan.questions
        }


class RowsGatherer:
    """Names and facilities behind counted register rows of one district and month."""

    def __init__(self, office: Office, at: UnitPeriod) -> None:
        self._office = office
        self._through = at.period
        below = (u.id for u in office.units.by_id.values())
        self._mine = {u for u in below if office.units.is_below(u, at.unit_id)} | {at.unit_id}

    def names(self) -> dict[str, tuple[str, ...]]:
        """Indicator → names of its counted rows, for small counts of facilities and deeds."""
        found = {}
        for one in self._office.plan.indicators:
            if one.source is None or one.is_rate:
                continue
            register = self._office.plan.register(one.source.register)
            if register.personal:
                continue
            rows = {row.id: row for row in rows_of(self._office, register.code)}
            counted = self._counted(one)
            found[one.code] = tuple(title_of(rows[row], register) for row in counted if row in rows)
        return found

    def _counted(self, one: Indicator) -> list[str]:
        read = readings(self._office, one, period=self._through)
        return [row for unit, found in read.items() if unit in self._mine for row in found.counted]

    def facilities(self) -> tuple[Facility, ...]:
        """New facilities of the year: counted rows of registers that know address and area."""
        found: list[Facility] = []
        for one in self._office.plan.indicators:
            if one.source is None or one.target is None or one.is_rate:
                continue
            register = self._office.plan.register(one.source.register)
            if register.personal or "address" not in register.field_by_code:
                continue
            rows = {row.id: row for row in rows_of(self._office, register.code)}
            found += (self._facility(one, rows[row]) for row in self._counted(one) if row in rows)
        return tuple(found)

    def _facility(self, one: Indicator, row: Row) -> Facility:
        register = self._office.plan.register(row.register)
        units = self._office.units_at(self._through.last_on)

        def text(*codes: str) -> str:
            for code in codes:
                field = register.field_by_code.get(code)
                value = row.fields.get(code, BLANK)
                if field and value.state is State.VALUE:
                    return show_field(field, value, units=units)
            return ""

        town = units.by_id.get(town_of(row))
        place = (
            town.name if town else units.get(counting_unit(one.level, row=row, units=units)).name
        )
        return Facility(
            register.name,
            title_of(row, register),
            place,
            text("address"),
            text("usable_area_m2", "area_m2"),
            text("opened_on", "accepted_on", "graded_on"),
        )


def _order(code: str) -> str:
    """A key by which periods of one year sort by their end."""
    period = parse_period(code)
    return f"{period.year}{period.last_month:02d}"
