"""What travels where: nobody gets what is not theirs, and nobody lacks what they need."""

from datetime import date

import pytest

from zjmz_desktop.domain.chains import scope_of
from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.routes import Direction, NoRouteError, Route, direction_of
from zjmz_desktop.domain.units import UnitChange, Units, read_units, stages
from zjmz_desktop.paths import resource

CITY, DANTU, JURONG = "321100000000", "321112000000", "321183000000"
GAOZI, BAOYAN, HUAYANG = "321112001000", "321112104000", "321183002000"
ROW = "0" * 32


@pytest.fixture(scope="module")
def units() -> Units:
    return read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8"))


def route(units: Units, sender: str, recipient: str, *, rows: bool = False) -> Route:
    return Route(sender, recipient, 2018, CITY, (units,), rows=rows)


def line(author: str, cell: Cell) -> tuple[str, str]:
    return author, scope_of(author, cell)


def figure(unit: str, part: str = "value", year: int = 2018) -> Cell:
    return Cell("I06-02", unit, part, year, f"{year}M06")


def row(unit: str) -> Cell:
    return Cell("canteen", unit, "name", row=ROW)


@pytest.mark.parametrize(
    ("sender", "recipient", "way", "kind"),
    [
        (GAOZI, DANTU, Direction.UP, Kind.SUBMISSION),
        (GAOZI, CITY, Direction.UP, Kind.SUBMISSION),
        (CITY, DANTU, Direction.DOWN, Kind.PLAN),
        (DANTU, DANTU, Direction.SAME, Kind.SUBMISSION),
    ],
)
def test_the_way_and_its_usual_kind(
    units: Units, sender: str, recipient: str, way: Direction, kind: Kind
) -> None:
    found = direction_of(sender, recipient, stages=(units,))
    assert (found, found.usual) == (way, kind)


@pytest.mark.parametrize("other", [BAOYAN, JURONG])
def test_offices_beside_each_other_pass_no_files(units: Units, other: str) -> None:
    with pytest.raises(NoRouteError, match="不互相报送"):
        direction_of(GAOZI, other, stages=(units,))


def test_up_goes_what_is_reported_and_no_rows_unless_they_are_confirmed_there(units: Units) -> None:
    up = route(units, DANTU, CITY)
    for author, cell in (
        (DANTU, figure(DANTU)),
        (DANTU, figure(GAOZI, "review")),
        (DANTU, Cell("user", DANTU, "u01")),
        (GAOZI, figure(GAOZI)),
    ):
        assert up.takes(*line(author, cell))
    for author, cell in (
        (DANTU, row(DANTU)),
        (DANTU, row(GAOZI)),
        (GAOZI, row(GAOZI)),
        (DANTU, figure(DANTU, year=2017)),
        (CITY, figure(DANTU, "target")),
        (HUAYANG, figure(HUAYANG)),
    ):
        assert not up.takes(*line(author, cell))
    assert route(units, GAOZI, DANTU, rows=True).takes(*line(GAOZI, row(GAOZI)))
    assert not route(units, DANTU, CITY, rows=True).takes(*line(GAOZI, row(GAOZI)))


def test_down_goes_what_is_about_the_receiver_and_what_holds_for_all(units: Units) -> None:
    down = route(units, DANTU, GAOZI)
    for author, cell in (
        (DANTU, figure(GAOZI, "review")),
        (DANTU, row(GAOZI)),
        (DANTU, Cell("key", BAOYAN, "speaks/" + "0" * 64)),
        (CITY, Cell("plan", CITY, "in_force", 2018)),
        (CITY, Cell("B01", GAOZI, "base", 2018, "2018")),
        (CITY, Cell("unit", BAOYAN, "name/2018-07-01")),
        (GAOZI, figure(GAOZI)),
        (GAOZI, row(GAOZI)),
    ):
        assert down.takes(*line(author, cell)), (author, cell)
    for author, cell in (
        (DANTU, figure(BAOYAN, "review")),
        (DANTU, figure(DANTU)),
        (DANTU, row(BAOYAN)),
        (CITY, Cell("B01", BAOYAN, "base", 2018, "2018")),
        (CITY, figure(DANTU, "target")),
        (BAOYAN, figure(BAOYAN)),
        (GAOZI, figure(GAOZI, year=2017)),
    ):
        assert not down.takes(*line(author, cell)), (author, cell)


def test_a_district_gets_what_the_city_says_of_its_towns(units: Units) -> None:
    down = route(units, CITY, DANTU)
    assert down.takes(*line(CITY, figure(GAOZI, "target")))
    assert not down.takes(*line(CITY, figure(HUAYANG, "target")))


def test_between_two_computers_of_one_office_everything_goes(units: Units) -> None:
    same = route(units, DANTU, DANTU)
    assert same.takes(*line(HUAYANG, figure(HUAYANG, year=2017)))
    assert same.takes(*line(GAOZI, row(GAOZI)))


def test_a_town_that_moved_is_told_by_its_former_district_and_takes_its_words_along(
    units: Units,
) -> None:
    change = UnitChange(GAOZI, "parent_stat", date(2018, 7, 1), JURONG)
    known = stages(units, [change])
    assert direction_of(DANTU, GAOZI, stages=known) is Direction.DOWN
    assert direction_of(GAOZI, JURONG, stages=known) is Direction.UP
    up = Route(GAOZI, JURONG, 2018, CITY, known)
    with_rows = Route(GAOZI, JURONG, 2018, CITY, known, rows=True)
    adopted, confirmation = figure(GAOZI, "adopted"), row(GAOZI)._replace(part="confirmation")
    assert up.takes(*line(DANTU, adopted))
    assert not up.takes(*line(DANTU, confirmation))
    assert with_rows.takes(*line(DANTU, confirmation))
    assert not up.takes(*line(JURONG, adopted))
    assert not up.takes(*line(DANTU, figure(GAOZI, "adopted", year=2017)))
    assert not up.takes(*line(DANTU, figure(BAOYAN, "adopted")))
