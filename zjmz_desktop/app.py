"""The window's start: environment, look, a painted frame, then the office in it."""

import os
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import QApplication, QMainWindow

from zjmz_desktop.gui.input_method import input_method_environment
from zjmz_desktop.gui.shell import Shell
from zjmz_desktop.gui.sweeping import Sweeper
from zjmz_desktop.gui.theme import dress
from zjmz_desktop.paths import user_data_folder
from zjmz_desktop.service.opening import Opening, open_at_once

TITLE = "民政要点台账"
GIVES_WAY_SECONDS = 0.000_5


def main(folder: Path | None = None, *, user: str = "") -> int:
    """Open the window on an office's store.

    Args:
        folder: folder of the store; default: the user's own.
        user: short id of the user who sits before it; default: the one who did last.

    Returns:
        The process's exit code.
    """
    _set_input_method()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("zjmz")
    stay_awake(application)
    _shell = show(application, folder or user_data_folder(), user=user)
    return application.exec()


def stay_awake(application: QApplication) -> None:
    """Neither a thread that reads nor the search for garbage holds the window up.

    Qt calls into Python hundreds of times for one painted table, and each call may have to wait until a
    thread gives way: ten times sooner than Python's own 5 ms.
    """
    sys.setswitchinterval(GIVES_WAY_SECONDS)
    Sweeper(application)


def show(application: QApplication, folder: Path, *, user: str = "") -> Shell:
    """The window on an office's store, shown: whole where its first screen is kept, else a frame first."""
    dress(application)
    opening = open_at_once(folder, user=user)
    later = partial(_open_office, folder, user)
    shell = Shell(TITLE, later if opening is None else partial(_window_on, opening))
    if opening is not None:
        shell.fill()
    shell.showMaximized()
    return shell


def _open_office(folder: Path, user: str) -> QMainWindow | None:
    """Everything beyond the frame is imported when it is needed."""
    from zjmz_desktop.gui.opening import open_window

    return open_window(folder, user=user)


def _window_on(opening: Opening) -> QMainWindow | None:
    from zjmz_desktop.gui.opening import window_to_the_end

    return window_to_the_end(opening)


def _set_input_method() -> None:
    """Must come before QApplication."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    folder = plugins / "platforminputcontexts"
    os.environ.update(input_method_environment(os.environ, folder))
