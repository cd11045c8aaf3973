"""与以前比较: a moment is chosen, and what changed since stands as a table and as words to copy."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.gui.copying import CopyTable
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.dialog import beside
from zjmz_desktop.gui.dialogs.moment_choice import HOW_TO_NAME, MomentChoice
from zjmz_desktop.gui.models.difference_table import REMARK, DifferenceTable
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.table_export import TO_PRINT, TableExport
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, spacer
from zjmz_desktop.service.as_of import find_moment
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import Exported, file_name
from zjmz_desktop.service.state_differences import Compared, compare, write_compared

_NO_DAY = f"没有写和哪一天比较。{HOW_TO_NAME}"
_WIDE, _HIGH = 1120, 640
_WIDTHS = (250, 116, 96, 96, 76)
_ROW_PX = 28


class CompareDialog(QDialog):
    """The figures of a unit and month against those of a moment before.

    Attributes:
        choice: which moment.
        table: what changed.
        words: the same in sentences.
        export: writes the table to a file.
    """

    def __init__(
        self, desk: Desk, office: Office, *, at: UnitPeriod, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("与以前比较")
        self.resize(beside(parent, _WIDE, high=_HIGH))
        self._desk, self._office, self._at = desk, office, at
        self._found: Compared | None = None
        self.choice = MomentChoice(office, at.unit_id)
        self.model = DifferenceTable()
        self.table, self.words = CopyTable(), QPlainTextEdit()
        self._state = ElidedLabel("", "soft")
        self.copy, self.keep = (
            button("复制文字", "primary"),
            button("导出表格…", icon_name="export"),
        )
        self._beside = Beside(office, self)
        self.export = TableExport(desk, office, parent=self)
        self.choice.moment.setAccessibleName("与哪一刻比较")
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("文字")
        _set_up(self.table, self.model)
        self._lay_out()
        self._wire()
        self._read()

    def state(self) -> str:
        """How the comparing stands, or why it was refused."""
        return self._state.full_text()

    def done(self, result: int) -> None:
        """End what runs beside the window."""
        self._beside.drop()
        self._beside.wait()
        self.export.stop()
        super().done(result)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        name = self._office.units.get(self._at.unit_id).name
        column.addWidget(label(f"{name}截至{self._at.period.title}底的数，与以前比较", "title"))
        row = QHBoxLayout()
        row.setSpacing(8)
        than = label("比(&B)", "soft")
        than.setBuddy(self.choice.moment)
        for part in (than, self.choice):
            row.addWidget(part)
        row.addWidget(self._state, 1)
        column.addLayout(row)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.words)
        parts.setSizes([_HIGH * 3 // 5, _HIGH // 5])
        column.addWidget(parts, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label("表格可以选中后按 Ctrl+C 复制", "small"))
        row.addWidget(spacer(), 1)
        close = button("关闭")
        close.clicked.connect(self.reject)
        for part in (close, self.keep, self.copy):
            part.setMinimumSize(88, 32)
            row.addWidget(part)
        return row

    def _wire(self) -> None:
        self.choice.changed.connect(self._read)
        self.copy.clicked.connect(self._on_copy)
        self.keep.clicked.connect(self._on_keep)
        self._beside.read.connect(self._on_compared)
        self._beside.failed.connect(self._on_refused)

    def _read(self) -> None:
        if not self.choice.asked:
            self._beside.drop()
            self._on_refused(_NO_DAY)
            return
        self._state.set_text("正在比较……")
        self._beside.start(partial(_compared, at=self._at, then=self.choice.asked))

    def _on_compared(self, found: Compared) -> None:
        self._show(found)
        count, earlier = len({row.code for row in found.rows}), len(found.told.progress)
        told = [f"{count}项指标有变化"] if count else []
        told += [f"以前月份的进展有{earlier}处变化，见下面的文字"] if earlier else []
        self._state.set_text("，".join(told) or "没有变化")

    def _on_refused(self, sentence: str) -> None:
        self._show(None)
        self._state.set_text("没有比较，原因写在下面")
        self.words.setPlainText(sentence)  # whole, however long it is
        self.choice.lead_back()

    def _show(self, found: Compared | None) -> None:
        self._found = found
        self.model.show_rows(found.rows if found else ())
        self.words.setPlainText(found.words if found else "")
        self.copy.setEnabled(found is not None)
        self.keep.setEnabled(found is not None and bool(found.rows))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self._desk.told.emit("已复制比较的文字。", False)

    def _on_keep(self) -> None:
        words = f"{self._office.units.get(self._at.unit_id).name}与以前比较"
        name = file_name(self._office, words, period=self._at.period)
        write = partial(_written, at=self._at, then=self.choice.asked)
        self.export.ask(name, write, kinds=TO_PRINT)


def _set_up(table: CopyTable, model: DifferenceTable) -> None:
    table.setModel(model)
    table.setAccessibleName("变化")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW_PX)
    for column, width in enumerate(_WIDTHS):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)


def _compared(office: Office, task: Task, *, at: UnitPeriod, then: str) -> Compared:
    return compare(office, at, then=find_moment(office, then))


def _written(office: Office, target: Path, *, at: UnitPeriod, then: str) -> Exported:
    found = compare(office, at, then=find_moment(office, then))
    return write_compared(office, found, target=target)
