"""The cards of a form: entry with findings and progress, note, register, units below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.gui.actions import FieldPlace
from zjmz_desktop.gui.desk import Desk, OpenForm
from zjmz_desktop.gui.forms.field import FieldEditor
from zjmz_desktop.gui.forms.form_parts import ProgressPart, RegisterCard
from zjmz_desktop.gui.forms.last_year_part import LastYearPart
from zjmz_desktop.gui.forms.lock_bar import LockBar
from zjmz_desktop.gui.forms.problem_box import ProblemBoxes
from zjmz_desktop.gui.forms.registry import editor_for
from zjmz_desktop.gui.forms.towns_card import TownsCard
from zjmz_desktop.gui.forms.typed_fields import TextField
from zjmz_desktop.gui.widgets.cards import Card, rule
from zjmz_desktop.service.views import FieldView, FormView


class FormBody(QWidget):
    """Everything under a form's heading, made anew for each form.

    Attributes:
        keeper: the form's way to the service.
        lock_bar: why nothing can be typed, and the ways on.

    Signals:
        register_opened: 打开底册, with the register's code.
        unit_opened: a unit below was chosen.
        unfolded: fields that were folded away came into sight.
    """

    unfolded = Signal()
    register_opened = Signal(str)
    unit_opened = Signal(str)

    def __init__(self, desk: Desk, view: FormView) -> None:
        super().__init__()
        self.keeper = OpenForm(desk, view, parent=self)
        self.lock_bar = LockBar()
        self._entry = editor_for(self.keeper, view)
        self._last_year = LastYearPart(self.keeper, view.last_year)
        self._problems = ProblemBoxes(self.keeper)
        self._progress = ProgressPart()
        self._register = RegisterCard()
        self._towns = TownsCard()
        self._own = view.unit_id == desk.actions.office().unit_id
        self._note = TextField(self.keeper, _note_of(view))
        self._note_card = Card()
        self._lay_out()
        self._entry.entered.connect(self._on_entered)
        self._last_year.entered.connect(self._on_entered)
        self._last_year.opened.connect(self.unfolded)
        self._problems.entered.connect(self._on_entered)
        self._register.opened.connect(self.register_opened)
        self._towns.unit_opened.connect(self.unit_opened)
        self.show_view(view)

    def show_view(self, view: FormView) -> None:
        """Redraw in place."""
        self._entry.show_view(view)
        self._last_year.show_views(view.last_year)
        self._problems.show_problems(view.problems, view.reasons)
        self._show_lock(view)
        self._progress.show_view(view.progress)
        self._register.setVisible(view.register is not None)
        if view.register is not None:
            self._register.show_summary(view.register)
        self._towns.setVisible(bool(view.towns))
        if view.towns:
            self._towns.show_lines(view.towns, view.reported_text)
        self._note.show_view(_note_of(view))
        self._note_card.setVisible(self._own or bool(view.note))
        self._mark(view)

    def add_card(self, card: QWidget) -> None:
        """A further card: beside the note, or below where the register's card stands there."""
        if self._register.isHidden():
            self._row.addWidget(card, 1)
        else:
            self._column.addWidget(card)

    def fields(self) -> list[FieldEditor]:
        """All fields in the order of typing."""
        note = [self._note] if self._own else []
        return [*self._entry.fields, *self._last_year.fields, *self._problems.fields, *note]

    def inputs(self) -> list[QWidget]:
        """What can be typed into, in order; computed fields are skipped."""
        found = (widget for field in self.fields() for widget in field.inputs())
        return [widget for widget in found if widget.isEnabledTo(self)]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order: the inputs, and the way to those that are folded away."""
        found = self.inputs()
        way_in = self._last_year.way_in
        if way_in is not None:
            found.insert(sum(len(f.inputs()) for f in self._entry.fields), way_in)
        return found

    def place_in_focus(self) -> FieldPlace | None:
        """Where the field in focus is kept, None where none is in focus."""
        now = QApplication.focusWidget()
        parts = (f.part for f in self.fields() if now in f.inputs())
        return next((self.keeper.at(part) for part in parts), None)

    def first(self) -> QWidget | None:
        """Where the cursor goes: the first open field, else the way into the register."""
        entered = [w for field in self._entry.fields for w in field.inputs() if w.isEnabledTo(self)]
        if not entered and not self._register.isHidden():
            return self._register.way_in
        return next(iter(self.inputs()), None)

    def commit(self) -> None:
        """Save every field that is not saved yet."""
        for field in self.fields():
            field.commit()

    def input_of(self, part: str) -> QWidget | None:
        """The first input of a field, or None."""
        return next((w for f in self.fields() if f.part == part for w in f.inputs()), None)

    def next_problem(self) -> QWidget | None:
        """The next input with a problem after the one in focus, or None."""
        inputs = self.inputs()
        now = QApplication.focusWidget()
        start = inputs.index(now) + 1 if now in inputs else 0
        faulty = {w for f in self.fields() if _is_faulty(f) for w in f.inputs()[:1]}
        return next((w for w in inputs[start:] if w in faulty), None)

    def _lay_out(self) -> None:
        self._note_card.body.addWidget(self._note)
        self._note_card.body.addStretch(1)
        self._note.set_lines(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.lock_bar)
        card = Card()
        card.body.setSpacing(10)
        for part in (self._entry, self._last_year, self._problems, rule(), self._progress):
            card.body.addWidget(part)
        column.addWidget(card)
        column.addWidget(self._towns)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self._note_card, 1)
        self._row.addWidget(self._register, 1)
        column.addLayout(self._row)
        self._column = column

    def _show_lock(self, view: FormView) -> None:
        """Why nothing can be typed, or that it is typed for another unit; what is locked is read only."""
        keeper, proxy = self.keeper, view.editable and not self._own and bool(view.fields)
        self.lock_bar.show_view(view, proxy=proxy, act=keeper.act, why=keeper.why)
        locked = view.locked and not keeper.act
        self._note.set_read_only(locked or not self._own)
        for field in (*self._entry.fields, *self._problems.fields, self._note):
            for widget in (*field.inputs(), *field.findChildren(QToolButton)):
                widget.setEnabled(not locked)

    def _mark(self, view: FormView) -> None:
        moods = {p.part: "warn" for p in view.problems if not p.reason}
        moods |= {p.part: "bad" for p in view.problems if p.severity is Severity.ERROR}
        for field in self._entry.fields:
            field.mark(moods.get(field.part, ""))
            field.setProperty("faulty", bool(moods.get(field.part)))

    def _on_entered(self, field: FieldEditor) -> None:
        """Enter: save, then on to the next input; the last one keeps the cursor."""
        field.commit()
        inputs = self.inputs()
        last = field.inputs()[-1]
        at = inputs.index(last) + 1 if last in inputs else len(inputs)
        if at < len(inputs):
            inputs[at].setFocus(Qt.FocusReason.TabFocusReason)


def _note_of(view: FormView) -> FieldView:
    """情况说明 of the period."""
    state = "value" if view.note else "blank"
    return FieldView("note", "情况说明", "long_text", text=view.note, state=state)


def _is_faulty(field: FieldEditor) -> bool:
    return bool(field.view.error or field.view.conflict or field.property("faulty"))
