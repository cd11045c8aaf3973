"""The preview by key and mouse: turning pages, zoom, search, outline, saving, refusals."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from looking import clipped, outside, unnamed
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sample_place import annual_page, copied, february

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.pages.report_page import ReportPage
from zjmz_desktop.gui.preview import page_images
from zjmz_desktop.gui.preview.page_layout import PX_PER_POINT
from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog
from zjmz_desktop.gui.remembered import remember
from zjmz_desktop.report.fonts import FontError
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import DrawnPaper
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.printed_papers import printed
from zjmz_desktop.service.reporting import PaperAsked, draw_report

DANTU = "321112000000"
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAIT_MS = 60_000


@pytest.fixture(scope="module")
def office(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("previewed") / "store"  # a page that is shown is recorded
    with copied(sample_folder, folder, clock=february) as opened:
        yield opened


@pytest.fixture(scope="module")
def drawn(office: Office) -> DrawnPaper:
    return draw_report(office, PaperAsked(UnitPeriod(DANTU, month(2018, 11))))


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, office: Office) -> Iterator[ReportPage]:
    found = annual_page(qtbot, office)
    yield found
    found.stop()


@pytest.fixture
def dialog(
    page: ReportPage, qtbot: QtBot, drawn: DrawnPaper, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PreviewDialog]:
    monkeypatch.setattr("zjmz_desktop.gui.pages.report_page.draw_report", _Drawing(drawn))
    remember("preview", {})
    yield opened(page, qtbot)
    for left in page.findChildren(PreviewDialog):
        left.reject()


class _Drawing:
    """What was drawn before, at once."""

    def __init__(self, drawn: DrawnPaper) -> None:
        self._drawn = drawn

    def __call__(self, office: Office, asked: PaperAsked, **_: object) -> DrawnPaper:
        return self._drawn


def opened(page: ReportPage, qtbot: QtBot) -> PreviewDialog:
    QTest.mouseClick(page.previewing.button, LEFT)
    found = page.findChild(PreviewDialog)
    assert found is not None
    qtbot.waitUntil(found.print_button.isEnabled, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(shown(found)))
    return found


def shown(dialog: PreviewDialog) -> set[int]:
    """Numbers of the pages that have been drawn for the screen."""
    images, count = dialog.pane.view.images, len(dialog.pane.view.pages.boxes)
    return {n for n in range(count) if images.image(n, 1) is not None}


def is_shown(dialog: PreviewDialog, number: int) -> bool:
    return number in shown(dialog)


def percent(dialog: PreviewDialog) -> int:
    return round(dialog.pane.view.pages.scale / PX_PER_POINT * 100)


def press(dialog: PreviewDialog, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(dialog.pane.view, key, held)


# ---- pages ----


def test_pages_are_turned_by_key_mouse_and_number(dialog: PreviewDialog, qtbot: QtBot) -> None:
    bar, view = dialog.pane.page_bar, dialog.pane.view
    count = len(view.pages.boxes)
    assert (bar.box.text(), bar.back.isEnabled()) == ("1", False)
    press(dialog, Qt.Key.Key_PageDown)
    assert bar.box.text() == "2"
    QTest.mouseClick(bar.on, LEFT)
    assert (bar.box.text(), view.page) == ("3", 2)
    QTest.mouseClick(bar.back, LEFT)
    assert view.page == 1
    press(dialog, Qt.Key.Key_End)
    assert (view.page, bar.on.isEnabled()) == (count - 1, False)
    bar.box.setFocus()
    bar.box.selectAll()
    QTest.keyClicks(bar.box, "5")
    QTest.keyClick(bar.box, Qt.Key.Key_Return)
    assert (view.page, view.hasFocus()) == (4, True)
    bar.box.selectAll()
    QTest.keyClicks(bar.box, "999")
    QTest.keyClick(bar.box, Qt.Key.Key_Return)
    assert (view.page, bar.box.text()) == (count - 1, str(count))
    qtbot.waitUntil(lambda: count - 1 in shown(dialog))


def test_only_pages_in_sight_and_beside_are_drawn(dialog: PreviewDialog, qtbot: QtBot) -> None:
    view = dialog.pane.view
    view.go_to(9)
    qtbot.waitUntil(lambda: 9 in shown(dialog))
    qtbot.waitUntil(lambda: not view.images.is_busy)
    near = {0, 1, 2} | {n + d for n in view.visible_pages() for d in (-1, 0, 1)}
    assert shown(dialog) <= near
    assert len(near) < len(view.pages.boxes) / 4


def test_the_outline_leads_there(dialog: PreviewDialog) -> None:
    tree, view = dialog.pane.outline, dialog.pane.view
    item = tree.topLevelItem(tree.topLevelItemCount() - 1)
    assert item is not None
    assert item.text(0) == "核验页"
    tree.scrollToItem(item)
    QTest.mouseClick(tree.viewport(), LEFT, NONE, tree.visualItemRect(item).center())
    assert view.page == len(view.pages.boxes) - 1
    QTest.mouseClick(dialog.pane.outline_button, LEFT)
    assert not tree.isVisible()


def test_side_by_side_as_a_book(dialog: PreviewDialog) -> None:
    view, bar = dialog.pane.view, dialog.pane.zoom_bar
    QTest.mouseClick(bar.double, LEFT)
    first, second, third = view.pages.boxes[:3]
    assert second.top() == third.top() > first.top()
    assert second.right() < third.left() == first.left()
    QTest.mouseClick(bar.single, LEFT)
    assert view.pages.boxes[2].top() > view.pages.boxes[1].top()


# ---- zoom ----


def wheel(dialog: PreviewDialog, turned: int, held: Qt.KeyboardModifier) -> None:
    at = QPointF(300, 300)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(dialog.pane.view.viewport(), event)


def test_zoom_by_wheel_keys_and_words(dialog: PreviewDialog) -> None:
    bar, view = dialog.pane.zoom_bar, dialog.pane.view
    press(dialog, Qt.Key.Key_0, CTRL)
    assert percent(dialog) == 100
    wheel(dialog, 120, CTRL)
    assert (percent(dialog), bar.typed.text()) == (110, "110%")
    wheel(dialog, -120, CTRL)
    press(dialog, Qt.Key.Key_Minus, CTRL)
    assert percent(dialog) == 90
    press(dialog, Qt.Key.Key_Equal, CTRL)
    assert percent(dialog) == 100
    QTest.mouseClick(bar.larger, LEFT)
    QTest.mouseClick(bar.smaller, LEFT)
    before = view.verticalScrollBar().value()
    wheel(dialog, -120, NONE)
    assert view.verticalScrollBar().value() > before
    assert percent(dialog) == 100
    bar.typed.selectAll()
    QTest.keyClicks(bar.typed, "135")
    QTest.keyClick(bar.typed, Qt.Key.Key_Return)
    assert (percent(dialog), bar.typed.text()) == (135, "135%")
    bar.typed.selectAll()
    QTest.keyClicks(bar.typed, "abc")
    QTest.keyClick(bar.typed, Qt.Key.Key_Return)
    assert bar.typed.text() == "135%"


def test_the_zoom_keeps_what_is_looked_at(dialog: PreviewDialog) -> None:
    view = dialog.pane.view
    press(dialog, Qt.Key.Key_0, CTRL)
    view.go_to(6, 300.0)
    share = view.pages.share_at(6, view.sight().center())
    press(dialog, Qt.Key.Key_Plus, CTRL)
    assert view.page == 6
    assert view.pages.share_at(6, view.sight().center()) == pytest.approx(share, abs=0.01)


def test_how_it_was_left_is_remembered(
    dialog: PreviewDialog, page: ReportPage, qtbot: QtBot
) -> None:
    press(dialog, Qt.Key.Key_0, CTRL)
    press(dialog, Qt.Key.Key_Plus, CTRL)
    QTest.mouseClick(dialog.pane.zoom_bar.double, LEFT)
    QTest.mouseClick(dialog.pane.outline_button, LEFT)
    dialog.reject()
    qtbot.waitUntil(lambda: page.findChild(PreviewDialog) is None)
    again = opened(page, qtbot)
    assert (percent(again), again.pane.view.facing) == (110, True)
    assert not again.pane.outline.isVisible()


# ---- search ----


def test_words_are_sought_marked_and_walked(dialog: PreviewDialog, qtbot: QtBot) -> None:
    bar, finder, view = dialog.pane.find_bar, dialog.pane.finder, dialog.pane.view
    press(dialog, Qt.Key.Key_F, CTRL)
    assert bar.box.hasFocus()
    bar.box.insert("１２月")  # as an input method does; full width finds half width
    QTest.keyClick(bar.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(finder.found), timeout=WAIT_MS)
    count = len(finder.found)
    assert bar.said.text() == f"1／{count}"
    QTest.keyClick(bar.box, Qt.Key.Key_Return)
    assert bar.said.text() == f"2／{count}"
    QTest.keyClick(bar.box, Qt.Key.Key_Return, SHIFT)
    QTest.keyClick(bar.box, Qt.Key.Key_Return, SHIFT)
    assert bar.said.text() == f"{count}／{count}"
    chosen = finder.chosen
    assert chosen is not None
    assert view.page == chosen.page
    QTest.mouseClick(bar.on, LEFT)
    press(dialog, Qt.Key.Key_F3)
    assert bar.said.text() == f"2／{count}"
    assert marked(dialog, finder.found[1].page)


def marked(dialog: PreviewDialog, page: int) -> bool:
    """Whether the colour of the chosen place is on the screen where it shall be."""
    view, chosen = dialog.pane.view, dialog.pane.finder.chosen
    assert chosen is not None
    assert chosen.page == page
    area = view.pages.placed(page, chosen.boxes[0])
    corner = (area.topLeft() - QPointF(view.sight().topLeft())).toPoint() + QPoint(1, 1)
    return view.viewport().grab().toImage().pixelColor(corner) == QColor("#ff9f40")


def test_words_that_are_not_there_are_said(dialog: PreviewDialog, qtbot: QtBot) -> None:
    bar = dialog.pane.find_bar
    bar.box.setText("这句话哪一页都没有")
    qtbot.waitUntil(lambda: bar.said.text() == "没有找到", timeout=WAIT_MS)
    assert not bar.on.isEnabled()
    QTest.keyClick(bar.box, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.pane.view.hasFocus()
    bar.box.clear()
    qtbot.waitUntil(lambda: bar.said.text() == "")


# ---- looks ----


def test_nothing_is_cut_and_everything_has_a_name(dialog: PreviewDialog) -> None:
    assert clipped(dialog) == []
    assert outside(dialog) == []
    assert unnamed(dialog) == []


# ---- saving ----


def save(dialog: PreviewDialog, qtbot: QtBot, target: Path) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialog, "ask_target", _Answer(target))
        press(dialog, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=WAIT_MS)
    return dialog.outcome.text()


class _Answer:
    """A file dialog that is answered at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> Path:
        return self._path


