"""导入其他表格: file, columns, preview; 上一步 keeps what was chosen, 导入 is one act with one undo."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.sheet_import.columns_page import ColumnsPage
from zjmz_desktop.gui.sheet_import.file_page import FilePage
from zjmz_desktop.gui.sheet_import.preview_page import PreviewPage
from zjmz_desktop.gui.sheet_import.sheet_work import SheetWork
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, badge, label, say, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.sheet_plans import SheetPlan, SheetWritten

STEPS = ("1 选文件", "2 对列", "3 预览")
_WIDE, _HIGH = 1080, 620
_NEXT, _BUSY, _WRITING = ("下一步", "看预览", "导入"), "正在核对…", "正在写入…"


class SheetWizard(QDialog):
    """Three steps; Enter in the last box of a step goes on, Esc leaves."""

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入其他表格")
        self.resize(_WIDE, _HIGH)
        self._desk, self._office = desk, office
        self._plan: SheetPlan | None = None
        self.file = FilePage()
        self.columns = ColumnsPage(office, desk.place.period)
        self.preview = PreviewPage()
        self._pages = QStackedWidget()
        self._steps = [badge(words, step="off") for words in STEPS]
        self._name = ElidedLabel("", "soft")
        self._error = label("", "bad", wrap=True)
        self.back = button("上一步")
        self.go = button(_NEXT[0], "primary")
        self.leave = button("取消")
        self._work = SheetWork(office, self)
        self._lay_out()
        self._wire()
        self._show_step(0)

    @property
    def step(self) -> int:
        """Which step lies open, from 0."""
        return self._pages.currentIndex()

    def error(self) -> str:
        """Why it can't go on, or ""."""
        return self._error.text()

    def done(self, result: int) -> None:
        """Leave; what runs is given up."""
        self.file.stop()
        self.file.wait()
        self._work.stop()
        super().done(result)

    def reject(self) -> None:
        """Leave, but not while it is being written."""
        if not self._work.is_writing:
            super().reject()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("导入其他表格", "title"))
        head.addSpacing(12)
        for step in self._steps:
            head.addWidget(step)
        head.addWidget(self._name, 1)
        column.addLayout(head)
        for page in (self.file, self.columns, self.preview):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        column.addWidget(self._error)
        column.addWidget(self._work.bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("Tab 到下一项，Enter 确认，Esc 取消", "small"))
        row.addWidget(spacer(), 1)
        for part in (self.back, self.leave, self.go):
            part.setMinimumSize(96, 34)
            row.addWidget(part)
        column.addLayout(row)

    def _wire(self) -> None:
        self.file.opened.connect(self._on_opened)
        self.columns.understood_changed.connect(self._on_understood_changed)
        self.back.clicked.connect(self._on_back)
        self.go.clicked.connect(self._on_go)
        self.leave.clicked.connect(self.reject)
        self._work.planned.connect(self._on_planned)
        self._work.written.connect(self._on_written)
        self._work.failed.connect(self._on_refused)
        self._work.busy.connect(self.go.setDisabled)
        self._work.writing.connect(self.back.setDisabled)
        self._work.writing.connect(self.leave.setDisabled)

    def _show_step(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        say(self._error, "")
        for at, shown in enumerate(self._steps):
            polish(shown, step="on" if at == step else "off")
        self.back.setVisible(step > 0)
        self.go.setVisible(step > 0)
        self.go.setText(_NEXT[step])
        self.go.setEnabled(True)
        if step == 0:
            self.file.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == 1 and self.columns.bar.asks_shares:
            self.columns.bar.shares.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == 1 and self.columns.table.asking():
            self.columns.table.go_to_asking()
        else:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, path: Path, sheets: tuple[Sheet, ...]) -> None:
        self._name.set_text(path.name)
        self.columns.open(path, sheets)
        self._show_step(1)
        self._on_understood_changed()

    def _on_understood_changed(self) -> None:
        say(self._error, "")
        self.go.setEnabled(self.columns.understood is not None)

    def _on_back(self) -> None:
        self._work.drop()
        self._show_step(self.step - 1)

    def _on_go(self) -> None:
        understood, page = self.columns.understood, self.columns
        if self.step == 1 and understood is not None:
            self.go.setText(_BUSY)
            self._work.plan(understood, page.table.uses(), bar=page.bar, name=page.path.name)
        elif self.step == 2 and self._plan is not None:
            self.go.setText(_WRITING)
            self._work.write(self._plan)

    def _on_planned(self, plan: SheetPlan) -> None:
        self._plan = plan
        self._show_step(2)
        self.preview.show_plan(plan)
        self.go.setEnabled(plan.writes)
        if not plan.writes:
            say(self._error, "没有要写入的格：都与原来相同、为空，或没有填入。")

    def _on_refused(self, sentence: str) -> None:
        self.go.setEnabled(True)
        self.go.setText(_NEXT[self.step])
        say(self._error, sentence)

    def _on_written(self, written: SheetWritten) -> None:
        self._office.take_over(written.act)
        self._desk.changed.emit(written.changes)
        words = self._plan.words if self._plan is not None else ""
        self._desk.told.emit(f"已导入。{words}", True)
        self.accept()
