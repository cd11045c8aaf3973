"""A copy of the sample office and its window, for window tests."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot
from typist import show_window

from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.pages.report_page import ReportPage
from zjmz_desktop.service.context import Office, open_office

_READ_MS = 60_000


def november() -> datetime:
    return datetime(2018, 11, 3, 3, 0, tzinfo=UTC)


def february() -> datetime:
    return datetime(2019, 2, 5, 2, 30, tzinfo=UTC)


@contextmanager
def copied(sample: Path, folder: Path, *, clock: Callable[[], datetime]) -> Iterator[Office]:
    """The sample office, copied to a folder and open: it may be written to."""
    shutil.copytree(sample, folder)
    with closing(open_office(folder, clock=clock)) as opened:
        yield opened


def window_on(qtbot: QtBot, office: Office) -> MainWindow:
    """The office's window, shown."""
    window = window_of(office)
    show_window(qtbot, window)
    return window


def annual_page(qtbot: QtBot, office: Office) -> ReportPage:
    """年度总结 in a window of the office, read."""
    window = window_on(qtbot, office)
    window.annual_asked.emit()
    found = window.pages.currentWidget()
    assert isinstance(found, ReportPage)
    qtbot.waitUntil(found.previewing.button.isEnabled, timeout=_READ_MS)
    return found
