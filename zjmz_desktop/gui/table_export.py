"""A table leaves the window: where to, written in a thread, and where it is now."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.dialogs.file_questions import save_dialog
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.exporting import Exported

TABLES = "Excel、WPS表格 (*.xlsx);;CSV文件 (*.csv)"
TO_PRINT = "Excel、WPS表格 (*.xlsx);;PDF文件 (*.pdf)"
PDF = "PDF文件 (*.pdf)"
_ENDINGS = (".xlsx", ".csv", ".pdf")
_FOLDER = "exportFolder"
Write = Callable[[Office, Path], Exported]


class TableExport(QObject):
    """Asks where a table goes, writes it beside the window and tells the desk.

    The folder is kept with the window, so that every page begins where the last table went.
    """

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_written)
        self._beside.failed.connect(desk.refused)

    @property
    def folder(self) -> Path:
        """Where the last table went; at first the user's documents."""
        kept = self._desk.property(_FOLDER)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(str(kept or QStandardPaths.writableLocation(documents)))

    def ask(self, name: str, write: Write, *, kinds: str = TABLES) -> bool:
        """Ask where to, then write; False when it was called off.

        Args:
            name: proposed file name.
            write: writes the file, with an office of its own.
            kinds: endings that may be chosen.
        """
        target = self.ask_target(name, kinds)
        if target is None:
            return False
        self._desk.setProperty(_FOLDER, str(target.parent))
        self._beside.start(partial(_written, write=write, target=target))
        return True

    def ask_target(self, name: str, kinds: str) -> Path | None:
        """Where the file goes; None when it was called off, also over a file that is to stay."""
        dialog = save_dialog(self._parent, "存到哪里", proposed=self.folder / name, kinds=kinds)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        typed, kind = Path(dialog.selectedFiles()[0]), dialog.selectedNameFilter()
        dialog.deleteLater()
        if not accepted:
            return None
        target = with_ending(typed, kind, kinds=kinds)
        return target if target == typed or self._may_write(target) else None

    def _may_write(self, target: Path) -> bool:
        """Whether a name that the save dialog has not asked about is free, or may be replaced."""
        if not target.exists():
            return True
        text = (
            f"“{target.parent.name}”里已经有“{target.name}”。替换以后，原来的文件就没有了；"
            "要留着它，请取消，换一个名称再导出。"
        )
        dialog = Dialog("替换原来的文件吗", text, yes="替换", parent=self._parent)
        dialog.no.setFocus(Qt.FocusReason.OtherFocusReason)
        return dialog.exec() == QDialog.DialogCode.Accepted

    def stop(self) -> None:
        """End what runs beside the window."""
        self._beside.drop()
        self._beside.wait()

    def _on_written(self, found: Exported) -> None:
        self._desk.written.emit(str(found.path))


def with_ending(typed: Path, kind: str, *, kinds: str) -> Path:
    """A path with an ending that is offered: the one typed, else that of the kind chosen.

    `表.pdf` stays where PDF is among the kinds; saved as a table it becomes `表.xlsx`.
    """
    written = typed.suffix.lower()
    if written in map(_ending, kinds.split(";;")):
        return typed
    if written in _ENDINGS:
        return typed.with_suffix(_ending(kind))
    return typed.with_name(f"{typed.name}{_ending(kind)}")


def _ending(kind: str) -> str:
    return kind.partition("*")[2].partition(")")[0]


def _written(office: Office, task: Task, *, write: Write, target: Path) -> Exported:
    return write(office, target)
