"""The office behind the window before it is read: the first paint asks for no more than was kept."""

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.actions import OfficeLine, Place
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.service.views import FormView, MonthList


class FirstActions(ServiceActions):
    """Answers from the first screen kept in the store; whatever else is asked has the office read."""

    def office(self) -> OfficeLine:
        """Who and what is open."""
        first = self.opening.first
        if first is None:
            return super().office()
        return OfficeLine(
            unit_id=first.unit_id,
            unit_name=first.unit_name,
            office_name=first.office_name,
            user_name=first.user_name,
            folder=str(self.opening.folder),
            plan_title=first.plan_title,
            periods=tuple(month(first.year, number) for number in range(1, 13)),
            sample=first.sample,
        )

    def first_place(self) -> Place:
        """The own unit and the month in hand."""
        first = self.opening.first
        return super().first_place() if first is None else Place(first.unit_id, first.period)

    def units_in_sight(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of the own unit and of those below it."""
        first = self.opening.first
        return super().units_in_sight() if first is None else first.units

    def departments(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of the departments."""
        first = self.opening.first
        return super().departments() if first is None else first.departments

    def month_list(
        self, place: Place, *, show: str, department: str = "", query: str = ""
    ) -> MonthList:
        """The navigation tree."""
        first = self.opening.first
        asked = (place, show, department, query)
        if first is not None and asked == (self.first_place(), "due", "", ""):
            return first.month
        return super().month_list(place, show=show, department=department, query=query)

    def form(self, code: str, place: Place) -> FormView:
        """One indicator's form."""
        first = self.opening.first
        kept = first.form if first is not None else None
        if kept is not None and (code, place) == (kept.code, self.first_place()):
            return kept
        return super().form(code, place)
