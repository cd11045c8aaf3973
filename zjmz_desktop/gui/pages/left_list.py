"""All that stands in the way of a 签发稿: a line each, and the way to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from zjmz_desktop.domain.errors import Listed

_MOST_LINES = 8


class LeftList(QListWidget):
    """Hidden while there is nothing; a click or Enter leads to the indicator.

    Signals:
        chosen: the indicator's code.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("还没有办好的，按Enter打开")
        self.setToolTip("点一项，或选中后按Enter，就打开它")
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def show_all(self, listed: Sequence[Listed]) -> None:
        """Show these instead."""
        self.clear()
        for one in listed:
            item = QListWidgetItem(f"{one.code}　{one.words}")
            item.setData(Qt.ItemDataRole.UserRole, one.code)
            self.addItem(item)
        self.setVisible(bool(listed))
        if listed:
            self.setCurrentRow(0)
            lines = min(_MOST_LINES, self.count())
            self.setFixedHeight(lines * self.sizeHintForRow(0) + 2 * self.frameWidth() + 2)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
