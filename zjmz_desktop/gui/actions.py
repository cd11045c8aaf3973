"""What the window may ask of an office: the service's calls behind one small protocol.

The window knows only this; the real service and the canned office of the tests both fit it.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from zjmz_desktop.domain.batches import CellFound
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.service.views import ChangeSet, FormView, MonthList, Saved, StepTyped


class Place(NamedTuple):
    """Whose figures of which period lie open."""

    unit_id: str
    period: Period


class FieldPlace(NamedTuple):
    """One field of one form; `place` has the form's own period (a quarter, a half …).

    Attributes:
        act: late or correction where a submitted month is mended, else "".
        why: the reason of the act.
    """

    code: str
    part: str
    place: Place
    act: str = ""
    why: str = ""


class BlockField(NamedTuple):
    """What a pasted block has for one field; `before` is what the field shows."""

    field: FieldPlace
    typed: str | StepTyped
    before: str


class OfficeLine(NamedTuple):
    """Who and what is open, for the header and the status line.

    Attributes:
        unit_name: 高资街道.
        office_name: 丹徒区民政局.
        user_name: who sits before it, "" where no name is written.
        folder: where the store lies.
        plan_title: 2018年全市民政工作要点.
        periods: the months that can be opened, in order.
        sample: whether the figures are invented.
    """

    unit_id: str
    unit_name: str
    office_name: str
    user_name: str
    folder: str
    plan_title: str
    periods: tuple[Period, ...]
    sample: bool


class Actions(Protocol):
    """Everything the main window can have done. Refusals are raised as `ZjmzError`."""

    def office(self) -> OfficeLine:
        """Who and what is open."""

    def first_place(self) -> Place:
        """What to open at the start: the own unit, the month being filled."""

    def units_in_sight(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of the own unit and of those below it."""

    def departments(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of the departments."""

    def month_list(
        self, place: Place, *, show: str, department: str = "", query: str = ""
    ) -> MonthList:
        """The navigation tree; `show` is due, todo, behind or all."""

    def form(self, code: str, place: Place) -> FormView:
        """One indicator's form."""

    def save_field(self, field: FieldPlace, typed: str) -> Saved:
        """Save what was typed; empty clears."""

    def save_state(self, field: FieldPlace, state: str) -> Saved:
        """Set a kind of nothing: blank, not_applicable, not_begun."""

    def save_step(self, field: FieldPlace, step: StepTyped) -> Saved:
        """Save a milestone's step, or what is decided outside."""

    def save_block(self, fields: Sequence[BlockField]) -> tuple[ChangeSet, tuple[CellFound, ...]]:
        """Save a pasted block, field after field, as one act; what became of each."""

    def same_as_last(self, field: FieldPlace) -> Saved:
        """无变化: copy the last period's value."""

    def keep_draft(self, field: FieldPlace, typed: str) -> None:
        """Keep typing that is not saved yet against a crash."""

    def drop_draft(self, field: FieldPlace) -> None:
        """Forget typing that was kept: the field goes back to what is saved."""

    def undo(self, focus: FieldPlace | None = None) -> ChangeSet:
        """Take the last change back; a draft that stands in the field in focus goes first."""

    def redo(self) -> ChangeSet:
        """Do it again."""
