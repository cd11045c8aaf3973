"""Own replicas: what was written through them, how far chains are visible, new ones after a fork."""

import itertools
import shutil
from pathlib import Path

from arrivals import AT, Chain, take_in
from written import written

from zjmz_desktop.domain.lines import read_lines
from zjmz_desktop.domain.packages import Reach
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import Value, number
from zjmz_desktop.store import cells, health, replicas
from zjmz_desktop.store import database as databases
from zjmz_desktop.store.arriving import insert_all
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.revisions import Author, Write, Written

GAOZI = "321112001000"
JUNE = Cell("I1", GAOZI, "value", 2018, "2018M06")
JULY = Cell("I1", GAOZI, "value", 2018, "2018M07")
ROW = Cell("canteen", GAOZI, "name", row="a" * 32)
IDS = itertools.count(1)


def write(database: Database, cell: Cell, n: int) -> Written:
    author = Author(GAOZI, "u01", AT, lambda: f"{next(IDS):032x}")
    return written(database, author, writes=[Write(cell, number(n))])[0]


def test_lines_of_a_scope_are_its_segment(database: Database) -> None:
    made = [write(database, JUNE, 1), write(database, JUNE, 2), write(database, JULY, 3)]
    named = write(database, ROW, 4)
    assert replicas.scopes_of(database, GAOZI) == ("figures:2018", "rows")
    asked = ["figures:2018", "rows", "office"]
    found = replicas.lines_of_scopes(database, GAOZI, scopes=asked)
    assert found == {
        "figures:2018": b"".join(one.revision.line + b"\n" for one in made),
        "rows": named.revision.line + b"\n",
    }
    assert replicas.lines_of_scopes(database, "321112000000", scopes=asked) == {}


def test_the_vector_goes_to_the_first_gap(database: Database) -> None:
    own = write(database, JUNE, 1)
    chain = Chain("321112103000", "a")
    lines = [chain.write(JULY, number(n)) for n in range(4)]
    late = Chain("321112104000", "b")
    late.write(JULY, number(1))
    second = late.write(JULY, number(2))
    with database.transaction() as conn:
        some = [lines[0], lines[1], lines[3], second]
        insert_all(conn, some, package_no=1, received_at=AT)
    assert replicas.vector(database) == {
        own.revision.replica: Reach(1, own.id),
        chain.replica: Reach(2, lines[1].id),
    }


def restored_copies(tmp_path: Path) -> tuple[Database, Database]:
    """A store that wrote one line, and its backup, restored beside it; both went on."""
    first = databases.create(tmp_path / "one")
    write(first, JUNE, 1)
    first.close()
    shutil.copytree(tmp_path / "one", tmp_path / "other")
    made = tuple(databases.open_store(tmp_path / name) for name in ("one", "other"))
    for n, database in enumerate(made, 2):
        write(database, JUNE, n)
        write(database, ROW, n)
    return made[0], made[1]


def test_after_a_fork_each_copy_goes_on_in_chains_of_its_own(tmp_path: Path) -> None:
    one, other = restored_copies(tmp_path)
    content = replicas.lines_of_scopes(other, GAOZI, scopes=["figures:2018"])["figures:2018"]
    theirs, _ = read_lines(content)
    with one.transaction() as conn:
        told = insert_all(conn, theirs, package_no=1, received_at=AT)
    assert (told.new, told.same, told.forked) == (1, 1, (theirs[0].found["replica"],))
    shown = cells.one(one, JUNE)
    assert shown is not None
    assert shown.conflict  # both went on from the same value: nothing is lost, a person settles it
    after = write(one, JUNE, 9)
    assert (after.revision.seq, after.revision.prev) == (1, None)
    assert len(after.revision.parents) == 2
    assert write(one, ROW, 9).revision.seq == 1  # all scopes, whichever of them was seen
    mine = replicas.lines_of_scopes(one, GAOZI, scopes=["figures:2018"])["figures:2018"]
    lines, bad = read_lines(mine)
    assert (len(lines), bad) == (3, [])  # two of the chain given up, one of the new
    assert health.bad_revisions(one) == []
    with other.transaction() as conn:
        told = insert_all(conn, lines, package_no=1, received_at=AT)
    assert told.forked == (theirs[0].found["replica"],)
    assert replicas.vector(other).keys() >= {after.revision.replica}
    for database in (one, other):
        database.close()


def test_what_comes_back_of_ones_own_is_no_fork(database: Database) -> None:
    own = write(database, JUNE, 1)
    lines, _ = read_lines(own.revision.line + b"\n")
    with database.transaction() as conn:
        told = insert_all(conn, lines, package_no=1, received_at=AT)
    assert (told.same, told.forked) == (1, ())
    assert write(database, JUNE, 2).revision.seq == 2


def test_a_copied_store_can_be_told_so(database: Database) -> None:
    first = write(database, JUNE, 1)
    with database.transaction() as conn:
        assert replicas.renew_replicas(conn, at=AT) == 1
    second = write(database, JUNE, 2)
    assert second.revision.replica != first.revision.replica
    assert (second.revision.seq, second.revision.parents) == (1, (first.id,))
    assert replicas.scopes_of(database, GAOZI) == ("figures:2018",)
    assert health.bad_kept(database) == []


def test_a_note_that_travels_back_from_a_lost_computer_is_not_written_here(
    database: Database,
) -> None:
    """Own lines that only packages have are relayed in their segments, not signed again."""
    chain = Chain(GAOZI, "a")
    chain.write(JUNE, Value(text="旧电脑"))
    take_in(database, "1", chain.segment())
    assert replicas.lines_of_scopes(database, GAOZI, scopes=["figures:2018"]) == {}


def test_the_last_lines_written_here_are_those_of_every_chain(database: Database) -> None:
    assert replicas.last_ids(database, GAOZI) == frozenset()
    write(database, JUNE, 1)
    ends = [write(database, JULY, 2), write(database, ROW, 3)]
    with database.transaction() as conn:
        replicas.renew_replicas(conn, at=AT)
    ends.append(write(database, JUNE, 4))
    assert replicas.last_ids(database, GAOZI) == {one.id for one in ends}
    assert replicas.last_ids(database, "321112104000") == frozenset()
