"""Every page by keyboard: the focus goes into it, its keys work at once."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.gui.dialogs.chase_dialog import UNFILLED, ChaseDialog
from zjmz_desktop.gui.dialogs.origin_dialog import OriginDialog
from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.dialogs.target_dialog import TargetDialog
from zjmz_desktop.gui.dialogs.template_export import TemplateExportDialog
from zjmz_desktop.gui.dialogs.user_name import UserNameDialog
from zjmz_desktop.gui.evidence.keeper import EvidenceKeeper
from zjmz_desktop.gui.evidence.row_dialog import RowEvidenceDialog
from zjmz_desktop.gui.forms.edits import ChoiceBox, LineEdit
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.help_page import HelpPage
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.gui.side_tabs import SideTabs
from zjmz_desktop.paths import resource
from zjmz_desktop.service.explaining import explain
from zjmz_desktop.service.opening import Opening
from zjmz_desktop.service.registering import add_row
from zjmz_desktop.service.row_drafts import RowAt

TOWN, DISTRICT = "321112001000", "321112000000"
LEFT = Qt.MouseButton.LeftButton
PAGES = {"填报": "form", "底册": "register", "汇总": "matrix", "年度总结": "annual"}


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    place = WorkPlace(qtbot, tmp_path / "数据", TOWN)
    yield place
    place.close()


def click(place: WorkPlace, words: str) -> None:
    """One of the header's buttons, by mouse."""
    every = place.window.header.findChildren(QPushButton)
    QTest.mouseClick(next(one for one in every if one.accessibleName() == words), LEFT)
    place.settle()


@pytest.mark.parametrize("words", PAGES)
def test_a_page_opened_by_the_header_takes_the_focus(place: WorkPlace, words: str) -> None:
    if words == "填报":
        click(place, "底册")
    for _ in range(2):  # also when it is opened again
        click(place, words)
        page = place.window.pages.currentWidget()
        assert place.window.pages.current_name == PAGES[words]
        focused = QApplication.focusWidget()
        assert focused is not None
        assert page.isAncestorOf(focused), focused


def test_insert_works_at_once_in_an_empty_register(place: WorkPlace, keyboard: Keyboard) -> None:
    click(place, "底册")
    page = place.window.pages.currentWidget()
    assert isinstance(page, RegisterPage)
    page.list.choose("canteen")
    page.open_subject("canteen")
    place.settle()
    click(place, "底册")
    keyboard.press(Qt.Key.Key_Insert)
    keyboard.type("甲助餐点")
    keyboard.press(Qt.Key.Key_Return)
    place.settle()
    row = next(iter(page.body.sheet.rows.values()))
    assert "甲助餐点" in row.cells


