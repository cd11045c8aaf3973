"""Asks for a few words: why a sentence is not written, a paragraph of one's own, an approximation."""

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zjmz_desktop.gui.dialogs.dialog import Dialog


class WordsDialog(Dialog):
    """One text; `act` takes it and returns why it was refused, or ""."""

    def __init__(
        self, title: str, text: str, *, act: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, text, yes="确定", parent=parent)
        self._call = act
        self.act = self._do
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(title)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(92)
        self.body.addWidget(self.words)
        self.words.setFocus()

    def _do(self) -> str:
        return self._call(self.words.toPlainText())
