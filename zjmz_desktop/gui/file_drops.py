"""Packages that are dropped anywhere on the window, whatever lies open."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow

from zjmz_desktop.gui.widgets.labels import label

ENDING = ".mzp"
_WORDS = "松开鼠标，导入数据文件\n先预览，不会直接写入"


def dropped_packages(mime: QMimeData) -> list[Path]:
    """The packages and folders that a drag brings; [] where there is any other file."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if all(path.suffix.lower() == ENDING or path.is_dir() for path in paths):
        return paths
    return []


class FileDrops(QObject):
    """Takes drags of packages over the window; other files go to whatever lies under them.

    Once a drag is over the window, a veil lies over everything and takes the rest of it, so that no field
    below takes the file's name for text.

    Signals:
        dropped: list of paths.
    """

    dropped = Signal(object)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._veil = _veil(window)
        self._over_veil = False
        for part in (window, self._veil):
            part.setAcceptDrops(True)
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drags over the window."""
        if isinstance(event, QDragEnterEvent):
            self._over_veil = watched is self._veil
            return self._entered(event)
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._taken(event)
        if event.type() == QEvent.Type.DragLeave:
            self._over_veil = False
            QTimer.singleShot(0, self, self._hide_where_left)
        return False

    def _entered(self, event: QDragEnterEvent) -> bool:
        if not dropped_packages(event.mimeData()):
            return False
        event.acceptProposedAction()
        self._veil.setGeometry(self._window.rect())
        self._veil.show()
        self._veil.raise_()
        return True

    def _taken(self, event: QDropEvent) -> bool:
        self._veil.hide()
        paths = dropped_packages(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
        return bool(paths)

    def _hide_where_left(self) -> None:
        """The drag that leaves the window for the veil is over the veil by now."""
        if not self._over_veil:
            self._veil.hide()


def _veil(window: QMainWindow) -> QLabel:
    """What lies over the window while a package is dragged over it."""
    found = label(_WORDS, "veil")
    found.setParent(window)
    found.setAlignment(Qt.AlignmentFlag.AlignCenter)
    found.hide()
    return found
