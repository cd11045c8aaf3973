"""One line of text in a cell of a register."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from zjmz_desktop.gui.pages.register_columns import Column


class TextCell(QLineEdit):
    """One line; numbers and dates switch the input method off."""

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setProperty("cell", "true")
        self.setAccessibleName(column.title)
        plain = column.kind in ("number", "date")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not plain)
        if column.kind == "number":
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
