"""What a month that is past was reported to be: by the definition, however few rows are read for it."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.undated import follows_the_month
from zjmz_desktop.domain.units import Level
from zjmz_desktop.service import entering
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import Circumstances, FieldAt
from zjmz_desktop.service.figuring import figures_as_told, figures_through
from zjmz_desktop.store import figures

GAOZI, XINFENG = "321112001000", "321112101000"


@pytest.fixture
def office(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    copy = shutil.copytree(sample_folder, tmp_path / "区")
    with closing(open_office(copy, clock=lambda: datetime(2019, 1, 3, tzinfo=UTC))) as opened:
        yield opened


def by_definition(office: Office, one: Indicator, through: Period) -> dict[str, Figure]:
    """All rows read: what they count is left out where they bear no date; then what was written."""
    assert one.source is not None
    dated = follows_the_month(one, office.plan.register(one.source.register))
    found = {
        unit: figure
        for unit, figure in figures_through(office, one, through=through).items()
        if dated or figure.origin is not Origin.REGISTER
    }
    due = [p for p in one.due_through(through) if p.last_on <= through.last_on][-1:]
    asked = figures.Asked(one.code, tuple(p.code for p in due))
    typed = figures.figures_of(office.database, office.plan.year, asked=asked) if due else {}
    return found | {unit: f for unit, f in typed.items() if f.origin is Origin.CONFIRMED}


def test_each_month_of_the_sample_is_as_defined(office: Office) -> None:
    for one in [one for one in office.plan.indicators if one.source is not None]:
        for number in (3, 6, 11):
            through = month(2018, number)
            assert figures_as_told(office, one, through=through) == by_definition(
                office, one, through
            )


def test_a_figure_by_telephone_gives_way_to_rows_that_nobody_can_date(office: Office) -> None:
    plan, how = office.plan, Circumstances(source="电话")
    undated = [
        (one, plan.register(one.source.register))
        for one in plan.indicators
        if one.source is not None and one.level is Level.TOWN and not one.is_rate
    ]
    came: set[bool] = set()
    for one in [one for one, register in undated if not follows_the_month(one, register)]:
        period = one.due_through(month(2018, 6))[0]
        through = month(2018, period.last_month)
        for unit in (GAOZI, XINFENG):
            at = FieldAt(one.code, unit, period, "value")
            assert not entering.save_field(office, at, typed="3", how=how).error
            told = figures_as_told(office, one, through=through)
            assert told == by_definition(office, one, through)
            came.add(unit in told)
    assert came == {True, False}  # where rows wait for confirmation it stands
