"""A user's name: of one more, or another one for the one who sits here."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.widgets.labels import label

_ABOUT = {
    "新增用户": "同级认定要由第二人办理。各用各的用户，谁填的、谁认定的才分得清。",
    "填表人的姓名": "印在表尾。以前填的、认定的仍是这位用户的。",
}


class UserNameDialog(Dialog):
    """Asks for a name; Enter takes it, and what is refused stays with the reason."""

    def __init__(
        self,
        title: str,
        name: str,
        *,
        act: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, _ABOUT.get(title, ""), yes="确定", parent=parent)
        self._call = act
        self.act = self._decide
        self.name = QLineEdit(name)
        self.name.setAccessibleName("姓名")
        self.name.setPlaceholderText("姓名")
        words = label("姓名(&N)")
        words.setBuddy(self.name)
        self.body.addWidget(words)
        self.body.addWidget(self.name)
        self.name.selectAll()
        self.name.setFocus()

    def _decide(self) -> str:
        return self._call(self.name.text())
