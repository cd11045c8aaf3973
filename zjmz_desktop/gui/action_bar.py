"""The fixed bar under the form: what to do next, with its keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import badge, spacer


class ActionBar(QFrame):
    """Buttons for what the keyboard does too.

    Signals:
        step_asked: 上一项 (-1) or 下一项 (1).
        print_asked: 打印, with the button that its menu hangs under.
        undo_asked, redo_asked, same_asked, to_fill_asked: the other buttons.
    """

    step_asked = Signal(int)
    print_asked = Signal(QWidget)
    undo_asked = Signal()
    redo_asked = Signal()
    same_asked = Signal()
    to_fill_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("actionBar")
        self.setFixedHeight(50)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        self._hints: list[QLabel] = []
        self._add(row, button("上一项", icon_name="up"), asked=self._on_previous)
        self._add(row, button("下一项", icon_name="down"), asked=self._on_next)
        row.addWidget(self._hint("Ctrl ↑ ↓"))
        row.addWidget(spacer(), 1)
        self._undo = button("撤销", "flat", icon_name="undo", tip="撤销（Ctrl+Z）")
        self._redo = button("重做", "flat", icon_name="redo", tip="重做（Ctrl+Y）")
        self._same = button("无变化", tip="无变化：照上期填（Ctrl+D）", icon_name="same")
        self._fill = button("下一待填项  Ctrl+Enter", "primary")
        self._print = button("", "flat", icon_name="print", tip="打印（Ctrl+P）")
        self._add(row, self._print, asked=self._on_print)
        self._add(row, self._undo, asked=self.undo_asked)
        self._add(row, self._redo, asked=self.redo_asked)
        self._add(row, self._same, asked=self.same_asked)
        self._add(row, self._fill, asked=self.to_fill_asked)

    @property
    def main_button(self) -> QPushButton:
        """下一待填项: what Tab comes to after the last field."""
        return self._fill

    def set_narrow(self, narrow: bool) -> None:
        """Leave hints and words out when the window is small."""
        for hint in self._hints:
            hint.setVisible(not narrow)
        self._print.setVisible(not narrow)
        self._undo.setText("" if narrow else "撤销")
        self._redo.setText("" if narrow else "重做")

    def set_same_possible(self, possible: bool) -> None:
        """无变化 needs a figure that can be typed."""
        self._same.setEnabled(possible)

    def _add(self, row: QHBoxLayout, one: QPushButton, *, asked: object) -> None:
        one.setMinimumHeight(32)
        one.clicked.connect(asked)
        row.addWidget(one)

    def _hint(self, keys: str) -> QLabel:
        hint = badge(keys, role="key")
        self._hints.append(hint)
        return hint

    def _on_previous(self) -> None:
        self.step_asked.emit(-1)

    def _on_print(self) -> None:
        self.print_asked.emit(self._print)

    def _on_next(self) -> None:
        self.step_asked.emit(1)
