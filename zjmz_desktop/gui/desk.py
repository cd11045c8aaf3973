"""What lies open in front of the clerk, and the one signal that all pages redraw from."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from zjmz_desktop.domain.batches import CellFound
from zjmz_desktop.domain.errors import StoreError, ZjmzError
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.gui.actions import Actions, BlockField, FieldPlace, Place
from zjmz_desktop.gui.waiting import busy_pointer
from zjmz_desktop.service.views import LAST_YEAR, ChangeSet, FormView, MonthList, Saved, StepTyped

NOTHING = ChangeSet()


class Desk(QObject):
    """The open office, unit and period; every write of the window goes through here.

    Attributes:
        is_big: whether the act that would be taken back now (or done again: False) is too big to wait
            for; a draft in a field goes first. Set by whoever hears `big_step_asked`.

    Signals:
        changed: a `ChangeSet` was written; pages redraw what it concerns.
        drafted: typing was kept or dropped without a write; the tree shows it.
        moved: another unit or period lies open, or another user sits before it.
        refused: the sentence of a call that was refused.
        written: path of a file that was written; it is offered to open its folder.
        told: something to say in a toast, and whether 撤销 is offered with it.
        register_wanted: code of the register that is to be shown.
        form_wanted: code of the indicator whose form is to be shown, of what lies open.
        big_step_asked: an act is to be taken back (or done again: False) that is too big to wait for.
    """

    changed = Signal(object)
    drafted = Signal()
    moved = Signal()
    refused = Signal(str)
    written = Signal(str)
    told = Signal(str, bool)
    form_wanted = Signal(str)
    register_wanted = Signal(str)
    big_step_asked = Signal(bool)

    def __init__(self, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actions = actions
        self.is_big: Callable[..., bool] = _never
        self._place = actions.first_place()

    @property
    def place(self) -> Place:
        """Whose figures of which period lie open."""
        return self._place

    def open_unit(self, unit_id: str) -> None:
        """Lay another unit's figures open."""
        self._move(Place(unit_id, self._place.period))

    def open_period(self, period: Period) -> None:
        """Lay another month open."""
        self._move(Place(self._place.unit_id, period))

    def open_place(self, place: Place) -> None:
        """Lay another unit's other month open."""
        self._move(place)

    def open_neighbour(self, step: int) -> None:
        """Lay the month before (-1) or after (1) open, where there is one."""
        periods = self.actions.office().periods
        if self._place.period in periods:
            at = periods.index(self._place.period) + step
            if 0 <= at < len(periods):
                self.open_period(periods[at])

    def month_list(self, *, show: str, department: str, query: str) -> MonthList | None:
        """The tree for what lies open, or None when it was refused."""
        try:
            return self.actions.month_list(
                self._place, show=show, department=department, query=query
            )
        except ZjmzError as error:
            self.refused.emit(error.message)
            return None

    def form(self, code: str) -> FormView | None:
        """The form for what lies open, or None when it was refused."""
        try:
            return self.actions.form(code, self._place)
        except ZjmzError as error:
            self.refused.emit(error.message)
            return None

    def write(self, call: Callable[[], Saved]) -> Saved:
        """Make a saving call and tell everybody what it changed."""
        try:
            saved = call()
        except ZjmzError as error:
            self.refused.emit(error.message)
            return Saved(NOTHING, "", error.message, failed=isinstance(error, StoreError))
        if saved.changes:
            self.changed.emit(saved.changes)
        return saved

    def undo(self, focus: FieldPlace | None = None) -> None:
        """Take the last change back, or say that there is none; a draft in `focus` goes first."""
        if self.is_big(True, focus=focus):
            self.big_step_asked.emit(True)
        else:
            self._step(partial(self.actions.undo, focus), back=True)

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.is_big(False, focus=None):
            self.big_step_asked.emit(False)
        else:
            self._step(self.actions.redo, back=False)

    def say_stepped(self, changes: ChangeSet, *, back: bool) -> None:
        """An act was taken back, or done again: tell everybody; empty changes: there was none."""
        done = "撤销" if back else "重做"
        if changes:
            self.changed.emit(changes)
        self.told.emit(f"已{done}。" if changes else f"没有可以{done}的改动。", False)

    def say_not_done(self, sentence: str) -> None:
        """Long work ended without a change: refused with a sentence, or, with "", called off."""
        if sentence:
            self.refused.emit(sentence)
        else:
            self.told.emit("已取消，没有改动任何数据。", False)

    def _step(self, call: Callable[[], ChangeSet], *, back: bool) -> None:
        try:
            with busy_pointer():
                changes = call()
        except ZjmzError as error:
            self.refused.emit(error.message)
            return
        self.say_stepped(changes, back=back)

    def _move(self, place: Place) -> None:
        if place != self._place:
            self._place = place
            self.moved.emit()


