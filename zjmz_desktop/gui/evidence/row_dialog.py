"""佐证材料 of a register's row: a button in the register's bar, and the dialog that it opens."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.evidence.keeper import EvidenceKeeper, HasOffice
from zjmz_desktop.gui.evidence.panel import EvidencePanel
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.gui.pages.register_rows import NEW
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, spacer
from zjmz_desktop.service.registering import RowAt

KEY = "Ctrl+J"
_WIDE, _HIGH = 560, 420


class RowEvidenceDialog(QDialog):
    """The files of one row."""

    def __init__(self, keeper: EvidenceKeeper, at: RowAt, *, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"佐证材料：{title}")
        self.resize(_WIDE, _HIGH)
        self.panel = EvidencePanel(keeper, at)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(ElidedLabel(title, "title"))
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self.panel)
        column.addWidget(room, 1)
        row = QHBoxLayout()
        row.addWidget(spacer(), 1)
        close = button("关闭", "primary")
        close.setMinimumSize(88, 32)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(keeper.desk.undo)
        self.panel.area.setFocus(Qt.FocusReason.OtherFocusReason)


class RowsEvidence(QWidget):
    """The button 佐证材料 in a register page's bar."""

    def __init__(self, desk: Desk, actions: HasOffice, *, page: RegisterPage) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._keeper = EvidenceKeeper(desk, actions, parent=self)
        self.press = button("佐证材料", icon_name="attach", tip=f"当前行的佐证材料（{KEY}）")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.press)
        self.press.clicked.connect(self.open_dialog)
        page.body.head.buttons.insertWidget(0, self)
        key = QShortcut(QKeySequence(KEY), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.open_dialog)

    def open_dialog(self) -> None:
        """Open the files of the current row."""
        sheet, index = self._page.body.sheet, self._page.body.view.currentIndex()
        known = index.isValid() and index.row() < len(sheet.shown)
        row = sheet.row(index.row()) if known else None
        if row is None or row.id == NEW:
            self._desk.told.emit("请先选一行；新的一行填了名称，存上了再附。", False)
            return
        title = row.cells[sheet.columns[0].place]
        at = RowAt(self._page.reader.code, row.id)
        RowEvidenceDialog(self._keeper, at, title=title, parent=self._page).open()

    def stop(self) -> None:
        """End what runs beside the window."""
        self._keeper.stop()
