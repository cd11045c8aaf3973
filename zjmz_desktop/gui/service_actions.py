"""The real office behind the window's protocol; each service is imported when it is first asked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zjmz_desktop.domain.batches import CellFound
from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.actions import BlockField, FieldPlace, OfficeLine, Place
from zjmz_desktop.service.opening import Opening
from zjmz_desktop.service.views import ChangeSet, FormView, MonthList, Saved, StepTyped

if TYPE_CHECKING:
    from zjmz_desktop.service.entering import Circumstances, FieldAt


class SavingActions:
    """Saving what is typed into an open office.

    Attributes:
        opening: the open store; its office is read when it is first needed.
    """

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    def save_field(self, field: FieldPlace, typed: str) -> Saved:
        """Save what was typed."""
        from zjmz_desktop.service import entering

        how = _how(field)
        return entering.save_field(self.opening.open_office, _at(field), typed=typed, how=how)

    def save_state(self, field: FieldPlace, state: str) -> Saved:
        """Set a kind of nothing."""
        from zjmz_desktop.service import entering

        how = _how(field)
        return entering.save_state(self.opening.open_office, _at(field), state=state, how=how)

    def save_step(self, field: FieldPlace, step: StepTyped) -> Saved:
        """Save a milestone's step, or what is decided outside."""
        from zjmz_desktop.service import entering

        how = _how(field)
        return entering.save_step(self.opening.open_office, _at(field), typed=step, how=how)

    def save_block(self, fields: Sequence[BlockField]) -> tuple[ChangeSet, tuple[CellFound, ...]]:
        """Save a pasted block as one act."""
        from zjmz_desktop.service import block_entering

        typed = [block_entering.FieldTyped(_at(one.field), one.typed, one.before) for one in fields]
        return block_entering.enter_block(self.opening.open_office, typed)

    def same_as_last(self, field: FieldPlace) -> Saved:
        """Copy the last period's figure."""
        from zjmz_desktop.service import entering

        return entering.same_as_last(self.opening.open_office, _at(field))


class ServiceActions(SavingActions):
    """Calls of one open office."""

    def office(self) -> OfficeLine:
        """Who and what is open."""
        from zjmz_desktop.service.users import written_name

        office = self.opening.open_office
        return OfficeLine(
            unit_id=office.unit.id,
            unit_name=office.unit.name,
            office_name=office.unit.office,
            user_name=written_name(office),
            folder=str(office.folder),
            plan_title=office.plan.title,
            periods=tuple(month(office.plan.year, number) for number in range(1, 13)),
            sample=office.sample,
        )

    def first_place(self) -> Place:
        """The own unit and the month in hand."""
        return Place(self.opening.open_office.unit.id, self.opening.open_office.month_in_hand())

    def units_in_sight(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of the own unit and of those below it."""
        from zjmz_desktop.service import entering

        return entering.units_in_sight(self.opening.open_office)

    def departments(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of the departments."""
        from zjmz_desktop.service import entering

        return entering.departments(self.opening.open_office)

    def month_list(
        self, place: Place, *, show: str, department: str = "", query: str = ""
    ) -> MonthList:
        """The navigation tree."""
        from zjmz_desktop.service import listing
        from zjmz_desktop.service.entering import UnitPeriod

        at = UnitPeriod(place.unit_id, place.period)
        return listing.month_list(
            self.opening.open_office, at, show=show, department=department, query=query
        )

    def form(self, code: str, place: Place) -> FormView:
        """One indicator's form."""
        from zjmz_desktop.service import forms
        from zjmz_desktop.service.entering import UnitPeriod

        return forms.form(
            self.opening.open_office, code, at=UnitPeriod(place.unit_id, place.period)
        )

    def keep_draft(self, field: FieldPlace, typed: str) -> None:
        """Keep typing against a crash."""
        from zjmz_desktop.service import entering

        entering.keep_draft(self.opening.open_office, _at(field), typed=typed)

    def drop_draft(self, field: FieldPlace) -> None:
        """Forget typing that was kept."""
        from zjmz_desktop.service import entering

        entering.drop_draft(self.opening.open_office, _at(field))

    def undo(self, focus: FieldPlace | None = None) -> ChangeSet:
        """Take the last change back; a draft that stands in the field in focus goes first."""
        from zjmz_desktop.service import undoing

        return undoing.undo(self.opening.open_office, focus=_at(focus) if focus else None)

    def redo(self) -> ChangeSet:
        """Do it again."""
        from zjmz_desktop.service import undoing

        return undoing.redo(self.opening.open_office)


def _how(field: FieldPlace) -> "Circumstances":
    from zjmz_desktop.service.entering import Circumstances

    return Circumstances(note=field.why or None, act=field.act or None)


def _at(field: FieldPlace) -> "FieldAt":
    from zjmz_desktop.service.entering import FieldAt

    return FieldAt(field.code, field.place.unit_id, field.place.period, field.part)
