"""A clerk who attaches file after file and is killed; run by test_evidence_faults in a process of its own.

Words: mode (`attach`, or `early`: the control that names a file before it is kept), folder, kills, seed.
"""

import json
import random
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from killing import going_on, killed_at_work

from zjmz_desktop.domain.evidence import Checked, FigureAt, Kept, Kind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.service import attaching
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.upkeep import check_health
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.revisions import Write

GAOZI = "321112001000"
JUNE = month(2018, 6)


def july() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


def content_of(number: int) -> bytes:
    return b"%PDF-" + b"%d " % number * 40_000


def place(office: Office, number: int) -> FigureAt:
    """Twenty files to a place, then the next indicator."""
    return FigureAt(office.plan.indicators[number // 20].code, GAOZI, JUNE)


def attach(office: Office, number: int) -> None:
    kept = attaching.keep(office.folder, Checked(f"{number}.pdf", Kind.PDF, content_of(number)))
    attaching.attach(office, place(office, number), files=[kept])


def attach_early(office: Office, number: int) -> None:
    """The control's fault: the revision comes before its file."""
    import hashlib

    kept = Kept(hashlib.sha256(content_of(number)).hexdigest(), f"{number}.pdf")
    cell = Cell("I06-02", GAOZI, f"evidence/{kept.sha256}", 2018, "2018M06")
    office.write([Write(cell, text_value(kept.name))])
    Blobs(office.folder).keep(content_of(number))


def clerk(folder: Path, pipe: int, *, mode: str, first: int) -> None:
    """Attach file after file, and say each when it is named."""
    office = open_office(folder, clock=july)
    act = attach_early if mode == "early" else attach
    going_on(pipe, partial(act, office), first=first)


def looked_at(folder: Path, *, last: int) -> tuple[int, list[str], int]:
    """The greatest number attached, what is wrong, and how many files nothing names."""
    office = open_office(folder, clock=july)
    wrong = list(check_health(office).problems)
    there: list[str] = []
    for code in dict.fromkeys(place(office, n).code for n in range(0, last + 20, 20)):
        there += [one.name for one in attaching.listed(office, FigureAt(code, GAOZI, JUNE)).items]
    numbers = {int(name.removesuffix(".pdf")) for name in there}
    wrong += [f"丢失{n}" for n in range(1, last + 1) if n not in numbers and n in ACKNOWLEDGED]
    orphans = attaching.tidy(office)
    office.close()
    return max(numbers, default=0), wrong, orphans


ACKNOWLEDGED: set[int] = set()


def main(mode: str, folder: Path, *, kills: int, seed: int) -> None:
    chance, last, orphans = random.Random(seed), 0, 0
    wrong: list[str] = []
    create_office(folder, GAOZI, clock=july).close()
    for _ in range(kills):
        first = last + 1
        said = killed_at_work(partial(clerk, folder, mode=mode, first=first), chance=chance)
        if mode == "attach":
            ACKNOWLEDGED.update(range(first, said + 1))
        last = max(said, last)
        there, found, lost = looked_at(folder, last=last)
        wrong += found
        orphans += lost
        last = max(there, last)
        if found:
            break
    print(json.dumps({"wrong": wrong, "acknowledged": last, "orphans": orphans}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), kills=int(sys.argv[3]), seed=int(sys.argv[4]))
