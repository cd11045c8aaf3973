"""The fixed bar under 审核: what is done with the figures chosen, with keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import spacer

HEIGHT_PX = 50


class ReviewBar(QFrame):
    """Buttons for what the keyboard does too.

    Signals:
        accept_asked, return_asked, adopt_asked: for the figures chosen.
        whole_accept_asked, whole_return_asked: for the whole table.
        clean_asked: 全部接收无问题的.
        next_asked: 下一单位.
    """

    accept_asked = Signal()
    return_asked = Signal()
    adopt_asked = Signal()
    whole_accept_asked = Signal()
    whole_return_asked = Signal()
    clean_asked = Signal()
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("actionBar")
        self.setFixedHeight(HEIGHT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        self._of_table: list[QPushButton] = []
        for words, tip, signal in (
            ("接收", "接收选中的数（空格或 Enter）", self.accept_asked),
            ("退改…", "退改选中的数，写明原因（Ctrl+R）", self.return_asked),
            ("采用数…", "区局采用数，与上报数并列（Ctrl+E）", self.adopt_asked),
        ):
            self._add(row, button(words, tip=tip), signal=signal)
        row.addSpacing(10)
        for words, tip, signal in (
            ("整表接收", "整张表接收", self.whole_accept_asked),
            ("整表退改…", "整张表退回，写明原因", self.whole_return_asked),
        ):
            self._add(row, button(words, "flat", tip=tip), signal=signal)
        row.addWidget(spacer(), 1)
        self._next = button("下一单位", icon_name="down", tip="下一个单位（Ctrl+↓）")
        self._clean = button("", "primary", tip="没有提示、没有改动的一次接收（Ctrl+Enter）")
        self._next.clicked.connect(self.next_asked)
        self._clean.clicked.connect(self.clean_asked)
        for press in (self._next, self._clean):
            press.setMinimumHeight(32)
            row.addWidget(press)

    @property
    def clean_button(self) -> QPushButton:
        """全部接收无问题的（n）."""
        return self._clean

    def show_state(self, *, clean: int, open_: bool) -> None:
        """How many can be accepted unseen, and whether the unit's month can be decided at all."""
        self._clean.setText(f"全部接收无问题的（{clean}）  Ctrl+Enter")
        self._clean.setAccessibleName(f"全部接收无问题的（{clean}）")
        self._clean.setEnabled(bool(clean))
        for press in self._of_table:
            press.setEnabled(open_)

    def _add(self, row: QHBoxLayout, one: QPushButton, *, signal: object) -> None:
        one.setMinimumHeight(32)
        one.clicked.connect(signal)
        self._of_table.append(one)
        row.addWidget(one)
