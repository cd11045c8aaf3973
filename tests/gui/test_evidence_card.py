"""佐证材料 in the window: by button, drag and paste, removed, brought back; in forms and for rows."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from looking import clipped, outside
from pictures import photo
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typist import WORK_AREA, Keyboard

from zjmz_desktop.domain.evidence import FigureAt
from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.evidence import file_list
from zjmz_desktop.gui.evidence import panel as panels
from zjmz_desktop.gui.evidence.form_cards import EvidenceCard
from zjmz_desktop.gui.evidence.panel import EvidencePanel
from zjmz_desktop.gui.evidence.row_dialog import RowEvidenceDialog, RowsEvidence
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.service import attaching
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.registering import RowAt, add_row

TOWN = "321112001000"
CTRL = Qt.KeyboardModifier.ControlModifier
AT = FigureAt("I05-02", TOWN, month(2018, 6))


def july() -> datetime:
    return datetime(2018, 7, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "民政 数据", TOWN, user_name="张敏", clock=july)
    yield office
    office.close()


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, office: Office) -> Iterator[MainWindow]:
    window = window_of(office)
    qtbot.addWidget(window)
    window.resize(*WORK_AREA)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.wait(20)
    window.entry.open_indicator(AT.code)
    yield window
    window.close()


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> EvidencePanel:
    return panel_of(window, qtbot)


def panel_of(root: QWidget, qtbot: QtBot) -> EvidencePanel:
    shown = [one for one in root.findChildren(EvidencePanel) if one.isVisible()]
    assert len(shown) == 1
    qtbot.waitUntil(lambda: shown[0].found is not None)
    return shown[0]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def make(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def names(panel: EvidencePanel) -> list[str]:
    return [row.item.name for row in panel.files.rows]


def added(panel: EvidencePanel, qtbot: QtBot, number: int) -> None:
    """Wait until so many files are shown and nothing is on its way."""
    qtbot.waitUntil(
        lambda: len(names(panel)) == number and not panel.adding.isVisible(), timeout=9000
    )


def bring(panel: EvidencePanel, mime: QMimeData) -> None:
    """Drag over the panel and let go, as the desktop tells it."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(9, 9), copy, mime, buttons, keys)
    QApplication.sendEvent(panel, enter)
    if enter.isAccepted():
        QApplication.sendEvent(panel, QDropEvent(QPointF(9, 9), copy, mime, buttons, keys))


