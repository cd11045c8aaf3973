"""How far the adding of files is, and 取消."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label


class AddingBar(QWidget):
    """Seen only while files are being added.

    Signals:
        cancelled: 取消.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("正在添加……", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        stop = button("取消", "flat")
        stop.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)

    def show_progress(self, done: int, whole: int) -> None:
        """So many of so many files are done."""
        self._words.setText(f"正在添加 {min(done + 1, whole)}/{whole}")
        self._bar.setRange(0, whole if whole > 1 else 0)
        self._bar.setValue(done)
