"""What every field of a form can do, and the computed ones that only show."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import OpenForm
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, say
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.views import FactView, FieldView

STATE_WORDS = {"not_applicable": "不适用", "not_begun": "未开展"}
CONFLICT_WORDS = "两机数据不一致，待核实。"
DRAFT_WORDS = "草稿，尚未保存。"


def shown_text(view: FieldView) -> str:
    """What stands in a field: its text, or the word of its kind of nothing."""
    return view.text or STATE_WORDS.get(view.state, "")


def line_under(view: FieldView) -> tuple[str, str]:
    """The line under a field and its role: a refusal first, then a conflict, a draft, the hint."""
    if view.error:
        return view.error, "bad"
    if view.conflict:
        return CONFLICT_WORDS, "bad"
    if view.draft:
        return view.waiting or DRAFT_WORDS, "warn"
    return view.hint, "small"


class FieldEditor(QWidget):
    """One field: shows its view, saves when it is left.

    Signals:
        entered: Enter was pressed in its last input.
    """

    entered = Signal()

    def __init__(self, keeper: OpenForm, view: FieldView) -> None:
        super().__init__()
        self.keeper = keeper
        self.view = view

    @property
    def part(self) -> str:
        """The field's address within the form."""
        return self.view.part

    def inputs(self) -> tuple[QWidget, ...]:
        """The widgets to type into, in order; none for what is computed."""
        return ()

    def show_view(self, view: FieldView) -> None:
        """Show what the service says now; typing in progress stays."""
        self.view = view

    def mark(self, mood: str) -> None:
        """Mark it bad, warn or "" after the form's checks."""

    def commit(self) -> None:
        """Save what was typed and is not saved yet."""


class FieldColumn(QVBoxLayout):
    """Label above, line under: the frame that fields and facts of one row share."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(3)
        self.head = QHBoxLayout()
        self.head.setSpacing(2)
        self.name = ElidedLabel(words, "label")
        self.name.setMinimumHeight(22)
        self.head.addWidget(self.name, 1)
        self.addLayout(self.head)
        self.under = label("", "small", wrap=True)
        self.under.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.under.setMinimumHeight(16)

    def put(self, widget: QWidget) -> None:
        """Put the input between label and line."""
        self.addWidget(widget)
        self.addWidget(self.under)
        self.addStretch(1)
        self.name.setBuddy(widget)

    def say_under(self, text: str, role: str) -> None:
        """Show the line under the field; its room stays when there is none."""
        say(self.under, text, role=role)
        self.under.setVisible(True)


class FactBox(QWidget):
    """A computed number beside the fields: grey, no border, never in the way of the keyboard."""

    def __init__(self, fact: FactView) -> None:
        super().__init__()
        self._column = FieldColumn(fact.label)
        self.setLayout(self._column)
        self._text = _computed_label()
        self._column.put(self._text)
        self.show_fact(fact)

    def show_fact(self, fact: FactView) -> None:
        """Show another number."""
        self._column.name.set_text(fact.label)
        self._text.setText(fact.text or "—")
        self._text.setToolTip(plain_tip(fact.text))
        self._column.say_under(fact.hint, "small")


class FactLine(QWidget):
    """A fact under the row: label, number and hint in one line."""

    def __init__(self, fact: FactView) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(8)
        self._name = label("", "label")
        self._text = label("", "strong")
        self._hint = ElidedLabel("", "small")
        row.addWidget(self._name)
        row.addWidget(self._text)
        row.addWidget(self._hint, 1)
        self.show_fact(fact)

    def show_fact(self, fact: FactView) -> None:
        """Show another number."""
        self._name.setText(fact.label)
        self._text.setText(fact.text or "—")
        self._hint.set_text(fact.hint)


class ComputedField(FieldEditor):
    """A field that the program computes or takes from a register."""

    def __init__(self, keeper: OpenForm, view: FieldView) -> None:
        super().__init__(keeper, view)
        self._column = FieldColumn(view.label)
        self.setLayout(self._column)
        self._text = _computed_label()
        self._column.put(self._text)
        self.show_view(view)

    def show_view(self, view: FieldView) -> None:
        """Show another number."""
        super().show_view(view)
        self._text.setText(shown_text(view) or "—")
        self._column.say_under(*line_under(view))


def _computed_label() -> QLabel:
    found = label()
    found.setProperty("field", "computed")
    found.setFixedHeight(42)
    found.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return found