@pytest.fixture
def district(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    place = WorkPlace(qtbot, tmp_path / "区", DISTRICT)
    yield place
    place.close()


SIZES = ((1000, 600), (1366, 695), (1920, 1040))


def _is_idle(beside: Beside) -> bool:
    return beside.task is None


def every_page(place: WorkPlace, qtbot: QtBot) -> Iterator[str]:
    """Turn to each page, read to the end."""
    for name in ("form", "register", "matrix", "annual", "help"):
        place.window.show_page(name)
        for beside in place.window.findChildren(Beside):
            qtbot.waitUntil(partial(_is_idle, beside), timeout=60_000)
        place.settle()
        yield name


def test_nothing_is_cut_on_any_page_at_any_size(district: WorkPlace, qtbot: QtBot) -> None:
    found = []
    for name in every_page(district, qtbot):
        for size in SIZES:
            district.window.resize(*size)
            district.settle()
            district.settle()
            cut = [*clipped(district.window), *outside(district.window.pages)]
            found += [f"{name} {size} {what}" for what in cut]
    assert not found, "\n".join(found)


def test_everything_that_takes_the_focus_has_a_name(district: WorkPlace, qtbot: QtBot) -> None:
    for name in every_page(district, qtbot):
        assert unnamed(district.window) == [], name


def keys_in_help() -> dict[str, set[str]]:
    """Heading of the help's chapter on keys → the keys that it lists."""
    found: dict[str, set[str]] = {}
    for part in (resource("help") / "keyboard.md").read_text("utf-8").split("\n## ")[1:]:
        title, *lines = part.splitlines()
        cells = (line.split("|")[1] for line in lines if line.startswith("|"))
        found[title] = {key.strip() for cell in cells for key in cell.split("　")}
    return found


def test_the_lowest_line_names_the_keys_of_the_page_in_front(
    district: WorkPlace, keyboard: Keyboard
) -> None:
    window, listed = district.window, keys_in_help()
    titles = {
        "form": "填报",
        "register": "底册",
        "matrix": "汇总",
        "annual": "年度总结",
        "review": "审核",
    }
    everywhere = {"F1", "Ctrl+P", "Alt+1", "Ctrl+K"}
    for name in (*titles, "status", "urgent", "exchange", "help", "form"):
        window.show_page(name)
        district.settle()
        told = window.status.keys_text()
        assert ("下一待填项" in told) == (name == "form"), name
        keys = {one.split(" ")[0] for one in told.split("　")}
        if name in titles:
            section = " ".join(listed[titles[name]])
            lost = {key for key in keys - everywhere if key not in section}
            assert lost <= {"方向键"}, name
    window.show_page("matrix")
    keyboard.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.status.keys_text().startswith("Enter 下一格")


def test_each_button_of_the_header_has_its_key(district: WorkPlace, keyboard: Keyboard) -> None:
    window, alt = district.window, Qt.KeyboardModifier.AltModifier
    keys = (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1)
    for key, page in zip(keys, ("register", "matrix", "annual", "form"), strict=True):
        keyboard.press(key, alt)
        district.settle()
        assert window.pages.current_name == page


def test_esc_leaves_the_help_for_the_page_it_was_asked_from(
    district: WorkPlace, keyboard: Keyboard
) -> None:
    window = district.window
    district.open_form("I08-05")
    window.show_page("matrix")
    district.settle()
    keyboard.press(Qt.Key.Key_F1)
    keyboard.press(Qt.Key.Key_F1)
    assert "Esc 回到原来的页" in window.status.keys_text()
    keyboard.press(Qt.Key.Key_Escape)
    assert window.pages.current_name == "matrix"
    keyboard.press(Qt.Key.Key_Escape)  # of the page itself
    assert window.pages.current_name == "matrix"


def test_f1_opens_the_chapter_of_the_page(district: WorkPlace, keyboard: Keyboard) -> None:
    window = district.window
    district.open_form("I08-05")
    found = {}
    for name in ("form", "register", "matrix", "annual"):
        window.open_form() if name == "form" else window.show_page(name)
        district.settle()
        keyboard.press(Qt.Key.Key_F1)
        page = window.pages.currentWidget()
        assert isinstance(page, HelpPage)
        assert page.text.hasFocus()
        found[name] = page.list.currentItem().text()
    assert found == {
        "form": "填报",
        "register": "底册",
        "matrix": "汇总和年度总结",
        "annual": "汇总和年度总结",
    }


def walk(place: WorkPlace, keyboard: Keyboard) -> list[QWidget]:
    """Where Tab goes from the focus on, once round the window at most."""
    found = [keyboard.focused]
    for _ in range(200):
        keyboard.press(Qt.Key.Key_Tab)
        if keyboard.focused is found[0] and len(found) > 1:
            return found
        if keyboard.focused is not found[-1]:  # a text's links are walked inside it
            found.append(keyboard.focused)
    raise AssertionError("Tab comes to no end")


@pytest.mark.parametrize("name", ["form", "register", "matrix", "annual", "help"])
def test_tab_walks_the_page_from_above_and_leaves_no_field_out(
    district: WorkPlace, keyboard: Keyboard, name: str, qtbot: QtBot
) -> None:
    next(one for one in every_page(district, qtbot) if one == name)
    qtbot.waitUntil(lambda: bool(district.window.findChildren(SideTabs)))  # filled after the paint
    page = district.window.pages.currentWidget()
    way = [one for one in walk(district, keyboard) if page.isAncestorOf(one)]
    tabs = Qt.FocusPolicy.TabFocus
    every = [
        one
        for one in page.findChildren(QWidget)
        if one.isVisibleTo(page) and one.isEnabled() and one.focusPolicy() & tabs == tabs
    ]
    missing = [f"{type(one).__name__} {one.accessibleName()}" for one in every if one not in way]
    assert not missing


def nothing(*_: object) -> str:
    return ""


def dialogs(place: WorkPlace) -> dict[str, QDialog]:
    desk, office, window = place.window.desk, place.office, place.window
    name, _ = add_row(office, "canteen", typed={"name": "甲助餐点"})
    keeper = EvidenceKeeper(desk, Opening.of(office), parent=window)
    told = explain(office, "I08-03", unit_id=DISTRICT, period=desk.place.period)
    return {
        "users": UserNameDialog("新增用户", "", act=nothing, parent=window),
        "reason": ReasonDialog("不予认定", "", act=nothing, parent=window),
        "targets": TargetDialog(desk, office, code="I08-03", parent=window),
        "origin": OriginDialog("老年人助餐点", told, parent=window),
        "template": TemplateExportDialog(desk, office, parent=window),
        "evidence": RowEvidenceDialog(
            keeper, RowAt("canteen", name), title="甲助餐点", parent=window
        ),
        "chase": ChaseDialog(desk, "请尽快报送。", chased=UNFILLED, parent=window),
    }


@pytest.mark.parametrize(
    "name", ["users", "reason", "targets", "origin", "template", "evidence", "chase"]
)
def test_escape_closes_a_dialog_and_all_of_it_has_a_name(
    district: WorkPlace, qtbot: QtBot, name: str
) -> None:
    every = dialogs(district)
    dialog = every.pop(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitExposed(dialog):
        dialog.open()
    district.settle()
    assert unnamed(dialog) == []
    assert clipped(dialog) == []
    inside = [w for w in dialog.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
    for widget in [w for w in inside if w.focusPolicy() & Qt.FocusPolicy.TabFocus]:
        dialog.open()
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert not dialog.isVisible(), widget.accessibleName()


@pytest.mark.parametrize("kind", [LineEdit, ChoiceBox])
def test_escape_in_a_field_closes_the_dialog_around_it(
    qtbot: QtBot, kind: type[LineEdit | ChoiceBox]
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field = kind(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    with qtbot.waitSignal(field.given_up):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("subject", ["canteen", "activity/I01-02"])
def test_columns_do_not_move_when_the_first_row_is_saved(
    place: WorkPlace, keyboard: Keyboard, subject: str
) -> None:
    page = place.window.show_page("register", subject)
    assert isinstance(page, RegisterPage)
    before = [column.code for column in page.body.sheet.columns]
    page.body.add_row()
    keyboard.type("2018-06-05" if subject.startswith("activity") else "甲助餐点")
    keyboard.press(Qt.Key.Key_Return)
    place.settle()
    place.reopen()
    page = place.window.show_page("register", subject)
    assert isinstance(page, RegisterPage)
    assert len(page.body.sheet.rows) == 1
    assert [column.code for column in page.body.sheet.columns] == before
