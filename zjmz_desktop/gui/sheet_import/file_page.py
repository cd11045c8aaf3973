"""Step 1: the file, by a button or by a drag; read in the limited child, with cancel."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QThreadPool, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.service.importing_sheets import open_file

_FILTER = "表格 (*.xlsx *.xls *.csv *.et *.xlsm *.txt);;所有文件 (*)"
_PATIENCE_MS = 20
_CAN = (
    "能读：WPS、Excel的工作簿（xlsx、xls）和csv。标题行、合并的表头、合计行、表下的说明都不用先删。",
    "不会改动您的文件。下一步对好每一列，再看一遍要填的数，最后才写入。",
)


class FilePage(QWidget):
    """Takes one file and reads it.

    Signals:
        opened: (path, sheets), once it was read.
        busy: whether it is being read.
    """

    opened = Signal(object, object)
    busy = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._task: Task | None = None
        self._path = Path()
        self._pool = QThreadPool(self)
        self._box = QFrame()
        self.choose = button("选文件…", "primary", icon_name="folder")
        self.cancel = button("停止读取")
        self._words = label("把文件拖到这里，或者", "soft")
        self._error = label("", "bad", wrap=True)
        self._progress = QProgressBar()
        self._lay_out()
        self.choose.clicked.connect(self._on_choose_asked)
        self.cancel.clicked.connect(self.stop)

    def _lay_out(self) -> None:
        self._box.setProperty("drop", "idle")
        self._box.setMinimumHeight(170)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("正在读文件")
        self._progress.setFixedWidth(280)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = Qt.AlignmentFlag.AlignHCenter
        inside = QVBoxLayout(self._box)
        inside.setSpacing(12)
        inside.addStretch(1)
        inside.addWidget(self._words)
        for part in (self.choose, self._progress, self.cancel):
            inside.addWidget(part, 0, middle)
        for part in (self.choose, self.cancel):
            part.setMinimumSize(130, 34)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._box)
        column.addWidget(self._error)
        for words in _CAN:
            row = QHBoxLayout()
            row.addWidget(label(words, "soft", wrap=True), 1)
            column.addLayout(row)
        column.addWidget(spacer(), 1)
        self._error.setVisible(False)
        self._show_busy(False)

    def open(self, path: Path) -> None:
        """Read a file."""
        self.stop()
        say(self._error, "")
        self._path = path
        self._task = Task(partial(_read, path=path), self)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failed)
        self._task.start(self._pool)
        self._show_busy(True)

    def stop(self) -> None:
        """Give the reading up."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._show_busy(False)

    def wait(self) -> None:
        """Wait until nothing runs any more."""
        while not self._pool.waitForDone(_PATIENCE_MS):
            pass

    def error(self) -> str:
        """Why the file was refused, or ""."""
        return self._error.text()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if _dragged(event.mimeData()) is not None:
            event.acceptProposedAction()
            polish(self._box, drop="over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        polish(self._box, drop="idle")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it."""
        polish(self._box, drop="idle")
        path = _dragged(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open(path)

    def _show_busy(self, busy: bool) -> None:
        self._words.setText(f"正在读“{self._path.name}”…" if busy else "把文件拖到这里，或者")
        self._progress.setVisible(busy)
        self.cancel.setVisible(busy)
        self.choose.setVisible(not busy)
        self.busy.emit(busy)

    def _on_choose_asked(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, "选要导入的表格", "", _FILTER)
        if found:
            self.open(Path(found))

    def _on_finished(self, sheets: tuple[Sheet, ...]) -> None:
        if self.sender() is not self._task:
            return
        self._task = None
        self._show_busy(False)
        if sheets:
            self.opened.emit(self._path, sheets)
        else:
            say(self._error, f"“{self._path.name}”里的表都是空的。请换一个文件。")

    def _on_failed(self, sentence: str) -> None:
        if self.sender() is self._task:
            self._task = None
            self._show_busy(False)
            say(self._error, sentence)


def _read(task: Task, *, path: Path) -> tuple[Sheet, ...]:
    return open_file(path, cancelled=task.is_cancelled)


def _dragged(mime: QMimeData) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None
