"""The window's start: environment, look, the office, the main window."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import QApplication

from zjmz_desktop.gui.input_method import input_method_environment
from zjmz_desktop.paths import user_data_folder


def main(folder: Path | None = None) -> int:
    """Open the window on an office's store.

    Args:
        folder: folder of the store; default: the user's own.

    Returns:
        The process's exit code.
    """
    _set_input_method()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("zjmz")
    from zjmz_desktop.gui.theme import dress

    dress(application)
    from zjmz_desktop.gui.opening import open_window

    window = open_window(folder or user_data_folder())
    if window is None:
        return 1
    window.showMaximized()
    return application.exec()


def _set_input_method() -> None:
    """Must come before QApplication."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    folder = plugins / "platforminputcontexts"
    os.environ.update(input_method_environment(os.environ, folder))
