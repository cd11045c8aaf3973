"""A finding beside its fields: what is wrong, how to mend it, and room for a warning's reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.gui.desk import OpenForm
from zjmz_desktop.gui.forms.field import FieldEditor
from zjmz_desktop.gui.forms.typed_fields import TypedField
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.service.views import FieldView


def tone_of(problem: Problem) -> str:
    """Say bad for an error, warn for a warning without a reason, good for an explained one."""
    if problem.severity is Severity.ERROR:
        return "bad"
    return "good" if problem.reason else "warn"


def title_of(problem: Problem) -> str:
    """The severity's word and the message."""
    explained = "（已说明）" if problem.reason else ""
    return f"{problem.severity.words}{explained}：{problem.message}"


def _key(problem: Problem) -> tuple[str, str, str]:
    return (problem.code, problem.part, problem.message)


class ProblemBoxes(QWidget):
    """All findings of a form, each with its reason field where one is wanted.

    Signals:
        entered: Enter in a reason.
    """

    entered = Signal(object)

    def __init__(self, keeper: OpenForm) -> None:
        super().__init__()
        self._keeper = keeper
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown: tuple[Problem, ...] = ()
        self._boxes: list[Notice] = []
        self.fields: list[FieldEditor] = []
        self.hide()

    def show_problems(self, problems: tuple[Problem, ...], fields: tuple[FieldView, ...]) -> None:
        """Show these; the same findings keep their widgets and the typing in them."""
        by_part = {f.part: f for f in fields}
        if [_key(p) for p in problems] != [_key(p) for p in self._shown]:
            self._shown = problems
            self._rebuild(by_part)
            return
        self._shown = problems
        for box, problem in zip(self._boxes, problems, strict=True):
            box.set_text(title_of(problem), problem.remedy)
            box.set_tone(tone_of(problem))
        for field in self.fields:
            field.show_view(by_part.get(field.part, field.view))

    def _rebuild(self, by_part: dict[str, FieldView]) -> None:
        for box in self._boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes, self.fields = [], []
        for problem in self._shown:
            box = Notice(tone_of(problem), title_of(problem), text=problem.remedy)
            self._add_reason(box, by_part.get(f"check/{problem.code}"))
            self._boxes.append(box)
            self._column.addWidget(box)
        self.setVisible(bool(self._boxes))

    def _add_reason(self, box: Notice, view: FieldView | None) -> None:
        if view is None:
            return
        field = TypedField(self._keeper, view)
        field.entered.connect(self._on_entered)
        self.fields.append(field)
        box.body.addWidget(field)

    def _on_entered(self) -> None:
        self.entered.emit(self.sender())
