"""导入数据文件: files, preview, import; an office that is not known yet is asked about in between."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.package_import.code_step import CodeStep
from zjmz_desktop.gui.package_import.files_step import FilesStep
from zjmz_desktop.gui.package_import.flow import CODE, FILES, PREVIEW, RESULT, ImportFlow
from zjmz_desktop.gui.package_import.preview_step import PreviewStep
from zjmz_desktop.gui.package_import.result_step import ResultStep
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import badge, label, say, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_packages import Imported

STEPS = ("1 选文件", "2 预览", "3 导入")
_BADGE = {FILES: 0, CODE: 0, PREVIEW: 1, RESULT: 2}
_WIDE, _HIGH = 1120, 620


class ImportDialog(QDialog):
    """Enter goes on, Esc leaves; what is being imported can be stopped between two files.

    Signals:
        page_asked: name of a page to turn to; the dialog is closed.
    """

    page_asked = Signal(str)

    def __init__(
        self,
        desk: Desk,
        office: Office,
        *,
        paths: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入数据文件")
        self.resize(_WIDE, _HIGH)
        self.files, self.code = FilesStep(), CodeStep()
        self.preview, self.outcome = PreviewStep(), ResultStep()
        self._pages = QStackedWidget()
        self._steps = [badge(words, step="off") for words in STEPS]
        self._error = label("", "bad", wrap=True)
        self.back, self.leave = button("上一步"), button("取消")
        self.go = button("下一步", "primary")
        self.flow = ImportFlow(desk, office, parent=self)
        self._lay_out()
        self._wire()
        self._show(FILES)
        if paths:
            self.flow.choose(paths)

    @property
    def step(self) -> int:
        """Which page lies open: FILES, CODE, PREVIEW or RESULT."""
        return self._pages.currentIndex()

    def error(self) -> str:
        """Why it can't go on, or ""."""
        return self._error.text()

    def done(self, result: int) -> None:
        """Leave; what runs is given up."""
        self.flow.close()
        super().done(result)

    def reject(self) -> None:
        """Leave; while files are imported, stop between two of them instead."""
        if self.flow.is_writing:
            self.flow.stop_taking()
        else:
            super().reject()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("导入数据文件", "title"))
        head.addSpacing(12)
        for step in self._steps:
            head.addWidget(step)
        head.addWidget(spacer(), 1)
        column.addLayout(head)
        for page in (self.files, self.code, self.preview, self.outcome):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        column.addWidget(self._error)
        column.addWidget(self.flow.bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("Enter 继续，Esc 取消。导入以后可以在“往来文件”里撤销。", "small"))
        row.addWidget(spacer(), 1)
        for part in (self.back, self.leave, self.go):
            part.setMinimumSize(96, 34)
            row.addWidget(part)
        column.addLayout(row)

    def _wire(self) -> None:
        flow = self.flow
        self.files.paths_chosen.connect(flow.choose)
        self.files.left_out.connect(flow.leave_out)
        self.files.table.asked.connect(self.go.click)
        self.code.agreed.connect(flow.agree)
        self.code.denied.connect(flow.deny)
        self.outcome.page_asked.connect(self._on_page_asked)
        self.back.clicked.connect(flow.go_back)
        self.go.clicked.connect(self._on_go)
        self.leave.clicked.connect(self.reject)
        flow.turned.connect(self._show)
        flow.ended.connect(self._on_ended)
        flow.failed.connect(self._on_refused)
        flow.busy.connect(self._on_busy)

    def _show(self, page: int) -> None:
        received = self.flow.received
        if page == FILES:
            self.files.show_looks(received.looks)
        elif page == CODE and received.stranger is not None:
            self.code.show_signer(received.stranger)
        elif page == PREVIEW:
            self.preview.show_looks(received.ready)
        self._pages.setCurrentIndex(page)
        say(self._error, "")
        for at, shown in enumerate(self._steps):
            polish(shown, step="on" if at == _BADGE[page] else "off")
        self._set_buttons()
        self._focus_first(page)

    def _focus_first(self, page: int) -> None:
        go = self.go if self.go.isEnabled() else self.files.choose
        first = {CODE: self.code.first, RESULT: self.leave}.get(page, go)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_buttons(self) -> None:
        """As the page and the files ask for."""
        page, received = self.step, self.flow.received
        ready = len(received.ready)
        self.back.setVisible(page in (CODE, PREVIEW))
        self.go.setVisible(page in (FILES, PREVIEW))
        self.leave.setText("关闭" if page == RESULT else "取消")
        several = f"导入（{ready}个文件）" if ready > 1 else "导入"
        self.go.setText("下一步" if page == FILES else several)
        self.go.setEnabled(bool(ready) or (page == FILES and received.stranger is not None))

    def _on_go(self) -> None:
        if self.step == FILES:
            self.flow.go_on()
        else:
            self.flow.take_all(self.preview.passphrase.text())

    def _on_ended(self, found: Imported, left: int) -> None:
        self.outcome.show_imported(found, left=left)
        self._show(RESULT)

    def _on_refused(self, sentence: str) -> None:
        self._set_buttons()
        say(self._error, sentence)

    def _on_busy(self, busy: bool) -> None:
        for part in (self.go, self.back, self.files, self.code):
            part.setDisabled(busy)
        if not busy:
            self._set_buttons()
        elif self.flow.is_writing:
            self.leave.setText("停止")

    def _on_page_asked(self, page: str) -> None:
        self.accept()
        self.page_asked.emit(page)
