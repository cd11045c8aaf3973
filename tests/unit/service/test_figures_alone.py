"""What happened in one period alone, by each way that a figure comes."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.figuring import figures_alone
from zjmz_desktop.store.revisions import Write

GAOZI = "321112001000"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    made_at = datetime(2018, 7, 3, tzinfo=UTC)
    with closing(create_office(tmp_path / "town", GAOZI, clock=lambda: made_at)) as office:
        yield office


def write(office: Office, code: str, numbers: dict[tuple[str, str], int]) -> None:
    """Write (part, period) → number."""
    office.write(
        [
            Write(Cell(code, GAOZI, part, 2018, period), Value(n=Decimal(n)))
            for (part, period), n in numbers.items()
        ]
    )


def alone(office: Office, code: str, *, n: int) -> Decimal | None:
    found = figures_alone(office, office.plan.indicator(code), period=month(2018, n))
    return found[GAOZI].n if GAOZI in found else None


def test_what_is_typed_in_place_of_a_register_is_of_its_month(town: Office) -> None:
    town.write([Write(Cell("I08-03", GAOZI, "mode", 2018, "2018M04"), Value(text="summary"))])
    write(town, "I08-03", {("value", "2018M04"): 2, ("value", "2018M06"): 1})
    assert [alone(town, "I08-03", n=n) for n in (4, 5, 6)] == [2, None, 1]


def test_what_rises_and_falls_is_net_without_what_stood_before(town: Office) -> None:
    told = {("opening", "2018"): 300, ("value", "2018M05"): 4, ("value", "2018M06"): 3}
    write(town, "I05-02", told | {("removed", "2018M05"): 1, ("removed", "2018M06"): 5})
    assert [alone(town, "I05-02", n=n) for n in (4, 5, 6)] == [None, 3, -2]


def test_a_stock_is_what_stands_at_the_end(town: Office) -> None:
    write(town, "I05-07", {("value", "2018Q1"): 1, ("value", "2018Q2"): 1})
    assert alone(town, "I05-07", n=6) == 1
