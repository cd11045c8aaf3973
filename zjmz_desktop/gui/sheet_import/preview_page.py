"""Step 3: what will be written, cell by cell; nothing is written before 导入."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from zjmz_desktop.gui.widgets.labels import label, say
from zjmz_desktop.gui.widgets.outcome_table import OutcomeTable
from zjmz_desktop.service.sheet_plans import SheetPlan

_NOTES_PX = 66


class PreviewPage(QWidget):
    """The tally, what does not agree, and the table.

    Attributes:
        outcomes: every cell of the sheet and what becomes of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.outcomes = OutcomeTable()
        self._tally = label("", "head", wrap=True)
        self._notes = label("", "warn", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._notes)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._tally, self._scroll):
            column.addWidget(part)
        column.addWidget(self.outcomes, 1)

    def show_plan(self, plan: SheetPlan) -> None:
        """Show a plan; of a cell's place the sheet is known, C17 says the rest."""
        added = f"新增{plan.added}行。" if plan.added else ""
        say(self._tally, f"{added}{plan.words}")
        say(self._notes, "\n".join(plan.notes))
        self._scroll.setVisible(bool(plan.notes))
        self._scroll.setFixedHeight(min(self._notes.sizeHint().height() + 2, _NOTES_PX))
        self.outcomes.set_lines(
            cell._replace(place=cell.place.rpartition(" ")[2]) for cell in plan.cells
        )
        self.outcomes.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def tally(self) -> str:
        """The tally as shown."""
        return self._tally.text()

    def notes(self) -> str:
        """What does not agree, as shown."""
        return self._notes.text()
