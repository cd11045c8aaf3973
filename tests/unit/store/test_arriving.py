"""Lines that arrive: in any order, any portions, hidden and shown again, the store ends the same."""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from arrivals import AT, Chain, as_lines, receive
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written import written

from zjmz_desktop.domain import merge
from zjmz_desktop.domain.lines import Line
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of, read_line
from zjmz_desktop.domain.values import BLANK, Value, number
from zjmz_desktop.store import cells, first_screen, projections, revisions
from zjmz_desktop.store.arriving import insert_all, preview
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.projecting import Changes, project_again, put
from zjmz_desktop.store.projections import digest
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.revisions import Author, Write

GAOZI = "321112001000"


def figure(part: str = "value", of: str = "I1", period: str | None = "2018M06") -> Cell:
    return Cell(of, GAOZI, part, 2018, period)


CELLS = [
    figure(),
    figure("adopted"),
    figure("proxy"),
    figure("confirmed"),
    figure(of="I2"),
    figure("confirmed", of="I2"),
    figure(period=None),
    Cell("I1", GAOZI, "value", None, "2018M06"),  # a figure of no year: in no total
    Cell("canteen", GAOZI, "name", row="a" * 32),
]


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    """Revisions by three replicas that saw some of the others' heads; chains may fork."""
    made: list[Revision] = []
    tips: dict[str, list[tuple[int, str | None]]] = defaultdict(lambda: [(0, None)])
    for _ in range(draw(st.integers(1, 12))):
        replica = draw(st.sampled_from("abc")) * 32
        cell = draw(st.sampled_from(CELLS))
        of_cell = [id_of(one.line) for one in made if one.cell == cell]
        seen = draw(st.lists(st.sampled_from(of_cell), unique=True)) if of_cell else []
        if made and draw(st.integers(0, 9)) == 0:
            seen = [*seen, id_of(made[0].line)]  # a hostile parent, perhaps of another cell
        seq, prev = draw(st.sampled_from(tips[replica]))
        value = draw(st.sampled_from([number(1), number(2), BLANK]))
        clock = Clock(draw(st.integers(0, 5)), 0)
        parents = tuple(sorted(set(seen)))
        one = Revision(GAOZI, replica, seq + 1, clock, "u01", cell, value, parents, prev)
        if one not in made:
            tips[replica].append((seq + 1, id_of(one.line)))
            made.append(one)
    return made


def memory() -> Database:
    from zjmz_desktop.store.migrations import MIGRATIONS

    made = Database(Path(), sqlite3.connect(":memory:", isolation_level=None), lock=None)
    for _, migrate in MIGRATIONS:
        migrate(made.tables)
    made.conn.execute("PRAGMA foreign_keys=OFF")
    made.conn.execute("INSERT INTO indicator_source VALUES ('I2', 'canteen')")
    return made


def by_the_page(history: Iterable[Revision]) -> dict[str, Any]:
    """Heads, shown one, conflict of each cell and the effective figures, straight from the pages."""
    found: dict[str, Any] = {}
    held = list(map(merge.hold, history))
    for cell in {one.revision.cell for one in held}:
        heads = merge.heads(cell, held)
        found[cell.key] = ({one.id for one in heads}, heads[0].id, merge.is_conflict(heads))
    for of, order in (("I1", ("adopted", "value", "proxy")), ("I2", ("adopted", "confirmed"))):
        for part in order:
            heads = merge.heads(figure(part, of), held)
            if heads and (heads[0].revision.value != BLANK or merge.is_conflict(heads)):
                n = heads[0].revision.value.n
                origin = "own" if part == "value" else part
                found[of] = (None if n is None else int(n), origin, merge.is_conflict(heads))
                break
    return found


def as_stored(database: Database) -> dict[str, Any]:
    found: dict[str, Any] = {}
    conn = database.conn
    for key, head, conflict in conn.execute("SELECT cell_key, head_id, conflict FROM cell"):
        names = conn.execute("SELECT id FROM head WHERE cell_key = ?", (key,))
        found[key] = ({name for (name,) in names}, head, bool(conflict))
    for of, n, origin, conflict in conn.execute("SELECT of_code, n, origin, conflict FROM figure"):
        found[of] = (n, origin, bool(conflict))
    return found


def portions(lines: list[Line], chance: random.Random) -> list[list[Line]]:
    """The lines in any order, some twice, cut anywhere."""
    again = [*lines, *chance.sample(lines, chance.randint(0, len(lines)))]
    chance.shuffle(again)
    cuts = sorted(chance.choices(range(len(again) + 1), k=3))
    return [again[a:b] for a, b in zip([0, *cuts], [*cuts, len(again)], strict=True)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.randoms(use_true_random=False))
def test_any_order_and_portions_end_as_the_page_says(
    history: list[Revision], chance: random.Random
) -> None:
    lines, digests = as_lines(history), set()
    for way in ([[line] for line in lines], [lines], portions(lines, chance)):
        with closing(memory()) as database:
            for some in way:
                insert_all(database.conn, some, package_no=1, received_at=AT)
            assert as_stored(database) == by_the_page(history)
            digests.add(digest(database))
            rebuild(database)
            digests.add(digest(database))
    assert len(digests) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.randoms(use_true_random=False))
