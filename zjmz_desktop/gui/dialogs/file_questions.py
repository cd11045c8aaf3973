"""Asking where a file goes, or which folder: names only, so that nothing hangs on the system's language."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget


def ask_where_to_save(parent: QWidget, title: str, *, proposed: Path, kind: str) -> Path | None:
    """Ask where a file goes.

    Args:
        parent: over which window.
        title: what is asked.
        proposed: folder and name to begin with.
        kind: words and pattern of the kind of file, e.g. PDF 文件 (*.pdf).

    Returns:
        The file, or None when it was cancelled.
    """
    dialog = save_dialog(parent, title, proposed=proposed, kind=kind)
    return _answer(dialog)


def save_dialog(parent: QWidget, title: str, *, proposed: Path, kind: str) -> QFileDialog:
    """The dialog of `ask_where_to_save`, not shown yet."""
    dialog = _dialog(parent, title, folder=proposed.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kind)
    dialog.selectFile(proposed.name)
    return dialog


def ask_folder(parent: QWidget, title: str, *, proposed: Path) -> Path | None:
    """Ask for a folder; None when it was cancelled."""
    dialog = _dialog(parent, title, folder=proposed)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _answer(dialog)


def _dialog(parent: QWidget, title: str, *, folder: Path) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setViewMode(QFileDialog.ViewMode.List)
    return dialog


def _answer(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if accepted and chosen else None
