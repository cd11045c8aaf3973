"""What a summary will hold, shown beside it: a tick only for what is known, and what is of today named."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.pages.report_parts import FactsView
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.service.context import create_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import SummaryFacts, summary_facts

DANTU = "321112000000"
KNOWN = SummaryFacts(2, 1, 1, (), (), 0, "没有落后的。", (), ())


def words_shown(qtbot: QtBot, *undated: str) -> str:
    view = FactsView()
    qtbot.addWidget(view)
    view.show_facts(replace(KNOWN, undated=undated))
    return "\n".join(one.text() for one in view.findChildren(QLabel))


def test_figures_of_today_are_named_for_a_month_that_is_past(qtbot: QtBot) -> None:
    said = words_shown(qtbot, "护理型床位占比", "社区网格数")
    assert "按底册现在的内容计，不是当时的数" in said
    assert "用“按以前的数据”出）：2项" in said
    assert "· 护理型床位占比" in said


def test_nothing_is_said_of_the_newest_month(qtbot: QtBot) -> None:
    assert "不是当时的数" not in words_shown(qtbot)


def ticks(qtbot: QtBot, facts: SummaryFacts) -> list[str]:
    view = FactsView()
    qtbot.addWidget(view)
    view.show_facts(facts)
    return [one.words() for one in view.findChildren(Notice) if one.property("card") == "good"]


def test_an_empty_office_has_no_tick_but_the_sum_of_all_its_indicators(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with closing(create_office(tmp_path / "区", DANTU)) as office:
        facts = summary_facts(office, UnitPeriod(DANTU, month(2018, 12)))
    view = FactsView()
    qtbot.addWidget(view)
    view.show_facts(facts)
    numbers = [one.text() for one in view.findChildren(QLabel) if one.text().isdigit()]
    assert numbers == ["38", "0", "0", "0", "22", "16"]
    assert ticks(qtbot, facts) == []
    assert facts.gaps[0].split("：")[1].startswith("0/")
    assert facts.none_late == "截至12月底，22项可考核任务都尚未报数。"


def test_what_is_known_and_good_has_its_tick(qtbot: QtBot) -> None:
    rest = ["各单位都报了", "可考核任务都有数", "没有待确认的口径"]
    assert ticks(qtbot, KNOWN) == ["没有落后的。", *rest]
    assert ticks(qtbot, replace(KNOWN, unallocated=2)) == ["各单位都报了", "没有待确认的口径"]
