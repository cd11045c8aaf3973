"""The log of revisions: canonical, chained, append-only; projections equal what the log gives."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from arrivals import receive
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written import written

from zjmz_desktop.domain import merge
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of, read_line
from zjmz_desktop.domain.values import BLANK, Value, number
from zjmz_desktop.store import appending, cells, health, projections, revisions
from zjmz_desktop.store import database as databases
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.projections import digest
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.revisions import Author, Write

GAOZI = "321112001000"
START = datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = databases.create(tmp_path / "store")
    yield made
    made.close()


def author(at: datetime = START) -> Author:
    ids = random.Random(at.timestamp())
    return Author(GAOZI, "u01", at, lambda: f"{ids.getrandbits(128):032x}")


def figure(period: str = "2018M06", part: str = "value") -> Cell:
    return Cell("I06-02", GAOZI, part, 2018, period)


def test_a_long_act_says_how_far_it_is_and_ends_without_a_trace(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "_TOLD_EVERY", 2)
    writes = [Write(figure(f"2018M{no:02d}"), number(no)) for no in range(1, 6)]
    told: list[tuple[int, int]] = []

    def stop(done: int, whole: int) -> None:
        told.append((done, whole))
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        revisions.append(database, author(), writes=writes, tell=stop)
    assert told == [(0, 5), (2, 5), (4, 5)]
    assert revisions.count(database) == 0
    assert len(written(database, author(), writes=writes)) == 5


def test_a_write_is_one_canonical_chained_line(database: Database) -> None:
    first = written(database, author(), writes=[Write(figure(), number(12))])[0]
    second = written(database, author(), writes=[Write(figure(), number("12.5"))])[0]
    assert id_of(first.revision.line) == first.id
    assert (second.revision.seq, second.revision.prev) == (2, first.id)
    assert second.revision.parents == (first.id,)
    stored = database.conn.execute("SELECT line FROM revision ORDER BY log_no").fetchall()
    assert [read_line(line.encode()) for (line,) in stored] == [first.revision, second.revision]


def test_rows_go_through_a_replica_of_their_own(database: Database) -> None:
    row = Cell("canteen", GAOZI, "name", row="0" * 32)
    made = written(
        database, author(), writes=[Write(figure(), number(1)), Write(row, Value(text="示例"))]
    )
    assert made[0].revision.replica != made[1].revision.replica
    assert [one.revision.seq for one in made] == [1, 1]


def test_a_clock_ten_years_back_changes_no_order(database: Database) -> None:
    revisions.append(database, author(START), writes=[Write(figure(), number(1))])
    late = START - timedelta(days=3650)
    revisions.append(database, author(late), writes=[Write(figure(), number(2))])
    shown = cells.one(database, figure())
    assert shown is not None
    assert shown.value == number(2)
    assert not shown.conflict


def test_the_log_is_append_only(database: Database) -> None:
    revisions.append(database, author(), writes=[Write(figure(), number(1))])
    for statement in ("UPDATE revision SET line = 'x'", "DELETE FROM revision"):
        with pytest.raises(sqlite3.IntegrityError):
            database.conn.execute(statement)


def test_an_act_is_all_or_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(database)
    real = projections.project_own

    def fails_at_the_end(conn: sqlite3.Connection, last: Any, *, before: Any) -> None:
        real(conn, last, before=before)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(appending, "project_own", fails_at_the_end)
    writes = [Write(figure(), number(1)), Write(figure("2018M07"), number(2))]
    with pytest.raises(Exception, match="磁盘已满"):
        revisions.append(database, author(), writes=writes)
    assert revisions.last_log_no(database) == 0
    assert digest(database) == before


def test_drafts_belong_to_one_form(database: Database) -> None:
    place = cells.DraftAt("I06-02", GAOZI, "2018M06", "u01")
    cells.keep_drafts(database, place, drafts=[cells.Draft("value", "约12", "约数")], now=START)
    assert set(cells.drafts(database, place)) == {"value"}
    other = cells.DraftAt("I06-02", GAOZI, "2018M07", "u01")
    assert cells.drafts(database, other) == {}
    cells.drop_draft(database, place, part="value")
    assert cells.drafts(database, place) == {}


CELLS = [figure(), figure("2018M07"), figure(part="adopted"), figure(part="proxy")]


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    """Revisions of a few cells by three replicas that saw some of the others' heads."""
    made: list[tuple[str, Revision]] = []
    seqs: dict[str, tuple[int, str | None]] = {}
    for _ in range(draw(st.integers(1, 14))):
        replica = draw(st.sampled_from(["a" * 32, "b" * 32, "c" * 32]))
        cell = draw(st.sampled_from(CELLS))
        of_cell = [name for name, one in made if one.cell == cell]
        seen = draw(st.lists(st.sampled_from(of_cell), unique=True)) if of_cell else []
        if draw(st.integers(0, 9)) == 0 and made:
            seen = [*seen, made[0][0]]  # a hostile parent, perhaps of another cell
        seq, prev = seqs.get(replica, (0, None))
        value = draw(st.sampled_from([number(1), number(2), BLANK]))
        one = Revision(
            GAOZI,
            replica,
            seq + 1,
            Clock(draw(st.integers(0, 5)), 0),
            "u01",
            cell,
            value,
            tuple(sorted(set(seen))),
            prev,
        )
        name = id_of(one.line)
        seqs[replica] = (seq + 1, name)
        made.append((name, one))
    return [one for _, one in made]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(history: list[Revision], shuffler: random.Random) -> None:
    digests = set()
    for _ in range(3):
        database = _memory()
        for one in history:
            receive(database.conn, [one])
        digests.add(digest(database))
        _same_as_domain(database, history)
        database.close()
        shuffler.shuffle(history)
    assert len(digests) == 1