def dragged(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def picture(color: str = "red") -> QImage:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


Make = Callable[[str, bytes], Path]


def test_files_chosen_by_the_button(
    panel: EvidencePanel, qtbot: QtBot, file: Make, monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    chosen = [file("现场.jpg", photo()), file("说明.txt", b"x")]
    monkeypatch.setattr(panels, "ask_files", lambda *_, **__: chosen)
    QTest.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    added(panel, qtbot, 2)
    assert panel.count.text().startswith("2个 · ")
    assert [one.name for one in attaching.listed(office, AT).items] == names(panel)


def test_dropped_files_and_a_thumbnail(panel: EvidencePanel, qtbot: QtBot, file: Make) -> None:
    bring(panel, dragged(file("现场.jpg", photo())))
    added(panel, qtbot, 1)
    sign = panel.files.rows[0]._sign
    qtbot.waitUntil(lambda: sign.pixmap().height() == 30)  # an icon has 20
    color = sign.pixmap().toImage().pixelColor(10, 4)
    assert color.red() > 200 > 60 > color.blue()


def test_a_screenshot_is_pasted_in_a_field_or_on_the_area(
    panel: EvidencePanel, window: MainWindow, qtbot: QtBot, keyboard: Keyboard
) -> None:
    window.entry.form.focus_first()
    QGuiApplication.clipboard().setImage(picture())
    keyboard.press(Qt.Key.Key_V, CTRL)
    added(panel, qtbot, 1)
    assert names(panel)[0].startswith("截图2018")
    panel.area.setFocus()
    QGuiApplication.clipboard().setImage(picture("blue"))
    keyboard.press(Qt.Key.Key_V, CTRL)
    added(panel, qtbot, 2)


def test_text_is_pasted_where_the_cursor_is(
    panel: EvidencePanel, window: MainWindow, qtbot: QtBot, keyboard: Keyboard
) -> None:
    """A sheet program brings a picture beside the text of its cells."""
    mime = QMimeData()
    mime.setText("12")
    mime.setImageData(picture())
    QGuiApplication.clipboard().setMimeData(mime)
    window.entry.form.focus_first()
    field = keyboard.focused
    keyboard.press(Qt.Key.Key_V, CTRL)
    assert getattr(field, "text", str)() == "12"
    qtbot.wait(50)
    assert names(panel) == []


def test_nothing_to_paste_is_said(
    panel: EvidencePanel, window: MainWindow, keyboard: Keyboard
) -> None:
    QGuiApplication.clipboard().setText("文字")
    panel.area.setFocus()
    keyboard.press(Qt.Key.Key_V, CTRL)
    assert "剪贴板里没有截图" in window.toast.text()


def test_removed_and_brought_back(
    panel: EvidencePanel, window: MainWindow, qtbot: QtBot, keyboard: Keyboard, file: Make
) -> None:
    bring(panel, dragged(file("单.txt", b"x")))
    added(panel, qtbot, 1)
    remove = next(b for b in panel.findChildren(QPushButton) if "移除" in b.accessibleName())
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    added(panel, qtbot, 0)
    assert window.toast.text() == "已移除“单.txt”。"
    panel.area.setFocus()
    keyboard.press(Qt.Key.Key_Z, CTRL)
    added(panel, qtbot, 1)
    panel.files.rows[0].setFocus()
    keyboard.press(Qt.Key.Key_Delete)
    added(panel, qtbot, 0)


def test_opened_and_saved(
    panel: EvidencePanel,
    qtbot: QtBot,
    file: Make,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    bring(panel, dragged(file("单.txt", b"x")))
    added(panel, qtbot, 1)
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    QTest.mouseClick(panel.files.rows[0], Qt.MouseButton.LeftButton)
    assert [(path.name, path.read_bytes()) for path in opened] == [("单.txt", b"x")]
    target = tmp_path / "取出.txt"
    monkeypatch.setattr(file_list, "ask_where_to_save", lambda *_, **__: target)
    save = next(b for b in panel.findChildren(QPushButton) if "另存" in b.accessibleName())
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert target.read_bytes() == b"x"


def test_refused_files_are_told_and_the_others_added(
    panel: EvidencePanel, window: MainWindow, qtbot: QtBot, file: Make
) -> None:
    bring(panel, dragged(file("坏.pdf", b"MZ"), file("好.txt", b"x")))
    added(panel, qtbot, 1)
    assert "没能附上“坏.pdf”：是程序" in window.toast.text()
    assert "另外1个已附上。" in window.toast.text()
    bring(panel, dragged(file("好.txt", b"x")))
    qtbot.waitUntil(lambda: "没有重复添加" in window.toast.text())


def test_what_was_given_goes_to_its_own_form(
    panel: EvidencePanel, window: MainWindow, qtbot: QtBot, file: Make, office: Office
) -> None:
    """The clerk goes on while a photo is still looked at."""
    bring(panel, dragged(file("现场.jpg", photo())))
    window.entry.step(1)
    other = panel_of(window, qtbot)
    assert other is not panel
    assert other.adding.isVisible()
    qtbot.waitUntil(lambda: not other.adding.isVisible(), timeout=9000)
    assert names(other) == []
    assert len(attaching.listed(office, AT).items) == 1


def test_cancelled_work_attaches_nothing(
    panel: EvidencePanel, qtbot: QtBot, file: Make, office: Office
) -> None:
    files = [file(f"{n}.jpg", photo((300 + n, 200))) for n in range(6)]
    bring(panel, dragged(*files))
    qtbot.waitUntil(panel.adding.isVisible)
    QTest.mouseClick(panel.adding.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.adding.isVisible(), timeout=9000)
    assert attaching.listed(office, AT).items == ()


def test_nothing_is_clipped_with_long_names(
    panel: EvidencePanel, window: MainWindow, qtbot: QtBot, file: Make
) -> None:
    long = "高资街道2018年6月新建居家养老服务中心验收现场照片之一（东侧入口）.txt"
    bring(panel, dragged(file(long, b"x"), file("短.txt", b"y")))
    added(panel, qtbot, 2)
    qtbot.wait(30)
    assert clipped(window) == []
    assert outside(window) == []
    for widget in panel.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), widget


def test_the_card_stands_below_where_the_registers_card_is(
    window: MainWindow, qtbot: QtBot, office: Office
) -> None:
    code = next(
        one.code
        for one in office.plan.indicators
        if one.source is not None and one.level.value == "town"
    )
    window.entry.navigation.show_filter("all")
    window.entry.open_indicator(code)
    qtbot.wait(20)
    card = next(c for c in window.findChildren(EvidenceCard) if c.isVisible())
    assert card.width() > 600
    assert clipped(window) == []


def test_a_rows_files_in_a_dialog(
    window: MainWindow, qtbot: QtBot, keyboard: Keyboard, office: Office, file: Make
) -> None:
    row, _ = add_row(office, "elder", typed={"name": "示例老人"})
    page = window.show_page("register", "elder")
    assert isinstance(page, RegisterPage)
    qtbot.waitUntil(lambda: page.body.model.rowCount() == 1)
    page.body.view.go_to(0, 0)
    page.body.view.setFocus()
    keyboard.press(Qt.Key.Key_J, CTRL)
    dialog = page.findChildren(RowEvidenceDialog)[0]
    panel = panel_of(dialog, qtbot)
    bring(panel, dragged(file("示例老人住院单.txt", b"x")))
    added(panel, qtbot, 1)
    assert names(panel) == ["文件.txt"]
    assert clipped(dialog) == []
    assert len(attaching.listed(office, RowAt("elder", row)).items) == 1
    QTest.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    added(panel, qtbot, 0)
    dialog.accept()


def test_a_row_that_is_not_saved_yet_has_none(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("register", "canteen")
    assert isinstance(page, RegisterPage)
    page.reader.wait()
    qtbot.wait(20)
    button = page.findChildren(RowsEvidence)[0].press
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "请先选一行" in window.toast.text()
    assert page.findChildren(RowEvidenceDialog) == []
