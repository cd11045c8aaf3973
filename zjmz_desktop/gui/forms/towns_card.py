"""The units below in a district's or the city's form."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from zjmz_desktop.gui.copying import CopyTable
from zjmz_desktop.gui.models.town_table import LIGHT_COLUMN, LightDelegate, TownTable
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.service.views import TownLine

ROW_PX = 30


class TownsCard(Card):
    """Figures of the units below; a double click or Enter opens that unit's form.

    Signals:
        unit_opened: the id of the unit to open.
    """

    unit_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("分单位情况")
        self._said = label("", "soft")
        self.head.addWidget(self._said)
        self._model = TownTable()
        self._table = CopyTable()
        self._table.setModel(self._model)
        self._table.setItemDelegateForColumn(LIGHT_COLUMN, LightDelegate(self._table))
        self._set_up_table()
        self.body.addWidget(self._table)

    def show_lines(self, lines: tuple[TownLine, ...], reported: str) -> None:
        """Show other units; the table is as high as its rows."""
        self._model.set_lines(lines)
        self._said.setText(reported)
        self._table.setColumnHidden(1, not any(line.value for line in lines))
        head = self._table.horizontalHeader().sizeHint().height()
        self._table.setFixedHeight(head + len(lines) * ROW_PX + 2)

    def _set_up_table(self) -> None:
        table = self._table
        table.setProperty("bare", "true")
        table.setAccessibleName("分单位情况")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        for column, width in enumerate((150, 96, 96, 124)):
            head.resizeSection(column, width)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._on_activated)

    def _on_activated(self, index: QModelIndex) -> None:
        self.unit_opened.emit(self._model.line(index.row()).unit)