def _memory() -> Database:
    from zjmz_desktop.store.migrations import MIGRATIONS

    database = Database(Path(), sqlite3.connect(":memory:", isolation_level=None), lock=None)
    for _, migrate in MIGRATIONS:
        migrate(database.tables)
    return database


def _same_as_domain(database: Database, history: list[Revision]) -> None:
    for cell in CELLS:
        mine = [one for one in history if one.cell == cell]
        stored = cells.one(database, cell)
        if not mine:
            assert stored is None
            continue
        heads = merge.heads(cell, map(merge.hold, history))
        assert stored is not None
        assert stored.head_id == heads[0].id
        assert stored.conflict == merge.is_conflict(heads)


def test_rebuilt_projections_equal_the_incremental_ones(database: Database) -> None:
    chooser = random.Random(1)
    for _ in range(60):
        write = Write(chooser.choice(CELLS), chooser.choice([number(1), number(2), BLANK]))
        revisions.append(database, author(), writes=[write])
    before = digest(database)
    rebuild(database)
    assert digest(database) == before
    assert health.projections_agree(database)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    histories(),
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(CELLS), st.sampled_from([number(1), number(2), BLANK])),
            min_size=1,
            max_size=5,
        ),
        max_size=4,
    ),
)
def test_acts_of_many_cells_are_projected_as_one_by_one(
    history: list[Revision], acts: list[list[tuple[Cell, Value]]]
) -> None:
    """Own acts, cells repeated within one, over conflicts that came from elsewhere."""
    database = _memory()
    for one in history:
        receive(database.conn, [one])
    for act in acts:
        made = written(database, author(), writes=[Write(*write) for write in act])
        assert [one.id for one in made] == [id_of(one.revision.line) for one in made]
    assert health.bad_revisions(database) == []
    before = digest(database)
    rebuild(database)
    assert digest(database) == before
    database.close()


def test_health_finds_each_planted_fault(database: Database) -> None:
    for n in range(5):
        revisions.append(database, author(), writes=[Write(figure(), number(n))])
    assert health.integrity(database) == []
    assert health.bad_revisions(database) == []
    database.conn.execute('UPDATE cell SET value = \'{"n":99,"state":"value"}\'')
    assert not health.projections_agree(database)
    database.conn.execute("DROP TRIGGER revision_is_append_only_UPDATE")
    database.conn.execute("UPDATE revision SET line = replace(line, '\"n\":3', '\"n\":8')")
    assert any("编号不符" in one for one in health.bad_revisions(database))
    database.conn.execute("DROP TRIGGER revision_is_append_only_DELETE")
    database.conn.execute("DELETE FROM revision WHERE log_no = 2")
    assert any("缺少记录" in one for one in health.bad_revisions(database))


def test_cells_written_since_are_told_once_each(database: Database) -> None:
    first, second = (Cell("I1", GAOZI, "value", 2018, f"2018M{no:02d}") for no in (5, 6))
    revisions.append(database, author(), writes=[Write(first, number(1))])
    since = revisions.last_log_no(database)
    assert revisions.cells_since(database, since) == ()
    for seconds, cell in enumerate((second, first, second), start=1):
        at = START + timedelta(seconds=seconds)
        revisions.append(database, author(at), writes=[Write(cell, number(seconds))])
    assert revisions.cells_since(database, since) == (second, first)
