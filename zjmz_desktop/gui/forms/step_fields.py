"""Fields that choose: a checklist's tick, a milestone's step, a decision made outside."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QWidget

from zjmz_desktop.gui.actions import Step
from zjmz_desktop.gui.desk import OpenForm
from zjmz_desktop.gui.forms.edits import ChoiceBox, LineEdit
from zjmz_desktop.gui.forms.field import FieldColumn, FieldEditor, line_under
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, say
from zjmz_desktop.service.views import FieldView

_CHECKED = {"1": Qt.CheckState.Checked, "0": Qt.CheckState.Unchecked}
_TYPED = {Qt.CheckState.Checked: "1", Qt.CheckState.Unchecked: "0"}
_TICK_WORDS = {"1": "有", "0": "无", "": "未填"}
_YES = (Qt.Key.Key_1, Qt.Key.Key_Y)
_NO = (Qt.Key.Key_0, Qt.Key.Key_N)
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
    """A step of a milestone: state, date, document number in one row.

    The row is saved when the focus leaves all three.
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
        self._saved = Step("", "", "")
        self.show_view(view)

    def inputs(self) -> tuple[QWidget, ...]:
        """State, date, document number."""
        return (self._state, self._on, self._doc)

    def show_view(self, view: FieldView) -> None:
        """Show the step; typing in progress stays."""
        first = self.view is view
        busy = not first and (bool(view.error) or self._typed() != self._saved)
        super().show_view(view)
        text, role = line_under(view)
        say(self._under, text, role=role)
        if not busy:
            self._state.setCurrentIndex(max(self._state.findData(view.text), 0))
            self._on.setText(view.on)
            self._doc.setText(view.doc)
            self._saved = self._typed()
        self.mark("")

    def mark(self, mood: str) -> None:
        """A refusal marks the date, where most go wrong."""
        polish(self._on, mood="bad" if self.view.error else mood)

    def commit(self) -> None:
        """Save when one of the three is another than shown."""
        typed = self._typed()
        if typed != self._saved:
            self._saved = typed
            self.keeper.save_step(self.part, typed)

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
            edit.left.connect(self._on_left)
        self._state.entered.connect(self._on.setFocus)
        self._on.entered.connect(self._doc.setFocus)
        self._doc.entered.connect(self.entered)

    def _typed(self) -> Step:
        return Step(str(self._state.currentData() or ""), self._on.text(), self._doc.text())

    def _has_focus(self) -> bool:
        inside = QApplication.focusWidget()
        return inside is not None and self.isAncestorOf(inside)

    def _on_left(self) -> None:
        QTimer.singleShot(0, self, self._commit_if_outside)

    def _commit_if_outside(self) -> None:
        if not self._has_focus():
            self.commit()


class DecisionField(FieldEditor):
    """What was decided outside (命名): chosen, never typed as a percentage; saved at once."""

    def __init__(self, keeper: OpenForm, view: FieldView) -> None:
        super().__init__(keeper, view)
        self._column = FieldColumn(view.label)
        self.setLayout(self._column)
        self._choice = ChoiceBox()
        self._choice.setAccessibleName(view.label)
        self._choice.setMinimumHeight(34)
        self._choice.addItem("未填", "")
        for code, words in view.choices:
            self._choice.addItem(words, code)
        self._column.put(self._choice)
        self.show_view(view)
        self._choice.currentIndexChanged.connect(self._on_chosen)
        self._choice.entered.connect(self.entered)

    def inputs(self) -> tuple[QWidget, ...]:
        """Its choice."""
        return (self._choice,)

    def show_view(self, view: FieldView) -> None:
        """Show the decision."""
        super().show_view(view)
        self._column.say_under(*line_under(view))
        wanted = next((c for c, words in view.choices if view.text in (c, words)), "")
        blocked = self._choice.blockSignals(True)
        self._choice.setCurrentIndex(max(self._choice.findData(wanted), 0))
        self._choice.blockSignals(blocked)

    def _on_chosen(self, index: int) -> None:
        self.keeper.save(self.part, str(self._choice.itemData(index)))
