"""空表: what is printed of the period before agrees with itself."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from zjmz_desktop.domain.paper import Table
from zjmz_desktop.domain.paper_kinds import PrintKind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.printing import PrintAsked, print_paper

DANTU = "321112000000"


@pytest.fixture(scope="module")
def sample(sample_folder: Path) -> Iterator[Office]:
    with closing(open_office(sample_folder)) as office:
        yield office


def form(office: Office, number: int) -> Table:
    asked = PrintAsked(PrintKind.BLANK, UnitPeriod(DANTU, month(2018, number)))
    return next(b for b in print_paper(office, asked).blocks if isinstance(b, Table))


def steps_under(rows: tuple[tuple[str, ...], ...], at: int) -> list[str]:
    found = []
    for row in rows[at + 1 :]:
        if row[0]:
            break
        found.append(row[4])
    return found


def test_the_steps_stand_as_the_last_period_counts_them(sample: Office) -> None:
    rows = form(sample, 12).rows
    milestones = [at for at, row in enumerate(rows) if row[4].endswith("节点")]
    assert milestones
    for at in milestones:
        states = [state for state in steps_under(rows, at) if state != "经批准取消"]
        assert rows[at][4] == f"{states.count('已完成')}/{len(states)}节点", rows[at][1]


def test_the_first_form_of_a_year_knows_no_state(sample: Office) -> None:
    rows = form(sample, 6).rows
    at = next(at for at, row in enumerate(rows) if row[1] == "十九大精神纳入干部学习培训计划")
    assert rows[at][4] == ""
    assert set(steps_under(rows, at)) == {""}
