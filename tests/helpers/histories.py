"""Random histories of offices that exchange packages, for the proofs of merging.

Several PCs with clocks years apart, backups put back, second PCs, hostile lines; then packages in
any order, repeated and in part. What must come out is said by `oracle`, apart from the program.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from zjmz_desktop.domain.merge import Held, hold
from zjmz_desktop.domain.placing import Placing
from zjmz_desktop.domain.plan_file import load_plan
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, canonical
from zjmz_desktop.domain.units import read_units
from zjmz_desktop.domain.values import Value, number, to_json

DANTU, GAOZI, DANYANG = "321112000000", "321112001000", "321181000000"
FIGURE = Cell("I08-03", GAOZI, "value", 2018, "2018M06")
CELLS = (FIGURE, FIGURE._replace(period="2018M07"), FIGURE._replace(part="adopted"))
WRITER = {CELLS[0]: GAOZI, CELLS[1]: GAOZI, CELLS[2]: DANTU}
NOW = 1_530_600_000_000
YEARS = 315_360_000_000  # ten of them
RESOURCES = Path(__file__).parents[2] / "resources"


class Case(NamedTuple):
    """What was written anywhere, and the packages as they reach one store."""

    history: tuple[Held, ...]
    packages: tuple[tuple[Held, ...], ...]


class Stand(NamedTuple):
    """Where a cell stands: the ids of its heads, which is shown, and whether they disagree."""

    heads: frozenset[str]
    shown: str | None
    conflict: bool


EMPTY = Stand(frozenset(), None, False)


@cache
def placing() -> Placing:
    """The rules of the 2018 plan."""
    plan = load_plan((RESOURCES / "plans" / "zhenjiang-2018.toml").read_text(encoding="utf-8"))
    units = read_units((RESOURCES / "units" / "zhenjiang_2018.csv").read_text(encoding="utf-8"))
    return Placing([plan], (units,))


def valid(arrived: Iterable[Held]) -> list[Held]:
    """Those that may be placed, one each."""
    found = {one.id: one for one in arrived}
    return [one for one in found.values() if placing().why_not(one.revision.to_json()) is None]


def rank(one: Held) -> tuple[int, int, str, str]:
    """The order in which heads are shown."""
    clock = one.revision.clock
    return clock.ms, clock.counter, one.revision.replica, one.id


def stand(cell: Cell, arrived: Iterable[Held]) -> Stand:
    """Straight from the page: a head is a valid line that no valid line of its cell names."""
    mine = [one for one in valid(arrived) if one.revision.cell == cell]
    named = {parent for one in mine for parent in one.revision.parents}
    heads = [one for one in mine if one.id not in named]
    said = {canonical(to_json(one.revision.value)) for one in heads}
    top = max(heads, key=rank, default=None)
    return Stand(frozenset(one.id for one in heads), top.id if top else None, len(said) > 1)


def oracle(arrived: Sequence[Held]) -> Mapping[Cell, Stand]:
    """Where every cell stands, of what has arrived."""
    return {cell: stand(cell, arrived) for cell in CELLS}


# ---- writing ----


@dataclass
class Pc:
    """One computer: its store, its chain and its clock.

    `last` is (seq, id, clock) of the line it wrote last.
    """

    office: str
    replica: str
    skew: int
    store: tuple[Held, ...] = ()
    last: tuple[int, str | None, Clock] = (0, None, Clock(0, 0))
    backup: tuple[tuple[Held, ...], tuple[int, str | None, Clock]] = field(
        default=((), (0, None, Clock(0, 0)))
    )

    def write(self, cell: Cell, value: Value, *, parents: Iterable[str]) -> Held:
        """Append a line to the chain."""
        seq, prev, clock = self.last
        clock = clock.next(NOW + self.skew)
        line = Revision(
            self.office,
            self.replica,
            seq + 1,
            clock,
            "u01",
            cell,
            value,
            tuple(sorted(parents)),
            prev,
        )
        one = hold(line)
        self.last = seq + 1, one.id, clock
        self.store = (*self.store, one)
        return one


class World:
    """Every PC, and every line that was ever written."""

    def __init__(self) -> None:
        """Begin with a town's PC and its district's."""
        self.pcs = [Pc(GAOZI, f"{1:032x}", 0), Pc(DANTU, f"{2:032x}", YEARS)]
        self.lines: dict[str, Held] = {}

    def act(self, draw: st.DrawFn) -> None:
        """One thing happens somewhere."""
        pc = draw(st.sampled_from(self.pcs))
        acts = (
            self.write,
            self.write,
            self.write,
            self.fetch,
            self.put_back,
            self.enrol,
            self.forge,
        )
        draw(st.sampled_from(acts))(draw, pc)

    def write(self, draw: st.DrawFn, pc: Pc) -> None:
        """A clerk writes over all that the PC shows (of a conflict: settles it)."""
        cell = draw(st.sampled_from([cell for cell in CELLS if WRITER[cell] == pc.office]))
        heads = stand(cell, pc.store).heads
        self.keep(pc.write(cell, number(draw(st.integers(1, 3))), parents=heads))

    def fetch(self, draw: st.DrawFn, pc: Pc) -> None:
        """Lines come from another PC, all or some."""
        other = draw(st.sampled_from(self.pcs))
        some = draw(st.lists(st.sampled_from(other.store), unique=True)) if other.store else []
        pc.store = tuple({one.id: one for one in (*pc.store, *some)}.values())

    def put_back(self, draw: st.DrawFn, pc: Pc) -> None:
        """A backup is made, or the last one is put back and written on: a number used twice."""
        if draw(st.booleans()):
            pc.backup = pc.store, pc.last
        else:
            pc.store, pc.last = pc.backup

    def enrol(self, draw: st.DrawFn, pc: Pc) -> None:
        """The office gets a second PC, with the same data and a clock of its own."""
        skew = draw(st.sampled_from((-YEARS, -1, 0, 1, YEARS)))
        self.pcs.append(Pc(pc.office, f"{len(self.pcs) + 1:032x}", skew, pc.store))

    def forge(self, draw: st.DrawFn, pc: Pc) -> None:
        """Somebody makes a line by hand: any office, any parents, a number that is taken."""
        known = draw(st.lists(st.sampled_from([*self.lines, "f" * 32]), max_size=3, unique=True))
        forged = Pc(draw(st.sampled_from((GAOZI, DANTU, DANYANG))), pc.replica, pc.skew)
        seq, clock = draw(st.integers(0, 2)), Clock(NOW, draw(st.integers(0, 2)))
        forged.last = seq, "f" * 32 if seq else None, clock
        cell = draw(st.sampled_from(CELLS))
        self.keep(forged.write(cell, number(draw(st.integers(1, 3))), parents=known))

    def keep(self, one: Held) -> None:
        """A line is in the world for ever."""
        self.lines.setdefault(one.id, one)


@st.composite
def histories(draw: st.DrawFn, acts: int = 10) -> Case:
    """A history, and a route on which all of it comes: in parts, shuffled, some of it twice."""
    world = World()
    for _ in range(draw(st.integers(1, acts))):
        world.act(draw)
    history = tuple(world.lines.values())
    if not history:
        return Case((), ())
    sizes = st.lists(st.sampled_from(history), max_size=len(history), unique=True)
    packages = [tuple(package) for package in draw(st.lists(sizes, max_size=4))]
    left = {one.id for one in history} - {one.id for package in packages for one in package}
    packages += [tuple(one for one in history if one.id in left)]
    return Case(history, tuple(draw(st.permutations([*packages, *packages[:1]]))))
