"""A store that can't be opened: why, in a sentence, and what can be done."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.gui.dialogs.file_questions import ask_folder
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import label, spacer


class OpenErrorDialog(QDialog):
    """重试, 另选文件夹 or 退出.

    Attributes:
        folder: the folder to try next, once accepted.
    """

    def __init__(self, folder: Path, sentence: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.setWindowTitle("没能打开数据")
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(label("没能打开数据", "title"))
        self.notice = Notice("bad", sentence)
        column.addWidget(self.notice)
        where = label(f"数据文件夹：{folder}", "small", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(where)
        self.again = button("重试", "primary")
        self.other = button("另选文件夹…", icon_name="folder")
        self.leave = button("退出")
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addWidget(spacer(), 1)
        row.addWidget(self.other)
        row.addWidget(self.again)
        column.addLayout(row)
        for press in (self.again, self.other, self.leave):
            press.setMinimumSize(96, 34)
        self.again.setDefault(True)
        self.again.clicked.connect(self.accept)
        self.other.clicked.connect(self._on_other_asked)
        self.leave.clicked.connect(self.reject)

    def ask_folder(self) -> str:
        """Ask for another folder; "" when none is chosen."""
        found = ask_folder(self, "数据在哪个文件夹", proposed=self.folder)
        return "" if found is None else str(found)

    def _on_other_asked(self) -> None:
        found = self.ask_folder()
        if found:
            self.folder = Path(found)
            self.accept()
