"""The files that lie ready, proven; and that the stick may be pulled out."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable, Sign
from zjmz_desktop.service.packing import Packed
from zjmz_desktop.service.packing_previews import size_words

_COLUMNS = (Column("文件", 260, 0), Column("大小", 80, 120, True), Column("核对", 100, 120))
_PROVEN = Sign("tick", TOKENS.good)


class PackedView(QWidget):
    """A sentence, the files with their sizes, 打开文件夹."""

    def __init__(self) -> None:
        super().__init__()
        self.notice = Notice("good", "")
        self.table = LinesTable("生成的文件", _COLUMNS, sign_column=2)
        self.folder = button("打开文件夹", icon_name="folder")
        self._place = Path()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.folder.clicked.connect(self._on_folder_asked)

    def show_packed(self, found: Sequence[Packed]) -> None:
        """Show what lies ready."""
        files = [file for one in found for file in one.files]
        self._place = files[0].parent
        told = list(dict.fromkeys(one.words for one in found))
        more = (
            f"共{len(files)}个文件，存在{self._place}。"
            if len(files) > 1
            else f"存在{self._place}。"
        )
        self.notice.set_text("".join(told), more)
        self.table.show_lines(
            Line((file.name, size_words(file.stat().st_size), "已核对"), file, _PROVEN)
            for file in files
        )

    def _on_folder_asked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._place)))
