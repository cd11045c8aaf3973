"""按以前的数据: a moment is chosen on 年度总结, and the chosen paper is shown and saved as of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import clipped, outside, unnamed
from pdf_text import read_pdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sample_place import annual_page, copied, february

from zjmz_desktop.domain.paper_kinds import PaperKind, PaperStage
from zjmz_desktop.gui.dialogs.past_dialog import PastDialog
from zjmz_desktop.gui.pages.report_page import ReportPage
from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.printed_papers import printed

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 60_000


@pytest.fixture(scope="module")
def office(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("past") / "store"
    with copied(sample_folder, folder, clock=february) as opened:
        yield opened


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, office: Office) -> Iterator[ReportPage]:
    found = annual_page(qtbot, office)
    found.choice.choose(PaperKind.BRIEF)
    yield found
    found.stop()


def asking(page: ReportPage) -> PastDialog:
    QTest.mouseClick(page.past_button, LEFT)
    found = page.findChild(PastDialog)
    assert found is not None
    return found


def previewed(page: ReportPage, qtbot: QtBot) -> PreviewDialog:
    qtbot.waitUntil(lambda: page.findChild(PreviewDialog) is not None)
    found = page.findChild(PreviewDialog)
    assert found is not None
    return found


class _Answer:
    """A file dialog that is answered at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> Path:
        return self._path


def test_a_day_is_typed_and_the_paper_of_it_is_saved(
    page: ReportPage,
    qtbot: QtBot,
    office: Office,
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog, before = asking(page), len(printed(office))
    day = dialog.choice.day
    assert not [*clipped(dialog), *outside(dialog), *unnamed(dialog)]
    qtbot.waitUntil(day.hasFocus)
    for typed, words in (("2018-07-32", "没有这一天"), (" ", "没有写按哪一天的数据")):
        QTest.keyClicks(day, typed)  # over what is marked
        dialog.choice.moment.setFocus()
        QTest.mouseClick(dialog.yes, LEFT)
        assert words in dialog.error()
        assert (dialog.isVisible(), day.hasFocus(), day.selectedText()) == (True, True, typed)
    QTest.keyClicks(day, "2018-07-05")
    QTest.keyClick(day, Qt.Key.Key_Return)
    preview = previewed(page, qtbot)
    assert preview.windowTitle() == "领导一页纸（按2018年7月5日的数据）：预览"
    qtbot.waitUntil(preview.save_button.isEnabled, timeout=WAIT_MS)
    target = tmp_path / "一页纸.pdf"
    monkeypatch.setattr(preview, "ask_target", _Answer(target))
    QTest.mouseClick(preview.save_button, LEFT)
    qtbot.waitUntil(preview.outcome.isVisible, timeout=WAIT_MS)
    assert "按2018年7月5日的数据" in read_pdf(target).text
    kept = printed(office)
    assert (len(kept), kept[0].code) == (before + 1, preview.foot.full_text()[-len(kept[0].code) :])
    assert "6月" in kept[0].subject
    assert kept[0].as_of.startswith("7月")
    preview.reject()


def test_a_submission_is_chosen_and_its_month_is_told(
    page: ReportPage, qtbot: QtBot, office: Office
) -> None:
    dialog = asking(page)
    moment = dialog.choice.moment
    at = next(n for n in range(moment.count()) if "6月上报第1版" in moment.itemText(n))
    moment.setFocus()
    for _ in range(at):
        QTest.keyClick(moment, Qt.Key.Key_Down)
    assert dialog.choice.day.isHidden()
    before = len(printed(office))
    QTest.mouseClick(dialog.yes, LEFT)
    preview = previewed(page, qtbot)
    assert "_截至6月底_按2018年" in preview._asked.name
    QTest.mouseClick(preview.bar.stop, LEFT)  # given up while it is being drawn
    assert not preview.isVisible()
    assert len(printed(office)) == before


def test_a_final_paper_of_the_past_is_refused_as_one_of_today(
    page: ReportPage, qtbot: QtBot
) -> None:
    page.choice.choose(PaperKind.BRIEF, PaperStage.FINAL)
    QTest.mouseClick(asking(page).yes, LEFT)
    preview = previewed(page, qtbot)
    qtbot.waitUntil(preview.outcome.isVisible, timeout=WAIT_MS)
    assert "审定" in preview.outcome.text()
    assert not preview.save_button.isEnabled()
    preview.reject()


def test_a_town_has_no_paper_of_the_past_either(page: ReportPage, qtbot: QtBot) -> None:
    assert page.past_button.isEnabled()
    page._desk.open_unit("321112001000")
    qtbot.waitUntil(lambda: bool(page.refused), timeout=WAIT_MS)
    assert not page.past_button.isEnabled()
    page._desk.open_unit("321112000000")
    qtbot.waitUntil(page.past_button.isEnabled, timeout=WAIT_MS)
