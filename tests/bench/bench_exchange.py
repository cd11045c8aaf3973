"""Whole packages imported through the service, against rows put into a plain table in the same run.

Run by hand: `python tests/bench/bench_exchange.py`. 60 towns' files of 2,112 lines each come to the city:
read, proven, trusted, placed, taken in and kept, one transaction each; what readers and savers feel
meanwhile; and the roll-up of one month afterwards.
"""

import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench_import import AT, NOTES, PACKAGES, raw, waiting

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.packages import Kind, Manifest, Reach
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import Value, number
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.exchange.package_write import Outgoing, write_package
from zjmz_desktop.exchange.segments import make_segment
from zjmz_desktop.service import importing_packages, rolling
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.summing import CitySums
from zjmz_desktop.store import health, keys
from zjmz_desktop.store.keys import How, TrustedKey
from zjmz_desktop.store.revisions import Write

CITY, LINES = "321100000000", 2_112
JUNE = month(2018, 6)
Made = tuple[list[Path], list[bytes]]


def town_year(unit: str, plan: Plan) -> list[bytes]:
    """One town's year: a figure or a text per indicator and month, some corrected, some explained."""
    replica = hashlib.sha256(unit.encode()).hexdigest()[:32]
    chance = random.Random(unit)
    cells = [
        Cell(one.code, unit, _part(one), 2018, f"2018M{no:02d}")
        for no in range(1, 13)
        for one in plan.indicators
    ]
    again = [chance.choice(cells) for _ in range(NOTES // 2)]
    free = iter(
        Cell(cell.of, unit, "note", 2018, cell.period) for cell in cells if cell.part == "value"
    )
    noted = [next(free) for _ in range(LINES - len(cells) - len(again))]
    return list(_chain((*cells, *again, *noted), plan, replica=replica, chance=chance))


def _part(one: Indicator) -> str:
    return "value" if one.entry in (Entry.NUMBER, Entry.RATIO) else "note"


def _chain(
    cells: tuple[Cell, ...], plan: Plan, *, replica: str, chance: random.Random
) -> Iterator[bytes]:
    prev: str | None = None
    heads: dict[Cell, str] = {}
    for seq, cell in enumerate(cells, 1):
        clock, parents = Clock(1530600000000 + seq, 0), (heads[cell],) if cell in heads else ()
        value = _value(plan.indicator(cell.of), cell, chance)
        one = Revision(cell.unit, replica, seq, clock, "u01", cell, value, parents, prev, note=None)
        prev = heads[cell] = id_of(one.line)
        yield one.line


def _value(one: Indicator, cell: Cell, chance: random.Random) -> Value:
    if cell.part == "note":
        return Value(text="本月新增两处，已验收投入使用。")
    if one.entry is Entry.RATIO and not one.rate_only:
        return number(chance.randrange(90), 100)
    return number(chance.randrange(9000))


def made(folder: Path, office: Office) -> Made:
    """The packages of 60 towns, trusted by the city."""
    files, contents = [], []
    towns = [u.id for u in office.units.by_id.values() if u.level is Level.TOWN][:PACKAGES]
    for unit in towns:
        key = SigningKey(hashlib.sha256(unit.encode()).digest())
        trusted = TrustedKey(key.public, unit, How.CONFIRMED, AT, "u01")
        keys.trust(office.database, trusted)
        lines = town_year(unit, office.plan)
        segment = make_segment(unit, lines, key=key)
        ends = Reach(len(lines), id_of(lines[-1]))
        replica = hashlib.sha256(unit.encode()).hexdigest()[:32]
        told = Manifest(
            Kind.SUBMISSION,
            unit,
            key.public,
            CITY,
            2018,
            "2018-12-28T01:00:00.000Z",
            office.plan.sha256,
            "2018M12",
            1,
            {replica: ends},
            (),
        )
        files.append(folder / f"{unit}.mzp")
        write_package(files[-1], Outgoing(told, (segment,)), key=key)
        contents.append(segment.content)
    return files, contents


def seconds(act: Callable[[], object]) -> float:
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


def bench_whole(folder: Path) -> None:
    """All packages through the service, one again, and the roll-up of a month."""
    office = create_office(folder / "市", CITY, clock=lambda: datetime(2019, 1, 3, tzinfo=UTC))
    files, contents = made(folder, office)
    count = sum(content.count(b"\n") for content in contents)
    floor, floor_cpu = raw(folder, contents), raw(folder, contents, clock=time.process_time)
    reading = seconds(lambda: [read_package(file) for file in files])
    cpu = -time.process_time()
    ours = seconds(lambda: check(importing_packages.import_packages(office, files)))
    cpu += time.process_time()
    each = 1e6 / count
    print(f"{len(files)} packages, {count} revisions: {ours:.2f} s, {ours * each:.1f} µs a line")
    print(f"  read_package alone {reading * each:.1f} µs, raw executemany {floor * each:.1f} µs")
    print(
        f"  ratio {ours / floor:.2f} (≤ 7, aim 4); of processor time alone {cpu / floor_cpu:.2f},"
    )
    print(f"  {cpu * each:.1f} µs a line against {floor_cpu * each:.1f}")
    again = statistics.median(
        seconds(lambda: importing_packages.import_packages(office, files[:1])) for _ in range(9)
    )
    print(f"re-import of one: {again * 1000:.1f} ms (≤ 110)")
    assert not health.bad_revisions(office.database)
    plain = statistics.median(seconds(lambda: matrix(office)) for _ in range(9))
    print(
        f"matrix of what is typed, district × indicator of one month: {plain * 1000:.1f} ms (≤ 10)"
    )
    whole = statistics.median(seconds(lambda: totals(office)) for _ in range(9))
    print(f"and with registers, steps, ticks and texts, nothing remembered: {whole * 1000:.1f} ms")
    office.close()


def check(found: importing_packages.Imported) -> None:
    assert not found.refused
    assert not any(one.quarantined for one in found.taken), found.taken[0].quarantined


def forget(office: Office) -> None:
    """What figures came to; whom an indicator concerns stays known."""
    kept = {k: v for k, v in office.cache.items() if isinstance(k, tuple) and k[0] in _KEPT}
    office.cache = kept


def matrix(office: Office) -> None:
    forget(office)
    sums = CitySums(office, CITY, context=rolling.judging(office, JUNE))
    assert len([one.children for one in sums.totals(JUNE, named=False).values()]) > 20


def totals(office: Office) -> None:
    forget(office)
    found = rolling.totals(office, CITY, through=JUNE, named=False)
    assert len([one.children for one in found.values()]) == len(office.plan.indicators)


_KEPT = ("plain", "expected", "judging", "asked")


def bench_waits(folder: Path) -> None:
    """A reader and a saver of other connections while packages arrive; threads give way as in the window."""
    from zjmz_desktop.app import GIVES_WAY_SECONDS

    sys.setswitchinterval(GIVES_WAY_SECONDS)
    office = create_office(folder / "市里", CITY)
    files, _ = made(folder, office)
    office.close()
    beside, reader, saver = (open_office(folder / "市里", exclusive=False) for _ in range(3))
    one = Cell("I01-01", CITY, "note", 2018, "2018M06")

    def read() -> object:
        asked = "SELECT sum(n) FROM figure WHERE year = 2018 AND period = '2018M06'"
        return reader.database.conn.execute(asked).fetchall()

    def save() -> object:
        return saver.write([Write(one, Value(text=str(time.monotonic_ns())))])

    with waiting(read) as reads, waiting(save) as saves:
        check(importing_packages.import_packages(beside, files))
    for what, waits in (("reader", reads), ("saver", saves)):
        print(f"longest wait of a {what}: {max(waits) * 1000:.0f} ms of {len(waits)} (≤ 150)")
    for office in (beside, reader, saver):
        office.close()


if __name__ == "__main__":
    build = Path(__file__).parents[2] / "build"
    build.mkdir(exist_ok=True)
    for bench in (bench_whole, bench_waits):
        with tempfile.TemporaryDirectory(dir=build) as name:
            bench(Path(name))
