"""Asking where a file goes, or which folder: names only, so that nothing hangs on the system's language."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget


def ask_where_to_save(
    parent: QWidget, title: str, *, proposed: Path, kinds: str = ""
) -> Path | None:
    """Ask where a file goes.

    Args:
        parent: over which window.
        title: what is asked.
        proposed: folder and name to begin with.
        kinds: words and patterns of kinds of files, e.g. PDF 文件 (*.pdf), with ;; between them.

    Returns:
        The file, or None when it was cancelled.
    """
    return next(iter(_answer(save_dialog(parent, title, proposed=proposed, kinds=kinds))), None)


def save_dialog(parent: QWidget, title: str, *, proposed: Path, kinds: str = "") -> QFileDialog:
    """The dialog of `ask_where_to_save`, not shown yet."""
    dialog = _dialog(parent, title, folder=str(proposed.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.selectFile(proposed.name)
    return dialog


def ask_folder(parent: QWidget, title: str, *, proposed: Path) -> Path | None:
    """Ask for a folder; None when it was cancelled."""
    dialog = _dialog(parent, title, folder=str(proposed))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_answer(dialog)), None)


def ask_files(parent: QWidget, title: str, *, kinds: str) -> list[Path]:
    """Ask for files that are there; none when it was cancelled."""
    dialog = _dialog(parent, title, folder="")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kinds)
    return _answer(dialog)


def _dialog(parent: QWidget, title: str, *, folder: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder)
    dialog.setViewMode(QFileDialog.ViewMode.List)
    return dialog


def _answer(dialog: QFileDialog) -> list[Path]:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    over = dialog.parentWidget()
    if over is not None:  # some window managers go to the window behind it instead
        over.activateWindow()
    chosen = [Path(name) for name in dialog.selectedFiles()]
    dialog.deleteLater()
    return chosen if accepted else []
