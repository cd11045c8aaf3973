"""The rows of attached files, and what is done with each."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zjmz_desktop.domain.evidence import Attached, Attachments
from zjmz_desktop.gui.dialogs.file_questions import ask_where_to_save
from zjmz_desktop.gui.evidence.file_row import FileRow
from zjmz_desktop.gui.evidence.keeper import EvidenceKeeper

if TYPE_CHECKING:
    from zjmz_desktop.service.attaching import EvidenceAt


class FileList(QWidget):
    """One row for each file of a place; thumbnails come when they are read."""

    def __init__(self, keeper: EvidenceKeeper, at: "EvidenceAt") -> None:
        super().__init__()
        self._keeper, self._at = keeper, at
        self.rows: list[FileRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        keeper.looked.connect(self._on_looked)

    def show_files(self, found: Attachments) -> None:
        """Show other files."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(item, editable=not found.why_not) for item in found.items]
        self.setVisible(bool(self.rows))
        self._keeper.look(found.items)

    def _row(self, item: Attached, *, editable: bool) -> FileRow:
        row = FileRow(item, editable=editable)
        row.opened.connect(self._on_opened)
        row.saved.connect(self._on_saved)
        row.removed.connect(self._on_removed)
        self._column.addWidget(row)
        return row

    def _on_looked(self, pictures: dict[str, QImage]) -> None:
        for row in self.rows:
            if row.item.sha256 in pictures:
                row.show_picture(pictures[row.item.sha256])

    def _on_opened(self, item: Attached) -> None:
        path = self._keeper.copy_to_open(self._at, item)
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _on_saved(self, item: Attached) -> None:
        target = ask_where_to_save(self, "另存为", proposed=Path(item.name))
        if target is not None:
            self._keeper.save_as(self._at, item, target=target)

    def _on_removed(self, item: Attached) -> None:
        self._keeper.remove(self._at, item)
