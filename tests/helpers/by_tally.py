"""Totals worked out apart from the program: fractions over what a test's own script typed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

ORDER = ("adopted", "own", "proxy")


class Found(NamedTuple):
    """A total: n, d, and how many units reported."""

    n: Fraction
    d: Fraction
    reported: int


@dataclass
class Kept:
    """One register row as it stands now."""

    register: str
    unit: str
    since: str
    counts: bool = False


@dataclass
class Tally:
    """What was typed, by hand: the last word of each part of each figure."""

    typed: dict[tuple[str, str, str], dict[str, tuple[Fraction, Fraction]]] = field(
        default_factory=dict
    )
    rows: dict[str, Kept] = field(default_factory=dict)

    def put(self, unit: str, code: str, period: str, *, typed: str, part: str = "own") -> None:
        """Note what was typed, a rate as 50/60."""
        n, _, d = typed.partition("/")
        parts = self.typed.setdefault((unit, code, period), {})
        parts[part] = (Fraction(n), Fraction(d or 0))

    def effective(self, unit: str, code: str, period: str) -> tuple[Fraction, Fraction] | None:
        """Adopted, else own, else proxy."""
        parts = self.typed.get((unit, code, period), {})
        return next((parts[part] for part in ORDER if part in parts), None)

    def total(self, code: str, units: Iterable[str], *, periods: Iterable[str]) -> Found:
        """Sum over units and periods, of whatever stands there."""
        n, d, reported, periods = Fraction(0), Fraction(0), 0, list(periods)
        for unit in units:
            stand = [f for p in periods if (f := self.effective(unit, code, p)) is not None]
            n += sum((one[0] for one in stand), Fraction(0))
            d += sum((one[1] for one in stand), Fraction(0))
            reported += bool(stand)
        return Found(n, d, reported)

    def extra(
        self, code: str, part: str, units: Iterable[str], *, periods: Iterable[str]
    ) -> Fraction:
        """Sum of another part: 年初, 本月减少."""
        told = (self.typed.get((u, code, p), {}).get(part) for u in units for p in periods)
        return sum((one[0] for one in told if one is not None), Fraction(0))

    def counted(self, register: str, units: Iterable[str], *, until: str) -> Found:
        """Rows that count by a day; a unit with any row has reported, be it that none counts."""
        mine = [row for row in self.rows.values() if row.register == register]
        named = set(units)
        n = sum(row.counts and row.since <= until and row.unit in named for row in mine)
        told = {row.unit for row in mine if row.unit in named}
        return Found(Fraction(n), Fraction(0), len(told))
