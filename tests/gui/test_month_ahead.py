"""Another month, while the tree is hidden: read beside the window, and its counts follow."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fake_office import FakeOffice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import Opener

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.header import progress_words
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.page_stack import FORM, HELP
from zjmz_desktop.service import listing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.listing import month_list
from zjmz_desktop.service.rolling import total
from zjmz_desktop.service.views import MonthList

GAOZI = "321112001000"
MAY = month(2018, 5)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path, GAOZI, user_name="张敏", clock=july)) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, town: Office) -> Iterator[MainWindow]:
    made = window_of(town)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def july() -> datetime:
    return datetime(2018, 7, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def totalled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ids of the threads in which the tree's figures were read."""
    found: list[int] = []

    def reads(*given: Any, **named: Any) -> Any:
        found.append(threading.get_ident())
        return total(*given, **named)

    monkeypatch.setattr(listing, "total", reads)
    return found


def test_a_hidden_tree_is_read_beside_and_its_counts_follow(
    qtbot: QtBot, window: MainWindow, town: Office, totalled: list[int]
) -> None:
    listed: list[MonthList] = []
    window.entry.listed.connect(listed.append)
    window.show_page(HELP)
    window.desk.open_period(MAY)
    assert not listed
    progress = window.header.progress
    assert progress.said == "正在读取……"
    qtbot.waitUntil(lambda: bool(listed))
    assert progress.said == progress_words(listed[0])[0]
    assert totalled
    assert threading.get_ident() not in totalled
    assert listed == [month_list(town, UnitPeriod(town.unit.id, MAY))]
    window.show_page(FORM)
    assert window.entry.navigation.view.order


def test_a_tree_that_comes_into_sight_before_reads_itself(
    qtbot: QtBot, opener: Opener, office: FakeOffice
) -> None:
    window, listed = opener(office), list[MonthList]()  # nothing is read beside this one
    window.entry.listed.connect(listed.append)
    window.show_page(HELP)
    window.desk.open_period(MAY)
    assert not listed
    window.show_page(FORM)
    qtbot.waitUntil(lambda: bool(listed))


def test_a_tree_in_sight_turns_at_once(
    window: MainWindow, town: Office, totalled: list[int]
) -> None:
    listed: list[MonthList] = []
    window.entry.listed.connect(listed.append)
    window.desk.open_period(MAY)
    assert listed == [month_list(town, UnitPeriod(town.unit.id, MAY))]
    assert set(totalled) == {threading.get_ident()}