def test_what_was_looked_at_is_saved_and_recorded(
    dialog: PreviewDialog, qtbot: QtBot, tmp_path: Path, office: Office, drawn: DrawnPaper
) -> None:
    before = len(printed(office))
    said = save(dialog, qtbot, tmp_path / "总结")
    assert "已生成" in said
    assert (tmp_path / "总结.pdf").read_bytes() == drawn.content
    assert len(printed(office)) == before + 1
    assert printed(office)[0].code == drawn.code


def test_what_cant_be_saved_is_a_sentence_and_the_old_file_stays(
    dialog: PreviewDialog, qtbot: QtBot, tmp_path: Path, office: Office
) -> None:
    before = len(printed(office))
    folder = tmp_path / "总结.pdf"
    folder.mkdir()
    dialog.save_button.setFocus()
    assert "该名称是一个文件夹" in save(dialog, qtbot, folder)
    assert dialog.focusWidget() is dialog.pane.view
    assert "文件夹不存在" in save(dialog, qtbot, tmp_path / "没有" / "总结.pdf")
    assert len(printed(office)) == before
    assert [path.name for path in tmp_path.iterdir()] == ["总结.pdf"]
    assert dialog.save_button.isEnabled()


# ---- what can't be drawn ----


def test_a_missing_font_is_a_sentence_in_the_dialog(
    page: ReportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> DrawnPaper:
        raise FontError(Path("/fonts/GW-Song.ttf"), "缺失")

    monkeypatch.setattr("zjmz_desktop.gui.pages.report_page.draw_report", refuse)
    QTest.mouseClick(page.previewing.button, LEFT)
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=WAIT_MS)
    assert "字体文件“GW-Song.ttf”缺失" in dialog.outcome.text()
    assert not dialog.save_button.isEnabled()
    assert not dialog.print_button.isEnabled()
    dialog.reject()


