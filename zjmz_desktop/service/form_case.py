"""What one form is made from."""

from collections.abc import Mapping

from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod, period_for
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.locking import lock_words
from zjmz_desktop.service.rolling import judging, total
from zjmz_desktop.store import cells
from zjmz_desktop.store.cells import Draft, DraftAt, StoredCell


class FormCase:
    """What one form is made from, read once; nothing is written."""

    def __init__(self, office: Office, indicator: Indicator, *, at: UnitPeriod) -> None:
        self.office = office
        self.indicator = indicator
        self.unit = office.units.get(at.unit_id)
        self.period = period_for(indicator, at.period)
        self.through = month(office.plan.year, self.period.last_month)
        cells_here = cells.of_form(office.database, indicator.code, unit=self.unit.id)
        year = office.plan.year
        self.stored = {(c.cell.part, c.cell.period): c for c in cells_here if c.cell.year == year}
        self.knows_last_year = any(c.cell.year == year - 1 for c in cells_here)
        self.drafts = self.drafts_in(self.period)
        self.total = total(office, indicator, unit_id=self.unit.id, through=self.through)
        self.units = judging(office, self.through).units

    @property
    def is_above(self) -> bool:
        """Whether the unit stands above those that fill the indicator."""
        return bool(self.total.children)

    def drafts_in(self, period: Period) -> Mapping[str, Draft]:
        """What this user typed there and has not saved, by part."""
        place = DraftAt(self.indicator.code, self.unit.id, period.code, self.office.user)
        return cells.drafts(self.office.database, place)

    def cell(self, part: str, period: str = "") -> StoredCell | None:
        """One of the unit's cells in the period shown (or another)."""
        return self.stored.get((part, period or self.period.code))

    @property
    def note(self) -> str:
        """情况说明 of the period."""
        stored = self.cell("note")
        return (stored.value.text if stored else None) or ""

    def figure(self) -> Figure | None:
        """The unit's own cumulative figure."""
        return figures_through(self.office, self.indicator, through=self.through).get(self.unit.id)

    def why_not_editable(self) -> str:
        """Why the form has no fields for this unit, "" when it has."""
        office, one, unit = self.office, self.indicator, self.unit
        concerned = office.plan.concerned(one, unit.id, units=office.units)
        if unit.id not in {u.id for u in concerned}:
            if not concerned:
                return f"本指标不适用于{unit.name}。"
            return f"由{one.level.words}填报，{unit.name}这里看汇总。"
        below = office.units.is_below(unit.id, office.unit.id)
        if unit.id != office.unit.id and not below:
            return f"由{unit.name}自己填报。"
        own = self.cell("value")
        if unit.id != office.unit.id and own is not None and own.value.state is not State.BLANK:
            return f"{unit.name}已自己填报本期数，不能再代报。要改请{unit.name}更正。"
        return ""

    def lock(self) -> str:
        """Why the form's own fields can only be read: the month is submitted, or the year closed."""
        if self.unit.id != self.office.unit.id or self.indicator.entry is Entry.MILESTONE:
            return ""
        year, period = self.office.plan.year, self.period.code
        cell = Cell(self.indicator.code, self.unit.id, "value", year, period)
        return lock_words(self.office, cell)
