"""A clerk's month from the keyboard to the paper: the real window, a new process, the PDF."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pdf_text import read_pdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.theme import dress
from zjmz_desktop.service.context import Office, create_office

ROOT = Path(__file__).resolve().parents[2]
DANTU = "321112000000"
ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "丹徒 民政"


@pytest.fixture
def office(folder: Path) -> Office:
    return create_office(
        folder, DANTU, user_name="张敏", clock=lambda: datetime(2018, 7, 3, 3, tzinfo=UTC)
    )


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, office: Office) -> MainWindow:
    dress(qapp)
    found = window_of(office)
    qtbot.addWidget(found)
    found.resize(1366, 695)
    with qtbot.waitExposed(found):
        found.show()
    found.activateWindow()
    found.entry.navigation.show_filter("all")
    return found


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        QTest.qWait(5)


def type_in(window: MainWindow, code: str, *texts: str) -> None:
    """Open a form, type each text into the field that has the cursor, and go on by Enter."""
    window.entry.open_indicator(code)
    window.entry.form.focus_first()
    for text in texts:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        press(ENTER)


def told(*words: str) -> Any:
    """What the command says in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "zjmz_desktop", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if "--json" in words else done.stdout


@pytest.fixture
def read_back(folder: Path) -> Callable[..., Any]:
    def read(code: str, period: str) -> Any:
        place = ("--indicator", code, "--unit", DANTU, "--period", period)
        return told("get", "--store", str(folder), *place, "--json")

    return read


def test_a_month_typed_in_the_window_is_in_the_store_and_on_paper(
    window: MainWindow,
    office: Office,
    folder: Path,
    read_back: Callable[..., Any],
    tmp_path: Path,
) -> None:
    type_in(window, "I19-08", "1473")
    type_in(window, "I05-08", "163.7")
    type_in(window, "I11-01", "41234", "60000")
    type_in(window, "I06-08")
    press(DOWN, DOWN, DOWN, ENTER)
    for text in ("20180618", "D12"):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        press(ENTER)
    assert window.status.saved_text().startswith("已保存 ")
    window.close()
    office.close()

    assert read_back("I19-08", "2018M06")["value"] == "1473"
    amount = read_back("I05-08", "2018M06")
    assert (amount["value"], amount["history"][0]["user"]) == ("163.7", "张敏")
    assert read_back("I11-01", "2018M06")["value"] == "41234/60000"
    explained = ("--indicator", "I06-08", "--unit", DANTU, "--period", "2018H1", "--json")
    found = told("explain", "--store", str(folder), *explained)
    assert any("2018-06-18" in one["value"] for one in found["origins"])

    paper = tmp_path / "半年 总结.pdf"
    words = ("--unit", DANTU, "--year", "2018", "--through", "2018M06", "--out", str(paper))
    told("report", "--store", str(folder), *words)
    text = read_pdf(paper).text
    assert "办理结婚登记1473对" in text
    assert re.search(r"低保金发放额万元\s*I05-08\s*163\.7", text)
    assert "老年人意外伤害保险参保41234人，参保率68.7%" in text
    assert "3个节点已完成1个" in text
