"""How long the window stands still in each of its acts, in a city's office: 60 towns, 12 months, 500 conflicts.

Forty towns' files of a year are taken in beforehand, twenty wait to be previewed; the register has 5,000 rows.
A timer rings every 2 ms, and the longest wait between two rings during an act is printed (target 100 ms); the
call that begins an act counts too. An idle machine is meant; another program makes every number larger. Not
a test: run it by hand with `python3 build_spec/dev.py bench bench_pauses`, with the folder of an earlier run to
use its store again.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

import gc

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui import page_stack
from zjmz_desktop.gui.actions import FieldPlace, Place
from zjmz_desktop.gui.pages.beside import Beside

if TYPE_CHECKING:
    from zjmz_desktop.gui.main_window import MainWindow
    from zjmz_desktop.service.context import Office

CITY, DISTRICT = "321100000000", "321112000000"
TAKEN, CONFLICTS, ROWS, TARGET_MS, QUIET_MS, TICK_MS = 40, 500, 5_000, 100, 400, 2
REGISTER, EMPTY = "road_sign", "canteen"
Act = Callable[[], object]
Acts = Iterator[tuple[str, Act]]


def new_year() -> datetime:
    """A day on which December is filled."""
    return datetime(2019, 1, 3, tzinfo=UTC)


# ---- the store ----


def make(folder: Path) -> None:
    """The city's store, and the files that wait."""
    from bench_exchange import made

    from zjmz_desktop.service.context import create_office, open_office
    from zjmz_desktop.service.first_screen import keep
    from zjmz_desktop.service.importing_packages import import_packages

    office = create_office(folder / "city", CITY, user_name="示例", clock=new_year)
    (folder / "files").mkdir()
    files, _ = made(folder / "files", office)
    import_packages(office, files[:TAKEN])
    for file in files[:TAKEN]:
        file.unlink()
    disagree(office)
    fill_register(office)
    office.close()
    with closing(open_office(folder / "city")) as today:  # as a clerk's closing does
        keep(today)


def disagree(office: "Office") -> None:
    """Two computers of a district say different things of many figures."""
    from arrivals import Chain, take_in

    from zjmz_desktop.domain.plan_indicators import Entry
    from zjmz_desktop.domain.revisions import Cell
    from zjmz_desktop.domain.values import number

    codes = [one.code for one in office.plan.indicators if one.entry is Entry.NUMBER]
    places = [(code, no) for code in codes for no in range(1, 13)][:CONFLICTS]
    for side, name in enumerate("ab"):
        chain = Chain(DISTRICT, name)
        for code, no in places:
            cell = Cell(code, DISTRICT, "value", 2018, f"2018M{no:02d}")
            chain.write(cell, number(100 + side), ms=1530600000000)
        take_in(office.database, name, chain.segment())
    office.reread()


def fill_register(office: "Office") -> None:
    """Many signs of roads, every field filled."""
    from bench_register import cell

    from zjmz_desktop.service.registering import add_row

    register = office.plan.register(REGISTER)
    with office.database.transaction():
        for number in range(ROWS):
            typed = {
                f.code: cell(f.type, tuple(f.choices.values()), number)
                for f in register.own_fields
                if f.type != "unit"
            }
            add_row(office, REGISTER, typed=typed)


# ---- pauses ----


def pause(act: Act, done: Callable[[], bool]) -> float:
    """Milliseconds of the longest time without an answer, from an act until it is done and all is quiet."""
    loop, last, worst, quiet = QEventLoop(), time.perf_counter(), 0.0, 0.0

    def tick() -> None:
        nonlocal last, worst, quiet
        now = time.perf_counter()
        worst, last = max(worst, now - last), now
        quiet = quiet or now if done() else 0.0
        if quiet and now - quiet > QUIET_MS / 1000:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    QTimer.singleShot(0, loop, act)
    loop.exec()
    return worst * 1000 - TICK_MS


def rests(window: "MainWindow") -> bool:
    """Whether nothing runs beside the window."""
    return all(one.task is None for one in window.findChildren(Beside))


# ---- the acts ----


def pages(window: "MainWindow") -> Acts:
    """Every page, for the first time and again."""
    names = ("MATRIX", "ANNUAL", "SUMMARY_TEXT", "REVIEW", "STATUS", "RETURNS", "EXCHANGE")
    for name in (*names, "CONFLICTS", "QUARANTINE", "HELP", "FORM"):
        yield f"page {name.lower()}", partial(window.show_page, getattr(page_stack, name))
    yield "page matrix again", partial(window.show_page, page_stack.MATRIX)
    yield "matrix to another month", partial(window.desk.open_period, month(2018, 6))
    yield "matrix of a district", partial(window.desk.open_unit, DISTRICT)
    yield "matrix of the city again", partial(window.desk.open_unit, CITY)
    yield "page conflicts again", partial(window.show_page, page_stack.CONFLICTS)


