"""导入其他表格: file, columns, preview; 上一步 keeps what was chosen, 导入 is one act with one undo."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.sheet_import.columns_page import ColumnsPage
from zjmz_desktop.gui.sheet_import.file_page import FilePage
from zjmz_desktop.gui.sheet_import.preview_page import PreviewPage
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.waiting import busy_pointer
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, badge, label, say, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_sheets import FIGURES, Understood
from zjmz_desktop.service.sheet_figure_plans import FiguresAsked, plan_sheet_figures
from zjmz_desktop.service.sheet_plans import SheetPlan, write_sheet
from zjmz_desktop.service.sheet_row_plans import plan_sheet_rows

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
        self._beside = Beside(office, self)
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
        self._beside.drop()
        self.file.wait()
        self._beside.wait()
        super().done(result)

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
        self._beside.read.connect(self._on_planned)
        self._beside.failed.connect(self._on_refused)

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
        self._beside.drop()
        self._show_step(self.step - 1)

    def _on_go(self) -> None:
        if self.step == 1:
            self._start_planning()
        elif self.step == 2:
            self._write()

    def _start_planning(self) -> None:
        """Plan beside the window, through a connection of its own."""
        understood, page = self.columns.understood, self.columns
        if understood is None:
            return
        uses = page.table.uses()
        self.go.setEnabled(False)
        self.go.setText(_BUSY)
        if understood.target == FIGURES:
            bar = page.bar
            asked = FiguresAsked(bar.period, bar.field, page.path.name, bar.share_factor)
            call = partial(_planned_figures, understood=understood, uses=uses, asked=asked)
            self._beside.start(call)
        else:
            rows = partial(
                _planned_rows, understood=understood, uses=uses, unit_id=page.bar.unit_id
            )
            self._beside.start(rows)

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

    def _write(self) -> None:
        if self._plan is None:
            return
        self.go.setText(_WRITING)
        self.go.repaint()  # the window stands still until all is written
        try:
            with busy_pointer():
                changes = write_sheet(self._office, self._plan)
                self._desk.changed.emit(changes)
        except ZjmzError as error:
            self._on_refused(error.message)
            return
        self._desk.told.emit(f"已导入。{self._plan.words}", True)
        self.accept()


def _planned_rows(
    office: Office, task: Task, *, understood: Understood, uses: tuple[Use, ...], unit_id: str
) -> SheetPlan:
    del task
    return plan_sheet_rows(office, understood, uses=uses, unit_id=unit_id)


def _planned_figures(
    office: Office,
    task: Task,
    *,
    understood: Understood,
    uses: tuple[Use, ...],
    asked: FiguresAsked,
) -> SheetPlan:
    del task
    return plan_sheet_figures(office, understood, uses=uses, asked=asked)
