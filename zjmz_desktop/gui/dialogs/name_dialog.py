"""A name to save something under."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from zjmz_desktop.gui.dialogs.dialog import Dialog


class NameDialog(Dialog):
    """Asks for a name; `act` returns why it was refused, or ""."""

    def __init__(
        self, title: str, text: str, *, act: Callable[[str], str], parent: QWidget | None
    ) -> None:
        super().__init__(title, text, yes="保存", parent=parent)
        self._call = act
        self.act = self._save
        self.name = QLineEdit()
        self.name.setAccessibleName("名称")
        self.name.setMaxLength(40)
        self.body.addWidget(self.name)
        self.name.setFocus()

    def _save(self) -> str:
        return self._call(self.name.text())
