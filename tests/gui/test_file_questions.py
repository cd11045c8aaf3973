"""Qt's own dialogs speak Chinese, and give the keys back to the window that asked."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.dialogs.file_questions import ask_where_to_save, save_dialog


def said(dialog: QWidget) -> list[str]:
    """Every word on the dialog's labels, buttons, tips and menus."""
    found = [one.text() for one in dialog.findChildren(QLabel)]
    for press in dialog.findChildren(QAbstractButton):
        found += [press.text(), press.toolTip()]
    found += [action.text() for action in dialog.findChildren(QAction)]
    return found


def test_the_save_dialog_has_no_english(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    (tmp_path / "folder").mkdir()
    proposed = tmp_path / "总结.pdf"
    dialog = save_dialog(over, "存到哪里", proposed=proposed, kinds="PDF 文件 (*.pdf)")
    dialog.show()
    words = [re.sub(r"PDF|[(][A-Z&]+[)]", "", text) for text in said(dialog)]
    assert any("保存" in text for text in words)
    assert [text for text in words if re.search("[A-Za-z]{3}", text)] == []
    assert dialog.selectedFiles() == [str(proposed)]
    assert dialog.viewMode() is QFileDialog.ViewMode.List


def test_words_that_qts_translation_lacks(dressed: QApplication) -> None:
    assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "查找范围："
    assert QCoreApplication.translate("QFileDialog", "no such word") == "no such word"


def test_the_window_that_asked_is_active_again(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some window managers go from a closed question to the window behind, which is blocked."""
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.show()
    asking = QDialog(behind)
    asking.open()

    def answered(_: QFileDialog) -> int:
        behind.activateWindow()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(QFileDialog, "exec", answered)
    assert ask_where_to_save(asking, "存到哪里", proposed=tmp_path / "总结.pdf")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is asking)
