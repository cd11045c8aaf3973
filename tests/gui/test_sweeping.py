"""Garbage is freed between the window's acts: little at once, everything when another program is in front."""

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.app import stay_awake
from zjmz_desktop.gui import sweeping
from zjmz_desktop.gui.sweeping import Sweeper

BEHIND = Qt.ApplicationState.ApplicationInactive


class Cycle:
    """Holds itself: only a search frees it."""

    def __init__(self) -> None:
        self.own = self


def dropped() -> "weakref.ref[Cycle]":
    return weakref.ref(Cycle())


@pytest.fixture
def sweeper(qapp: QApplication) -> Iterator[Sweeper]:
    gc.collect()
    made = Sweeper(qapp)
    gc.freeze()
    yield made
    made.deleteLater()
    gc.unfreeze()
    gc.enable()


def test_python_does_not_search_by_itself(sweeper: Sweeper) -> None:
    assert not gc.isenabled()


def test_what_became_garbage_is_freed_after_a_while(
    sweeper: Sweeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = dropped()
    assert found() is not None
    qtbot.waitUntil(lambda: found() is None, timeout=5 * sweeping.EVERY_MS)


def test_what_stayed_is_not_looked_through_again(sweeper: Sweeper) -> None:
    kept = Cycle()
    found = weakref.ref(kept)
    sweeper.sweep()
    del kept
    sweeper.sweep()
    assert found() is not None
    sweeper.sweep_all()
    assert found() is None


def test_very_much_at_once_is_not_looked_through(sweeper: Sweeper) -> None:
    table = [[number] for number in range(sweeping.MOST_LOOKED_AT + 1)]
    found = dropped()
    sweeper.sweep()
    assert found() is not None
    assert len(table) > sweeping.MOST_LOOKED_AT


def test_everything_is_looked_through_behind_another_program(
    sweeper: Sweeper, qapp: QApplication
) -> None:
    found = dropped()
    gc.freeze()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert found() is not None
    qapp.applicationStateChanged.emit(BEHIND)
    assert found() is None


def test_threads_give_way_to_the_window(qapp: QApplication) -> None:
    before = sys.getswitchinterval()
    try:
        stay_awake(qapp)
        assert sys.getswitchinterval() < before
        assert qapp.findChild(Sweeper) is not None
    finally:
        sys.setswitchinterval(before)
        for one in qapp.findChildren(Sweeper):
            one.deleteLater()
        gc.unfreeze()
        gc.enable()
