"""The outline at the left: a click or Enter goes there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem

from zjmz_desktop.service.paper_previews import OutlineEntry

_ENTRY = Qt.ItemDataRole.UserRole


class OutlineTree(QTreeWidget):
    """The entries.

    Signals:
        asked: an entry was chosen; page and points under its upper edge.
    """

    asked = Signal(int, float)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setAccessibleName("目录")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("outline", "true")
        self.setIndentation(14)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def show_entries(self, entries: Sequence[OutlineEntry]) -> None:
        """Show another outline, open to its second level."""
        self.clear()
        parents: list[QTreeWidgetItem] = []
        for entry in entries:
            item = QTreeWidgetItem([entry.title])
            item.setToolTip(0, f"{entry.title}（第{entry.page + 1}页）")
            item.setData(0, _ENTRY, entry)
            del parents[entry.level :]
            if parents:
                parents[-1].addChild(item)
            else:
                self.addTopLevelItem(item)
            parents.append(item)
        self.expandToDepth(0)

    def _on_chosen(self, item: QTreeWidgetItem) -> None:
        entry: OutlineEntry = item.data(0, _ENTRY)
        self.asked.emit(entry.page, entry.top)
