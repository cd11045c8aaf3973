"""An office that is not known here yet: its 单位识别码 is compared by telephone, once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card, Notice
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.trusting import Signer

_WIDE = 640
_CHANGED = "换了电脑要先核对：没有换过电脑的，可能是有人冒用，不要登记。"


class CodeStep(QWidget):
    """The code, large; 一致 goes on, 不一致 leaves the sender's files.

    Of an office that is known by another code 一致 has to be ticked free, so that no habit presses it.

    Signals:
        agreed: the other side read out the same code.
        denied: it read out another one, or could not be reached.
    """

    agreed = Signal()
    denied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._who = label("", "head", wrap=True)
        self.code = label("", "code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._call = label("", wrap=True)
        self._why = Notice(
            "warn",
            "不一致时不要导入",
            text="文件可能在路上被换过，或者对方换了电脑。请对方重新导出，当面交接或换一种办法传。",
        )
        self._other = Notice("bad", "这个单位已登记另一个识别码", text="")
        self.sure = QCheckBox("已用原来的电话问清：对方确实换了电脑或者重装了系统(&C)")
        self.yes = button("一致，登记并继续(&Y)", "primary")
        self.no = button("不一致，不导入(&N)")
        self._lay_out()
        self.sure.toggled.connect(self.yes.setEnabled)
        self.yes.clicked.connect(self.agreed)
        self.no.clicked.connect(self.denied)

    @property
    def first(self) -> QPushButton:
        """Where Enter begins: never on 一致 of an office that is known by another code."""
        return self.yes if self.yes.isEnabled() else self.no

    def show_signer(self, signer: Signer) -> None:
        """Ask about an office."""
        known = bool(signer.others)
        came = "这个文件用的是另一个识别码" if known else f"第一次收到{signer.name}的文件"
        self._who.setText(f"{came}，请先核对{signer.name if known else '它'}的单位识别码")
        self._other.set_text("这个单位已登记另一个识别码", f"{signer.warning}{_CHANGED}")
        self._other.setVisible(known)
        self.sure.setVisible(known)
        self.sure.setChecked(False)
        self.yes.setEnabled(not known)
        self.code.setText(signer.code)
        self.code.setAccessibleName(f"{signer.name}的单位识别码 {signer.code}")
        self._call.setText(
            f"请打电话给{signer.name}：请对方打开“报送”菜单里的“单位识别码”，"
            "把12位一组一组念出来，和上面的逐位核对。核对一次，以后不用再核对。"
        )
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        card = Card(margin=24)
        card.setMaximumWidth(_WIDE)
        for part in (self._who, self._other, self.code, self._call, self._why, self.sure):
            card.body.addWidget(part)
            card.body.addSpacing(4)
        row = QHBoxLayout()
        row.addWidget(spacer(), 1)
        for press in (self.no, self.yes):
            press.setMinimumHeight(34)
            row.addWidget(press)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 8)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
