"""The entry part of a form: fields and facts laid out in paper order."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import OpenForm
from zjmz_desktop.gui.forms.field import ComputedField, FactBox, FactLine, FieldEditor
from zjmz_desktop.gui.forms.step_fields import StepField, TickField
from zjmz_desktop.gui.forms.typed_fields import TextField, TypedField
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.service.views import FieldView, FormView

FIELD_KINDS: dict[str, type[FieldEditor]] = {
    "number": TypedField,
    "percent": TypedField,
    "text": TypedField,
    "long_text": TextField,
    "tick": TickField,
    "step": StepField,
    "computed": ComputedField,
}
ROW_KINDS = ("number", "percent", "text", "computed")
COLUMNS = 4


def make_field(keeper: OpenForm, view: FieldView) -> FieldEditor:
    """The editor for one field, by its kind."""
    return FIELD_KINDS.get(view.kind, ComputedField)(keeper, view)


class EntryEditor(QWidget):
    """Fields in paper order, then what is computed from them.

    Attributes:
        fields: the field editors in the order of typing.

    Signals:
        entered: Enter in the last input of a field; the form moves on.
    """

    entered = Signal(object)
    text_lines: ClassVar[int] = 4
    facts_in_boxes: ClassVar[bool] = True

    def __init__(self, keeper: OpenForm, view: FormView) -> None:
        super().__init__()
        self.keeper = keeper
        self.fields: list[FieldEditor] = []
        self._facts: list[FactBox | FactLine] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.build(view)

    def build(self, view: FormView) -> None:
        """Lay out everything; editors of a kind change the order or add to it."""
        fields = view.fields
        self.add_ticks([f for f in fields if f.kind == "tick"])
        self.add_steps([f for f in fields if f.kind == "step"])
        self.add_texts([f for f in fields if f.kind == "long_text"])
        self.add_row(view, [f for f in fields if f.kind in ROW_KINDS])

    def show_view(self, view: FormView) -> None:
        """Show what the service says now, in the same fields."""
        by_part = {f.part: f for f in view.fields}
        for field in self.fields:
            field.show_view(by_part.get(field.part, field.view))
        for box, fact in zip(self._facts, view.facts, strict=False):
            box.show_fact(fact)

    def add_row(self, view: FormView, fields: list[FieldView]) -> None:
        """Numbers and facts in one row of 16 pt; facts beyond it in small lines, two a line."""
        room = max(COLUMNS - len(fields), 0) if self.facts_in_boxes else 0
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        cells: list[QWidget] = [self._field(field) for field in fields]
        cells += [self._fact(FactBox(fact)) for fact in view.facts[:room]]
        for at, cell in enumerate(cells):
            grid.addWidget(cell, at // COLUMNS, at % COLUMNS)
        rest = [self._fact(FactLine(fact)) for fact in view.facts[room:]]
        below = grid.rowCount() if cells else 0
        for at, cell in enumerate(rest):
            grid.addWidget(cell, below + at // 2, at % 2 * 2, 1, 2)
        for at in range(COLUMNS if rest else min(COLUMNS, len(cells))):
            grid.setColumnStretch(at, 1)
        if cells or rest:
            self.column.addLayout(grid)

    def add_ticks(self, fields: list[FieldView]) -> None:
        """A checklist in two columns, read line by line."""
        if not fields:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(36)
        grid.setVerticalSpacing(2)
        for at, field in enumerate(fields):
            grid.addWidget(self._field(field), at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)

    def add_steps(self, fields: list[FieldView]) -> None:
        """A milestone's steps, one a row, under a heading of columns."""
        if not fields:
            return
        head = QHBoxLayout()
        head.setSpacing(10)
        for words, stretch in (("节点", 5), ("状态", 3), ("日期", 3), ("文号", 4)):
            head.addWidget(label(words, "small"), stretch)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addLayout(head)
        for field in fields:
            rows.addWidget(self._field(field))
        self.column.addLayout(rows)

    def add_texts(self, fields: list[FieldView]) -> None:
        """Texts of several lines."""
        for field in fields:
            editor = self._field(field)
            if isinstance(editor, TextField):
                editor.set_lines(self.text_lines)
            self.column.addWidget(editor)

    def _field(self, view: FieldView) -> FieldEditor:
        field = make_field(self.keeper, view)
        field.entered.connect(self._on_field_entered)
        self.fields.append(field)
        return field

    def _fact(self, box: FactBox | FactLine) -> QWidget:
        self._facts.append(box)
        return box

    def _on_field_entered(self) -> None:
        self.entered.emit(self.sender())
