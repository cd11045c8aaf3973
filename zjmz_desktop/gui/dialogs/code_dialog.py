"""单位识别码: this office's own, large enough to be read out; those that were compared; replacing one."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, spacer
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable, Sign
from zjmz_desktop.service import trusting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.trusting import Signer

_COLUMNS = (
    Column("单位", 140, 0),
    Column("识别码", 150, 190),
    Column("怎样登记", 90, 170),
    Column("登记时间", 120, 150),
    Column("状态", 92, 110),
)
_ABOUT = (
    "对方第一次收到本单位的文件，会打电话来核对识别码：请把这12位一组一组念给对方。"
    "识别码不是密码，可以告诉任何人。"
)
_OWN = (
    "换新的识别码",
    "电脑被盗、硬盘丢失，或者怀疑有人冒用本单位时才换。换了以后，旧的作废，"
    "上级和下级都要重新打电话核对一次；已经报过的数不受影响。请写明原因，会记录下来。",
)
_OTHER = (
    "作废这个识别码",
    "对方换了电脑、重装系统，或者识别码被冒用时才作废。作废以后，用它发来的新数据不再采用；"
    "已经收到的不受影响。请写明原因，会记录下来。",
)


class CodeDialog(QDialog):
    """The own code above, the list below."""

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("单位识别码")
        self.resize(880, 600)
        self._desk, self._office = desk, office
        self._who = label("", "head")
        self.code = label("", "code")
        self.copy, self.paper = button("复制(&C)"), button("打印…(&P)", icon_name="print")
        self.renew = button("换新的…(&N)")
        self.table = LinesTable("登记过的单位", _COLUMNS, sign_column=len(_COLUMNS) - 1)
        self.end = button("作废…(&D)")
        self.leave = button("关闭", "primary")
        self._detail = ElidedLabel("", "soft", lines=2)
        self._own: Signer | None = None
        self._lay_out()
        self._wire()
        self.refresh()
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read all codes again."""
        self._own = trusting.own(self._office)
        self._who.setText(f"{self._own.name}的单位识别码")
        self.code.setText(self._own.code)
        self.code.setAccessibleName(f"{self._own.name}的单位识别码 {self._own.code}")
        found = trusting.trusted(self._office)
        self.table.show_lines(_line(one) for one in found)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 14)
        column.setSpacing(10)
        card = Card()
        card.body.addWidget(self._who)
        row = QHBoxLayout()
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.code)
        row.addSpacing(12)
        for part in (self.copy, self.paper, self.renew):
            part.setMinimumHeight(32)
            row.addWidget(part)
        row.addWidget(spacer(), 1)
        card.body.addLayout(row)
        card.body.addWidget(label(_ABOUT, "soft", wrap=True))
        column.addWidget(card)
        column.addWidget(label("登记过的单位", "head"))
        column.addWidget(self.table, 1)
        last = QHBoxLayout()
        last.addWidget(self._detail, 1)
        for press in (self.end, self.leave):
            press.setMinimumSize(88, 32)
            last.addWidget(press)
        column.addLayout(last)

    def _wire(self) -> None:
        self.copy.clicked.connect(self._on_copied)
        self.paper.clicked.connect(self._on_print_asked)
        self.renew.clicked.connect(self._on_renew_asked)
        self.end.clicked.connect(self._on_end_asked)
        self.leave.clicked.connect(self.accept)
        self.table.chosen.connect(self._on_chosen)

    def _on_chosen(self, one: Signer | None) -> None:
        mine = one is not None and self._own is not None and one.code == self._own.code
        self.end.setEnabled(one is not None and not one.replaced and not mine)
        self._detail.set_text("" if one is None else _said(one))

    def _on_copied(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._who.text()}：{self.code.text()}")
        self._desk.told.emit("已复制单位识别码。", False)

    def _on_print_asked(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.paper_text().print_(printer)
        dialog.deleteLater()

    def paper_text(self) -> QTextDocument:
        """What is printed: name, code, and what it is for."""
        found = QTextDocument(self)
        found.setHtml(
            f"<h2>{self._who.text()}</h2><p style='font-size:30pt'><b>{self.code.text()}</b></p>"
            f"<p>{_ABOUT}</p>"
        )
        return found

    def _on_renew_asked(self) -> None:
        if self._own is not None:
            self._ask(_OWN, self._own)

    def _on_end_asked(self) -> None:
        one = self.table.current
        if isinstance(one, Signer):
            self._ask(_OTHER, one)

    def _ask(self, words: tuple[str, str], one: Signer) -> None:
        title, text = words
        act = partial(self._replace, one)
        dialog = ReasonDialog(title, f"{one.name} {one.code}。{text}", act=act, parent=self)
        dialog.missing = "请写明原因，换识别码是要记录下来的。"
        dialog.reason.setPlaceholderText("原因，如：电脑重装系统")
        dialog.open()

    def _replace(self, one: Signer, reason: str) -> str:
        try:
            found = trusting.replace(self._office, one.unit, code=one.code, reason=reason)
        except ZjmzError as error:
            return error.message
        self._desk.told.emit(found.words, False)
        self.refresh()
        return ""


def _line(one: Signer) -> Line:
    state, sign = ("已作废", Sign("cross", TOKENS.bad)) if one.replaced else _IN_USE
    return Line((one.name, one.code, one.how_words, one.at or "—", state), one, sign)


_IN_USE = ("正在用", Sign("tick", TOKENS.good))


def _said(one: Signer) -> str:
    if one.replaced:
        return f"{one.name}的{one.code}已经作废，用它发来的新数据不再采用。"
    return f"{one.name}用{one.code}发来的文件可以直接导入。"
