"""Where files are dropped and pictures pasted, and what the clipboard or a drag brings."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zjmz_desktop.gui.evidence.keeper import Given
from zjmz_desktop.gui.file_drops import dropped_packages
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.labels import label

WORDS = "拖到这里，或按 Ctrl+V 粘贴截图"
DROP_WORDS = "松开鼠标，就附上了"


def brought(mime: QMimeData) -> list[Given]:
    """Files or a picture that a drag or the clipboard brings; [] for anything else, packages too."""
    if dropped_packages(mime):
        return []
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return list(paths)
    image = mime.imageData() if mime.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def is_typing(mime: QMimeData) -> bool:
    """Whether a text field should take the clipboard: sheets bring a picture beside their text."""
    return mime.hasText() and not mime.hasUrls()


class DropArea(QFrame):
    """A dashed box; the card around it takes the drops.

    Signals:
        asked: Enter, Space or a double click: choose files.
        pasted: Ctrl+V.
    """

    asked = Signal()
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"添加佐证材料：{WORDS}，或按 Enter 选文件")
        self._words = label(WORDS, "soft")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 7, 8, 7)
        row.addWidget(self._words)
        self.setProperty("drop", "idle")

    def show_over(self, over: bool) -> None:
        """A drag is over the card."""
        self._words.setText(DROP_WORDS if over else WORDS)
        polish(self, drop="over" if over else "idle")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes, Enter chooses."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)
