"""Lines that arrive: what is valid says one rule, and whatever passes is a revision to the byte."""

import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjmz_desktop.domain.errors import RevisionError
from zjmz_desktop.domain.lines import read_lines, read_one
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, canonical, id_of, read_line
from zjmz_desktop.domain.values import State, Value, number

GAOZI = "321112001000"
LAST_MS = 253_370_764_800_000  # 9999-01-01
IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
TEXTS = st.text(max_size=20).map(lambda text: unicodedata.normalize("NFC", text))
VALUES = st.one_of(
    st.builds(number, st.decimals(-(10**9), 10**9, places=3)),
    st.builds(
        lambda n, d: number(n, d), st.decimals(0, 9999, places=1), st.decimals(0, 9999, places=2)
    ),
    st.builds(lambda text: Value(text=text), TEXTS),
    st.builds(lambda state: Value(state), st.sampled_from([State.BLANK, State.NOT_BEGUN])),
    st.builds(
        lambda refs: Value(text="x", on="2018-06-18", refs=tuple(sorted(refs))), st.lists(IDS)
    ),
    st.just(Value(State.SEALED, commit="0" * 64)),
)
CELLS = st.one_of(
    st.builds(
        lambda part, month: Cell("I08-03", GAOZI, part, 2018, f"2018M{month:02d}"),
        st.sampled_from(["value", "note", "check/K1"]),
        st.integers(1, 12),
    ),
    st.builds(lambda row: Cell("canteen", GAOZI, "name", row=row), IDS),
    st.just(Cell("user", GAOZI, "u01")),
)


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    seq = draw(st.integers(1, 3))
    return Revision(
        GAOZI,
        draw(IDS),
        seq,
        Clock(draw(st.integers(0, LAST_MS)), draw(st.integers(0, 9))),
        "u01",
        draw(CELLS),
        draw(VALUES),
        tuple(sorted(draw(st.sets(IDS, max_size=3)))),
        draw(IDS) if seq > 1 else None,
        draw(st.one_of(st.none(), TEXTS)),
        draw(st.sampled_from([None, "late", "settle"])),
    )


