"""Starting: the input method's rule, the frame, what is not imported."""

import subprocess
import sys
from pathlib import Path

import pytest
from fake_office import FakeOffice
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.fonts import PROBE, bundled_families
from zjmz_desktop.gui.forms.edits import TextArea
from zjmz_desktop.gui.input_method import input_method_environment
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.shell import Shell

HEAVY = ("reportlab", "openpyxl", "pypdfium2", "qtawesome", "pikepdf", "docx", "pypinyin")
IBUS = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    ("environment", "plugins", "wanted"),
    [
        ({"QT_IM_MODULE": "fcitx"}, [], IBUS),
        ({"QT_IM_MODULE": "fcitx5"}, ["libibusplatforminputcontextplugin.so"], IBUS),
        ({"XMODIFIERS": "@im=fcitx"}, [], IBUS),
        ({"QT_IM_MODULE": "fcitx"}, ["libfcitx5platforminputcontextplugin.so"], {}),
        ({"QT_IM_MODULE": "ibus"}, [], {}),
        ({}, [], {}),
    ],
)
def test_input_method_rule(
    tmp_path: Path, environment: dict[str, str], plugins: list[str], wanted: dict[str, str]
) -> None:
    for name in plugins:
        (tmp_path / name).touch()
    assert input_method_environment(environment, tmp_path) == wanted


def test_bundled_font_draws_chinese(dressed: QApplication) -> None:
    families = bundled_families()
    font = QFont(families[0])
    assert QFontInfo(font).family() == families[0]
    assert QFontMetrics(font).inFontUcs4(ord(PROBE))


def test_frame_is_painted_before_the_office_is_opened(qtbot: QtBot, dressed: QApplication) -> None:
    made: list[QMainWindow] = []

    def make() -> QMainWindow:
        window = MainWindow(Desk(FakeOffice()))
        window.start()
        made.append(window)
        return window

    shell = Shell("民政要点台账", make)
    qtbot.addWidget(shell)
    shell.show()
    shell.activateWindow()
    assert made == []
    qtbot.waitUntil(lambda: shell.inside is not None)
    assert shell.windowTitle() == made[0].windowTitle()
    assert made[0].isVisible()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), TextArea))


def test_frame_closes_when_there_is_no_office(qtbot: QtBot, dressed: QApplication) -> None:
    shell = Shell("民政要点台账", lambda: None)
    qtbot.addWidget(shell)
    shell.show()
    qtbot.waitUntil(lambda: not shell.isVisible())


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication
from zjmz_desktop.service.context import create_office
application = QApplication([])
from zjmz_desktop.gui.opening import window_of
window = window_of(create_office(Path(sys.argv[1]), "321112001000"))
window.show()
window.repaint()
print(" ".join(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_heavy_modules_wait(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "store"), *HEAVY],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
