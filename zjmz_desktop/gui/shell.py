"""The frame that is painted at once; what the office needs is read after the first paint."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow

USUAL = (1366, 695)
SMALLEST = (900, 440)

Maker = Callable[[], QMainWindow | None]


class Shell(QMainWindow):
    """An empty window with one sentence, until the office's own window lies in it."""

    def __init__(self, title: str, make: Maker) -> None:
        super().__init__()
        self._make = make
        self._inside: QMainWindow | None = None
        self._begun = False
        self.setWindowTitle(title)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        waiting = QLabel("正在打开……")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(waiting)

    @property
    def inside(self) -> QMainWindow | None:
        """The office's window, once it is open."""
        return self._inside

    def event(self, event: QEvent) -> bool:
        """Begin to open the office after the first paint, where it is not open by then."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._begun:
            self._begun = True
            if self._inside is None:
                QTimer.singleShot(0, self, self.fill)
        return done

    def closeEvent(self, event: QCloseEvent) -> None:
        """The office's window saves what is typed."""
        if self._inside is not None:
            self._inside.close()
        super().closeEvent(event)

    def fill(self) -> None:
        """Put the office's window into the frame; close it where there is none."""
        inside = self._make()
        if inside is None:
            self.close()
            return
        self._inside = inside
        inside.setWindowFlags(Qt.WindowType.Widget)
        self.setWindowTitle(inside.windowTitle())
        self.setCentralWidget(inside)
        inside.show()
