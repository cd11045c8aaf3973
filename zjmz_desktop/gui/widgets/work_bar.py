"""How far long work is, in a line: its words and a bar."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from zjmz_desktop.gui.widgets.labels import label


class WorkBar(QWidget):
    """Hidden until work begins."""

    def __init__(self) -> None:
        super().__init__()
        self._what = ""
        self._words = label("", "soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        self.hide()

    def begin(self, what: str) -> None:
        """Work begins; `what` is being done, e.g. 正在读第."""
        self._what = what
        self._bar.setRange(0, 0)
        self._words.setText(f"{what}……")
        self.show()

    def show_progress(self, done: int, whole: int) -> None:
        """How many of how many are done."""
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
        self._words.setText(f"{self._what}：{done}／{whole}")
