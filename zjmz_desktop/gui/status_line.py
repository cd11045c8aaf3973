"""The lowest line: when it was saved, where it lies, whether it is sample data, and keys."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zjmz_desktop import __version__
from zjmz_desktop.gui.actions import OfficeLine
from zjmz_desktop.gui.page_stack import (
    ANNUAL,
    CONFLICTS,
    FORM,
    HELP,
    MATRIX,
    REGISTER,
    REVIEW,
    STATUS,
    SUMMARY_TEXT,
)
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.labels import ElidedLabel, badge, label, spacer
from zjmz_desktop.gui.widgets.marks import draw_shape
from zjmz_desktop.service.views import ChangeSet

KEYS = {
    FORM: "Enter 下一格　Ctrl+Enter 下一待填项　F8 下一处问题　F1 帮助",
    REGISTER: "Enter 下一格　F2 改这一格　Insert 新增一行　F8 下一处问题　F1 帮助",
    MATRIX: "方向键 换一格　Enter 这个数从哪来　Ctrl+C 复制　F1 帮助",
    ANNUAL: "Ctrl+P 其他打印　F1 帮助",
    SUMMARY_TEXT: "Enter 下一句　Alt+↓ 数的写法　Esc 不要刚写的　F8 下一处要再看　F1 帮助",
    REVIEW: "空格 接收　Ctrl+R 退改　Ctrl+E 采用数　F8 下一处要看的　F1 帮助",
    STATUS: "方向键 换一格　Enter 去审核　Ctrl+P 打印　F1 帮助",
    HELP: "Esc 回到原来的页　Ctrl+K 找指标　Alt+1 回到填报",
    CONFLICTS: "Ctrl+Enter 核实　F1 帮助",
}
ELSEWHERE = "Alt+1 回到填报　Ctrl+K 找指标　F1 帮助"
"""Of pages with no keys of their own."""


class _SavedMark(QWidget):
    """A dot while nothing was written, a tick once something is on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(13, 13)
        self.shape = "ring"

    def paintEvent(self, event: QPaintEvent) -> None:
        color = TOKENS.good if self.shape == "tick" else TOKENS.ink_faint
        draw_shape(QPainter(self), QRectF(self.rect()), shape=self.shape, color=color)


class StatusLine(QFrame):
    """已保存 hh:mm:ss appears only after the commit."""

    def __init__(self, office: OfficeLine) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFixedHeight(25)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        self._mark = _SavedMark()
        self._saved = label("离开一格就自动保存")
        self._store = ElidedLabel(f"数据位置：{office.folder}", "small")
        self._store.setMinimumWidth(120)
        self._keys = label(KEYS[FORM])
        row.addWidget(self._mark)
        row.addWidget(self._saved)
        row.addSpacing(14)
        if office.sample:
            row.addWidget(_sample_mark())
            row.addSpacing(8)
        row.addWidget(self._store, 3)
        row.addWidget(spacer(), 1)
        row.addWidget(self._keys)
        row.addSpacing(14)
        row.addWidget(label(f"离线版 {__version__}"))

    def show_saved(self, changes: ChangeSet) -> None:
        """Say when the commit was."""
        if changes.saved_at:
            self._mark.shape = "tick"
            self._mark.update()
            self._saved.setText(f"已保存 {changes.saved_at}")

    def saved_text(self) -> str:
        """What it says about saving."""
        return self._saved.text()

    def show_keys(self, page: str) -> None:
        """Name the keys of a page, by its name."""
        self._keys.setText(KEYS.get(page, ELSEWHERE))

    def keys_text(self) -> str:
        """The keys that it names."""
        return self._keys.text()

    def set_narrow(self, narrow: bool) -> None:
        """Leave the keys out when the window is small."""
        self._keys.setVisible(not narrow)


def _sample_mark() -> QWidget:
    return badge("示例数据，正式单位不收", sample="true")
