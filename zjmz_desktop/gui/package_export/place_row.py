"""Where files go: the folder, the sticks that are plugged in, and any other folder."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zjmz_desktop.gui.dialogs.file_questions import ask_folder
from zjmz_desktop.gui.package_export.sticks import sticks
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel


class PlaceRow(QWidget):
    """One line.

    Attributes:
        folder: where the files go; at first the user's documents.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path()
        self._words = ElidedLabel("", "strong")
        self.choose = button("选文件夹…(&D)", icon_name="folder")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        for name, folder in sticks():
            press = button(f"U盘“{name}”", "link", tip=str(folder))
            press.setProperty("folder", str(folder))
            press.clicked.connect(self._on_stick_chosen)
            row.addWidget(press)
        row.addWidget(self.choose)
        self.choose.clicked.connect(self._on_asked)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.set_folder(Path(QStandardPaths.writableLocation(documents)))

    def set_folder(self, folder: Path) -> None:
        """The files go there."""
        self.folder = folder
        self._words.set_text(str(folder))

    def ask(self) -> Path | None:
        """Ask where to."""
        return ask_folder(self, "存到哪个文件夹", proposed=self.folder)

    def _on_asked(self) -> None:
        folder = self.ask()
        if folder is not None:
            self.set_folder(folder)

    def _on_stick_chosen(self) -> None:
        press = self.sender()
        if press is not None:
            self.set_folder(Path(str(press.property("folder"))))
