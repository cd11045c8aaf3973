"""汇总, 年度总结 and help on the sample office."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot
from sample_place import copied, november, window_on
from typist import Keyboard

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.paper_kinds import PaperKind, PaperStage
from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.dialogs.letter_dialog import LetterDialog
from zjmz_desktop.gui.dialogs.origin_dialog import OriginDialog
from zjmz_desktop.gui.dialogs.target_dialog import TargetDialog
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.pages.help_page import CHAPTERS, HelpPage, chapter_text
from zjmz_desktop.gui.pages.matrix_model import HEADS, LOOK, NAME, TOTAL
from zjmz_desktop.gui.pages.matrix_page import MatrixPage
from zjmz_desktop.gui.pages.report_page import ReportPage, default_name
from zjmz_desktop.gui.pages.summary_writing import CANCELLED
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import FieldAt, save_field
from zjmz_desktop.service.explaining import Explained
from zjmz_desktop.service.reporting import PaperAsked

ENTER = Qt.Key.Key_Return
TOWN = "321112001000"
Opener = Callable[[str], QWidget]


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    with copied(sample_folder, tmp_path / "store", clock=november) as office:
        yield office


@pytest.fixture
def open_page(qtbot: QtBot, dressed: QApplication, sample: Office) -> Opener:
    kept: list[MainWindow] = []

    def opener(name: str) -> QWidget:
        window = window_on(qtbot, sample)
        kept.append(window)
        qtbot.wait(30)
        name, _, subject = name.partition(":")
        return window.show_page(name, subject)

    return opener


def matrix(open_page: Opener, qtbot: QtBot) -> MatrixPage:
    page = open_page("matrix")
    assert isinstance(page, MatrixPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=20_000)
    return page


def row_of(page: MatrixPage, name: str) -> int:
    names = [page.model.index(at, NAME).data() for at in range(page.model.rowCount())]
    return names.index(name)


def lines_of(row: QTreeWidgetItem) -> list[str]:
    found = [row.text(0)]
    for at in range(row.childCount()):
        found += lines_of(row.child(at))
    return found


def test_a_cell_is_drilled_down_by_enter(
    open_page: Opener, keyboard: Keyboard, qtbot: QtBot, sample: Office
) -> None:
    page = matrix(open_page, qtbot)
    at = row_of(page, "低保对象户数")
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(at, TOTAL))
    keyboard.press(ENTER)
    dialogs = page.findChildren(OriginDialog)
    assert len(dialogs) == 1
    told = lines_of(dialogs[0].tree.invisibleRootItem())
    assert "丹徒区" in told
    assert "高资街道" in told
    assert any("2018年10月" in line for line in told)
    keyboard.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(OriginDialog))


def test_a_units_cell_is_drilled_down_to_its_rows(open_page: Opener, qtbot: QtBot) -> None:
    page = matrix(open_page, qtbot)
    at = row_of(page, "新建老年人助餐点")
    dialog = page.explain(page.model.index(at, len(HEADS)))
    assert dialog is not None
    told = lines_of(dialog.tree.invisibleRootItem())
    assert any(line.startswith("底册") for line in told)
    dialog.accept()


def test_targets_are_allocated_from_the_matrix(
    open_page: Opener, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = matrix(open_page, qtbot)
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(row_of(page, "新建老年人助餐点"), TOTAL))
    keyboard.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.findChildren(TargetDialog)) == 1)
    page.findChildren(TargetDialog)[0].accept()


def test_kinds_of_nothing_are_kept_apart(open_page: Opener, qtbot: QtBot) -> None:
    page = matrix(open_page, qtbot)
    found = {
        str(page.model.index(row, column).data())
        for row in range(page.model.rowCount())
        for column in range(TOTAL, page.model.columnCount())
    }
    assert {"不适用", "未到期", "0"} <= found


def test_a_sum_of_some_months_is_marked_in_its_cell(open_page: Opener, qtbot: QtBot) -> None:
    page = matrix(open_page, qtbot)
    model = page.view.model()
    marks = {
        (model.index(row, NAME).data(), model.headerData(column, Qt.Orientation.Horizontal)): (
            model.index(row, column).data(LOOK).mark,
            model.index(row, column).data(Qt.ItemDataRole.ToolTipRole),
        )
        for row in range(model.rowCount())
        for column in range(len(HEADS), model.columnCount())
        if model.index(row, column).data(LOOK).mark
    }
    assert {unit for _, unit in marks} == {"宝堰镇"}
    mark, tip = marks["临时救助人次", "宝堰镇"]
    assert mark == "9/10月"
    assert tip.endswith("，缺7月。")


def test_filters(open_page: Opener, qtbot: QtBot) -> None:
    page = matrix(open_page, qtbot)
    everything = page.model.rowCount()
    page.late.setChecked(True)
    late = page.model.rowCount()
    assert 0 < late < everything
    page.late.setChecked(False)
    page.search.setText("zcd")
    assert [page.model.index(0, NAME).data()] == ["新建老年人助餐点"]
    page.search.clear()
    assert page.model.rowCount() == everything


def test_scores_show_their_arithmetic(open_page: Opener, qtbot: QtBot) -> None:
    page = matrix(open_page, qtbot)
    assert page.scores.topLevelItemCount() == 22
    item = page.scores.topLevelItem(4)
    assert item is not None
    assert item.text(2).endswith("分")
    assert item.childCount() > 1


def test_frozen_columns_stay(open_page: Opener, qtbot: QtBot) -> None:
    page = matrix(open_page, qtbot)
    page.view.horizontalScrollBar().setValue(300)
    part = page.view.part
    assert part.isVisible()
    assert part.width() == sum(page.view.columnWidth(at) for at in range(len(HEADS)))
    page.view.setCurrentIndex(page.model.index(0, len(HEADS)))
    shown = page.view.visualRect(page.model.index(0, len(HEADS)))
    assert shown.left() >= part.width() - 1


def test_the_summary_is_written_and_shown(
    open_page: Opener, qtbot: QtBot, tmp_path: Path, sample: Office
) -> None:
    page = open_page("annual")
    assert isinstance(page, ReportPage)
    name = default_name(sample, page.choice.asked)
    assert name == "丹徒区民政局2018年工作总结_截至10月底_征求意见稿（示例数据）.pdf"
    page.choice.choose(PaperKind.OFFICIAL, PaperStage.REVIEW)
    matter = "2018年民政重点工作任务完成情况的报告_截至10月底_送审稿（示例数据）.pdf"
    assert default_name(sample, page.choice.asked) == f"丹徒区民政局{matter}"
    target = tmp_path / name
    page.writing.write(PaperAsked(page.place), target)
    qtbot.waitUntil(lambda: page.writing.result.isVisible(), timeout=60_000)
    assert target.read_bytes().startswith(b"%PDF")
    assert target.name in page.writing.result.text()


def test_a_refusal_leaves_the_old_file(open_page: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page("annual")
    assert isinstance(page, ReportPage)
    blocked = tmp_path / "x.pdf"
    blocked.mkdir()
    page.writing.write(page.choice.asked, blocked)
    qtbot.waitUntil(lambda: page.writing.result.isVisible(), timeout=60_000)
    assert page.writing.result.text()
    assert blocked.is_dir()
    old = tmp_path / "old.pdf"
    old.write_text("old")
    page.writing.write(page.choice.asked, old)
    page.writing.bar.stop.click()
    assert page.writing.result.text() == CANCELLED
    page.stop()
    assert old.read_text() == "old"


def test_another_paper_is_chosen_and_a_final_is_refused_in_the_page(
    open_page: Opener, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("annual")
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: not page.facts.is_empty, timeout=60_000)
    assert page.choice.letter.text() == "日期和电话…"
    page.choice.choose(PaperKind.OFFICIAL)
    assert page.choice.letter.text() == "版头和版记…"
    assert page.title.text() == "丹徒区民政局2018年任务完成情况报告"
    page.choice.choose(PaperKind.BRIEF, PaperStage.REVIEW)
    assert not page.choice.letter.isVisible()
    assert page.title.text() == "丹徒区民政局2018年领导一页纸"
    target = tmp_path / "一页.pdf"
    monkeypatch.setattr(page, "ask_target", lambda: target)
    page.write_button.click()
    qtbot.waitUntil(lambda: page.writing.result.isVisible(), timeout=60_000)
    assert page.writing.result.text() == "已生成，共1页：一页.pdf"
    told = [one.text() for one in page.writing.result.findChildren(QLabel)]
    assert any("字体：仿宋、小标宋用程序自带的字体。" in words for words in told)
    asked: list[str] = []
    monkeypatch.setattr(page, "ask_target", partial(asked.append, "where to"))
    page.choice.choose(PaperKind.BRIEF, PaperStage.FINAL)
    page.write_button.click()
    qtbot.waitUntil(lambda: "没有审定，不能出签发稿" in page.writing.result.text(), timeout=60_000)
    assert asked == []
    assert page.write_button.isEnabled()
    assert not page.writing.bar.isVisible()
    for refusal in ("refuse_not_final", "refuse_unexplained"):
        monkeypatch.setattr(f"zjmz_desktop.service.reporting.{refusal}", _allowing)
    page.write_button.click()
    qtbot.waitUntil(lambda: asked == ["where to"], timeout=60_000)
    assert not page.writing.isVisible()


def _allowing(*facts: object, data: AnnualData | None = None) -> None:
    """Every figure is 审定, every reason is written."""


def test_the_letter_is_asked_once_and_refused_in_the_dialog(
    open_page: Opener, qtbot: QtBot
) -> None:
    page = open_page("annual")
    assert isinstance(page, ReportPage)
    page.choice.choose(PaperKind.OFFICIAL)
    page.choice.letter.click()
    dialog = page.findChild(LetterDialog)
    assert dialog is not None
    dialog.fields["number"].setText("12号")
    dialog.fields["signer"].setText("示例签发")
    dialog.yes.click()
    assert "“12号”不是发文字号" in dialog.error()
    dialog.fields["number"].setText("镇徒民[2018]12号")
    dialog.fields["dated"].setText("2018年2月30日")
    dialog.yes.click()
    assert "成文日期“2018年2月30日”不是完整的日期" in dialog.error()
    dialog.fields["dated"].setText("2018-12-28")
    dialog.yes.click()
    qtbot.waitUntil(lambda: page.findChild(LetterDialog) is None)
    again = page.choice.ask_letter()
    assert again.fields["number"].text() == "镇徒民〔2018〕12号"
    assert again.fields["signer"].text() == "示例签发"
    assert again.fields["dated"].text() == "2018年12月28日"
    again.reject()
    qtbot.waitUntil(lambda: page.findChild(LetterDialog) is None)
    page.choice.choose(PaperKind.SUMMARY)  # it has a date of its own
    page.choice.letter.click()
    own = page.findChild(LetterDialog)
    assert own is not None
    assert list(own.fields) == ["dated", "phone"]
    assert own.fields["dated"].text() == ""
    own.fields["dated"].setText("2018-12-05")
    own.yes.click()
    qtbot.waitUntil(lambda: page.findChild(LetterDialog) is None)
    page.choice.choose(PaperKind.OFFICIAL)
    kept = page.choice.ask_letter()
    assert kept.fields["dated"].text() == "2018年12月28日"
    kept.reject()
    page.stop()


def test_a_town_is_told_who_writes_the_summary(open_page: Opener, qtbot: QtBot) -> None:
    page = open_page("annual")
    assert isinstance(page, ReportPage)
    window = page.window()
    assert isinstance(window, MainWindow)
    window.desk.open_unit(TOWN)
    qtbot.waitUntil(lambda: not page.write_button.isEnabled())
    assert page.refused.startswith("年度工作总结由丹徒区民政局统一出，高资街道不用出。")
    assert "请把应填的指标和底册填齐" in page.refused


def test_help_opens_the_chapter_that_fits(
    open_page: Opener, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = open_page("help:I08-03")
    assert isinstance(page, HelpPage)
    assert page.list.currentRow() == 1
    page.list.setCurrentRow([name for name, _ in CHAPTERS].index("keyboard"))
    assert "Ctrl+Enter" in page.text.toPlainText()


@pytest.mark.parametrize("name", [name for name, _ in CHAPTERS])
def test_help_has_no_links_out_and_none_that_lead_nowhere(name: str) -> None:
    text = chapter_text(name)
    known = {chapter for chapter, _ in CHAPTERS}
    links = [part.split(")")[0] for part in text.split("](")[1:]]
    assert text.startswith("# ")
    assert all(link.partition("#")[0] in known for link in links)
    assert "http" not in text


def test_every_widget_that_takes_focus_has_a_name(open_page: Opener, qtbot: QtBot) -> None:
    for name in ("matrix", "annual", "help"):
        page = open_page(name)
        qtbot.wait(50)
        for widget in page.findChildren(QWidget):
            named = widget.accessibleName() or getattr(widget, "text", str)()
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert named, widget


def test_versions_of_a_figure_stand_beside_each_other(
    open_page: Opener, qtbot: QtBot, sample: Office
) -> None:
    town = sample.acting_as(TOWN)
    for part, typed in (("flash", "13"), ("estimate", "15")):
        place = FieldAt("I06-02", TOWN, month(2018, 10), part)
        assert not save_field(town, place, typed=typed).error
    page = matrix(open_page, qtbot)
    sample.catch_up()
    at = row_of(page, "临时救助人次")
    dialog = page.explain(page.model.index(at, len(HEADS)))
    assert dialog is not None
    told = [found.text() for found in dialog.findChildren(QLabel)]
    assert [words for words in told if words in ("月报累计", "快报", "预计全年", "年报")] == [
        "月报累计",
        "快报",
        "预计全年",
    ]
    assert "13" in told
    assert any(words.startswith("月报累计") and "快报13，" in words for words in told)
    dialog.accept()


def test_a_number_that_was_not_submitted_says_so_where_it_comes_from(qtbot: QtBot) -> None:
    town = Explained(("2", "甲镇"), "甲镇：3户。", (), (), (), (), "还没有上报")
    other = replace(town, unit=("3", "乙镇"), words="乙镇：4户。", unsubmitted="")
    said = "含未上报的数：甲镇"
    district = Explained(("1", "丹徒区"), "丹徒区：7户。", (), (), (), (town, other), said)
    city = Explained(("0", "镇江市"), "镇江市：7户。", (), (), (), (district,), said)
    dialog = OriginDialog("低保对象户数", city)
    qtbot.addWidget(dialog)
    assert said in [one.text() for one in dialog.findChildren(QLabel)]
    root = dialog.tree.topLevelItem(0)
    assert root is not None
    below = root.child(0)
    assert (below.child(0).text(0), below.child(0).isFirstColumnSpanned()) == (said, True)
    assert [below.child(at).text(1) for at in (1, 2)] == ["3户；还没有上报", "4户"]
