"""催报: who has not reported, as words to paste into a chat."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.dialog import Dialog

NOBODY = "各单位都已报，不用催。"


class ChaseDialog(Dialog):
    """The words, which may be changed, and 复制."""

    def __init__(self, desk: Desk, words: str, *, parent: QWidget | None) -> None:
        text = "可以修改后复制，粘贴到微信群或短信里。这段话不含任何数据。" if words else NOBODY
        super().__init__("催报", text, yes="复制" if words else "知道了", parent=parent)
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
