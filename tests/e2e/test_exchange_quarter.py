"""A quarter of a city by files alone: in any order, twice, old after new; nobody's figure lost or doubled.

Every total is compared with a calculation made apart (`by_tally`) over what the script typed. The same with
all districts and towns and a whole year is marked `nightly`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest
from bureaus import Bureau
from by_tally import Found, Tally
from months import Month
from regions import (
    CITY,
    CLOSING,
    DISTRICT_NUMBERS,
    DISTRICT_RATIO,
    NUMBERS,
    RATIO,
    STOCK,
    Region,
)

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.units import read_units
from zjmz_desktop.paths import resource
from zjmz_desktop.service import receipts, trusting
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.importing_packages import import_packages
from zjmz_desktop.service.reporting_status import status
from zjmz_desktop.store import replicas

DANTU, NEW_DISTRICT = "321112000000", "321171000000"
TWO_DISTRICTS = {
    DANTU: ("321112001000", "321112100000", "321112104000", "321112401000"),
    NEW_DISTRICT: ("321171001000", "321171100000", "321171101000"),
}


def play(region: Region, months: range) -> None:
    """These months, every total compared after each."""
    region.open()
    for no in months:
        Month(region, no).run()
        for office in (CITY, *region.towns):
            compare(region, office, no)


def compare(region: Region, office: str, no: int) -> None:
    """All totals of an office, and of each unit below it, with those worked out apart."""
    below = region.towns if office == CITY else {office: region.towns[office]}
    for units in (below, *({d: t} for d, t in below.items())) if office == CITY else (below,):
        whose = CITY if len(units) > 1 else next(iter(units))
        for code, expected in worked_out(region, units, no, above=office == CITY).items():
            found = region.offices[office].total(code, f"2018M{no:02d}", unit=whose).sum
            told = Found(Fraction(found.n), Fraction(found.d), found.reported)
            assert told == expected, (office, whose, code, no)
        for code, met in reached(region, units, no).items():
            found = region.offices[office].total(code, f"2018M{no:02d}", unit=whose).sum
            assert (found.met, found.reported) == met, (office, whose, code, no)


def worked_out(
    region: Region, units: Mapping[str, Sequence[str]], no: int, *, above: bool
) -> dict[str, Found]:
    """Code → total of these districts and their towns at the end of a month.

    What a district holds as rows the office `above` has as the count of the last quarter.
    """
    tally, towns = region.tally, [town for some in units.values() for town in some]
    months = [f"2018M{n:02d}" for n in range(1, no + 1)]
    found = {code: tally.total(code, towns, periods=months) for code in NUMBERS}
    found[RATIO] = tally.total(RATIO, towns, periods=months[-1:])  # what stands at the month's end
    found[DISTRICT_RATIO] = tally.total(DISTRICT_RATIO, units, periods=months[-1:])
    stock = found[CLOSING]
    more = tally.extra(CLOSING, "opening", towns, periods=["2018"])
    less = tally.extra(CLOSING, "removed", towns, periods=months)
    found[CLOSING] = stock._replace(n=stock.n + more - less)
    for code in DISTRICT_NUMBERS:
        found[code] = tally.total(code, units, periods=months)
    until = f"2018-{no:02d}-31"
    found["I08-03"] = tally.counted("canteen", towns, until=until)
    quarters = [f"2018Q{n}" for n in range(1, no // 3 + 1)]
    end = f"2018-{no // 3 * 3:02d}-31"
    if quarters:
        found[STOCK] = tally.total(STOCK, towns, periods=quarters[-1:])
        found["I11-07"] = tally.counted("elder", towns, until=end)
    half = [f"2018H{n}" for n in range(1, no // 6 + 1)]
    if half:
        found["I12-04"] = tally.total("I12-04", towns, periods=half[-1:])
        found["I01-03"] = tally.total("I01-03", units, periods=half[-1:])
    found["I01-01"] = occurred(tally, units, until=end if above else until)
    return found


def occurred(tally: Tally, districts: Iterable[str], *, until: str) -> Found:
    """Occurrences by a day; who had none by then has reported nothing."""
    held = {name: row for name, row in tally.rows.items() if row.since <= until}
    return Tally(rows=held).counted("activity", districts, until=until)


def reached(
    region: Region, units: Mapping[str, Sequence[str]], no: int
) -> dict[str, tuple[int, int]]:
    """Code → (units that reach it, units that reported), of what is ticked."""
    towns = [town for some in units.values() for town in some]
    last = f"2018H{no // 6}"
    stand = [f for town in towns if (f := region.tally.effective(town, "I22-01", last)) is not None]
    return {"I22-01": (sum(int(one[0]) for one in stand), len(stand))}


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    region = Region(tmp_path_factory.mktemp("quarter"), TWO_DISTRICTS, seed=5, first=4)
    with closing(region):
        play(region, range(4, 7))
        yield region


def test_the_script_did_all_it_should(quarter: Region) -> None:
    """Or else the totals, compared after every month, would prove little."""
    parts = {part for told in quarter.tally.typed.values() for part in told}
    assert parts == {"own", "proxy", "adopted", "opening", "removed"}
    names = {file.name.split("_")[2] for one in quarter.offices.values() for file in one.sent}
    assert names == {"上报", "下发", "退改", "回执"}
    assert any(not row.counts for row in quarter.tally.rows.values())
    assert {"late", "correction"} <= acts(quarter.offices[CITY])
    assert quarter.mail.repeated > 10
    assert quarter.mail.overtaken > 2


def acts(bureau: Bureau) -> set[str]:
    with bureau.office.database.reading() as conn:
        return {act for (act,) in conn.execute("SELECT DISTINCT act FROM cell") if act}


def test_every_line_is_above_once_and_as_it_was_written(quarter: Region) -> None:
    city = replicas.vector(quarter.offices[CITY].office.database)
    for unit, above in quarter.above.items():
        mine = quarter.offices[unit].office.database
        there = replicas.vector(quarter.offices[above].office.database)
        own = replicas.vector(mine)
        going_up = [
            one.id
            for one in replicas.every(mine)
            if one.unit == unit and not one.purpose.startswith("rows")
        ]
        assert going_up
        for name in going_up:
            assert own[name] == there[name] == city[name], unit


def test_each_office_hears_what_was_done_with_its_figures(quarter: Region) -> None:
    june = month(2018, 6)
    silent = {town for town, period in quarter.unfilled if period == "2018M06"}
    for town in set(quarter.all_towns) - silent:
        told = receipts.receipt(quarter.offices[town].office, june)
        assert told.superior[0] == quarter.above[town]
        assert told.arrival in (receipts.Arrival.ACCEPTED, receipts.Arrival.CHANGED)
        assert quarter.offices[quarter.above[town]].office.unit.office in told.words
    for district in quarter.towns:
        office = quarter.offices[district].office
        assert receipts.receipt(office, june).arrival is receipts.Arrival.ACCEPTED
        assert {one.known for one in receipts.uses(office, june)} == {True}
    lines = {one.unit_id: one.state for one in status(quarter.offices[CITY].office, june)}
    assert {unit: lines[unit].value for unit in quarter.towns} == dict.fromkeys(
        quarter.towns, "accepted"
    )
    assert set(lines.values()) > {lines[DANTU]}  # the other six are missing


def test_another_order_on_another_computer_gives_the_same(quarter: Region, tmp_path: Path) -> None:
    """The city's second computer, from every file that ever came and one from the first, backwards."""
    city = quarter.offices[CITY]
    files = [*quarter.mail.delivered[CITY], city.pack(CITY)]
    with closing(create_office(tmp_path / "第二台", CITY, clock=quarter.clock)) as second:
        for file in {one.parent: one for one in files}.values():
            trusting.trust_sender(second, file)
        assert not import_packages(second, [*reversed(files), *files]).refused
        assert figures(second) == figures(city.office)


def figures(office: Office) -> list[tuple[object, ...]]:
    with office.database.reading() as conn:
        return conn.execute("SELECT * FROM figure ORDER BY 1, 2, 3, 4").fetchall()


def all_districts() -> dict[str, tuple[str, ...]]:
    units = read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8"))
    return {
        one.id: tuple(town.id for town in units.children(one.id)) for one in units.children(CITY)
    }


@pytest.mark.nightly
def test_a_whole_year_of_all_districts_and_towns(tmp_path: Path) -> None:
    towns = all_districts()
    assert (len(towns), sum(map(len, towns.values()))) == (8, 61)
    with closing(Region(tmp_path, towns, seed=2018, first=1)) as region:
        play(region, range(1, 13))
        test_every_line_is_above_once_and_as_it_was_written(region)