def _never(back: bool, *, focus: FieldPlace | None) -> bool:
    del back, focus
    return False


class OpenForm(QObject):
    """One form's way to the service; it keeps the unit and period it was opened at.

    A field that is left late still saves to its own unit and period.

    Attributes:
        act: late or correction while a submitted month is mended, else "".
        why: the reason of the act.

    Signals:
        drafted: a field was left and nothing was written (refused, or half of a pair).
    """

    drafted = Signal(str)

    def __init__(self, desk: Desk, view: FormView, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._code = view.code
        self._place = Place(view.unit_id, view.period)
        self.act, self.why = "", ""

    @property
    def code(self) -> str:
        """The indicator."""
        return self._code

    @property
    def place(self) -> Place:
        """The form's unit and its own period (a quarter, where the month shown ends one)."""
        return self._place

    def save(self, part: str, typed: str) -> Saved:
        """Save what was typed in a field."""
        actions, at = self._desk.actions, self.at(part)
        return self._written(part, lambda: actions.save_field(at, typed))

    def save_state(self, part: str, state: str) -> Saved:
        """Set a kind of nothing."""
        actions, at = self._desk.actions, self.at(part)
        return self._written(part, lambda: actions.save_state(at, state))

    def save_step(self, part: str, step: StepTyped) -> Saved:
        """Save a milestone's step, or what is decided outside."""
        actions, at = self._desk.actions, self.at(part)
        return self._written(part, lambda: actions.save_step(at, step))

    def save_block(
        self, fields: Sequence[tuple[str, str | StepTyped, str]]
    ) -> tuple[CellFound, ...] | None:
        """Save a pasted block: (part, typed, what is shown) in order; None where the disk refused."""
        asked = [BlockField(self.at(part), typed, before) for part, typed, before in fields]
        try:
            changes, found = self._desk.actions.save_block(asked)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return None
        if changes:
            self._desk.changed.emit(changes)
        self._say_drafted("")
        return found

    def same_as_last(self, part: str) -> Saved:
        """Copy the last period's value."""
        actions, at = self._desk.actions, self.at(part)
        return self._written(part, lambda: actions.same_as_last(at))

    def tell(self, text: str) -> None:
        """Say what was done, with 撤销."""
        self._desk.told.emit(text, True)

    def keep_draft(self, part: str, typed: str) -> None:
        """Keep typing against a crash; a draft that can't be kept is no reason to stop typing."""
        try:
            self._desk.actions.keep_draft(self.at(part), typed)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)

    def drop_draft(self, part: str) -> None:
        """Forget what was kept: the field goes back to what is saved."""
        try:
            self._desk.actions.drop_draft(self.at(part))
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
        self._say_drafted(part)

    def _say_drafted(self, part: str) -> None:
        self.drafted.emit(part)
        self._desk.drafted.emit()

    def at(self, part: str) -> FieldPlace:
        """Where a field of the form is kept: 上年同期 is the figure of last year's period."""
        if not part.startswith(LAST_YEAR):
            return FieldPlace(self._code, part, self._place, self.act, self.why)
        before = Place(self._place.unit_id, self._place.period.last_year())
        return FieldPlace(self._code, part.removeprefix(LAST_YEAR), before)

    def _written(self, part: str, call: Callable[[], Saved]) -> Saved:
        saved = self._desk.write(call)
        if not saved.changes and not saved.failed:
            self._say_drafted(part)
        return saved
