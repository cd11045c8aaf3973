"""A note with markup in it is shown as it is: no tip fetches a picture that another office names."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import Qt as QtOfTexts
from pytestqt.qtbot import QtBot

from zjmz_desktop.domain.batches import Outcome, OutcomeLine
from zjmz_desktop.domain.evidence import Attached
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.gui.evidence.file_row import FileRow
from zjmz_desktop.gui.reporting.review_table import ReviewModel
from zjmz_desktop.gui.verifying.plain_table import PlainTable
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesModel
from zjmz_desktop.gui.widgets.outcome_table import OutcomeModel
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.review_views import ReviewCell

HOSTILE = "<img src='//example.invalid/x.png'>"
TIP = Qt.ItemDataRole.ToolTipRole


def is_markup(tip: str) -> bool:
    """Whether Qt would take it for HTML."""
    found: bool = QtOfTexts.mightBeRichText(tip)
    return found


def lines() -> QAbstractItemModel:
    found = LinesModel([Column("名称", 50, 0)])
    found.set_lines([Line((HOSTILE,), None)])
    return found


def outcomes() -> QAbstractItemModel:
    found = OutcomeModel()
    found.set_lines(
        [OutcomeLine(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, Outcome.NEW, HOSTILE)]
    )
    return found


def reviewed() -> QAbstractItemModel:
    cell = ReviewCell(
        code="I06-02",
        name=HOSTILE,
        measure_unit="",
        period=month(2018, 6),
        stage=CellStage.WAITING,
        figure=HOSTILE,
        last="",
        last_year="",
        problems=(),
        note=HOSTILE,
        evidence=0,
        adopted="",
        adopted_why="",
        proxy="",
        proxy_from="",
        act="",
        why=None,
        answer="",
        heads=(),
        clean=False,
    )
    found = ReviewModel()
    found.show_cells([cell], submitted=True)
    return found


@pytest.mark.parametrize("made", [lines, outcomes, reviewed])
def test_no_tip_of_a_table_is_markup(qtbot: QtBot, made: Callable[[], QAbstractItemModel]) -> None:
    model = made()
    tips = [str(model.index(0, at).data(TIP) or "") for at in range(model.columnCount())]
    assert any("img" in tip for tip in tips)
    assert not any(map(is_markup, tips))
    model.deleteLater()


def test_no_tip_beside_a_file_a_cell_or_a_cut_text_is_markup(qtbot: QtBot) -> None:
    row = FileRow(Attached("0" * 64, HOSTILE, 1, False, HOSTILE, ""), editable=False)
    table = PlainTable("表", heads=["名称"], widths=[50])
    table.show_rows([[HOSTILE]])
    cut = ElidedLabel(HOSTILE)
    cut.resize(20, 20)
    for one in (row, table, cut):
        qtbot.addWidget(one)
        one.show()
    cell = table.item(0, 0)
    assert cell is not None
    for tip in (row.toolTip(), cell.toolTip(), cut.toolTip()):
        assert "img" in tip
        assert not is_markup(tip)


def test_labels_never_take_words_for_markup(qtbot: QtBot) -> None:
    for shown in (label(HOSTILE), ElidedLabel(HOSTILE)):
        qtbot.addWidget(shown)
        assert shown.textFormat() is Qt.TextFormat.PlainText


def test_words_stay_as_they_are() -> None:
    assert is_markup(HOSTILE)  # or else this would prove nothing
    assert plain_tip("使用面积460㎡，低于500㎡") == "使用面积460㎡，低于500㎡"
    assert plain_tip("3<5") == "3＜5"
