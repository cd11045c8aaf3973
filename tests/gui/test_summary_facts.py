"""What a summary will hold, shown beside it: a past month names what is of today."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.pages.report_parts import FactsView
from zjmz_desktop.service.reporting import SummaryFacts


def words_shown(qtbot: QtBot, *undated: str) -> str:
    view = FactsView()
    qtbot.addWidget(view)
    view.show_facts(SummaryFacts(2, 1, 1, (), (), (), (), undated))
    return "\n".join(one.text() for one in view.findChildren(QLabel))


def test_figures_of_today_are_named_for_a_month_that_is_past(qtbot: QtBot) -> None:
    said = words_shown(qtbot, "护理型床位占比", "社区网格数")
    assert "按底册现在的内容计，不是当时的数" in said
    assert "--as-of重出）：2项" in said
    assert "· 护理型床位占比" in said


def test_nothing_is_said_of_the_newest_month(qtbot: QtBot) -> None:
    assert "不是当时的数" not in words_shown(qtbot)
