"""催报: who has not reported, as words to paste into a chat."""

from typing import NamedTuple

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.dialog import Dialog

_HOW = "可以修改后复制，粘贴到微信群或短信里。这段话不含任何数据。"


class Chased(NamedTuple):
    """One of the two lists: a month may be submitted with a figure unfilled, and filled but not submitted.

    Attributes:
        whom: the list's name, in the title.
        about: what it counts, and where the other one is.
        nobody: what is said where it is empty.
    """

    whom: str
    about: str
    nobody: str


UNFILLED = Chased(
    "还没有填数的",
    "这里按指标算：哪个单位哪项还没有填数，上报没上报都算。没有上报的单位在“报送情况”里催。",
    "各单位都已填数，不用催。",
)
UNSUBMITTED = Chased(
    "还没有上报的",
    "这里按上报算：哪个单位这个月还没有上报，填没填数都算。没有填数的指标在“表格”菜单里催。",
    "各单位都已上报，不用催。",
)


class ChaseDialog(Dialog):
    """The words, which may be changed, and 复制."""

    def __init__(self, desk: Desk, words: str, *, chased: Chased, parent: QWidget | None) -> None:
        text = f"{_HOW}\n{chased.about}" if words else chased.nobody
        super().__init__(
            f"催报：{chased.whom}", text, yes="复制" if words else "知道了", parent=parent
        )
        self._desk = desk
        self.words = QPlainTextEdit(words)
        self.words.setAccessibleName("催报的话")
        self.words.setMinimumSize(520, 240)
        self.words.setVisible(bool(words))
        self.body.addWidget(self.words)
        self.no.setText("关闭")
        self.no.setVisible(bool(words))
        self.act = self._copy

    def _copy(self) -> str:
        words = self.words.toPlainText().strip()
        if words:
            QGuiApplication.clipboard().setText(words)
            self._desk.told.emit("已复制催报的话。", False)
        return ""
