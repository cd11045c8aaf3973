"""Who sits before the window: the first sign of the name, the name, and what opens under it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label

NO_NAME = "未写姓名"
_WIDEST_PX = 120


class UserButton(QWidget):
    """The user's name as a button.

    Signals:
        asked: it was pressed, by mouse or key.
    """

    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._sign = label("", "avatar")
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = button("", "flat", tip="换人、新增用户、改姓名（Alt+U）")
        row.addWidget(self._sign)
        row.addWidget(self._name)
        self._name.clicked.connect(self.asked)
        desk.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the name that is written now."""
        name = self._desk.actions.office().user_name or NO_NAME
        self._sign.setText(name[:1])
        cut = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST_PX)
        self._name.setText("▾" if self._narrow else f"{cut} ▾".replace("&", "&&"))
        self._name.setAccessibleName(f"填表人：{name}")

    def set_narrow(self, narrow: bool) -> None:
        """The first sign alone when the window is small."""
        self._narrow = narrow
        self.refresh()

    def ask(self) -> None:
        """As if it was pressed; the cursor leaves its field first, which saves what is typed there."""
        self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._name.click()

    def below(self) -> QPoint:
        """Where on the screen a menu hangs."""
        return self._name.mapToGlobal(QPoint(0, self._name.height()))
