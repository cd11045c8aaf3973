"""Step 3: what will be written, cell by cell; nothing is written before 导入."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.gui.sheet_import.preview_model import (
    ALL,
    CHANGES,
    HEADS,
    REFUSED,
    PreviewModel,
    is_shown,
)
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, say
from zjmz_desktop.service.sheet_plans import SheetPlan

FILTERS = ((ALL, "全部"), (CHANGES, "只看改动"), (REFUSED, "没有填入"))
_WIDTHS = (64, 160, 190, 90, 120, 152, 200)
_ROW_PX, _NOTES_PX = 30, 66


class PreviewPage(QWidget):
    """The tally, what does not agree, and the table."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: SheetPlan | None = None
        self.model = PreviewModel()
        self.view = QTableView()
        self.tabs = QTabBar()
        self._tally = label("", "head", wrap=True)
        self._notes = label("", "warn", wrap=True)
        self._scroll = QScrollArea()
        self._detail = ElidedLabel("", "soft", lines=2)
        self._set_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._tally, self._scroll, self.tabs):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        column.addWidget(self._detail)
        self.view.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.tabs.currentChanged.connect(self._show)

    def _set_up(self) -> None:
        self.view.setModel(self.model)
        self.view.setAccessibleName("导入预览")
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = self.view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for at, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(at, width)
        header.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        self.tabs.setAccessibleName("看哪些格")
        self.tabs.setProperty("size", "small")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for _, words in FILTERS:
            self.tabs.addTab(words)
        self._scroll.setWidget(self._notes)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_plan(self, plan: SheetPlan) -> None:
        """Show a plan; where something is refused, that is what one sees first in the tabs."""
        self._plan = plan
        added = f"新增{plan.added}行。" if plan.added else ""
        say(self._tally, f"{added}{plan.words}")
        say(self._notes, "\n".join(plan.notes))
        self._scroll.setVisible(bool(plan.notes))
        self._scroll.setFixedHeight(min(self._notes.sizeHint().height() + 2, _NOTES_PX))
        for at, (only, words) in enumerate(FILTERS):
            count = sum(is_shown(cell, only) for cell in plan.cells)
            self.tabs.setTabText(at, f"{words} {count}")
        self._show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def tally(self) -> str:
        """The tally as shown."""
        return self._tally.text()

    def notes(self) -> str:
        """What does not agree, as shown."""
        return self._notes.text()

    def detail(self) -> str:
        """What is said of the current line."""
        return self._detail.full_text()

    def _show(self) -> None:
        if self._plan is not None:
            self.model.show_cells(self._plan.cells, only=FILTERS[self.tabs.currentIndex()][0])
            self.view.setCurrentIndex(self.model.index(0, 0))
            self._on_row_changed(self.view.currentIndex())

    def _on_row_changed(self, index: QModelIndex) -> None:
        """The current line's reason, uncut."""
        self._detail.set_text(self.model.told(index.row()) if index.isValid() else "")