def test_characters_and_fonts_that_are_not_used_are_told(
    page: ReportPage, qtbot: QtBot, drawn: DrawnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = replace(drawn.faces[1], refused=("本机的“方正小标宋简体”没有使用。",))
    odd = replace(drawn, replaced=("\ue123",), faces=(drawn.faces[0], refused))
    monkeypatch.setattr("zjmz_desktop.gui.pages.report_page.draw_report", _Drawing(odd))
    dialog = opened(page, qtbot)
    assert "有1个字打不出，印成“〓”" in dialog.outcome.text()
    assert "“方正小标宋简体”没有使用" in dialog.outcome.text()
    assert "仿宋、小标宋用程序自带的字体" in dialog.foot.full_text()
    dialog.reject()


def test_drawing_can_be_cancelled(page: ReportPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.previewing.button, LEFT)
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.bar.stop, LEFT)
    qtbot.waitUntil(lambda: page.findChild(PreviewDialog) is None, timeout=WAIT_MS)


def test_images_are_let_go_when_there_are_too_many(
    dialog: PreviewDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "_MOST_BYTES", 12 * 1024**2)
    view = dialog.pane.view
    for number in (3, 6, 9):
        view.go_to(number)
        qtbot.waitUntil(partial(is_shown, dialog, number))
    assert 0 not in shown(dialog)
