"""目标分解: an indicator's target shared out among the units below, with the sum checked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.planning import Allocation, allocation, set_target, split_target
from zjmz_desktop.service.views import ChangeSet

WAYS = (("even", "平均分"), ("population", "按人口分"), ("last_year", "按上年数分"))
_WIDE, _HIGH = 560, 560


class TargetDialog(QDialog):
    """A line for each unit below; leaving one saves it."""

    def __init__(
        self, desk: Desk, office: Office, *, code: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._office, self._code = desk, office, code
        self._indicator = office.plan.indicator(code)
        self.setWindowTitle("目标分解")
        self.resize(_WIDE, _HIGH)
        self.ways = QComboBox()
        self.split = button("照此分解", tip="照选定的办法分，各单位合计等于本级目标")
        self.table = QTableWidget(0, 2)
        self.sums = Notice("info", "")
        self._whole = label("", "soft")
        self._error = label("", "bad", wrap=True)
        self.edits: list[QLineEdit] = []
        self._set_up()
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Show what stands now."""
        try:
            found = allocation(self._office, self._code)
        except ZjmzError as error:
            say(self._error, error.message)
            return
        self._show(found)

    def error(self) -> str:
        """Why the last typing was refused, or ""."""
        return self._error.text()

    def _set_up(self) -> None:
        for code, words in WAYS:
            self.ways.addItem(words, code)
        self.ways.setAccessibleName("分解办法")
        self.table.setAccessibleName("各单位目标")
        self.table.setHorizontalHeaderLabels(["单位", f"目标（{self._indicator.unit}）"])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(36)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, 180)
        self.split.clicked.connect(self._on_split_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label(self._indicator.name, "title", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self._whole)
        row.addWidget(spacer(), 1)
        row.addWidget(self.ways)
        row.addWidget(self.split)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)
        column.addWidget(self._error)
        self._error.setVisible(False)
        last = QHBoxLayout()
        last.addWidget(label("Enter 到下一个单位，离开就存上；清空就是不分。", "small"))
        last.addWidget(spacer(), 1)
        close = button("关闭", "primary")
        close.setMinimumSize(88, 32)
        close.clicked.connect(self.accept)
        last.addWidget(close)
        column.addLayout(last)

    def _show(self, found: Allocation) -> None:
        whole = "本级目标未下达" if found.whole is None else f"本级目标{plain(found.whole)}"
        self._whole.setText(f"{whole}{self._indicator.unit if found.whole is not None else ''}")
        if len(self.edits) != len(found.parts):
            self._make_rows(found)
        for edit, (_, _, target) in zip(self.edits, found.parts, strict=True):
            if not edit.hasFocus() and edit.property("mood") != "bad":
                edit.setText("" if target is None else plain(target))
        fits = found.whole is not None and found.allocated == found.whole
        rate = self._indicator.is_rate
        self.sums.set_tone("good" if fits else "info" if rate or found.whole is None else "warn")
        self.sums.set_text(found.words)

    def _make_rows(self, found: Allocation) -> None:
        self.edits = []
        self.table.setRowCount(len(found.parts))
        for at, (unit_id, name, _) in enumerate(found.parts):
            shown = QTableWidgetItem(name)
            shown.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(at, 0, shown)
            edit = QLineEdit()
            edit.setAccessibleName(f"{name}的目标")
            edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            edit.setProperty("unit", unit_id)
            edit.editingFinished.connect(self._on_left)
            edit.returnPressed.connect(self._on_entered)
            self.table.setCellWidget(at, 1, edit)
            self.edits.append(edit)
        if self.edits:
            self.edits[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        edit = self.sender()
        if not isinstance(edit, QLineEdit) or not edit.isModified():
            return
        edit.setModified(False)
        unit_id = str(edit.property("unit"))
        try:
            changes = set_target(self._office, self._code, unit_id=unit_id, typed=edit.text())
        except ZjmzError as error:
            polish(edit, mood="bad")
            say(self._error, error.message)
            return
        polish(edit, mood="")
        self._told(changes)

    def _on_entered(self) -> None:
        edit = self.sender()
        if isinstance(edit, QLineEdit):
            at = self.edits.index(edit) + 1
            if at < len(self.edits):
                self.edits[at].setFocus(Qt.FocusReason.TabFocusReason)
                self.edits[at].selectAll()

    def _on_split_asked(self) -> None:
        try:
            changes = split_target(self._office, self._code, by=str(self.ways.currentData()))
        except ZjmzError as error:
            say(self._error, error.message)
            return
        for edit in self.edits:
            polish(edit, mood="")
        self._told(changes)

    def _told(self, changes: ChangeSet) -> None:
        say(self._error, "")
        if changes:
            self._desk.changed.emit(changes)
        self.refresh()
