"""The real office behind the window's protocol. Import it late: it brings the store."""

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.actions import FieldPlace, OfficeLine, Place
from zjmz_desktop.service import entering, forms, listing, undoing
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.views import ChangeSet, FormView, MonthList, Saved, StepTyped


class ServiceActions:
    """Calls of one open office.

    Attributes:
        open_office: the office itself, for pages that need more than this.
    """

    def __init__(self, office: Office) -> None:
        self.open_office = office

    def office(self) -> OfficeLine:
        """Who and what is open."""
        office = self.open_office
        return OfficeLine(
            unit_id=office.unit.id,
            unit_name=office.unit.name,
            office_name=office.unit.office,
            user_name=office.user_name,
            folder=str(office.folder),
            plan_title=office.plan.title,
            periods=tuple(month(office.plan.year, number) for number in range(1, 13)),
            sample=office.sample,
        )

    def first_place(self) -> Place:
        """The own unit and the month in hand."""
        return Place(self.open_office.unit.id, self.open_office.month_in_hand())

    def units_in_sight(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of the own unit and of those below it."""
        return entering.units_in_sight(self.open_office)

    def departments(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of the departments."""
        return entering.departments(self.open_office)

    def month_list(
        self, place: Place, *, show: str, department: str = "", query: str = ""
    ) -> MonthList:
        """The navigation tree."""
        at = UnitPeriod(place.unit_id, place.period)
        return listing.month_list(
            self.open_office, at, show=show, department=department, query=query
        )

    def form(self, code: str, place: Place) -> FormView:
        """One indicator's form."""
        return forms.form(self.open_office, code, at=UnitPeriod(place.unit_id, place.period))

    def save_field(self, field: FieldPlace, typed: str) -> Saved:
        """Save what was typed."""
        return entering.save_field(self.open_office, _at(field), typed=typed)

    def save_state(self, field: FieldPlace, state: str) -> Saved:
        """Set a kind of nothing."""
        return entering.save_state(self.open_office, _at(field), state=state)

    def save_step(self, field: FieldPlace, step: StepTyped) -> Saved:
        """Save a milestone's step, or what is decided outside."""
        return entering.save_step(self.open_office, _at(field), typed=step)

    def same_as_last(self, field: FieldPlace) -> Saved:
        """Copy the last period's figure."""
        return entering.same_as_last(self.open_office, _at(field))

    def keep_draft(self, field: FieldPlace, typed: str) -> None:
        """Keep typing against a crash."""
        entering.keep_draft(self.open_office, _at(field), typed=typed)

    def drop_draft(self, field: FieldPlace) -> None:
        """Forget typing that was kept."""
        entering.drop_draft(self.open_office, _at(field))

    def undo(self, focus: FieldPlace | None = None) -> ChangeSet:
        """Take the last change back; a draft that stands in the field in focus goes first."""
        return undoing.undo(self.open_office, focus=_at(focus) if focus else None)

    def redo(self) -> ChangeSet:
        """Do it again."""
        return undoing.redo(self.open_office)


def _at(field: FieldPlace) -> FieldAt:
    return FieldAt(field.code, field.place.unit_id, field.place.period, field.part)
