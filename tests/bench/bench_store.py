"""Save of one cell against one raw durable commit; roll-up of 61 towns × 130 indicators against SQLite.

Prints ratios measured in one run, medians of several rounds. Not a test: run it by hand with
`python3 build_spec/dev.py bench`.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import number
from zjmz_desktop.service import entering, rolling
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.store.revisions import Author, Write, append

GAOZI, CITY = "321112001000", "321100000000"
ROUNDS = 9


def median_ms(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median time of an act in milliseconds."""
    times = []
    for _ in range(rounds):
        before = time.perf_counter()
        act()
        times.append((time.perf_counter() - before) * 1000)
    return statistics.median(times)


def bench_save(folder: Path) -> None:
    """One field left and saved, against one INSERT committed as durably."""
    office = create_office(folder / "town", GAOZI)
    at = FieldAt("I06-02", GAOZI, month(2018, 6), "value")
    counter = iter(range(1, 10**6))

    def save() -> None:
        entering.save_field(office, at, typed=str(next(counter)))

    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=DELETE")
    raw.execute("PRAGMA synchronous=EXTRA")
    raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, line TEXT)")

    def commit() -> None:
        raw.execute("BEGIN")
        raw.execute("INSERT INTO t (line) VALUES (?)", ("x" * 280,))
        raw.execute("COMMIT")

    save()
    commit()
    ours, floor = median_ms(save, 101), median_ms(commit, 101)
    print(
        f"save of one cell: {ours:.2f} ms, raw durable commit {floor:.2f} ms, ratio {ours / floor:.2f} (≤ 3)"
    )
    office.close()


def plain_plan(count: int) -> str:
    """A plan of so many typed monthly town indicators, numbers and ratios by turns, all judged."""
    head = """format = 1
[plan]
code = "bench"
title = "基准"
year = 2018
issuer = "321100000000"
issuer_name = "镇江市民政局"
issued_on = "2018-01-01"
starts_on = "2018-01-01"
[[department]]
code = "d"
name = "科室"
[[section]]
no = 1
title = "章"
[[item]]
no = 1
section = 1
title = "任务"
text = "1.任务。"
[[item.clause]]
code = "C01-01"
start = 0
end = 5
"""
    return head + "".join(_plain_indicator(n) for n in range(count))


def _plain_indicator(n: int) -> str:
    rate = n % 2
    kind = (
        'entry = "ratio"\nnumerator_name = "甲"\ndenominator_name = "乙"\nmeasure = "flow"'
        if rate
        else 'entry = "number"'
    )
    goal = "80" if rate else "30000"
    return f'''
[[indicator]]
code = "B{n:03d}"
clause = "C01-01"
name = "指标{n}"
unit = "{"%" if rate else "个"}"
{kind}
definition = "基准用。"
department = "d"
period = "month"
judgement = "at_least"
target = {{ operator = ">=", value = "{goal}", level = "city", by = "2018-12-31" }}
curve = "even"
applies = {{ level = "town" }}
'''


def filled_city(folder: Path) -> tuple[Office, int]:
    """A city's store where 61 towns have filled 130 indicators in every month of the year."""
    path = folder / "plan.toml"
    path.write_text(plain_plan(130), "utf-8")
    office = create_office(folder / "city", CITY, plan=str(path))
    codes = [i.code for i in office.plan.indicators]
    towns = [u.id for u in office.units.of_level(Level.TOWN)]
    with office.database.transaction() as conn:
        conn.executemany(
            "INSERT INTO figure (year, of_code, unit, period, state, n, d, scale, origin, conflict)"
            " VALUES (2018, ?, ?, ?, 'value', ?, ?, 0, 'own', 0)",
            [
                (code, town, f"2018M{m:02d}", (i * 7 + j * 3 + m) % 90, 100 if i % 2 else None)
                for i, code in enumerate(codes)
                for j, town in enumerate(towns)
                for m in range(1, 13)
            ],
        )
    return office, len(codes) * len(towns) * 12


def bench_roll_up(folder: Path) -> None:
    """Totals of the city with its districts, judged, as the program makes them."""
    office, count = filled_city(folder)

    def roll(last: int) -> Callable[[], object]:
        return lambda: rolling.totals(office, CITY, through=month(2018, last), named=False)

    def sqlite_sum() -> object:
        return office.database.conn.execute(
            "SELECT of_code, parent, sum(n), sum(d), count(*) FROM figure JOIN unit_parent USING (unit)"
            " WHERE year = 2018 GROUP BY of_code, parent"
        ).fetchall()

    found = rolling.totals(office, CITY, through=month(2018, 12), named=False)
    direct = office.database.conn.execute("SELECT sum(n) FROM figure WHERE of_code = 'B000'")
    assert found["B000"].sum.n == direct.fetchone()[0]
    roll(1)()
    one, year, floor = median_ms(roll(1)), median_ms(roll(12)), median_ms(sqlite_sum)
    print(f"roll-up of one month, 61 towns × 130 indicators: {one:.1f} ms (≤ 10)")
    lit = median_ms(lambda: [c.judged for t in found.values() for c in (t, *t.make_children())])
    print(f"and, where a screen shows them, districts with their lights: {lit:.1f} ms more")
    print(
        f"roll-up of the year, {count} cells: {year:.1f} ms,"
        f" SUM … GROUP BY {floor:.1f} ms, ratio {year / floor:.2f} (≤ 2)"
    )
    office.close()


def bench_log(folder: Path) -> None:
    """Writing a whole town-year in one transaction, per revision."""
    office = create_office(folder / "log", GAOZI)
    pen = Author(GAOZI, "u01", datetime.now(UTC), office.new_id)
    codes = [i.code for i in office.plan.indicators][:100]
    writes = [
        Write(Cell(code, GAOZI, "value", 2018, f"2018M{m:02d}"), number(m))
        for code in codes
        for m in range(1, 13)
    ]
    before = time.perf_counter()
    append(office.database, pen, writes=writes)
    spent = time.perf_counter() - before
    print(f"{len(writes)} revisions in one transaction: {spent * 1e6 / len(writes):.0f} µs each")
    office.close()


if __name__ == "__main__":
    build = Path(__file__).parents[2] / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as name:
        for bench in (bench_save, bench_roll_up, bench_log):
            bench(Path(name))
