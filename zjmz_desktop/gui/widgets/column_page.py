"""A page of one column that scrolls, never wider than is easy to read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from zjmz_desktop.gui.tokens import CONTENT_MAX_PX


class ColumnPage(QScrollArea):
    """Put parts into `column`."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("canvas")
        self.column = QVBoxLayout(content)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines readable on wide screens.

        The event knows the viewport's size; `viewport()` would have every widget class of the binding made.
        """
        super().resizeEvent(event)
        margin = max(20, (event.size().width() - CONTENT_MAX_PX) // 2)
        self.column.setContentsMargins(margin, 16, margin, 16)
