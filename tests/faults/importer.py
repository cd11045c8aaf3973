"""An office that is killed while it imports or packs; run by test_import_kills.

Words: mode, folder, kills, seed. Modes: `import`; `loose`, the control that commits in the middle of an
import; `pack`; `direct`, the control that writes a package under its final name; `late`, the control
that remembers a package after it bears its name.
"""

import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from bureaus import Bureau
from desks import DANTU, GAOZI
from killing import struck_after
from packer import write_directly

from zjmz_desktop.domain.evidence import PREFIX, FigureAt, sha256_of
from zjmz_desktop.domain.packages import Package, PackageRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.exchange import package_write
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.service import attaching, importing_packages, packing
from zjmz_desktop.service.context import open_office
from zjmz_desktop.store import arriving, cells, health, packages, projections
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.packages import Direction

JUNE = month(2018, 6)
_TABLES = (
    "revision",
    "package",
    "package_act",
    "segment",
    "package_segment",
    "quarantine",
    "receipt",
)


class Scene(NamedTuple):
    """A district that has not imported its town's file yet."""

    district: Path
    town: Path
    file: Path


def made(folder: Path) -> Scene:
    """A town's half-year with evidence, and a district that trusts the town."""
    town, district = Bureau(folder, GAOZI), Bureau(folder, DANTU)
    for no in range(1, 7):
        for code in ("I06-01", "I06-02", "I06-03", "I05-02", "I05-03"):
            town.fill(code, f"2018M{no:02d}", str(no * 7))
    photo = folder / "说明.txt"
    photo.write_bytes(random.Random(1).randbytes(1_500_000).hex().encode())
    kept = attaching.prepare(folder / GAOZI, [photo]).kept
    attaching.attach(town.office, FigureAt("I06-02", GAOZI, JUNE), files=kept)
    file = town.pack(DANTU, "2018M06")
    district.trust(file)
    for one in (town, district):
        one.close()
    return Scene(folder / DANTU, folder / GAOZI, file)


def looked_at(folder: Path) -> dict[str, Any]:
    """What stands after a restart, apart from times; evidence that a line names is there and whole."""
    office = open_office(folder)
    try:
        database = office.database
        with database.reading() as conn:
            found: dict[str, Any] = {
                table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in _TABLES
            }
        assert not health.bad_revisions(database)
        blobs = Blobs(folder)
        named = cells.of_parts_at(database, None, prefix=PREFIX)
        faults = [blobs.fault(sha256_of(one.cell.part)) for one in named]
        return {"digest": projections.digest(database), "faults": faults, **found}
    finally:
        office.close()


def at_work(act: Callable[[], None], *, wait_s: float) -> bool:
    """Do the act in a child that is killed after so long; whether it said that it was done."""

    def work(pipe: int) -> None:
        os.write(pipe, b"a")
        act()
        os.write(pipe, b"z")
        time.sleep(60)

    return struck_after(work, wait_s=wait_s).endswith(b"z")


def do_import(folder: Path, file: Path) -> None:
    office = open_office(folder)
    found = importing_packages.import_packages(office, [file])
    assert found.taken
    office.close()


def commit_midway(conn: Any, ready: Any, **how: Any) -> Any:
    """The control's fault: the lines are durable before the rest of the import is."""
    found = arriving_take_in(conn, ready, **how)
    conn.execute("COMMIT")
    time.sleep(0.02)
    conn.execute("BEGIN IMMEDIATE")
    return found


arriving_take_in = arriving.take_in


def imports(scene: Scene, work: Path, *, kills: int, chance: random.Random) -> dict[str, Any]:
    """Kill after kill; how often nothing and how often all was there, and what was neither."""
    before = looked_at(scene.district)
    shutil.copytree(scene.district, work)
    began = time.monotonic()
    do_import(work, scene.file)
    usual_s = time.monotonic() - began
    after = looked_at(work)
    found: dict[str, Any] = {"nothing": 0, "all": 0, "wrong": [], "again": 0}
    for _ in range(kills):
        shutil.rmtree(work)
        shutil.copytree(scene.district, work)
        done = at_work(lambda: do_import(work, scene.file), wait_s=chance.uniform(0, 2.5 * usual_s))
        there = looked_at(work)
        if there == after:
            found["all"] += 1
        elif there == before and not done:
            found["nothing"] += 1
            do_import(work, scene.file)
            found["again"] += looked_at(work) == after
        else:
            found["wrong"].append(f"done {done}: {there}")
            break
    return found


