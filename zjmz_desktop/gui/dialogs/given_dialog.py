"""以前给过: what was given to whom and when, newest first."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.service.urgent import Given

NOTHING = "还没有给过。复制文字、导出表格或打印之后，就记在这里。"


class GivenDialog(Dialog):
    """The record as text, to be read or copied from."""

    def __init__(self, given: tuple[Given, ...], *, parent: QWidget | None) -> None:
        text = "" if given else NOTHING
        super().__init__("以前给过", text, yes="关闭", parent=parent)
        self.record = QPlainTextEdit("\n\n".join(map(_told, given)))
        self.record.setReadOnly(True)
        self.record.setAccessibleName("以前给过")
        self.record.setMinimumSize(560, 320)
        self.record.setVisible(bool(given))
        self.body.addWidget(self.record)
        self.no.hide()


def _told(one: Given) -> str:
    whom = f"给{one.receiver}" if one.receiver else "没有写给谁"
    return f"{one.at}　{whom}\n{one.title}\n{one.words}"
