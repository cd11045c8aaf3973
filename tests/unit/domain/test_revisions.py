import hashlib
import json
import unicodedata
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.errors import RevisionError
from zjmz_desktop.domain.revisions import (
    Cell,
    Clock,
    Revision,
    canonical,
    id_of,
    may_write,
    read_line,
    writer_of,
)
from zjmz_desktop.domain.units import read_units
from zjmz_desktop.domain.values import number, text_value

LIST = Path(__file__).parents[3] / "resources" / "units" / "zhenjiang_2018.csv"
UNITS = read_units(LIST.read_text(encoding="utf-8"))
CITY, DANTU, DANYANG, GAOZI = "321100000000", "321112000000", "321181000000", "321112001000"

FIGURE = (
    b'{"author":"321112001000","cell":{"of":"I08-03","part":"value","period":"2018M06",'
    b'"unit":"321112001000","year":2018},"clock":[1530600000000,0],"format":1,"parents":[],'
    b'"replica":"00000000000000000000000000000001","seq":1,"user":"u01",'
    b'"value":{"n":12,"state":"value"}}'
)
ROW_FIELD = (
    '{"author":"321112001000","cell":{"of":"canteen","part":"name",'
    '"row":"0000000000000000000000000000000a","unit":"321112001000"},'
    '"clock":[1530600000001,0],"format":1,"parents":[],'
    '"replica":"00000000000000000000000000000002","seq":1,"user":"u01",'
    '"value":{"state":"value","text":"高资街道示例助餐点"}}'
).encode()


def first(of: str = "I08-03", **changed: Any) -> Revision:
    cell = Cell(of, GAOZI, "value", 2018, "2018M06")
    base = Revision(GAOZI, "1".zfill(32), 1, Clock(1530600000000, 0), "u01", cell, number(12))
    return base._replace(**changed)


def test_the_golden_lines_and_their_ids() -> None:
    assert first().line == FIGURE
    assert id_of(FIGURE) == "2133dcd47dae1cefee3afb47a6a36fa9"
    row = Cell("canteen", GAOZI, "name", row="a".zfill(32))
    named = first(
        replica="2".zfill(32),
        clock=Clock(1530600000001, 0),
        cell=row,
        value=text_value("高资街道示例助餐点"),
    )
    assert named.line == ROW_FIELD
    assert id_of(ROW_FIELD) == "bceba34af693dd4e5b1b63f8793a50f2"
    assert read_line(ROW_FIELD) == named


IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
TEXTS = st.one_of(st.none(), st.text().map(lambda text: unicodedata.normalize("NFC", text)))
REVISIONS = st.builds(
    Revision,
    author=st.just(GAOZI),
    replica=IDS,
    seq=st.integers(2, 2**53 - 1),
    clock=st.builds(Clock, st.integers(0, 253_370_764_800_000), st.integers(0, 999)),
    user=st.just("u01"),
    cell=st.just(Cell("I08-03", GAOZI, "value", 2018)),
    value=st.builds(lambda n: number(n), st.integers(-(2**53) + 1, 2**53 - 1)),
    parents=st.lists(IDS, unique=True).map(lambda ids: tuple(sorted(ids))),
    prev=IDS,
    note=TEXTS,
    act=st.one_of(st.none(), st.sampled_from(["late", "correction", "settle"])),
    source=st.none(),
    rows=st.none(),
)


@given(REVISIONS)
def test_a_line_survives_reading_and_is_what_json_says(revision: Revision) -> None:
    assert read_line(revision.line) == revision
    plain = json.dumps(
        revision.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert revision.line == plain.encode()
    assert id_of(revision.line) == hashlib.sha256(revision.line).digest()[:16].hex()


def test_text_is_written_in_nfc() -> None:
    assert canonical({"text": "e\u0301"}) == '{"text":"é"}'.encode()
    with pytest.raises(RevisionError, match="规范"):
        read_line(first(note="x").line.replace(b'"x"', '"e\u0301"'.encode()))


def test_an_accent_behind_a_line_break_is_no_accent_on_its_escape() -> None:
    """`\\n` and U+0303 would make `\\ñ`, which nobody can read again."""
    noted = first(note="\n\u0303e\u0301")
    assert read_line(noted.line).note == "\n\u0303é"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"seq":1', b'"seq": 1'),
        (b'"seq":1', b'"seq":0'),
        (b'"seq":1', b'"seq":-1'),
        (b'"seq":1', b'"seq":true'),
        (b'"seq":1', b'"seq":1.0'),
        (b'"seq":1', b'"seq":9007199254740992'),
        (b'"seq":1', b'"seq":1,"seq":1'),
        (b'"format":1', b'"format":2'),
        (b'"format":1', b'"format":true'),
        (b'"n":12', b'"n":12.0'),
        (b'"n":12', b'"n":120,"scale":1'),
        (b'"n":12', b'"n":null'),
        (b'"n":12', b'"n":9007199254740992'),
        (b'"n":12,"state"', b'"n":12,"scale":1000000000,"state"'),
        (b'"n":12,"state":"value"', b'"state":"value","text":5'),
        (b'"state":"value"', b'"state":"done"'),
        (b'"value":{', b'"value":{"x":1,'),
        (b'"user":"u01"', b'"user":7'),
        (b'"user":"u01"', b'"user":["u01"]'),
        (b'"user":"u01"', b'"user":"u01","zone":1'),
        (b'"year":2018', b'"year":"2018"'),
        (b'"of":"I08-03"', b'"of":8'),
        (b'"part":"value",', b""),
        (b'"parents":[]', b'"parents":["x"]'),
        (b'"parents":[]', b'"parents":7'),
        (b'"seq":1', b'"rows":{"count":1.5,"digest":"x"},"seq":1'),
        (b'"clock":[1530600000000,0]', b'"clock":[1530600000000]'),
        (b'"replica":"0', b'"replica":"A'),
    ],
)
def test_a_line_that_is_not_canonical_is_refused(old: bytes, new: bytes) -> None:
    assert old in FIGURE
    with pytest.raises(RevisionError):
        read_line(FIGURE.replace(old, new, 1))


