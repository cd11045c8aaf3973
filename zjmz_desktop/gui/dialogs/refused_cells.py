"""What was refused of a pasted block: place, text, reason; to be read, copied and mended."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from zjmz_desktop.gui.copying import copy_chosen
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.widgets.tips import plain_tip

HEADS = ("位置", "粘贴的内容", "为什么没有填入")
MOST = 500
_WIDTHS = (230, 190)


class RefusedCells(Dialog):
    """The refused cells as a table; 复制 takes all of it along."""

    def __init__(
        self, rows: Sequence[tuple[str, str, str]], *, text: str, parent: QWidget | None
    ) -> None:
        super().__init__(f"{len(rows)}格没有填入", text, yes="知道了", parent=parent)
        self.table = QTableWidget(min(len(rows), MOST), len(HEADS))
        self.table.setHorizontalHeaderLabels(list(HEADS))
        self.table.setAccessibleName("没有填入的格")
        self.table.setMinimumSize(760, 260)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            head.resizeSection(column, width)
        head.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        for at, row in enumerate(rows[:MOST]):
            for column, words in enumerate(row):
                cell = QTableWidgetItem(words)
                cell.setToolTip(plain_tip(words))
                self.table.setItem(at, column, cell)
        self.table.resizeRowsToContents()
        self.body.addWidget(self.table)
        self.no.setText("复制这张表")
        self.no.clicked.disconnect()
        self.no.clicked.connect(self._on_copy_asked)
        self.table.setFocus()

    def _on_copy_asked(self) -> None:
        self.table.selectAll()
        copy_chosen(self.table, headed=True)
