"""封年: what it does, what stands in its way, and the reason where one is needed."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.service.closing import ClosingPreview, close, preview_closing
from zjmz_desktop.service.context import Office

_REASON_PX = 72


class ClosingDialog(Dialog):
    """Asked before it is done; where it can't be done at all, only the reason why is left.

    Attributes:
        notices: what is said besides, in order.
        reason: why; it must be filled where months are lacking or the year is not over.
    """

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget | None) -> None:
        found = preview_closing(office)
        super().__init__(f"封{found.year}年", _means(found), yes="封年", parent=parent)
        self.setMinimumWidth(560)
        self._desk, self._office, self._year = desk, office, found.year
        self.notices = [Notice(tone, words) for tone, words in _told(found)]
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("封年的原因")
        needed = "原因（要写），会记下来" if found.asks else "原因（可不写），会记下来"
        self.reason.setPlaceholderText(needed)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_REASON_PX)
        for part in (*self.notices, self.reason):
            self.body.addWidget(part)
        self.act = self._close
        self._leave_only_words(found.refusal)

    def _leave_only_words(self, refusal: str) -> None:
        """Of what can't be done nothing is asked."""
        self.yes.setVisible(not refusal)
        self.reason.setVisible(not refusal)
        self.text.setVisible(not refusal)
        self.no.setText("关闭" if refusal else "取消")
        (self.no if refusal else self.reason).setFocus()

    def _close(self) -> str:
        try:
            changes = close(self._office, self._year, note=self.reason.toPlainText())
        except ZjmzError as error:
            return error.message
        self._desk.changed.emit(changes)
        self._desk.told.emit(f"{self._year}年已封年。", False)
        return ""


def _means(found: ClosingPreview) -> str:
    """What 封年 does, and who can open the year again."""
    again = (
        f"封年后确需改动的，由{found.superior}办理例外重开。"
        if found.superior
        else "本单位没有上级，封年后没有单位能重开，请想好再封。"
    )
    return (
        f"封年以后，{found.unit}{found.year}年自己填的数（各月、快报、预计、年报、节点）和佐证材料"
        "都不能再改，也不能再上报、撤回。底册、年度总结的文字、对下级的审核不受影响，"
        f"下级单位各自封年。{again}"
    )


def _told(found: ClosingPreview) -> list[tuple[str, str]]:
    if found.refusal:
        return [("lock", found.refusal)]
    told = [("warn", found.asks)] if found.asks else []
    if found.waiting and found.superior:
        named = "、".join(f"{number}月" for number in found.waiting)
        told.append(("warn", f"{named}已上报，{found.superior}还没有全部接收。"))
    return told or [("good", "各月都已接收，可以封年。" if found.superior else "可以封年。")]
