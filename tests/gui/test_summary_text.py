"""改文字: the sample's summary edited by key and mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import clipped
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot
from sample_place import copied, november, window_on
from typist import Keyboard

from zjmz_desktop.domain.edited_sentences import Edit, SentenceState
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.page_stack import ANNUAL, FORM, SUMMARY_TEXT
from zjmz_desktop.gui.pages.report_page import ReportPage
from zjmz_desktop.gui.paper_text.sentence_row import SentenceRow
from zjmz_desktop.gui.paper_text.sentence_side import IN_BOTH, IN_SUMMARY
from zjmz_desktop.gui.paper_text.summary_text_page import SummaryTextPage
from zjmz_desktop.gui.paper_text.words_dialog import WordsDialog
from zjmz_desktop.service import editing_paper
from zjmz_desktop.service.context import Office

KEY = Qt.Key
CARE = 3  # 养老服务体系不断健全
PEOPLE = "S3-04"  # 目前共有在运营老年人助餐点12个，连锁品牌型社区养老服务组织2家。


@pytest.fixture
def office(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    with copied(sample_folder, tmp_path / "store", clock=november) as found:
        yield found


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, office: Office) -> Iterator[SummaryTextPage]:
    window = window_on(qtbot, office)
    qtbot.wait(30)
    found = window.show_page(SUMMARY_TEXT)
    assert isinstance(found, SummaryTextPage)
    qtbot.waitUntil(lambda: found.chapters.list.count() > 5, timeout=20_000)
    yield found
    found.stop()


def row(page: SummaryTextPage, key: str) -> SentenceRow:
    return next(one for one in page.sentences.rows if one.sentence.key == key)


def go_to(page: SummaryTextPage, key: str, qtbot: QtBot) -> SentenceRow:
    page.go_to(key)
    found = row(page, key)
    qtbot.waitUntil(found.edit.hasFocus)
    return found


def edits(page: SummaryTextPage, office: Office) -> dict[str, object]:
    return dict(editing_paper.edits_of(office, page.reader.place))


def test_the_cursor_is_in_the_first_sentence_and_the_lowest_line_names_its_keys(
    page: SummaryTextPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(page.sentences.rows[0].edit.hasFocus)
    assert page.sentences.current is page.sentences.rows[0]
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.status.keys_text().startswith("Enter 下一句　")
    page.chapters.list.setFocus()
    page.reader.refresh()  # read again, the cursor stays where it was put
    with qtbot.waitSignal(page.reader.read, timeout=20_000):
        pass
    assert page.chapters.list.hasFocus()
    window.show_page(FORM)
    assert window.status.keys_text().startswith("Enter 下一格　")


def test_words_are_typed_and_saved_as_the_sentence_is_left(
    page: SummaryTextPage, keyboard: Keyboard, qtbot: QtBot, office: Office
) -> None:
    here = go_to(page, PEOPLE, qtbot)
    keyboard.type("眼下")
    assert PEOPLE not in edits(page, office)
    keyboard.press(KEY.Key_Return)
    assert page.sentences.current is not here
    assert here.settled.text.startswith("眼下目前共有在运营老年人助餐点12个")
    assert here.settled.state is SentenceState.EDITED
    assert PEOPLE in edits(page, office)
    keyboard.press(KEY.Key_Up)
    assert page.sentences.current is here
    keyboard.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: PEOPLE not in edits(page, office))
    qtbot.waitUntil(lambda: here.edit.words().startswith("目前"), timeout=20_000)


def test_a_chip_is_one_character_that_cannot_be_typed_into_or_deleted(
    page: SummaryTextPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    here = go_to(page, PEOPLE, qtbot)
    before = here.edit.tokens()
    length = len("目前共有在运营老年人助餐点") + 1 + len("，连锁品牌型社区养老服务组织") + 1 + 1
    assert here.edit.document().characterCount() == length + 1
    told: list[str] = []
    page._desk.told.connect(lambda words, _: told.append(words))
    for _ in range(len("目前共有在运营老年人助餐点")):
        keyboard.press(KEY.Key_Right)
    for key in (KEY.Key_Delete, KEY.Key_Delete):
        keyboard.press(key)
        assert here.edit.tokens() == before
    keyboard.press(KEY.Key_Right)
    keyboard.press(KEY.Key_Backspace)
    assert here.edit.tokens() == before
    keyboard.press(KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.type("x")
    assert here.edit.tokens() == before
    keyboard.press(KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.press(KEY.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert here.edit.tokens() == before
    assert QApplication.clipboard().text() == here.settled.text
    assert told
    assert all("数不能删" in words for words in told)


def test_another_number_stays_on_screen_with_the_reason(
    page: SummaryTextPage, keyboard: Keyboard, qtbot: QtBot, office: Office
) -> None:
    here = go_to(page, PEOPLE, qtbot)
    keyboard.type("30个")
    keyboard.press(KEY.Key_Return)
    assert "“30个”不是这一句里的数" in here.error
    assert here.edit.words().startswith("30个")
    assert PEOPLE not in edits(page, office)
    keyboard.press(KEY.Key_Up)
    keyboard.press(KEY.Key_Escape)
    keyboard.press(KEY.Key_Return)
    assert not here.error
    assert page.text is not None
    assert page.text.refused == {}


def test_a_refused_sentence_is_shown_again_with_its_reason(
    page: SummaryTextPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    go_to(page, PEOPLE, qtbot)
    keyboard.type("30个")
    page.chapters.list.setCurrentRow(0)  # another chapter, and back
    page.chapters.list.setCurrentRow(CARE)
    assert row(page, PEOPLE).edit.words().startswith("30个目前")
    assert "“30个”不是这一句里的数" in row(page, PEOPLE).error
    page.chapters.list.setCurrentRow(0)
    page.sentences.show_sentences((), title="", text=None)
    page.text = None
    page.open_subject(PEOPLE)  # read anew, as when the program was closed
    qtbot.waitUntil(lambda: page.text is not None and bool(page.sentences.rows), timeout=20_000)
    assert row(page, PEOPLE).edit.words().startswith("30个")
    page.chapters.list.setFocus()
    page._desk.undo()
    qtbot.waitUntil(lambda: row(page, PEOPLE).edit.words().startswith("目前"), timeout=20_000)
    assert not row(page, PEOPLE).error


def test_a_sentence_is_moved_by_keys_and_taken_back(
    page: SummaryTextPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    def keys() -> list[str]:
        return [one.sentence.key for one in page.sentences.rows]

    go_to(page, PEOPLE, qtbot)
    first = keys()
    at = first.index(PEOPLE)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    keyboard.type("眼下")
    keyboard.press(KEY.Key_Up, both)
    keyboard.press(KEY.Key_Up, both)
    assert keys().index(PEOPLE) == at - 2
    assert row(page, PEOPLE).edit.hasFocus()
    assert row(page, PEOPLE).edit.words().startswith("眼下")  # saved on the way
    QTest.mouseClick(page.side.down, Qt.MouseButton.LeftButton)
    assert keys().index(PEOPLE) == at - 1
    for _ in range(3):
        page._desk.undo()
    qtbot.waitUntil(lambda: keys() == first, timeout=20_000)
    told: list[str] = []
    page._desk.told.connect(lambda words, _: told.append(words))
    go_to(page, first[0], qtbot)
    keyboard.press(KEY.Key_Up, both)
    assert "第一句" in told[-1]
    assert keys() == first


def test_the_side_says_which_papers_a_sentence_is_in(page: SummaryTextPage, qtbot: QtBot) -> None:
    go_to(page, "S3-01", qtbot)
    assert IN_BOTH in labels(page)
    go_to(page, PEOPLE, qtbot)
    assert IN_SUMMARY in labels(page)


def test_nothing_is_cut_in_a_small_window_or_under_a_refusal(
    page: SummaryTextPage, qtbot: QtBot
) -> None:
    page.window().resize(1000, 600)
    go_to(page, PEOPLE, qtbot)
    qtbot.wait(20)
    assert clipped(page) == []
    QTest.mouseClick(page.side.drop, Qt.MouseButton.LeftButton)
    dialog = page.findChildren(WordsDialog)[-1]
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.error()))
    QApplication.processEvents()
    assert clipped(dialog) == []
    below = dialog.words.geometry().bottom()
    told = next(one for one in dialog.findChildren(QLabel) if one.text() == dialog.error())
    assert told.geometry().top() > below
    dialog.reject()


def test_no_key_of_the_side_is_one_of_the_windows(page: SummaryTextPage) -> None:
    own = {press.text().partition("&")[2][:1] for press in page.side.buttons} - {""}
    taken = {one.key().toString() for one in page.window().findChildren(QShortcut)}
    assert not own & {key.removeprefix("Alt+") for key in taken if key.startswith("Alt+")}


def labels(page: SummaryTextPage) -> list[str]:
    return [one.text() for one in page.side.findChildren(QLabel) if one.isVisible()]


def menu_of(here: SentenceRow, qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: any(m.isVisible() for m in here.edit.findChildren(QMenu)))
    return next(m for m in here.edit.findChildren(QMenu) if m.isVisible())


def test_an_approximation_is_chosen_by_keys(
    page: SummaryTextPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    here = go_to(page, PEOPLE, qtbot)
    keyboard.press(KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = menu_of(here, qtbot)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["12个（原数）", "十余个", "超过10个", "其他写法…"]
    for key in (KEY.Key_Down, KEY.Key_Return):
        QTest.keyClick(menu, key)
    qtbot.waitUntil(lambda: "助餐点十余个" in here.edit.words())
    page.deeds.save(here)
    assert [rough.note for rough in here.settled.rough] == ["“十余个”是概数，实为12个"]


def test_a_click_on_a_chip_opens_its_menu_and_other_words_are_checked(
    page: SummaryTextPage, qtbot: QtBot
) -> None:
    here = go_to(page, PEOPLE, qtbot)
    qtbot.waitUntil(lambda: here.edit.cursorRect().height() > 12)  # laid out
    cursor = QTextCursor(here.edit.document())
    cursor.setPosition(len("目前共有在运营老年人助餐点"))
    place = here.edit.cursorRect(cursor).center() + QPoint(8, 0)
    QTest.mouseClick(here.edit.viewport(), Qt.MouseButton.LeftButton, pos=place)
    menu = menu_of(here, qtbot)
    menu.actions()[-1].trigger()
    menu.close()
    dialog = page.window().findChild(WordsDialog)
    assert dialog is not None
    dialog.words.setPlainText("近20个")
    dialog.accept()
    assert "对不上" in dialog.error()
    dialog.words.setPlainText("十几个")
    dialog.accept()
    assert "助餐点十几个" in here.edit.words()


def test_left_out_with_a_reason_and_taken_back(
    page: SummaryTextPage, qtbot: QtBot, office: Office
) -> None:
    here = go_to(page, PEOPLE, qtbot)
    page.side.drop.click()
    dialog = page.findChild(WordsDialog)
    assert dialog is not None
    dialog.accept()
    assert "理由" in dialog.error()
    dialog.words.setPlainText("不对外")
    dialog.accept()
    assert here.settled.state.value == "dropped"
    assert here.edit.isReadOnly()
    assert not page.side.drop.isVisible()
    page.side.revert.click()
    assert here.settled.state is SentenceState.GENERATED
    assert PEOPLE not in edits(page, office)


def test_a_paragraph_of_ones_own_gets_its_row(
    page: SummaryTextPage, qtbot: QtBot, office: Office
) -> None:
    go_to(page, PEOPLE, qtbot)
    page.side.own.click()
    dialog = page.findChild(WordsDialog)
    assert dialog is not None
    dialog.words.setPlainText("新建3家。")
    dialog.accept()
    assert "“3家”" in dialog.error()
    dialog.words.setPlainText("老人满意。")
    dialog.accept()

    def own() -> list[str]:
        keys = (one.sentence.key for one in page.sentences.rows)
        return [key for key in keys if key.startswith(f"own-{PEOPLE}-01")]

    qtbot.waitUntil(lambda: bool(own()), timeout=20_000)
    (key,) = own()
    assert page.window().focusWidget() is row(page, key).edit


def test_f8_goes_to_what_is_to_be_looked_at_and_it_is_kept(
    page: SummaryTextPage, keyboard: Keyboard, qtbot: QtBot, office: Office
) -> None:
    here = go_to(page, PEOPLE, qtbot)
    keyboard.type("眼下")
    page.deeds.commit()
    edit = edits(page, office)[PEOPLE]
    assert isinstance(edit, Edit)
    stale = edit._replace(base=("旧句，", *edit.base))
    at = editing_paper.SentenceAt(page.reader.place, PEOPLE, here.sentence.generated)
    made = at.generated
    assert made is not None
    old = editing_paper.SentenceAt(at.at, PEOPLE, made._replace(tokens=stale.base))
    editing_paper.save_sentence(office, old, typed=("眼下", *stale.base))
    page.reader.refresh()
    qtbot.waitUntil(lambda: page.next_again.isVisible(), timeout=20_000)
    page.chapters.list.setFocus()
    page.chapters.list.setCurrentRow(0)
    keyboard.press(KEY.Key_F8)
    qtbot.waitUntil(row(page, PEOPLE).edit.hasFocus)
    assert page.chapters.list.currentRow() == CARE
    assert page.side.keep.isVisible()
    page.side.keep.click()
    assert not row(page, PEOPLE).settled.again
    qtbot.waitUntil(lambda: not page.next_again.isVisible(), timeout=20_000)


def test_a_judgement_that_was_turned_round_is_looked_at_and_kept(
    page: SummaryTextPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    here = go_to(page, PEOPLE, qtbot)
    keyboard.press(KEY.Key_Home)
    keyboard.type("没有一处停办，")
    page.deeds.commit()
    assert here.settled.again == ("多了“没有”，原句没有这样说",)
    assert page.side.keep.isVisible()
    page.side.keep.click()
    assert not row(page, PEOPLE).settled.again
    assert here.settled.text.startswith("没有一处停办，目前")


def test_search_finds_sentences_of_all_chapters(page: SummaryTextPage, keyboard: Keyboard) -> None:
    keyboard.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    keyboard.type("参训")
    keys = [one.sentence.key for one in page.sentences.rows]
    assert keys == ["S5-04"]
    keyboard.press(KEY.Key_Return)
    assert row(page, "S5-04").edit.hasFocus()


def test_the_page_is_reached_from_the_summary_and_leads_back(
    page: SummaryTextPage, qtbot: QtBot
) -> None:
    window = page.window()
    page.back.click()
    found = window.findChild(ReportPage)
    assert found is not None
    qtbot.waitUntil(found.text_button.isEnabled, timeout=20_000)
    assert found.isVisible()
    found.text_button.click()
    assert page.isVisible()
    found.stop()
    assert ANNUAL != SUMMARY_TEXT


def test_anothers_summary_is_only_read(page: SummaryTextPage, qtbot: QtBot) -> None:
    page._desk.open_unit("321112001000")
    qtbot.waitUntil(lambda: page.chapters.list.count() == 0, timeout=20_000)
    assert page.sentences.rows == []
