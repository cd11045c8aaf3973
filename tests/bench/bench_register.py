"""A register of 5,000 rows: click to its painted first rows (≤ 300 ms) and to all of them; saving one row;
the longest that the window could not answer meanwhile (≤ 100 ms); pasting as many rows into an empty register (≤ 1 s),
against as many rows by bare SQLite in one durable transaction.

Fresh processes, medians, offscreen; beside them the same click on a register without rows. Not a test: run it
by hand with `python3 build_spec/dev.py bench bench_register`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from zjmz_desktop.__main__ import look_seldom_for_garbage

if TYPE_CHECKING:
    import sqlite3

    from PySide6.QtWidgets import QApplication

    from zjmz_desktop.gui.pages.register_page import RegisterPage

ROOT = Path(__file__).parents[2]
GAOZI, REGISTER, EMPTY = "321112001000", "elder", "canteen"
ROWS, ROUNDS, ALLOWED_MS, FREEZE_MS = 5_000, 5, 300, 100
PASTE_MS = 1_000
TICK_MS = 2
SETTLED_MS = 2_000
"""Long enough for what the window reads beside itself after its start."""


def july() -> datetime:
    """A day on which June is filled."""
    return datetime(2018, 7, 3, tzinfo=UTC)


def make(folder: Path) -> None:
    """A town's store with many old people, every field filled."""
    from zjmz_desktop.service.context import create_office
    from zjmz_desktop.service.registering import add_row

    office = create_office(folder, GAOZI, user_name="示例", clock=july)
    fields = office.plan.register(REGISTER).fields
    with office.database.transaction():
        for number in range(ROWS):
            typed = {f.code: cell(f.type, tuple(f.choices.values()), number) for f in fields}
            typed |= {"id_last4": f"{number:04d}", "name": f"示例老人{number}", "town": "高资街道"}
            typed |= dict.fromkeys(("phone", "guardian_phone"), f"139{number:08d}")
            add_row(office, REGISTER, typed=typed)
    office.close()


def pasted(folder: Path) -> None:
    """In a fresh process: paste a block into an empty register; its milliseconds, the processor's, the floors'."""
    from zjmz_desktop.service.context import create_office
    from zjmz_desktop.service.row_batches import RowLine
    from zjmz_desktop.service.row_pasting import paste_rows

    office = create_office(folder / "empty", GAOZI, user_name="示例", clock=july)
    lines = [RowLine(block_row(number)) for number in range(ROWS)]
    began, worked = time.perf_counter(), time.process_time()
    done = paste_rows(office, EMPTY, lines=lines)
    took, work = since(began), (time.process_time() - worked) * 1000
    assert len(done.added) == ROWS, "rows are missing"
    same = same_rows(folder / "same", office.database.conn)
    office.close()
    print(took, work, same, bare_rows(folder / "bare.db"))


def block_row(number: int) -> dict[str, str]:
    """One row of the block: eight cells."""
    return {
        "name": f"示例助餐点{number}",
        "canteen_kind": "自办食堂",
        "address": f"示例路{number}号",
        "build_kind": "新建",
        "opened_on": "2018年6月18日",
        "usable_area_m2": "１,２34.5",
        "state": "运营",
        "state_on": "20180618",
    }


def bare_rows(path: Path) -> float:
    """Milliseconds of as many rows in one durable transaction of SQLite alone."""
    import sqlite3

    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA synchronous=EXTRA")
    names = list(block_row(0))
    conn.execute(f"CREATE TABLE bare ({', '.join(names)})")
    rows = [tuple(block_row(number).values()) for number in range(ROWS)]
    took = put(conn, {"bare": rows})
    conn.close()
    return took


def same_rows(folder: Path, written: "sqlite3.Connection") -> float:
    """Milliseconds of every table row that the paste left, by bare SQLite into the same schema."""
    from zjmz_desktop.service.context import create_office

    office = create_office(folder, GAOZI, clock=july)
    rows = {
        name: written.execute(f"SELECT * FROM {name} WHERE cell_key LIKE '%|{EMPTY}|%'").fetchall()
        for name in ("revision", "cell")
    }
    took = put(office.database.conn, rows)
    office.close()
    return took


def put(conn: "sqlite3.Connection", tables: Mapping[str, Sequence[tuple[object, ...]]]) -> float:
    """Milliseconds of one durable transaction that fills tables."""
    began = time.perf_counter()
    conn.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        marks = ",".join("?" * len(rows[0]))
        conn.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    conn.execute("COMMIT")
    return since(began)


