"""Work that no other edit may come between: the window waits behind a bar, and can call it off."""

from contextlib import closing
from functools import partial
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.gui.pages.beside import Beside, Call
from zjmz_desktop.gui.tasks import Task, WorkCancelledError
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service.context import Office

_WIDE = 440
_WHOLE = "全部写完，或者什么也不写；取消以后数据同原来一样。"


class BigWork(QDialog):
    """Stays open until the work is over: called off in time nothing is written, too late it is done.

    Signals:
        finished_with: what the call returned.
        refused: the sentence of a refusal; "" where it was called off.
    """

    finished_with = Signal(object)
    refused = Signal(str)

    def __init__(self, office: Office, words: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words)
        self.setMinimumWidth(_WIDE)
        self._words = words
        self._stopped = Event()
        self.bar, self.leave = WorkBar(), button("取消")
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_done)
        self._beside.failed.connect(self._on_failed)
        self.leave.clicked.connect(self.reject)
        self._lay_out()

    def begin(self, call: Call) -> None:
        """Show it and begin; `call` writes as one act, with an office of its own."""
        self.bar.begin("正在写入")
        self.open()
        task = self._beside.start(partial(_told, call=call, stopped=self._stopped))
        task.progressed.connect(self.bar.show_progress)

    def reject(self) -> None:
        """Call it off; the dialog goes when that is certain."""
        self._stopped.set()
        self.leave.setEnabled(False)
        self.bar.begin("正在取消")

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross calls it off too."""
        self.reject()
        event.ignore()

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label(self._words, "title"))
        column.addWidget(self.bar)
        column.addWidget(label(_WHOLE, "soft", wrap=True))
        row.addWidget(spacer(), 1)
        self.leave.setMinimumSize(88, 32)
        row.addWidget(self.leave)
        column.addLayout(row)

    def _on_done(self, found: object) -> None:
        self._end()
        self.finished_with.emit(found)

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self.refused.emit(sentence)

    def _end(self) -> None:
        self._beside.wait()
        super().accept()


def _told(office: Office, task: Task, *, call: Call, stopped: Event) -> object:
    """Make the call; every write of it says how far it is, and is ended where it was called off."""

    def tell(done: int, whole: int) -> None:
        if stopped.is_set():
            raise WorkCancelledError("")
        task.progressed.emit(done, whole)

    office.tell = tell
    with closing(office):  # here: letting go of a large act's pages would hold the window up
        return call(office, task)
