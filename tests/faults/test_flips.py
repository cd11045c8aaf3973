"""A bit turns over in the store: it is noticed, or no figure differs."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import entering
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.registering import add_row
from zjmz_desktop.service.rolling import totals
from zjmz_desktop.service.upkeep import check_health

GAOZI = "321112001000"
DECEMBER = month(2018, 12)
FLIPS = 60
ELDER = {"name": "示例老人", "phone": "13800001234", "birth_date": "1940-05-06"}


def july() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flips") / "民政 数据"
    with closing(create_office(folder, GAOZI, user_name="张敏", clock=july)) as office:
        fill(office)
    return folder


def fill(office: Office) -> None:
    office.database.set_meta("sample", "1")
    for number in range(1, 13):
        for code in ("I06-02", "I06-04", "I06-03"):
            at = FieldAt(code, GAOZI, month(2018, number), "value")
            entering.save_field(office, at, typed=str(number * 7))
    for number in range(8):
        elder = {**ELDER, "name": f"示例老人{number}"}
        add_row(office, "elder", typed={k: v for k, v in elder.items() if has(office, k)})
        typed = {"name": f"示例{number}", "address": f"{number}号", "opened_on": "2018-06-01"}
        add_row(office, "canteen", typed=typed)


def has(office: Office, field: str) -> bool:
    return field in office.plan.register("elder").field_by_code


def figures(office: Office) -> str:
    """Everything that a report could be made from."""
    found = totals(office, GAOZI, through=DECEMBER)
    told = {
        code: (one.sum, one.judged.words, office.plan.indicator(code))
        for code, one in found.items()
    }
    rows = sorted(
        str(sorted(row.fields.items())) for c in ("elder", "canteen") for row in rows_of(office, c)
    )
    who = (office.unit, office.user_name, office.sample, office.plan.title, office.targets)
    return json.dumps([repr(told), rows, repr(who)], ensure_ascii=False)


class Outcome(NamedTuple):
    noticed: bool
    same: bool
    sqlite_alone: bool  # whether SQLite's own check would have noticed


def looked_at(folder: Path, expected: str) -> Outcome:
    with closing(sqlite3.connect(folder / "office.db")) as plain:
        try:
            alone = plain.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            alone = True
    try:
        with closing(open_office(folder, clock=july, exclusive=False)) as office:
            health = check_health(office)
            return Outcome(not health.sound, figures(office) == expected, alone)
    except ZjmzError:
        return Outcome(noticed=True, same=False, sqlite_alone=alone)


def tables(folder: Path) -> dict[str, list[int]]:
    """Table or index → its page numbers."""
    found: dict[str, list[int]] = {}
    with closing(sqlite3.connect(folder / "office.db")) as plain:
        for name, page in plain.execute("SELECT name, pageno FROM dbstat"):
            found.setdefault(name, []).append(page)
    return found


def places(folder: Path, number: int) -> Iterator[int]:
    """Bytes to damage: half anywhere in the file, half in each table and index in turn."""
    chance = random.Random(2018)
    size = (folder / "office.db").stat().st_size
    pages = list(tables(folder).values())
    for n in range(number):
        if n % 2:
            page = chance.choice(pages[n // 2 % len(pages)])
            yield (page - 1) * 4096 + chance.randrange(4096)
        else:
            yield chance.randrange(size)


def flipped(sound: bytes, at: int, bit: int) -> bytes:
    return sound[:at] + bytes([sound[at] ^ (1 << bit)]) + sound[at + 1 :]


def test_a_flipped_bit_is_noticed_or_changes_no_figure(folder: Path, tmp_path: Path) -> None:
    sound = (folder / "office.db").read_bytes()
    with closing(open_office(folder, clock=july, exclusive=False)) as office:
        expected = figures(office)
    chance = random.Random(4)
    damaged = tmp_path / "坏了 的"
    damaged.mkdir()
    silent, missed_alone = [], 0
    for at in places(folder, FLIPS):
        (damaged / "office.db").write_bytes(flipped(sound, at, chance.randrange(8)))
        found = looked_at(damaged, expected)
        if not found.noticed and not found.same:
            silent.append(at)
        missed_alone += found.noticed and not found.sqlite_alone
    assert silent == []
    assert missed_alone > 0  # the control: SQLite's own check says ok to some of them


ASIDE = {
    "a target of the parsed plan": ("plan_text", "parsed", '"value":"114"', '"value":"115"'),
    "a word of the plan's text": ("plan_text", "text", "助餐点", "助餐占"),
    "a personal text": ("personal", "text", "示例老人3", "示例老人7"),
    "the mark of a sample": ("meta", "value", "1", "3"),
    "the office": ("meta", "value", GAOZI, "321112101000"),
    "a setting's name": ("meta", "key", "sample", "sbmple"),
    "the register of an indicator": ("indicator_source", "register", "canteen", "day_care"),
}


@pytest.mark.parametrize("what", ASIDE)
def test_what_stands_beside_the_log_is_checked_too(folder: Path, tmp_path: Path, what: str) -> None:
    table, column, old, new = ASIDE[what]
    exact = " WHERE key = 'sample'" if old in ("1", "sample") else ""
    (tmp_path / "office.db").write_bytes((folder / "office.db").read_bytes())
    with closing(sqlite3.connect(tmp_path / "office.db")) as plain, plain:
        change = f"UPDATE {table} SET {column} = replace({column}, ?, ?){exact}"
        plain.execute(change, (old, new))
    with closing(open_office(tmp_path, clock=july, exclusive=False)) as office:
        assert not check_health(office).sound
