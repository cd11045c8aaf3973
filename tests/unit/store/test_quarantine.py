"""What may not be placed is kept with its reason, until it may or its package is undone."""

from datetime import UTC, datetime, timedelta

from arrivals import HANDLED, Chain, take_in

from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.store import packages, quarantine
from zjmz_desktop.store.arriving import taken
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.hiding import hide
from zjmz_desktop.store.packages import PackageState
from zjmz_desktop.store.quarantine import Quarantined

AT = datetime(2018, 7, 3, tzinfo=UTC)
GAOZI = "321112001000"


def test_lines_are_set_aside_listed_and_dropped(database: Database) -> None:
    chain = Chain(GAOZI, "a")
    line = chain.write(Cell("I9", GAOZI, "value", 2018, "2018M06"), number(1))
    no = take_in(database, "1", chain.segment())
    name = chain.segment().name
    one = Quarantined(line.id, name, GAOZI, "UNKNOWN_CODE", "I9", line.raw, AT)
    bad = Quarantined("0" * 32, name, GAOZI, "BAD_LINE", "", b"\xff", AT + timedelta(days=1))
    quarantine.keep(database, [one, bad])
    assert quarantine.listed(database) == (one, bad)
    assert not one.is_whole
    later = Quarantined(line.id, name, GAOZI, "NOT_OWNER", "", line.raw, AT + timedelta(days=9))
    quarantine.keep(database, [later])
    still = quarantine.listed(database)[0]
    assert (still.reason, still.since) == ("NOT_OWNER", AT)
    packages.set_state(database, no, state=PackageState.UNDONE)
    assert quarantine.listed(database) == ()
    packages.set_state(database, no, state=PackageState.APPLIED)
    quarantine.drop(database, [one])
    assert quarantine.listed(database) == (bad,)


def test_taken_is_what_was_placed_or_set_aside_alone_but_nothing_undone(database: Database) -> None:
    chains = [Chain(GAOZI, name) for name in "ab"]
    asides = []
    for chain, name in zip(chains, "12", strict=True):
        chain.write(Cell("I1", GAOZI, "value", 2018, "2018M06"), number(1))
        no = take_in(database, name, chain.segment())
        line = chain.write(Cell("I9", GAOZI, "value", 2018, "2018M06"), number(1))
        of = chain.segment(1).name
        asides.append(Quarantined(line.id, of, GAOZI, "UNKNOWN_CODE", "", line.raw, AT))
    quarantine.keep(database, asides)
    ids = {one.id for chain in chains for one in chain.lines}
    assert taken(database.conn, [*ids, "f" * 32]) == ids
    hide(database, no, handled=HANDLED)
    assert taken(database.conn, ids) == {one.id for one in chains[0].lines}
