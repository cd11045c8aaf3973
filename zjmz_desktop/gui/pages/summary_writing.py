"""Writing a paper in a thread: progress, 取消, and what became of the file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.pages.beside import Beside, Call
from zjmz_desktop.gui.pages.left_list import LeftList
from zjmz_desktop.gui.pages.report_parts import ResultView, WritingBar
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import WrittenSummary, save_drawn
from zjmz_desktop.service.reporting import PaperAsked, draw_report, refuse_unready

CANCELLED = "已取消，没有写文件；原来的文件没有动。"


class SummaryWriting(QWidget):
    """Hidden until something is written.

    Signals:
        begun, over: writing began, or ended one way or the other.
        allowed: what was checked may be written.
        indicator_asked: the code of one of the list under a refusal.
    """

    begun = Signal()
    over = Signal()
    allowed = Signal()
    indicator_asked = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.bar = WritingBar()
        self.result = ResultView()
        self._beside = Beside(office, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.left = LeftList()
        for part in (self.result, self.left, self.bar):
            column.addWidget(part)
        self.clear()
        self.left.chosen.connect(self.indicator_asked)
        self.bar.cancelled.connect(self._on_cancelled)
        self._beside.read.connect(self._on_done)
        self._beside.failed.connect(self._on_refused)

    @property
    def is_busy(self) -> bool:
        """Whether a summary is being written."""
        return self._beside.task is not None

    def clear(self) -> None:
        """Nothing to show."""
        self.result.setVisible(False)
        self.left.show_all(())
        self.bar.setVisible(self.is_busy)
        self.setVisible(self.is_busy)

    def check(self, asked: PaperAsked) -> None:
        """Begin to look whether a paper may be written; a refusal is shown as of one written."""
        self._begin(partial(_check, asked=asked), words="正在看数是否都审定了……")

    def write(self, asked: PaperAsked, target: Path) -> None:
        """Begin to write a paper."""
        named = target.suffix.lower() == ".pdf"
        path = target if named else target.with_name(f"{target.name}.pdf")
        self._begin(partial(_write, asked=asked, target=path))

    def _begin(self, call: Call, *, words: str = "") -> None:
        self.bar.begin(words)
        task = self._beside.start(call)
        task.progressed.connect(self.bar.show_progress)
        self.clear()
        self.begun.emit()

    def stop(self) -> None:
        """Give up what is being written."""
        self._beside.drop()
        self._beside.wait()

    def _end(self) -> None:
        self.bar.setVisible(False)
        self.setVisible(True)
        self.over.emit()

    def _on_done(self, written: WrittenSummary | ZjmzError | None) -> None:
        if isinstance(written, ZjmzError):
            self._on_refused(written.message)
            self.left.show_all(written.listed)
            return
        if written is None:
            self.clear()
            self.over.emit()
            self.allowed.emit()
            return
        self._end()
        self.result.show_written(written)
        self.result.open_file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, sentence: str) -> None:
        self._end()
        self.result.show_refusal(sentence)

    def _on_cancelled(self) -> None:
        if not self._beside.cancel():
            return  # the old file is being replaced: what comes of it is told in a moment
        self._end()
        self.result.show_refusal(CANCELLED, tone="info")


def _check(office: Office, task: Task, *, asked: PaperAsked) -> ZjmzError | None:
    """Why the paper may not be written, with its list; None where it may."""
    try:
        refuse_unready(office, asked)
    except ZjmzError as error:
        return error
    return None


def _write(office: Office, task: Task, *, asked: PaperAsked, target: Path) -> WrittenSummary:
    drawn = draw_report(office, asked, on_progress=task.tell, cancelled=task.is_cancelled)
    return save_drawn(office, drawn, target=target, before_replacing=task.decide)
