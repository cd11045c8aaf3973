"""市 → 区 → 镇 as a tree, found by name, by pinyin initials or by code."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from zjmz_desktop.domain.units import Level, Unit, Units
from zjmz_desktop.service.listing import initials

_UNIT = int(Qt.ItemDataRole.UserRole)


class UnitTree(QTreeWidget):
    """Choose one unit.

    Signals:
        chosen: its id.
    """

    chosen = Signal(str)

    def __init__(self, units: Units) -> None:
        super().__init__()
        self._units = units
        self.setAccessibleName("单位")
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setIndentation(18)
        self.setUniformRowHeights(True)
        self.setColumnWidth(0, 270)
        for city in units.of_level(Level.CITY):
            self._add(city, self.invisibleRootItem())
        self.expandToDepth(0)
        self.currentItemChanged.connect(self._on_current_changed)

    def unit(self) -> Unit | None:
        """The unit that is chosen."""
        row = self.currentItem()
        return None if row is None else self._units.get(str(row.data(0, _UNIT)))

    def choose(self, unit_id: str) -> None:
        """Choose a unit and show it."""
        for row in self._all():
            if row.data(0, _UNIT) == unit_id:
                self.setCurrentItem(row)
                self.scrollToItem(row)

    def find_words(self, words: str) -> None:
        """Leave in sight what fits, and choose the first of it."""
        wanted = words.strip().lower()
        hits = [row for row in self._all() if wanted and _fits(row.text(0), wanted)]
        hits = hits or [
            row for row in self._all() if wanted and wanted in row.data(0, _UNIT).lower()
        ]
        for row in self._all():
            row.setHidden(bool(wanted))
        for row in hits:
            _show_with_parents(row)
        if not wanted:
            self.expandToDepth(0)
        exact = [row for row in hits if row.text(0) == words.strip()]
        if hits:
            self.setCurrentItem((exact or hits)[0])
            self.scrollToItem(self.currentItem())
        elif wanted:
            self.setCurrentIndex(QModelIndex())

    def _add(self, unit: Unit, parent: QTreeWidgetItem) -> None:
        row = QTreeWidgetItem([unit.name, unit.office if unit.level is not Level.TOWN else ""])
        row.setData(0, _UNIT, unit.id)
        row.setForeground(1, self.palette().placeholderText())
        parent.addChild(row)
        for child in self._units.children(unit.id):
            self._add(child, row)

    def _all(self) -> list[QTreeWidgetItem]:
        walk, found = QTreeWidgetItemIterator(self), []
        while (row := walk.value()) is not None:
            found.append(row)
            walk += 1
        return found

    def _on_current_changed(self, row: QTreeWidgetItem | None) -> None:
        self.chosen.emit(str(row.data(0, _UNIT)) if row is not None else "")


def _fits(name: str, wanted: str) -> bool:
    return wanted in name.lower() or (wanted.isascii() and wanted in initials(name))


def _show_with_parents(row: QTreeWidgetItem) -> None:
    above: QTreeWidgetItem | None = row
    while above is not None:
        above.setHidden(False)
        if above is not row:
            above.setExpanded(True)
        above = above.parent()
