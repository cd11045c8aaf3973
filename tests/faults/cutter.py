"""A clerk whose computer loses its power, or whose stick is pulled; run by test_power_cuts.

Words: what, folder of the disk, cuts, seed. What: `save` (figures and rows in a store), `pack` (data files),
`print` (papers); and the controls: `save_loosely`, a store that does not make its folder durable;
`pack_loosely`, `print_loosely`, files of which nothing is made durable.
"""

import hashlib
import json
import os
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import packer
import saver
from cuttable_disk import CuttableDisk
from killing import cut_off_at_work, going_on

from zjmz_desktop.report import placing
from zjmz_desktop.service.context import create_office
from zjmz_desktop.store import database

_PAPER_BYTES, _DIGEST_BYTES = 300_000, 32
_NAMES = 3


class Task(NamedTuple):
    """What a clerk does with a number, and what is found afterwards.

    Attributes:
        ready: before the first cut.
        work: pipe, first number.
        look: last number acknowledged → the greatest that is there, and what is wrong.
    """

    ready: Callable[[], object]
    work: Callable[..., None]
    look: Callable[..., tuple[int, list[str]]]


# --- papers -----------------------------------------------------------------------------------


def paper_of(folder: Path, number: int) -> Path:
    return folder / f"2018年年度工作总结_{number % _NAMES}.pdf"


def print_paper(folder: Path, number: int) -> None:
    body = b"%d\n" % number + random.Random(number).randbytes(_PAPER_BYTES)
    placing.place(body + hashlib.sha256(body).digest(), paper_of(folder, number))


def papers_looked_at(folder: Path, *, last: int) -> tuple[int, list[str]]:
    there, wrong = 0, []
    for path in folder.glob("*.pdf"):
        content = path.read_bytes()
        body, digest = content[:-_DIGEST_BYTES], content[-_DIGEST_BYTES:]
        if hashlib.sha256(body).digest() == digest:
            there = max(there, int(body.partition(b"\n")[0]))
        else:
            wrong.append(f"不完整 {path.name}")
    return there, wrong if there >= last or wrong else [f"丢失{last}"]


# --- what is tried ----------------------------------------------------------------------------


def saving(folder: Path) -> Task:
    def ready() -> None:
        create_office(folder, saver.GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC)).close()

    def work(pipe: int, *, first: int) -> None:
        saver.clerk(folder, pipe, mode="save", first=first)

    return Task(ready, work, partial(saver.looked_at, folder))


def packing(folder: Path) -> Task:
    def work(pipe: int, *, first: int) -> None:
        going_on(pipe, partial(packer.write, folder), first=first)

    return Task(folder.mkdir, work, partial(packer.looked_at, folder))


def printing(folder: Path) -> Task:
    def work(pipe: int, *, first: int) -> None:
        going_on(pipe, partial(print_paper, folder), first=first)

    return Task(folder.mkdir, work, partial(papers_looked_at, folder))


TASKS = {"save": saving, "pack": packing, "print": printing}


def loosely(what: str) -> None:
    """The controls' faults."""
    if what == "save":
        full = [one.replace("=EXTRA", "=FULL") for one in database._SETTINGS]
        mock.patch.object(database, "_SETTINGS", full).start()
    else:
        mock.patch.object(os, "fsync").start()


def main(what: str, place: Path, *, cuts: int, seed: int) -> None:
    disk, chance = CuttableDisk(place), random.Random(seed)
    if not disk.make():
        print(json.dumps({"cuts": 0}))
        return
    what, _, is_control = what.partition("_")
    task = TASKS[what](place / "民政 数据")
    try:
        task.ready()
        os.sync()
        if is_control:
            loosely(what)
        found = cut_again_and_again(task, disk, cuts=cuts, chance=chance)
    finally:
        disk.remove()
    print(json.dumps(found, ensure_ascii=False))


def cut_again_and_again(
    task: Task, disk: CuttableDisk, *, cuts: int, chance: random.Random
) -> dict[str, object]:
    """Until something is wrong."""
    last, done, wrong = 0, 0, list[str]()
    while done < cuts and not wrong:
        work = partial(task.work, first=last + 1)
        last = cut_off_at_work(work, cut=disk.cut, chance=chance) or last
        disk.come_back()
        there, wrong = task.look(last=last)
        last, done = max(there, last), done + 1
    return {"cuts": done, "acknowledged": last, "wrong": wrong}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), cuts=int(sys.argv[3]), seed=int(sys.argv[4]))