@pytest.mark.parametrize("line", [b"", b"[]", b"7", b'"x"', b"{}", b"\xff", FIGURE + b"\n"])
def test_what_is_no_line_is_refused(line: bytes) -> None:
    with pytest.raises(RevisionError):
        read_line(line)


@given(st.integers(0, len(FIGURE) - 1), st.integers(0, 7))
def test_no_flipped_bit_keeps_the_id(at: int, bit: int) -> None:
    flipped = bytearray(FIGURE)
    flipped[at] ^= 1 << bit
    assert id_of(bytes(flipped)) != id_of(FIGURE)


@given(st.integers(0, 10**6), st.integers(0, 99), st.integers(0, 10**6))
def test_the_clock_only_moves_on(ms: int, counter: int, now: int) -> None:
    clock = Clock(ms, counter)
    assert clock.next(now) > clock
    assert clock.next(now).ms >= now
    first, second, third = islice(clock.onward(now), 3)
    assert first == clock.next(now)
    assert second == Clock(*first).next(now)
    assert third == Clock(*second).next(now)


# ---- who may write ----


@pytest.mark.parametrize(
    ("part", "of", "row", "writer"),
    [
        ("value", "I08-03", None, "own"),
        ("step/s1", "I09-04", None, "own"),
        ("check/K1", "I08-03", None, "own"),
        ("adopted", "I08-03", None, "parent"),
        ("review", "submission", None, "parent"),
        ("submit", "submission", None, "own"),
        ("close", "submission", None, "own"),
        ("reopen", "submission", None, "parent"),
        ("base", "B01", None, "issuer"),
        ("name/2018-07-01", "unit", None, "issuer"),
        ("u01", "user", None, "own"),
        ("name", "canteen", "a".zfill(32), "own"),
        ("confirmation", "canteen", "a".zfill(32), "confirmer"),
    ],
)
def test_one_table_says_who_writes_a_part(part: str, of: str, row: str | None, writer: str) -> None:
    assert writer_of(Cell(of, GAOZI, part, row=row)) == writer


@pytest.mark.parametrize(
    ("author", "unit", "part", "allowed"),
    [
        (GAOZI, GAOZI, "value", True),
        (DANTU, GAOZI, "value", False),
        (DANTU, GAOZI, "adopted", True),
        (GAOZI, GAOZI, "adopted", False),
        (CITY, GAOZI, "adopted", False),
        (DANYANG, GAOZI, "proxy", False),
        (CITY, DANTU, "target", True),
        (DANTU, GAOZI, "target", True),
        (DANTU, DANTU, "target", False),
        (CITY, CITY, "target", True),
        (CITY, CITY, "close", True),
        (CITY, DANTU, "cut_off", True),
        (DANTU, DANTU, "in_force", False),
    ],
)
def test_a_unit_writes_its_values_and_its_parent_reviews(
    author: str, unit: str, part: str, allowed: bool
) -> None:
    cell = Cell("I08-03", unit, part, 2018, "2018M06")
    assert may_write(author, cell, units=UNITS, issuer=CITY) is allowed


def test_rows_are_confirmed_by_the_keeper_or_above() -> None:
    cell = Cell("canteen", GAOZI, "confirmation", row="a".zfill(32))
    assert may_write(DANTU, cell, units=UNITS, issuer=CITY)
    assert may_write(CITY, cell, units=UNITS, issuer=CITY)
    assert not may_write(DANYANG, cell, units=UNITS, issuer=CITY)


def test_counted_rows_travel_with_the_line() -> None:
    counted = first(source="register", rows={"count": 12, "digest": "0" * 64})
    assert read_line(counted.line) == counted


def test_a_cell_has_one_key() -> None:
    assert first().cell.key == "321112001000|I08-03|2018|2018M06||value"
