"""A small dialog: what it is about, its fields, why it was refused, and two buttons."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, say, spacer


class Dialog(QDialog):
    """Stays open while its act is refused; the sentence stands over the buttons.

    Put fields into `body` and set `act`: it is called by the first button and returns why it was
    refused, or "".
    """

    def __init__(self, title: str, text: str = "", *, yes: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.act: Callable[[], str] = _nothing
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "title"))
        self.text = label(text, "soft", wrap=True)
        column.addWidget(self.text)
        self.text.setVisible(bool(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body)
        self._error = label("", "bad", wrap=True)
        self._error.setVisible(False)
        column.addWidget(self._error)
        row = QHBoxLayout()
        row.addWidget(spacer(), 1)
        self.no = button("取消")
        self.yes = button(yes, "primary")
        self.yes.setDefault(True)
        for press in (self.no, self.yes):
            press.setMinimumSize(88, 32)
            row.addWidget(press)
        column.addSpacing(4)
        column.addLayout(row)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)

    def accept(self) -> None:
        """Do it; stay when it is refused."""
        error = self.act()
        if error:
            self.say_error(error)
        else:
            super().accept()

    def say_error(self, text: str) -> None:
        """Show why it was refused; where it has no room the dialog grows by it."""
        say(self._error, text)
        column = self.layout()
        least = column.totalHeightForWidth(self.width()) if column is not None else 0
        if least > self.height():
            self.resize(self.width(), least)

    def error(self) -> str:
        """Why it was refused, or ""."""
        return self._error.text()


def beside(parent: QWidget | None, wide: int, *, high: int) -> QSize:
    """How large a dialog is: as wanted, at most as the window that it stands over."""
    wanted = QSize(wide, high)
    return wanted if parent is None else wanted.boundedTo(parent.window().size())


def _nothing() -> str:
    return ""
