"""Fields that choose: a checklist's tick, a milestone's step or a decision made outside."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from zjmz_desktop.gui.desk import OpenForm
from zjmz_desktop.gui.forms.edits import ChoiceBox, LineEdit
from zjmz_desktop.gui.forms.field import FieldEditor, line_under
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, say
from zjmz_desktop.service.views import FieldView, StepTyped

_CHECKED = {"1": Qt.CheckState.Checked, "0": Qt.CheckState.Unchecked}
_TYPED = {Qt.CheckState.Checked: "1", Qt.CheckState.Unchecked: "0"}
_TICK_WORDS = {"1": "有", "0": "无", "": "未填"}
_YES = (Qt.Key.Key_1, Qt.Key.Key_Y)
_NO = (Qt.Key.Key_0, Qt.Key.Key_N)
DECISION = "decision"
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class TickBox(QCheckBox):
    """有, 无 or 未填: 1 and 0 set it, Space changes it, Delete clears it, Enter goes on."""

    entered = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTristate(True)
        self.setProperty("tick", "true")

    def nextCheckState(self) -> None:
        """A click says 有 first, then 无."""
        yes = self.checkState() != Qt.CheckState.Checked
        self.setCheckState(Qt.CheckState.Checked if yes else Qt.CheckState.Unchecked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that answer at once."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif key in _YES:
            self.setCheckState(Qt.CheckState.Checked)
        elif key in _NO:
            self.setCheckState(Qt.CheckState.Unchecked)
        elif key in _CLEAR:
            self.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            super().keyPressEvent(event)


class TickField(FieldEditor):
    """One entry of a checklist; an answer is saved at once."""

    def __init__(self, keeper: OpenForm, view: FieldView) -> None:
        super().__init__(keeper, view)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        self._box = TickBox(view.label)
        self._box.setAccessibleName(view.label)
        self._box.setToolTip("1 有，0 无，Delete 未填")
        self._word = label("", "small")
        row.addWidget(self._box, 1)
        row.addWidget(self._word)
        self.show_view(view)
        self._box.checkStateChanged.connect(self._on_answered)
        self._box.entered.connect(self.entered)

    def inputs(self) -> tuple[QWidget, ...]:
        """Its box."""
        return (self._box,)

    def show_view(self, view: FieldView) -> None:
        """Show the answer."""
        super().show_view(view)
        blocked = self._box.blockSignals(True)
        self._box.setCheckState(_CHECKED.get(view.text, Qt.CheckState.PartiallyChecked))
        self._box.blockSignals(blocked)
        text, role = line_under(view)
        say(self._word, text or _TICK_WORDS.get(view.text, view.text), role=role)
        self._box.setAccessibleDescription(self._word.text())

    def _on_answered(self, state: Qt.CheckState) -> None:
        self.keeper.save(self.part, _TYPED.get(state, ""))


class StepField(FieldEditor):
    """A step of a milestone, or what is decided outside: state, date, document number in one row.

    Each of the three saves as it is left; what is refused stays as typed with the reason under it.
    """

    def __init__(self, keeper: OpenForm, view: FieldView) -> None:
        super().__init__(keeper, view)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        self._name = ElidedLabel(view.label)
        self._state = ChoiceBox()
        self._on = LineEdit()
        self._doc = LineEdit()
        self._under = label("", "small", wrap=True)
        self._set_up_inputs()
        for column, widget in enumerate((self._name, self._state, self._on, self._doc)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self._under, 1, 0, 1, 4)
        for column, stretch in enumerate((5, 3, 3, 4)):
            grid.setColumnStretch(column, stretch)
        self._shown = StepTyped("")
        self._kept = self._failed = False
        self.show_view(view)

    def inputs(self) -> tuple[QWidget, ...]:
        """State, date, document number."""
        return (self._state, self._on, self._doc)

    def show_view(self, view: FieldView) -> None:
        """Show the step; typing in progress stays."""
        super().show_view(view)
        text, role = line_under(view)
        say(self._under, text, role=role)
        for edit in (self._on, self._doc):
            edit.setAccessibleDescription(text)
        if not self._failed:
            self._put(StepTyped(view.text, view.on, view.doc))
        self.mark("")

    def mark(self, mood: str) -> None:
        """A refusal marks what is missing or wrong; most go wrong in the date."""
        faulty: QWidget | None = None
        if self.view.error:
            lacks_doc = bool(self.view.on) and not self.view.doc and self.part == DECISION
            faulty = self._doc if lacks_doc else self._on if self.view.text else self._state
        waiting = "unsaved" if self.view.draft and not self.view.error else mood
        for widget in self.inputs():
            polish(widget, mood="bad" if widget is faulty else waiting)

    def commit(self) -> None:
        """Save when one of the three is another than shown, or was kept as a draft."""
        typed, before = self._typed(), self._shown
        waiting = self.view.draft and not self.view.error
        if typed == before and not waiting:
            self._forget()
            return
        self._shown, self._kept = typed, False
        saved = self.keeper.save_step(self.part, typed)
        self._failed = saved.failed
        if saved.failed:  # the disk refused: it stays on screen, and leaving the field tries again
            self._shown = before
            return
        for edit in (self._on, self._doc):
            edit.settle()

    def _set_up_inputs(self) -> None:
        if all(code for code, _ in self.view.choices):
            self._state.addItem("未填", "")
        for code, words in self.view.choices:
            self._state.addItem(words, code)
        self._on.setPlaceholderText("如 2018-06-18")
        self._doc.setPlaceholderText("文号")
        self._on.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        named = zip(self.inputs(), ("状态", "日期", "文号"), strict=True)
        for widget, word in named:
            widget.setAccessibleName(f"{self.view.label}：{word}")
        for edit in (self._state, self._on, self._doc):
            edit.left.connect(self.commit)
            edit.given_up.connect(self._on_given_up)
        for line in (self._on, self._doc):
            line.paused.connect(self._on_paused)
        self._state.entered.connect(self._on.setFocus)
        self._on.entered.connect(self._doc.setFocus)
        self._doc.entered.connect(self.entered)

    def _typed(self) -> StepTyped:
        return StepTyped(str(self._state.currentData() or ""), self._on.text(), self._doc.text())

    def _put(self, fresh: StepTyped) -> None:
        """Show these, but for what is being typed now."""
        typed, shown = self._typed(), self._shown
        busy = [
            widget.hasFocus() and now != then
            for widget, now, then in zip(self.inputs(), typed, shown, strict=True)
        ]
        self._shown = fresh
        if not busy[0]:
            self._state.setCurrentIndex(max(self._state.findData(fresh.state), 0))
        for edit, text, is_busy in zip((self._on, self._doc), fresh[1:], busy[1:], strict=True):
            if not is_busy and edit.text() != text:
                edit.setText(text)
                edit.setCursorPosition(0)  # a long document number shows its beginning
            if not is_busy:
                edit.settle()

    def _forget(self) -> None:
        """What was kept while typing is not wanted any more."""
        if self._kept:
            self._kept = False
            self.keeper.drop_draft(self.part)

    def _on_paused(self) -> None:
        typed = self._typed()
        if typed != self._shown:
            self._kept = True
            self.keeper.keep_draft(self.part, typed.text)

    def _on_given_up(self) -> None:
        """Back to what is saved, the whole row."""
        self._kept = self._kept or self.view.draft
        self._failed = False
        for edit, text in zip((self._on, self._doc), self._shown[1:], strict=True):
            edit.setText(text)
        self._state.setCurrentIndex(max(self._state.findData(self._shown.state), 0))
        self._forget()
