"""退改: why figures go back, whom to call, and by when."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.gui.dialogs.dialog import Dialog

PHRASES = (
    "比上期变化较大，请核对；确有变化的请写审核说明。",
    "与底册、台账不一致，请核对后改报。",
    "与其他指标对不上，请核对后改报。",
    "口径不对，请按指标解释重新统计。",
    "漏填，请补填；没有发生的填0。",
    "请补充佐证材料。",
)
_MOST_NAMED = 4
Return = Callable[[ReturnNote], str]


class ReturnDialog(Dialog):
    """Reason with common phrases, whom to call, by when; `act` returns why it was refused, or ""."""

    def __init__(
        self,
        names: Sequence[str],
        *,
        phone: str,
        due: date,
        act: Return,
        parent: QWidget | None,
    ) -> None:
        title = f"退改{len(names)}项" if names else "整表退改"
        super().__init__(title, _about(names), yes="退改", parent=parent)
        self.setMinimumWidth(560)
        self._return = act
        self.phrase = QComboBox()
        self.reason = QPlainTextEdit()
        self.phone, self.due = QLineEdit(phone), QLineEdit(due.isoformat())
        self._lay_out()
        self.phrase.activated.connect(self._on_phrase_chosen)
        self.act = self._try
        self.reason.setFocus()

    def _lay_out(self) -> None:
        self.phrase.addItem("选常用意见……")
        self.phrase.addItems(PHRASES)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(86)
        self.reason.setPlaceholderText("哪里不对、怎么改，对方照着改")
        self.phone.setPlaceholderText("姓名和电话")
        self.due.setPlaceholderText("例如 2018-12-12")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, field in (
            ("常用意见", self.phrase),
            ("退改意见", self.reason),
            ("联系人、电话", self.phone),
            ("改报期限", self.due),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.body.addLayout(form)

    def _on_phrase_chosen(self, at: int) -> None:
        if at > 0:
            self.reason.insertPlainText(PHRASES[at - 1])
            self.phrase.setCurrentIndex(0)
            self.reason.setFocus()

    def _try(self) -> str:
        return self._return(
            ReturnNote(
                self.reason.toPlainText().strip(),
                self.phone.text().strip(),
                self.due.text().strip(),
            )
        )


def _about(names: Sequence[str]) -> str:
    if not names:
        return "整张表退回，对方改好、答复以后再次上报。"
    more = f"等{len(names)}项" if len(names) > _MOST_NAMED else ""
    return f"{'、'.join(names[:_MOST_NAMED])}{more}"