def do_pack(folder: Path, out: Path) -> None:
    office = open_office(folder)
    packing.pack(office, packing.Order(DANTU, period=JUNE), out=out)
    office.close()


def packs(scene: Scene, work: Path, *, kills: int, chance: random.Random) -> dict[str, Any]:
    """One store that is killed while it packs, again and again; every file that bears a name is whole."""
    work.mkdir()
    began = time.monotonic()
    do_pack(scene.town, work)
    usual_s = time.monotonic() - began
    empty(work)
    found: dict[str, Any] = {"done": 0, "wrong": [], "halves": 0, "settled": 0}
    for _ in range(kills):
        before = listed(scene.town)
        done = at_work(lambda: do_pack(scene.town, work), wait_s=chance.uniform(0, 1.5 * usual_s))
        found["done"] += done
        found["halves"] += any(work.glob("*.part"))
        looked_at(scene.town)
        found["wrong"] += [words for path in work.glob("*.mzp") if (words := fault(path))]
        found["wrong"] += not_listed(scene.town, work, before=before)
        found["settled"] += settled(scene.town)
        if found["wrong"]:
            break
        if listed(scene.town) - before != written(work):
            found["wrong"].append("listed and not there")
        empty(work)
    return found


def empty(work: Path) -> None:
    for path in work.iterdir():
        path.unlink()


def listed(folder: Path) -> set[str]:
    """Ids of the packages that the office says it made, or was about to make."""
    office = open_office(folder)
    try:
        return {one.id for one in packages.all_of(office.database, Direction.OUT)}
    finally:
        office.close()


def written(work: Path) -> set[str]:
    """Ids of the packages that lie there whole."""
    return {read_package(path).id for path in work.glob("*.mzp") if not fault(path)}


def not_listed(folder: Path, work: Path, *, before: set[str]) -> list[str]:
    """Packages that lie there and that the office knows nothing of."""
    return sorted(written(work) - (listed(folder) - before))


def settled(folder: Path) -> int:
    """How many packages nobody knew to be written; none is left of them."""
    office = open_office(folder)
    try:
        open_ones = packages.unconfirmed(office.database)
        packing.settle_interrupted(office)
        assert packages.unconfirmed(office.database) == ()
        return len(open_ones)
    finally:
        office.close()


def remember_late(*words: Any, ready: Callable[[Path, Package], None], **how: Any) -> Any:
    """The control's fault: the file bears its name before the store knows of it."""
    told: list[tuple[Path, Package]] = []
    files = write_volumes(*words, ready=lambda path, package: told.append((path, package)), **how)
    time.sleep(0.05)
    for path, package in told:
        ready(path, package)
    return files


write_volumes = package_write.write_volumes


def fault(path: Path) -> str:
    """Why a file that bears a package's name is none."""
    try:
        read_package(path)
    except PackageRefusedError as error:
        return error.message
    return ""


def main(mode: str, folder: Path, *, kills: int, seed: int) -> None:
    folder.mkdir()
    scene, chance = made(folder), random.Random(seed)
    if mode == "loose":
        mock.patch.object(arriving, "take_in", commit_midway).start()
    if mode == "direct":
        mock.patch.object(package_write, "write_whole", write_directly).start()
    if mode == "late":
        mock.patch.object(package_write, "write_volumes", remember_late).start()
    run = imports if mode in ("import", "loose") else packs
    print(json.dumps(run(scene, folder / "试 验", kills=kills, chance=chance), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), kills=int(sys.argv[3]), seed=int(sys.argv[4]))
