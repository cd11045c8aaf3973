"""A reason in words: why rows are not confirmed, why a month is recalled."""

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zjmz_desktop.gui.dialogs.dialog import Dialog


class ReasonDialog(Dialog):
    """Asks for a reason; an empty one is refused.

    Attributes:
        missing: what is said then.
    """

    def __init__(
        self,
        title: str,
        text: str,
        *,
        act: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, yes=title, parent=parent)
        self._call = act
        self.missing = "请写明理由，登记单位要照着改。"
        self.act = self._decide
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText("理由，登记单位会看到")
        self.reason.setFixedHeight(92)
        self.body.addWidget(self.reason)
        self.reason.setFocus()

    def _decide(self) -> str:
        words = self.reason.toPlainText().strip()
        return self._call(words) if words else self.missing