def entering(window: "MainWindow") -> Acts:
    """The form: other indicators, months and units, typing, searching."""
    entry, desk = window.entry, window.desk
    yield "back to the form", window.open_form
    yield "next indicator", partial(entry.step, 1)
    yield "another month", partial(desk.open_period, month(2018, 11))
    yield "another unit", partial(desk.open_unit, DISTRICT)
    yield "the own unit", partial(desk.open_unit, CITY)
    yield "search", partial(entry.navigation.search.setText, "养老")
    yield "search cleared", partial(entry.navigation.search.setText, "")
    at = Place(CITY, month(2018, 11))
    field = FieldPlace(entry.navigation.view.current_code, "note", at)
    save = partial(desk.actions.save_field, field, "本月新增两处")
    yield "a field saved", partial(desk.write, save)
    yield "undone", desk.undo
    yield "redone", desk.redo


def registers(window: "MainWindow") -> Acts:
    """A large register, and a large block pasted into an empty one."""
    from bench_register import block_row

    from zjmz_desktop.gui.pages.register_page import RegisterPage

    def page() -> RegisterPage:
        found = window.show_page(page_stack.REGISTER, REGISTER)
        assert isinstance(found, RegisterPage)
        return found

    made: list[RegisterPage] = []
    yield "register of 5,000 rows", lambda: made.append(page())
    one = made[0]
    yield "sorted", partial(one.body.model.sort, 2)
    yield "searched", partial(one.body.head.search.setText, "示例49")
    yield "search cleared", partial(one.body.head.search.setText, "")
    yield "another register", partial(window.show_page, page_stack.REGISTER, EMPTY)
    codes = [column.code for column in one.body.sheet.columns]
    block = tuple(tuple(block_row(at).get(code, "") for code in codes) for at in range(ROWS))
    yield "5,000 rows pasted", partial(one.body.view.pasted.emit, block)
    yield "the paste undone", window.desk.undo
    yield "the paste redone", window.desk.redo


def files(window: "MainWindow", office: "Office", folder: Path) -> Acts:
    """Twenty files previewed and imported; tables and templates written and read; another user."""
    from zjmz_desktop.gui.dialogs.template_export import TemplateExportDialog
    from zjmz_desktop.gui.dialogs.template_import import TemplateImportDialog
    from zjmz_desktop.gui.package_import.dialog import ImportDialog
    from zjmz_desktop.gui.package_import.flow import PREVIEW, RESULT
    from zjmz_desktop.gui.user_menu import UserMenu
    from zjmz_desktop.service.templating import TemplateAsked, write_templates
    from zjmz_desktop.service.users import add_user

    open_: list[Any] = []

    def shown(dialog: Any) -> None:
        dialog.open()
        open_.append(dialog)

    waiting = sorted((folder / "files").glob("*.mzp"))
    made = partial(ImportDialog, window.desk, office, paths=waiting, parent=window)
    yield "20 files looked at", lambda: shown(made())
    dialog = open_[-1]
    yield "20 files previewed", dialog.go.click
    assert dialog.step == PREVIEW
    yield "20 files imported", dialog.go.click
    assert dialog.step == RESULT
    yield "import closed", dialog.accept
    export = partial(TemplateExportDialog, window.desk, office, parent=window)
    yield "template dialog", lambda: shown(export())
    yield "template dialog closed", lambda: open_[-1].reject()
    asked = TemplateAsked(CITY, month(2018, 12), registers=True, personal=False)
    out = folder / "templates"
    out.mkdir(exist_ok=True)
    written = [Path(one.path) for one in write_templates(office, [asked], folder=out)]
    take = partial(TemplateImportDialog, window.desk, office, paths=written, parent=window)
    yield "template previewed", lambda: shown(take())
    yield "template closed", lambda: open_[-1].reject()
    add_user(office, "另一位")
    menus = window.findChildren(UserMenu)
    yield "another user", partial(menus[0].switch, "u02")


def measured(folder: Path) -> Iterator[tuple[str, float]]:
    """Each act with its longest pause in milliseconds."""
    from zjmz_desktop.app import show

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    shells: list[Any] = []
    found = pause(
        lambda: shells.append(show(application, folder / "city")),
        lambda: bool(shells) and shells[0].inside is not None,
    )
    yield "opening", found
    window = shells[0].inside
    office = window.entry.navigation._desk.actions.opening.open_office
    for acts in (
        entering(window),
        pages(window),
        registers(window),
        files(window, office, folder),
    ):
        for name, act in acts:
            yield name, pause(act, partial(rests, window))
    yield "closing", pause(shells[0].close, lambda: True)
    application.aboutToQuit.emit()


def main() -> int:
    """Print the pauses; exit code 1 when one is over the target."""
    from zjmz_desktop.app import stay_awake

    gc.disable()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(name)
        if not (folder / "city").exists():
            make(folder)
        application = QApplication([])
        stay_awake(application)
        worst = 0.0
        for act, ms in measured(folder):
            worst = max(worst, ms)
            print(f"{act:28} {ms:6.0f} ms{'   over' if ms > TARGET_MS else ''}", flush=True)
    print(f"target {TARGET_MS} ms")
    return int(worst > TARGET_MS)


if __name__ == "__main__":
    sys.exit(main())
