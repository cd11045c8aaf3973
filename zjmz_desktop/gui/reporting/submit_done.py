"""After 上报: what was submitted, what is locked, and what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zjmz_desktop.gui.icons import icon_pixmap
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.locking import is_recallable
from zjmz_desktop.service.submitting import Preview

_SIGN_PX = 44


class SubmitDone(QWidget):
    """Says that it is done.

    Signals:
        pack_asked: 导出上报数据文件.
        closed: 完成.
    """

    pack_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._text = label("", "title"), label("", "soft", wrap=True)
        self.pack_button = button("导出上报数据文件…", "primary", icon_name="")
        self.close_button = button("完成")
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 20, 60, 20)
        column.setSpacing(12)
        column.addStretch(2)
        sign = QLabel()
        sign.setPixmap(icon_pixmap("check", TOKENS.good, size=_SIGN_PX))
        for part in (sign, self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for press in (self.close_button, self.pack_button):
            press.setMinimumSize(88, 32)
            row.addWidget(press)
        row.addStretch(1)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(3)
        self.pack_button.clicked.connect(self.pack_asked)
        self.close_button.clicked.connect(self.closed)

    def say(self, office: Office, sent: Preview) -> None:
        """What was submitted."""
        above = office.units.parent(office.unit.id)
        to = above.office if above is not None else "上级"
        self._title.setText(f"已上报{sent.period.title}（第{sent.version}版）")
        recallable = is_recallable(office, office.unit.id, shown=sent.period)
        onward = f"{to}接收以前可以在填报页撤回" if recallable else "要改请在填报页用更正"
        self._text.setText(
            f"填报{sent.filled}/{sent.due}项。本月已锁定，{onward}。\n"
            f"要交给{to}，请导出上报数据文件，存到U盘，或者用微信、邮件发送。"
        )