def test_hidden_lines_are_as_if_they_had_never_come(
    history: list[Revision], chance: random.Random
) -> None:
    with closing(memory()) as database:
        conn = database.conn
        insert_all(conn, as_lines(history), package_no=1, received_at=AT)
        whole = digest(database)
        gone = chance.sample(history, chance.randint(1, len(history)))
        conn.executemany("INSERT INTO hidden VALUES (?, 1)", [(id_of(one.line),) for one in gone])
        project_again(conn, {one.cell.key for one in gone})
        left = [one for one in history if one not in gone]
        assert as_stored(database) == by_the_page(left)
        before = digest(database)
        rebuild(database)
        assert digest(database) == before
        arrived = insert_all(conn, as_lines(history), package_no=2, received_at=AT)
        assert (arrived.new, arrived.restored, arrived.same) == (0, len(gone), len(left))
        assert digest(database) == whole


@settings(max_examples=40, deadline=None)
@given(histories(), st.integers(0, 12))
def test_a_preview_tells_what_comes_and_writes_nothing(history: list[Revision], cut: int) -> None:
    with closing(memory()) as database:
        receive(database.conn, history[:cut])
        changes = database.conn.total_changes
        told = preview(database.conn, as_lines(history))
        assert database.conn.total_changes == changes
        assert receive(database.conn, history) == told
        assert told.new == len(history) - len(history[:cut])


def test_what_arrived_is_told(database: Database) -> None:
    here, there = Chain(GAOZI, "a"), Chain(GAOZI, "b")
    first = here.write(figure(), number(1))
    other = there.write(figure(), number(2))
    note = there.write(figure("note"), Value(text="示例"))
    with database.transaction() as conn:
        told = insert_all(conn, here.lines, package_no=1, received_at=AT)
        assert (told.new, told.added, told.changed) == (1, (figure(),), ())
        told = insert_all(conn, [other, note, first], package_no=2, received_at=AT)
        assert (told.new, told.same, told.restored) == (2, 1, 0)
        assert (told.added, told.changed) == ((figure("note"),), (figure(),))
        assert told.conflicts == (figure(),)
        assert set(told.cells) == {figure(), figure("note")}
        settled = there.write(figure(), number(3), first, other)
        told = insert_all(conn, [settled], package_no=3, received_at=AT)
        assert (told.changed, told.conflicts) == ((figure(),), ())
    kept = database.conn.execute("SELECT id, package_no FROM revision ORDER BY log_no").fetchall()
    assert kept == [(first.id, 1), (other.id, 2), (note.id, 2), (settled.id, 3)]


def test_an_older_line_that_comes_late_leaves_what_is_shown(database: Database) -> None:
    chain = Chain(GAOZI, "a")
    old = chain.write(figure(), number(1))
    chain.write(figure(), number(2), old)
    with database.transaction() as conn:
        insert_all(conn, chain.lines[1:], package_no=1, received_at=AT)
        told = insert_all(conn, [old], package_no=2, received_at=AT)
    assert (told.new, told.cells) == (1, ())
    shown = cells.one(database, figure())
    assert shown is not None
    assert (shown.value, shown.conflict) == (number(2), False)


def test_own_writes_over_a_conflict_that_arrived_settle_it(database: Database) -> None:
    with database.transaction() as conn:
        for name, n in (("a", 1), ("b", 2)):
            chain = Chain(GAOZI, name)
            chain.write(figure(), number(n))
            insert_all(conn, chain.lines, package_no=1, received_at=AT)
    author = Author(GAOZI, "u01", AT, lambda: "f" * 32)
    made = written(database, author, writes=[Write(figure(), number(5))])[0]
    assert len(made.revision.parents) == 2
    shown = cells.one(database, figure())
    assert shown is not None
    assert not shown.conflict
    before = digest(database)
    rebuild(database)
    assert digest(database) == before


def test_what_arrives_makes_the_first_screen_stale(database: Database) -> None:
    first_screen.keep(database, "旧画面")
    chain = Chain(GAOZI, "a")
    chain.write(figure(), number(1))
    with database.transaction() as conn:
        insert_all(conn, chain.lines, package_no=1, received_at=AT)
    assert first_screen.kept(database) == ""


def test_a_package_is_taken_in_whole_or_not_at_all(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_at_the_end(conn: sqlite3.Connection, found: Changes) -> None:
        put(conn, found)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("zjmz_desktop.store.arriving.put", fails_at_the_end)
    before = digest(database)
    chain = Chain(GAOZI, "a")
    chain.write(figure(), number(1))
    with pytest.raises(Exception, match="磁盘已满"), database.transaction() as conn:
        insert_all(conn, chain.lines, package_no=1, received_at=AT)
    assert (revisions.last_log_no(database), digest(database)) == (0, before)


def test_sources_said_anew_make_the_figures_again(database: Database) -> None:
    chain = Chain(GAOZI, "a")
    chain.write(figure(), number(1))
    chain.write(figure("confirmed"), number(7))
    with database.transaction() as conn:
        insert_all(conn, chain.lines, package_no=1, received_at=AT)
    query = "SELECT n, origin FROM figure"
    assert database.conn.execute(query).fetchall() == [(1, "own")]
    projections.set_sources(database, {"I1": "canteen"})
    assert database.conn.execute(query).fetchall() == [(7, "confirmed")]


def test_every_line_in_the_log_can_be_read_as_it_came(database: Database) -> None:
    chain = Chain(GAOZI, "a")
    chain.write(figure("note"), Value(text="两行\n\u0303示例"))
    with database.transaction() as conn:
        insert_all(conn, chain.lines, package_no=1, received_at=AT)
    told = revisions.history(database, [figure("note")])
    assert [one.revision for one in told] == [read_line(chain.lines[0].raw)]
