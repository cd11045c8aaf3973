"""The first paint of a re-opened office: what was kept, then what the office says."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.actions import FieldPlace
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_on
from zjmz_desktop.service import entering, first_screen
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.service.opening import Opening, open_folder
from zjmz_desktop.store.settings import FIRST_SCREEN

GAOZI = "321112001000"


def july() -> datetime:
    return datetime(2018, 7, 3, 3, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(create_office(tmp_path / "数据", GAOZI, user_name="张敏", clock=july)) as office:
        first_screen.keep(office)
    return tmp_path / "数据"


@pytest.fixture
def opening(folder: Path) -> Iterator[Opening]:
    with closing(open_folder(folder, clock=july)) as opening:
        yield opening


def statuses(window: MainWindow) -> list[tuple[str, str]]:
    return [(node.code, node.status) for node in window.entry.navigation.view.order]


def show(qtbot: QtBot, opening: Opening) -> MainWindow:
    window = window_on(opening)
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_kept_screen_is_shown_and_then_the_office_is_read(
    opening: Opening, qtbot: QtBot, dressed: QApplication
) -> None:
    first = opening.first
    assert first is not None
    window = show(qtbot, opening)
    assert opening.first is first, "the office was read before the first paint"
    assert window.entry.form.view == first.form
    assert len(statuses(window)) == first.month.due
    assert window.windowTitle().startswith("高资")
    qtbot.waitUntil(lambda: opening.first is None)
    assert window.entry.form.view == first.form
    assert len(statuses(window)) == first.month.due


def test_a_stale_screen_is_never_painted(qtbot: QtBot, dressed: QApplication, folder: Path) -> None:
    with closing(open_folder(folder, clock=july)) as opening:
        assert opening.first is not None
        stale, office = opening.open_office.database.meta(FIRST_SCREEN), opening.open_office
        entering.save_field(office, FieldAt("I06-02", GAOZI, month(2018, 6), "value"), typed="7")
        plant(office, stale)
    with closing(open_folder(folder, clock=july)) as opening:
        assert opening.first is None
        window = show(qtbot, opening)
        assert dict(statuses(window))["I06-02"] == "filled"


def plant(office: Office, text: str) -> None:
    row = (FIRST_SCREEN, text)
    office.database.conn.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", row)
    office.database.close()  # not through `Opening`, which would keep a true one


def test_what_is_saved_before_the_office_is_read_is_saved(
    opening: Opening, qtbot: QtBot, dressed: QApplication
) -> None:
    window = show(qtbot, opening)
    desk = window.desk
    field = FieldPlace("I06-02", "value", desk.place)
    assert opening.first is not None
    assert desk.write(lambda: desk.actions.save_field(field, "7")).shown == "7"
    assert opening.first is None
    qtbot.waitUntil(lambda: dict(statuses(window))["I06-02"] == "filled")


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from zjmz_desktop.app import show
application = QApplication([])
shell = show(application, Path(sys.argv[1]))
while shell.inside is None:
    application.processEvents()
print(" ".join(name for name in sys.argv[2:] if name in sys.modules))
"""
AFTER = (
    "zjmz_desktop.domain.plan",
    "zjmz_desktop.domain.registers",
    "zjmz_desktop.domain.rollup",
    "zjmz_desktop.domain.values",
    "zjmz_desktop.service.context",
    "zjmz_desktop.service.entering",
    "zjmz_desktop.service.listing",
)


def shown_by(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), *AFTER],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_the_kept_screen_does_not_need_is_imported_after_it(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "已留", GAOZI)) as office:
        first_screen.keep(office)
    create_office(tmp_path / "未留", GAOZI).close()
    assert shown_by(tmp_path / "已留") == ""
    assert shown_by(tmp_path / "未留") == " ".join(AFTER)  # the control: all is needed
