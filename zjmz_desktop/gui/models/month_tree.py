"""The navigation tree: sections, items and indicators of one unit and month."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from zjmz_desktop.gui.widgets.marks import STATUS_WORDS
from zjmz_desktop.service.views import IndicatorNode, ItemNode, MonthList, SectionNode

NODE = int(Qt.ItemDataRole.UserRole) + 1
Node = SectionNode | ItemNode | IndicatorNode
PROBLEMS = ("error", "warning")


class MonthTree(QStandardItemModel):
    """A `MonthList` as a tree; each index carries its node under the role `NODE`."""

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, QStandardItem] = {}
        self._shape: tuple[object, ...] = ()
        self._order: tuple[IndicatorNode, ...] = ()

    @property
    def order(self) -> tuple[IndicatorNode, ...]:
        """All indicators shown, in paper order."""
        return self._order

    def show_month(self, month: MonthList) -> bool:
        """Show another list; the same rows are renewed in place.

        Returns:
            Whether the rows are other ones (folds and the current row are then lost).
        """
        items = [item for section in month.sections for item in section.items]
        self._order = tuple(node for item in items for node in item.indicators)
        shape = tuple(
            (s.no, tuple((i.no, tuple(n.code for n in i.indicators)) for i in s.items))
            for s in month.sections
        )
        anew = shape != self._shape
        self._shape = shape
        if anew:
            self._rebuild(month)
        else:
            self._renew(month)
        return anew

    def index_of(self, code: str) -> QModelIndex:
        """Where an indicator stands; invalid when it is not shown."""
        found = self._items.get(code)
        return found.index() if found is not None else QModelIndex()

    def _rebuild(self, month: MonthList) -> None:
        self.clear()
        self._items = {}
        for section in month.sections:
            row = _row(section, f"{section.title}，已填{section.filled}项，应填{section.due}项")
            self.appendRow(row)
            for item in section.items:
                head = _row(item, item.title)
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                row.appendRow(head)
                for node in item.indicators:
                    leaf = _row(node, _spoken(node))
                    head.appendRow(leaf)
                    self._items[node.code] = leaf

    def _renew(self, month: MonthList) -> None:
        for at, section in enumerate(month.sections):
            self.item(at).setData(section, NODE)
            for item in section.items:
                for node in item.indicators:
                    leaf = self._items[node.code]
                    if leaf.data(NODE) != node:
                        leaf.setData(node, NODE)
                        leaf.setText(_spoken(node))


def _row(node: Node, spoken: str) -> QStandardItem:
    row = QStandardItem(spoken)
    row.setEditable(False)
    row.setData(node, NODE)
    row.setToolTip(node.name if isinstance(node, IndicatorNode) else node.title)
    return row


def _spoken(node: IndicatorNode) -> str:
    return f"{node.name}，{STATUS_WORDS.get(node.status, '')}，{node.light.words}"
