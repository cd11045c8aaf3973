"""A program to be killed: makes an office, forks a clerk who saves without end, kills it, looks.

Run as `python saver.py MODE FOLDER KILLS SEED`; prints one JSON document. Modes: `save` (cells and
register rows, acknowledged after the commit), `early` (the control: acknowledged before it) and
`draft` (typing that is kept and not saved).
"""

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from killing import killed_at_work  # noqa: E402

from zjmz_desktop.domain.errors import ZjmzError  # noqa: E402
from zjmz_desktop.domain.periods import month  # noqa: E402
from zjmz_desktop.service import entering, forms  # noqa: E402
from zjmz_desktop.service.context import Office, create_office, open_office  # noqa: E402
from zjmz_desktop.service.entering import FieldAt, UnitPeriod  # noqa: E402
from zjmz_desktop.service.register_readings import rows_of  # noqa: E402
from zjmz_desktop.service.registering import add_row  # noqa: E402
from zjmz_desktop.service.upkeep import check_health  # noqa: E402
from zjmz_desktop.store.database import Database  # noqa: E402

GAOZI, JUNE, JULY = "321112001000", month(2018, 6), month(2018, 7)
COUNT = FieldAt("I06-02", GAOZI, JUNE, "value")


def july() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


def save(office: Office, number: int) -> None:
    """One act of the clerk: mostly a figure, every fifth time a whole row."""
    if number % 5 == 0:
        typed = {"name": f"示例{number}", "village": f"村{number}", "address": f"{number}号"}
        add_row(office, "canteen", typed={**typed, "daily_diners": str(number)})
    else:
        entering.save_field(office, COUNT, typed=str(number))


def type_on(office: Office, number: int) -> None:
    entering.keep_draft(office, COUNT, typed=str(number))


def clerk(folder: Path, pipe: int, *, mode: str, first: int) -> None:
    """Save number after number, and say each when it is saved."""
    office = open_office(folder, clock=july)
    number = first

    def tell() -> None:
        os.write(pipe, f"{number}\n".encode())

    if mode == "early":
        acknowledge_early(tell)
    act = type_on if mode == "draft" else save
    os.write(pipe, b"0\n")
    while True:
        act(office, number)
        if mode != "early":
            tell()
        number += 1


def acknowledge_early(tell: Callable[[], None]) -> None:
    """The control's fault: 已保存 is said when the lines are written, before COMMIT."""
    plain = Database.transaction

    @contextmanager
    def transaction(self: Database) -> Iterator[Any]:
        outermost = not self.conn.in_transaction
        with plain(self) as conn:
            yield conn
            if outermost:
                tell()

    Database.transaction = transaction  # type: ignore[method-assign]


def looked_at(folder: Path, *, last: int) -> tuple[int, list[str]]:
    """The greatest number that is there, and what is wrong."""
    try:
        office = open_office(folder, clock=july)
    except ZjmzError as error:
        return last, [f"不能打开：{error.message}"]
    wrong = list(check_health(office).problems)
    shown = forms.form(office, COUNT.code, at=UnitPeriod(GAOZI, JUNE)).fields[0].text
    rows = rows_of(office, "canteen")
    numbers = {int(row.fields["daily_diners"].n or 0) for row in rows if len(row.fields) == 5}
    wrong += [f"半行{row.id}" for row in rows if len(row.fields) != 5]
    figure = int(shown or 0)
    lost = [n for n in range(5, last + 1, 5) if n not in numbers]
    if figure < (last if last % 5 else last - 1):
        lost.append(last)
    wrong += [f"丢失{n}" for n in lost]
    office.close()
    return max(figure, *numbers, 0), wrong


def drafts_looked_at(folder: Path, *, last: int) -> tuple[int, list[str]]:
    """The draft as it is offered, and what is wrong with where it is offered."""
    office = open_office(folder, clock=july)
    shown = forms.form(office, COUNT.code, at=UnitPeriod(GAOZI, JUNE)).fields[0]
    wrong = [] if int(shown.text or 0) >= last else [f"丢失{last}"]
    wrong += [] if shown.draft else ["不是草稿"]
    for code, period in (("I06-02", JULY), ("I06-01", JUNE), ("I06-04", JUNE)):
        for field in forms.form(office, code, at=UnitPeriod(GAOZI, period)).fields:
            if field.draft or field.text:
                wrong.append(f"错放到{code} {period.code} {field.part}")
    office.close()
    other = open_office(folder, clock=july, user="u02")
    if forms.form(other, COUNT.code, at=UnitPeriod(GAOZI, JUNE)).fields[0].text:
        wrong.append("错放到另一个用户")
    other.close()
    return int(shown.text or 0), wrong


def main(mode: str, folder: Path, *, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    create_office(folder, GAOZI, clock=july).close()
    found: dict[str, Any] = {"kills": 0, "acknowledged": 0, "hot_journals": 0, "wrong": []}
    looked, last = drafts_looked_at if mode == "draft" else looked_at, 0
    for _ in range(kills):
        work = partial(clerk, folder, mode=mode, first=last + 1)
        last = killed_at_work(work, chance=chance) or last
        found["hot_journals"] += (folder / "office.db-journal").exists()
        found["kills"] += 1
        there, wrong = looked(folder, last=last)
        found["wrong"] += wrong
        last = max(there, last)
        if wrong and mode == "early":
            break
    found["acknowledged"] = last
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), kills=int(sys.argv[3]), seed=int(sys.argv[4]))