HOSTILE: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, 0, -1, 10, 1.0, 1e30, 2**53, 2**64, [], ["x"], [1], [[]], {}]),
    st.sampled_from(["", "x", "a|b", "\x00", "\u202e", "e\u0301", "2018M13", "2018-02-30"]),
    st.sampled_from(["0" * 32, "F" * 32, "2018-06", {"a": {"b": {}}}]),
)
PATHS = st.sampled_from(
    [
        (key,)
        for key in (
            "format",
            "author",
            "replica",
            "seq",
            "prev",
            "clock",
            "user",
            "cell",
            "parents",
        )
    ]
    + [(key,) for key in ("value", "note", "act", "source", "rows", "zone")]
    + [("cell", key) for key in ("of", "unit", "year", "period", "row", "part", "town")]
    + [("value", key) for key in ("state", "n", "d", "scale", "text", "on", "list", "refs", "doc")]
    + [("value", "commit"), ("value", "more")]
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A valid line with one thing changed: a key set or dropped, or the bytes themselves."""
    raw = draw(revisions()).line
    way = draw(st.sampled_from(["none", "set", "drop", "byte", "twice", "spaced", "unsorted"]))
    found = orjson.loads(raw)
    *outer, key = draw(PATHS)
    target = found[outer[0]] if outer else found
    match way:
        case "set":
            target[key] = draw(HOSTILE)
        case "drop":
            target.pop(key, None)
        case "byte":
            at = draw(st.integers(0, len(raw) - 1))
            return raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + 1 :]
        case "twice":
            return raw.replace(b'"seq":', b'"seq":1,"seq":', 1)
        case "spaced":
            return raw.replace(b":", b": ", 1)
        case "unsorted":
            return orjson.dumps(dict(reversed(found.items())))
    written = json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return written.encode()  # not orjson, which writes no number beyond 64 bits


def is_accepted(raw: bytes) -> bool:
    try:
        read_line(raw)
    except RevisionError:
        return False
    return True


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs), "a key twice"
    return dict(pairs)


def no_float(text: str) -> None:
    raise AssertionError(f"a float: {text}")


@settings(max_examples=200, deadline=None)
@given(mutated())
def test_in_bulk_and_one_by_one_the_same_lines_pass_and_those_are_revisions(raw: bytes) -> None:
    lines, bad = read_lines(raw + b"\n")
    accepted = is_accepted(raw)
    assert len(lines) == accepted if b"\n" not in raw else not accepted
    assert bool(bad) != accepted
    if not accepted:
        return
    line, revision = lines[0], read_line(raw)
    plain = json.loads(raw, object_pairs_hook=once, parse_float=no_float)
    again = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert revision.line == raw == again.encode() == canonical(line.found)
    assert (line.id, line.key, line.raw) == (id_of(raw), revision.cell.key, raw)
    assert all(unicodedata.is_normalized("NFC", text) for text in plain["value"].get("text", ""))


@given(revisions())
def test_every_revision_passes(revision: Revision) -> None:
    line = read_one(revision.line)
    assert (line.id, line.key) == (id_of(revision.line), revision.cell.key)
    assert read_line(revision.line) == revision


LINE = Revision(
    GAOZI,
    "a" * 32,
    2,
    Clock(1530600000000, 0),
    "u01",
    Cell("I08-03", GAOZI, "value", 2018, "2018M06"),
    number("1.2"),
    ("b" * 32,),
    "c" * 32,
).line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"prev":"cccccccccccccccccccccccccccccccc",', b""),
        (b'"seq":2', b'"seq":1'),
        (b'"parents":["b', b'"parents":["bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","b'),
        (b'"of":"I08-03"', b'"of":"I08-03|x"'),
        (b'"of":"I08-03"', b'"of":""'),
        (b'"part":"value"', '"part":"val\u200bue"'.encode()),
        (b'"part":"value"', b'"part":"a\\u0000"'),
        (b'"period":"2018M06"', b'"period":""'),
        (b'"period":"2018M06"', b'"period":"2018M13"'),
        (b'"period":"2018M06"', '"period":"2018M0６"'.encode()),
        (b'"period":"2018M06"', b'"period":"2018M06","row":"7"'),
        (b'"year":2018', b'"year":0'),
        (b'"year":2018', b'"year":18446744073709551615'),
        (b'"author":"321112001000"', b'"author":""'),
        (b'"scale":1', b'"scale":16'),
        (b'"n":12', b'"n":120'),
        (b'"n":12,"scale":1,"state"', b'"scale":1,"state"'),
        (b'"state":"value"', b'"state":"not_begun"'),
        (b'"state":"value"', b'"state":"sealed"'),
        (b'"n":12', b'"commit":"%s","n":12' % (b"0" * 64)),
        (b'"scale":1', b'"on":"2018-02-30","scale":1'),
        (b'"scale":1', '"on":"２018-02-03","scale":1'.encode()),
        (b'"n":12', b'"list":["b","a"],"n":12'),
        (b'"seq":2', b'"rows":{"count":1},"seq":2,"source":"register"'),
        (b'"seq":2', b'"rows":{"count":1,"digest":"x"},"seq":2,"source":"register"'),
        (b'"seq":2', b'"rows":{"count":1,"digest":"%s"},"seq":2' % (b"0" * 64)),
    ],
)
def test_what_used_to_pass_and_harms_whoever_reads_it_is_refused(old: bytes, new: bytes) -> None:
    assert old in LINE
    read_one(LINE)
    with pytest.raises(RevisionError):
        read_one(LINE.replace(old, new, 1))


@pytest.mark.parametrize("counter", [0, 2**53 - 1])
def test_every_clock_of_a_line_is_a_day_that_can_be_shown(counter: int) -> None:
    """Also by local time; one line of the year 287396 would close every page that shows its cell."""
    last = Clock(LAST_MS, counter)
    assert f"{last.at.astimezone(timezone(timedelta(hours=8))):%Y-%m-%d %H}" == "9999-01-01 08"
    assert Clock(0, counter).at == datetime(1970, 1, 1, tzinfo=UTC)
    cell = Cell("user", GAOZI, "u01")
    one = Revision(GAOZI, "a" * 32, 1, last, "u01", cell, Value(text="x"))
    assert read_line(one.line) == one
    for ms in (LAST_MS + 1, 2**53 - 1):
        with pytest.raises(RevisionError, match="序号"):
            read_line(one._replace(clock=Clock(ms, counter)).line)


def test_no_two_addresses_have_one_key() -> None:
    """A bar within `unit` would let an office write into the cell of another."""
    forged = Cell("x", "321112001000|I08-03|2018|2018M06||value", "y")
    assert forged.key.startswith(Cell("I08-03", GAOZI, "value", 2018, "2018M06").key)
    one = Revision(GAOZI, "a" * 32, 1, Clock(1, 0), "u01", forged, number(1))
    with pytest.raises(RevisionError, match="地址"):
        read_line(one.line)


def test_bad_lines_are_told_with_their_place_and_a_cut_tail_is_one() -> None:
    lines, bad = read_lines(LINE + b"\n" + b"{}\n" + LINE + b"\n" + LINE[:40])
    assert [line.raw for line in lines] == [LINE, LINE]
    assert [(one.number, one.raw) for one in bad] == [(2, b"{}"), (4, LINE[:40])]
    assert "截断" in bad[1].reason
    assert read_lines(b"") == ([], [])


def test_an_order_of_keys_that_is_refused_is_not_remembered() -> None:
    from zjmz_desktop.domain import lines

    read_one(LINE)
    known = len(lines._LINE._known)
    swapped = orjson.dumps(dict(reversed(orjson.loads(LINE).items())))
    with pytest.raises(RevisionError, match="规范"):
        read_one(swapped)
    assert len(lines._LINE._known) == known


def test_deep_and_broken_json_is_a_sentence() -> None:
    deep = b'{"a":' * 500 + b"1" + b"}" * 500
    for raw in (deep, b"[" * 2000, b"\xff\xfe", b'{"note":"\\ud800"}', b"NaN", LINE + b" "):
        with pytest.raises(RevisionError):
            read_one(raw)
