"""与以前比较: the button that the roll-up and the page of the summary share."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.compare_dialog import CompareDialog
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod

COMPARE = "与以前比较…"


class Comparing(QObject):
    """The button, and the dialog that it opens for the unit and month that lie open."""

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget, role: str = "") -> None:
        super().__init__(parent)
        self._desk, self._office, self._parent = desk, office, parent
        tip = "和某一天、某次上报、某个数据文件或打印过的报告相比，变了什么"
        self.button: QPushButton = button(COMPARE, role, tip=tip)
        self.button.clicked.connect(self.ask)

    def ask(self) -> CompareDialog:
        """Open it."""
        place = self._desk.place
        at = UnitPeriod(place.unit_id, place.period)
        dialog = CompareDialog(self._desk, self._office, at=at, parent=self._parent)
        dialog.open()
        return dialog