def cell(kind: str, choices: tuple[str, ...], number: int) -> str:
    """What stands in a field of that kind."""
    if choices:
        return choices[number % len(choices)]
    known = {"date": f"2018-{number % 6 + 1:02d}-{number % 27 + 1:02d}", "number": str(number)}
    known["yes_no"] = "是" if number % 2 else "否"
    return known.get(kind, f"示例{number}")


def opened(folder: Path) -> None:
    """In a fresh process: open both registers, save a row; print the milliseconds of each."""
    from PySide6.QtWidgets import QApplication

    from zjmz_desktop.app import stay_awake
    from zjmz_desktop.gui.opening import window_of
    from zjmz_desktop.gui.pages.register_page import RegisterPage
    from zjmz_desktop.gui.theme import dress
    from zjmz_desktop.service.context import open_office

    application = QApplication(sys.argv[:1])
    stay_awake(application)
    dress(application)
    office = open_office(folder, clock=july)
    window = window_of(office)
    window.showMaximized()
    started = time.perf_counter()
    live(lambda: since(started) > SETTLED_MS)
    clicked = time.perf_counter()
    page = window.show_page("register", REGISTER)
    assert isinstance(page, RegisterPage)
    window.repaint()
    turned, frozen = since(clicked), live(lambda: bool(page.body.sheet.shown))
    window.repaint()
    first = since(clicked)
    frozen = max(turned, frozen, live(lambda: not page.reader.is_reading))
    window.repaint()
    assert len(page.body.sheet.shown) == ROWS
    everything = since(clicked)
    saved, again, later = save(application, page)
    clicked = time.perf_counter()
    window.show_page("register", EMPTY)
    window.repaint()
    print(first, everything, saved, again, max(frozen, later), since(clicked))
    page.stop()
    office.close()


def save(application: "QApplication", page: "RegisterPage") -> tuple[float, float, float]:
    """Type into a cell: until it is saved, until the table is read again, the longest freeze."""
    model = page.body.model
    place = next(at for at, c in enumerate(page.body.sheet.columns) if c.code == "remark")
    written = time.perf_counter()
    model.setData(model.index(7, place), f"改于{written}")
    saved = since(written)
    application.processEvents()
    worst = live(lambda: not page.reader.is_reading)
    return saved, since(written), worst


def live(done: Callable[[], bool]) -> float:
    """Let the window live until something is done; the longest it could not answer, in milliseconds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, ticks = QEventLoop(), [time.perf_counter()]

    def tick() -> None:
        ticks.append(time.perf_counter())
        if done():
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    loop.exec()
    return max(after - before for before, after in pairwise(ticks)) * 1000 - TICK_MS


def since(start: float) -> float:
    """Milliseconds."""
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Make the store once and open it some times."""
    names = ("first rows", "all rows", "a row saved", "read again", "longest freeze", "no rows")
    with tempfile.TemporaryDirectory() as name:
        make(Path(name) / "office")
        found = [fresh("open", str(Path(name) / "office")) for _ in range(ROUNDS)]
        pastes = []
        for number in range(ROUNDS):
            place = Path(name) / f"paste{number}"
            place.mkdir()
            pastes.append(fresh("paste", str(place)))
    medians = dict(zip(names, map(statistics.median, zip(*found, strict=True)), strict=True))
    floor = medians["no rows"]
    for what, ms in medians.items():
        print(f"{what}: {ms:.0f} ms, {ms / floor:.1f} × a register without rows")
    paste, work, same, bare = map(statistics.median, zip(*pastes, strict=True))
    print(
        f"{ROWS} rows pasted: {paste:.0f} ms (≤ {PASTE_MS}), {work:.0f} of them the processor's;"
        f" {paste / same:.1f} × bare SQLite with the same table rows ({same:.0f} ms),"
        f" {paste / bare:.0f} × with the block alone ({bare:.0f} ms)"
    )
    print(f"click to painted {medians['first rows']:.0f} ms (≤ {ALLOWED_MS})")
    print(f"longest freeze {medians['longest freeze']:.0f} ms (≤ {FREEZE_MS})")


def fresh(what: str, store: str) -> list[float]:
    """One run in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), what, store],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return [float(word) for word in done.stdout.split()]


if __name__ == "__main__":
    look_seldom_for_garbage()
    if sys.argv[1:2] == ["open"]:
        opened(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["paste"]:
        pasted(Path(sys.argv[2]))
    else:
        main()
