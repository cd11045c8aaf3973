"""A user's name: of one more, or another one for the one who sits here."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from zjmz_desktop.gui.dialogs.name_dialog import NameDialog

ADDING, RENAMING = "新增用户", "填表人的姓名"
_ABOUT = {
    ADDING: "同级认定要由第二人办理。各用各的用户，谁填的、谁认定的才分得清。",
    RENAMING: "印在表尾。以前填的、认定的仍是这位用户的。",
}


class UserNameDialog(NameDialog):
    """Asks for a name; Enter takes it, and what is refused stays with the reason."""

    def __init__(
        self, title: str, name: str, *, act: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, _ABOUT[title], act=act, parent=parent)
        self.name.setAccessibleName("姓名")
        self.name.setPlaceholderText("姓名")
        self.name.setText(name)
        self.name.selectAll()
