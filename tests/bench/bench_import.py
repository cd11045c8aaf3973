"""Packages taken in, against rows put into a plain table; run by hand: `python tests/bench/bench_import.py`.

60 towns' years of 2,112 lines, each package one transaction, and what readers and savers feel meanwhile.
"""

import hashlib
import random
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from zjmz_desktop.domain.lines import Line, read_lines
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of
from zjmz_desktop.domain.values import Value, number
from zjmz_desktop.store import database as databases
from zjmz_desktop.store import health
from zjmz_desktop.store.arriving import insert_all
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.replicas import vector
from zjmz_desktop.store.revisions import Author, Write, append

PACKAGES, INDICATORS, MONTHS, NOTES = 60, 160, 12, 192  # 160 × 12 + 192 = 2,112
AT = datetime(2018, 12, 28, tzinfo=UTC)


def town_year(no: int) -> bytes:
    """One town's year as a segment: a figure per indicator and month, some corrected, some explained."""
    unit, replica = f"3211{no:02d}001000", hashlib.sha256(str(no).encode()).hexdigest()[:32]
    chance = random.Random(no)
    cells = [
        Cell(f"I{code // 8 + 1:02d}-{code % 8 + 1:02d}", unit, "value", 2018, f"2018M{month:02d}")
        for month in range(1, MONTHS + 1)
        for code in range(INDICATORS)
    ]
    lines: list[bytes] = []
    prev: str | None = None
    heads: dict[Cell, str] = {}
    again = [chance.choice(cells) for _ in range(NOTES // 2)]
    noted = [note_of(cell) for cell in chance.sample(cells, NOTES - len(again))]
    for seq, cell in enumerate([*cells, *again, *noted], 1):
        one = Revision(
            unit,
            replica,
            seq,
            Clock(1530600000000 + seq, 0),
            "u01",
            cell,
            value_of(cell, chance),
            (heads[cell],) if cell in heads else (),
            prev,
        )
        prev = heads[cell] = id_of(one.line)
        lines.append(one.line)
    return b"".join(line + b"\n" for line in lines)


def note_of(cell: Cell) -> Cell:
    return Cell(cell.of, cell.unit, "note", cell.year, cell.period)


def value_of(cell: Cell, chance: random.Random) -> Value:
    if cell.part == "note":
        return Value(text="本月新增两处，已验收投入使用。")
    if int(cell.of[-1]) % 3 == 0:
        return number(chance.randrange(90), 100)
    return number(chance.randrange(9000))


def take_in(database: Database, contents: list[bytes]) -> list[float]:
    """Read and import each, one transaction each; the seconds of each."""
    spent = []
    for no, content in enumerate(contents, 1):
        before = time.perf_counter()
        lines, bad = read_lines(content)
        assert not bad
        with database.transaction() as conn:
            insert_all(conn, lines, package_no=no, received_at=AT)
        spent.append(time.perf_counter() - before)
    return spent


def raw(
    folder: Path, contents: list[bytes], *, clock: Callable[[], float] = time.perf_counter
) -> float:
    """The same rows into one table with one index, as durably, one transaction each."""
    (folder / "raw.db").unlink(missing_ok=True)
    conn = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for setting in ("journal_mode=DELETE", "synchronous=EXTRA", "cache_spill=OFF"):
        conn.execute(f"PRAGMA {setting}")
    conn.execute(
        "CREATE TABLE t (log_no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, cell_key TEXT, replica TEXT,"
        " seq INTEGER, ms INTEGER, counter INTEGER, line TEXT, at TEXT, package_no INTEGER) STRICT"
    )
    spent, first = 0.0, 1
    for no, content in enumerate(contents, 1):
        rows = [row(at, line, no) for at, line in enumerate(read_lines(content)[0], first)]
        first += len(rows)
        before = clock()
        conn.execute("BEGIN")
        conn.executemany("INSERT INTO t VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
        conn.execute("COMMIT")
        spent += clock() - before
    conn.close()
    return spent


def row(at: int, line: Line, no: int) -> tuple[object, ...]:
    name, key, text, found = line
    when = AT.isoformat(timespec="milliseconds")
    return (at, name, key, found["replica"], found["seq"], *found["clock"], text.decode(), when, no)


@contextmanager
def waiting(act: Callable[[], object]) -> Iterator[list[float]]:
    """Do an act again and again beside, every 5 ms; how long each took."""
    waits: list[float] = []
    done = threading.Event()

    def go() -> None:
        while not done.is_set():
            before = time.perf_counter()
            act()
            waits.append(time.perf_counter() - before)
            time.sleep(0.005)

    beside = threading.Thread(target=go)
    beside.start()
    yield waits
    done.set()
    beside.join()


def bench_import(folder: Path) -> None:
    """All packages, one again, and the projections made again."""
    contents = [town_year(no) for no in range(PACKAGES)]
    count = sum(content.count(b"\n") for content in contents)
    floor = raw(folder, contents)
    before = time.perf_counter()
    for content in contents:
        read_lines(content)
    reading = time.perf_counter() - before
    database = databases.create(folder / "alone")
    ours = sum(take_in(database, contents))
    each = 1e6 / count
    print(f"{PACKAGES} packages, {count} revisions: {ours:.2f} s, {ours * each:.1f} µs a line")
    print(f"  reading alone {reading * each:.1f} µs, raw executemany {floor * each:.1f} µs")
    print(f"  ratio {ours / floor:.2f} (≤ 7, aim 4)")
    again = statistics.median(take_in(database, contents[:1])[0] for _ in range(9))
    print(f"re-import of one: {again * 1000:.1f} ms (≤ 110)")
    before = time.perf_counter()
    rebuild(database)
    print(f"rebuild: {time.perf_counter() - before:.2f} s (2.8)")
    before = time.perf_counter()
    assert len(vector(database)) == PACKAGES
    print(f"vector of all chains: {(time.perf_counter() - before) * 1000:.0f} ms")
    assert not health.bad_revisions(database)
    database.close()


def bench_waits(folder: Path) -> None:
    """A reader and a saver of another connection while packages arrive."""
    contents = [town_year(no) for no in range(PACKAGES)]
    database = databases.create(folder / "shared")
    take_in(database, contents[:1])
    reader = databases.open_store(folder / "shared", exclusive=False)
    saver = databases.open_store(folder / "shared", exclusive=False)
    pen = Author("321199001000", "u01", AT, lambda: "f" * 32)
    cell = Cell("I01-01", pen.unit, "value", 2018, "2018M06")

    def read() -> object:
        return reader.conn.execute(
            "SELECT sum(n) FROM figure WHERE year = 2018 AND period = '2018M06'"
        ).fetchall()

    def save() -> object:
        return append(saver, pen, writes=[Write(cell, number(time.monotonic_ns() % 1000))])

    with waiting(read) as reads, waiting(save) as saves:
        take_in(database, contents[1:])
    for what, waits in (("reader", reads), ("saver", saves)):
        print(f"longest wait of a {what}: {max(waits) * 1000:.0f} ms of {len(waits)} (≤ 150)")
    for one in (database, reader, saver):
        one.close()


if __name__ == "__main__":
    build = Path(__file__).parents[2] / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as name:
        for bench in (bench_import, bench_waits):
            bench(Path(name))
