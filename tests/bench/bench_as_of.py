"""The office as it stood: how long it takes to open at several places of the sample's log, and where the floor is.

The floor is SQLite's copy of the file into memory; the rest is making projections again of the cells that
were written later (or of all that stays, where that is less). Not a test: run it by hand with
`python tests/bench/bench_as_of.py`.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from zjmz_desktop.domain.moments import Moment
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service.as_of import as_of, find_moment
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import proven_summary
from zjmz_desktop.service.rolling import totals
from zjmz_desktop.service.sampling import create_sample

DANTU = "321112000000"
DECEMBER = month(2018, 12)
ROUNDS = 5
TARGET_S = 1.5


def median_s(act: Callable[[], object]) -> float:
    """Median time of an act in seconds."""
    times = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        act()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def copied(office: Office) -> None:
    """The floor: the file's pages, nothing else."""
    conn = sqlite3.connect("")
    conn.execute("PRAGMA cache_size=-96000")
    office.database.conn.backup(conn)
    conn.close()


def opened(
    office: Office, moment: Moment, *, use: Callable[[Office], object] | None = None
) -> None:
    """Open the past, use it, throw it away."""
    with as_of(office, moment) as past:
        if use is not None:
            use(past)


def rolled_up(office: Office) -> object:
    """The roll-up of the whole year."""
    return totals(office, DANTU, through=DECEMBER)


def written(office: Office) -> object:
    """The annual summary as text and tables, not drawn."""
    return proven_summary(office, UnitPeriod(DANTU, DECEMBER))


def main() -> int:
    """Print the medians; exit code 1 when one opening is over the target."""
    with tempfile.TemporaryDirectory() as folder:
        office = create_sample(Path(folder) / "示例")
        last = office.position
        print(f"log of {last} lines, file {office.database.path.stat().st_size / 1e6:.1f} MB")
        print(f"copy alone (floor)          {median_s(lambda: copied(office)):6.3f} s")
        worst = 0.0
        for share in (1.0, 0.99, 0.9, 0.75, 0.5, 0.25, 0.01):
            moment = find_moment(office, str(max(1, int(last * share))))
            took = median_s(partial(opened, office, moment))
            worst = max(worst, took)
            print(f"open at {share:4.0%} of the log     {took:6.3f} s")
        moment = find_moment(office, str(int(last * 0.9)))
        for words, use in (("and roll up", rolled_up), ("and write the summary", written)):
            took = median_s(partial(opened, office, moment, use=use))
            print(f"open at 90% {words:22} {took:6.3f} s")
        office.close()
        fresh = open_office(Path(folder) / "示例", exclusive=False)
        print(f"the same of the present     {median_s(lambda: written(fresh)):6.3f} s (warm)")
        fresh.close()
    return int(worst > TARGET_S)


if __name__ == "__main__":
    sys.exit(main())
