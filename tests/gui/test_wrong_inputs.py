"""Wrong input at the dialogs of 报送: each is refused in a sentence, stays open, and nothing is written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flow import CODE, DANTU, GAOZI, JUNE, OTHER
from flow_place import FlowPlace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.dialogs.undo_import_dialog import UndoImportDialog
from zjmz_desktop.gui.page_stack import RETURNS, REVIEW
from zjmz_desktop.gui.reporting.adopt_dialog import AdoptDialog
from zjmz_desktop.gui.reporting.closing_dialog import ClosingDialog
from zjmz_desktop.gui.reporting.reopening_dialog import ReopeningDialog
from zjmz_desktop.gui.reporting.return_dialog import ReturnDialog
from zjmz_desktop.gui.reporting.returns_page import ReturnsPage
from zjmz_desktop.gui.reporting.review_page import ReviewPage
from zjmz_desktop.gui.reporting.submit_dialog import SubmitDialog
from zjmz_desktop.service.explaining import story

Places = Callable[[str], FlowPlace]
LONG, UNSEEN = "字" * 10_000, "看不见\u202e的"
REASONS = [(LONG, "共10000字，超过2000字"), (UNSEEN, "看不见的字符（U+202E）")]


@pytest.fixture
def places(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Places]:
    made: list[FlowPlace] = []

    def place_of(unit_id: str) -> FlowPlace:
        made.append(FlowPlace(qtbot, tmp_path / unit_id, unit_id))
        made[-1].submitted(GAOZI)
        return made[-1]

    yield place_of
    for place in made:
        place.close()


def refuses(place: FlowPlace, dialog: Dialog, field: QPlainTextEdit, *, typed: str) -> str:
    """The sentence; the dialog stays, no larger than the screen, and nothing is written."""
    before = place.office.position
    field.setPlainText(typed)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert dialog.isVisible()
    assert place.office.position == before
    assert dialog.height() <= 695
    return dialog.error()


def reviewing(place: FlowPlace, keyboard: Keyboard, qtbot: QtBot) -> ReviewPage:
    page = place.window.show_page(REVIEW)
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: bool(page.model.cells))  # read beside the window
    keyboard.settle()
    return page


@pytest.mark.parametrize(("typed", "says"), REASONS)
def test_a_return_is_refused_until_its_words_can_be_read(
    places: Places, keyboard: Keyboard, qtbot: QtBot, typed: str, says: str
) -> None:
    place = places(DANTU)
    reviewing(place, keyboard, qtbot).acts.send_back()
    dialog = place.dialog(ReturnDialog, keyboard)
    assert "还没有写退改意见" in refuses(place, dialog, dialog.reason, typed=" \n ")
    assert says in refuses(place, dialog, dialog.reason, typed=typed)
    for due, why in (("下周", "不是日期"), ("2018-06", "没有写到哪一天"), ("29991231", "超过一年")):
        dialog.due.setText(due)
        assert why in refuses(place, dialog, dialog.reason, typed="请核对")
    dialog.due.setText("２０１８年７月１０日")
    dialog.phone.setText(UNSEEN)
    assert "看不见的字符" in refuses(place, dialog, dialog.reason, typed="请核对")
    dialog.phone.clear()
    dialog.accept()
    assert "已退改1项" in place.window.toast.text()


def test_an_adopted_figure_is_read_as_clerks_type_it(
    places: Places, keyboard: Keyboard, qtbot: QtBot
) -> None:
    place = places(DANTU)
    page = reviewing(place, keyboard, qtbot)
    page.table.stand_on(next(at for at, one in enumerate(page.model.cells) if one.code == CODE))
    page.acts.adopt()
    dialog = place.dialog(AdoptDialog, keyboard)
    for typed, says in (("约50", "请填具体数"), ("abc", "abc"), ("9" * 10_000, "")):
        dialog.number.setText(typed)
        assert says in refuses(place, dialog, dialog.reason, typed="核实")
        assert dialog.error()
    dialog.number.setText("１，１８０")
    assert "写明原因" in refuses(place, dialog, dialog.reason, typed="")
    assert "超过2000字" in refuses(place, dialog, dialog.reason, typed=LONG)
    dialog.reason.setPlainText("核实")
    dialog.accept()
    assert story(place.office, CODE, unit_id=GAOZI, period=JUNE).adopted == "1180"


@pytest.mark.parametrize(("typed", "says"), REASONS)
def test_a_year_is_closed_and_a_month_reopened_with_words_that_can_be_read(
    places: Places, keyboard: Keyboard, typed: str, says: str
) -> None:
    place = places(DANTU)
    closing = ClosingDialog(place.window.desk, place.office, parent=place.window)
    closing.open()
    assert says in refuses(place, closing, closing.reason, typed=typed)
    closing.reject()
    again = ReopeningDialog(place.window.desk, place.office, parent=place.window)
    again.open()
    assert says in refuses(place, again, again.reason, typed=typed)
    again.reject()


@pytest.mark.parametrize(("typed", "says"), REASONS)
@pytest.mark.parametrize("accepted", [False, True], ids=["recalled", "corrected"])
def test_a_submitted_month_is_opened_with_words_that_can_be_read(
    places: Places, keyboard: Keyboard, accepted: bool, typed: str, says: str
) -> None:
    place = places(GAOZI)
    if accepted:
        place.accepted(CODE, OTHER)
    place.window.entry.open_indicator(CODE)
    keyboard.settle()
    body = place.window.entry.form.body
    assert body is not None
    QTest.mouseClick(body.lock_bar.ways()[0], Qt.MouseButton.LeftButton)
    dialog = place.dialog(ReasonDialog, keyboard)
    assert says in refuses(place, dialog, dialog.reason, typed=typed)
    if accepted:
        dialog.reason.setPlainText("抄错一位，" * 300)
        dialog.accept()
        assert body.lock_bar.words().startswith("正在更正：抄错一位，抄错一位，")
        assert len(body.lock_bar.words()) < 60
    else:
        dialog.reject()


@pytest.mark.parametrize(("typed", "says"), REASONS)
def test_an_answer_that_can_not_be_read_is_refused_beside_it(
    places: Places, keyboard: Keyboard, typed: str, says: str
) -> None:
    place = places(GAOZI)
    place.returned(CODE)
    page = place.window.show_page(RETURNS)
    assert isinstance(page, ReturnsPage)
    keyboard.settle()
    before = place.office.position
    card = page.cards[0]
    card.answer.setText(typed)
    QTest.keyClick(card.answer, Qt.Key.Key_Return)
    assert says in card._error.text()
    assert place.office.position == before


@pytest.mark.parametrize(("typed", "says"), REASONS)
def test_an_import_is_undone_with_words_that_can_be_read(
    qtbot: QtBot, dressed: QApplication, typed: str, says: str
) -> None:
    undone: list[str] = []
    dialog = UndoImportDialog("甲.mzp", undo=undone.append, parent=None)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.reason.setEditText(typed)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert says in dialog.error()
    assert undone == []
    dialog.reason.setEditText(" 导错了 ")
    dialog.accept()
    assert undone == ["导错了"]


def test_a_reason_in_the_submission_that_is_too_long_stops_it(
    places: Places, keyboard: Keyboard
) -> None:
    place = places(GAOZI)
    from zjmz_desktop.domain.periods import month
    from zjmz_desktop.service import entering
    from zjmz_desktop.service.entering import FieldAt

    for number, value in ((7, "10"), (8, "90")):
        at = FieldAt("I06-01", GAOZI, month(2018, number), "value")
        entering.save_field(place.office, at, typed=value)
    dialog = SubmitDialog(
        place.window.desk, place.office, period=month(2018, 8), parent=place.window
    )
    dialog.open()
    dialog.parts.reasons[0].edit.setText(LONG)
    before = place.office.position
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert place.office.position == before
    assert "超过2000字" in dialog.error()
    dialog.reject()
