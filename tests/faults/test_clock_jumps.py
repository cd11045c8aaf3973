"""Clocks that jump by ten years at every write: nothing is lost, and order is by sequence."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bureaus import Bureau
from desks import DANTU, GAOZI

from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.store import health, revisions

JUMPS, PACKED_EVERY = 1_000, 125
CODES = ("I06-02", "I06-03", "I05-02", "I05-03")


class Dead:
    """A clock with a dead battery: somewhere within ten years of 2018, other than the last time."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.now = datetime(2018, 7, 3, tzinfo=UTC)

    def jump(self) -> None:
        years = self._chance.uniform(-10, 10)
        self.now = datetime(2018, 7, 3, tzinfo=UTC) + timedelta(days=365 * years)

    def __call__(self) -> datetime:
        return self.now


class Jumpy:
    """A town and its district, each with such a clock."""

    def __init__(self, folder: Path) -> None:
        self.chance = random.Random(2018)
        self.clocks = Dead(self.chance), Dead(self.chance)
        self.town = Bureau(folder, GAOZI, clock=self.clocks[0])
        self.district = Bureau(folder, DANTU, clock=self.clocks[1])


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Jumpy]:
    with ExitStack() as closing:
        found = Jumpy(tmp_path)
        closing.callback(found.town.close)
        closing.callback(found.district.close)
        yield found


def test_nothing_is_lost_or_put_in_another_order(offices: Jumpy) -> None:
    town, district, chance = offices.town, offices.district, offices.chance
    typed: dict[tuple[str, str], list[int]] = {}
    for no in range(1, JUMPS + 1):
        for clock in offices.clocks:
            clock.jump()
        place = chance.choice(CODES), f"2018M{chance.randrange(1, 7):02d}"
        before = typed.setdefault(place, [])
        n = chance.choice([one for one in range(9) if before[-1:] != [one]])
        town.fill(place[0], place[1], str(n))
        before.append(n)
        if no % PACKED_EVERY == 0:
            file = town.pack(DANTU, "2018M06")
            district.meet(file)
    town_base, base = town.office.database, district.office.database
    assert not health.bad_revisions(town_base)
    for (code, period), told in typed.items():
        cell = Cell(code, GAOZI, "value", 2018, period)
        for one in (town_base, base):
            (head,) = revisions.heads(one, cell)
            assert head.revision.value.n == told[-1]
            history = [w.revision for w in revisions.history(one, [cell])]
            in_order = sorted(history, key=lambda line: line.seq)
            assert [int(line.value.n or 0) for line in in_order] == told
            assert [line.clock for line in in_order] == sorted(line.clock for line in history)
    assert sum(len(told) for told in typed.values()) == JUMPS
