"""Figures: what units stand at, and sums of them. Sums add up: (a + b) + c == a + (b + c)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zjmz_desktop.domain.lights import Light as Light
from zjmz_desktop.domain.periods import parse_period

_ZERO = Decimal(0)


class Origin(StrEnum):
    """Where an effective figure comes from; always labelled on screen and paper."""

    OWN = "own"
    ADOPTED = "adopted"
    PROXY = "proxy"
    REGISTER = "register"
    CONFIRMED = "confirmed"

    @property
    def words(self) -> str:
        """The label."""
        return {
            "own": "本单位填报",
            "adopted": "区局采用数",
            "proxy": "代报",
            "register": "底册认定",
            "confirmed": "认定数",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one unit stands at for one indicator, cumulative to a month (or in one period).

    Attributes:
        n: number or numerator; ticks met for a checklist object; steps done for a milestone.
        d: denominator; entries or steps in all.
        not_applicable: 不适用: leaves the denominator and n/m.
        not_begun: 未开展: counts as 0, said so.
        origin: where the effective figure comes from; of several periods, the last one.
        origins: (period code, origin) of each period added up.
        conflict: 两机数据不一致: stays out of totals.
        filled: periods with a figure (flow), e.g. 5 of 6.
        due: periods due so far.
        met: for checklists and each_unit: whether this unit reaches its target; for what is decided
            outside: whether the decision is here; else None.
        late_days: for milestones: days since the oldest undone due step was due, that day counted
            (1 on the day itself); 0 when nothing is late.

    A filled narrative is `n = 1`. A rate without its denominator or base is not reported.
    """

    n: Decimal | None = None
    d: Decimal | None = None
    not_applicable: bool = False
    not_begun: bool = False
    origin: Origin = Origin.OWN
    conflict: bool = False
    filled: int = 0
    due: int = 0
    met: bool | None = None
    late_days: int = 0
    origins: tuple[tuple[str, Origin], ...] = ()

    def comes_from(self, *origins: Origin) -> bool:
        """Whether all or part of it comes from one of these."""
        return not {self.origin, *(origin for _, origin in self.origins)}.isdisjoint(origins)

    @property
    def origin_words(self) -> str:
        """The label, of all origins where periods differ: 「本单位填报，其中5月代报」."""
        periods: dict[Origin, list[str]] = {}
        for period, origin in self.origins:
            periods.setdefault(origin, []).append(_short_title(period))
        main = Origin.OWN if Origin.OWN in periods else self.origin
        others = [
            f"{'、'.join(titles)}{origin.words}"
            for origin, titles in periods.items()
            if origin is not main
        ]
        return f"{main.words}，其中{'、'.join(others)}" if others else main.words

    @property
    def reported(self) -> bool:
        """已报: an effective figure or 未开展, and no open conflict."""
        return (self.n is not None or self.not_begun) and not self.conflict


def _short_title(period: str) -> str:
    """5月, 上半年: the year is known."""
    found = parse_period(period)
    return found.title.removeprefix(f"{found.year}年")


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of several units added up; the zero of the addition is `Sum()`.

    Attributes:
        n: Σ numerators (or values) of the reported units.
        d: Σ denominators of the same units.
        reported: units that have reported.
        expected: units it applies to (不适用 left out).
        met: reported units that reach their own target.
        conflicts: units with an open conflict (expected, not reported).
        late_days: the greatest of the units (milestones).
    """

    n: Decimal = Decimal(0)
    d: Decimal = Decimal(0)
    reported: int = 0
    expected: int = 0
    met: int = 0
    conflicts: int = 0
    late_days: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.n + other.n,
            self.d + other.d,
            self.reported + other.reported,
            self.expected + other.expected,
            self.met + other.met,
            self.conflicts + other.conflicts,
            max(self.late_days, other.late_days),
        )


def sum_of(figure: Figure | None) -> Sum:
    """One unit's figure as a sum; None is a unit that has not reported.

    It knows no indicator: `rollup.leaf_sum` also says whether the unit reaches its target.
    """
    if figure is None:
        return Sum(expected=1)
    if figure.not_applicable:
        return Sum()
    if figure.conflict:
        return Sum(expected=1, conflicts=1)
    if not figure.reported:
        return Sum(expected=1)
    n, d = figure.n or _ZERO, figure.d or _ZERO
    return Sum(n, d, 1, 1, int(figure.met is True), 0, figure.late_days)
