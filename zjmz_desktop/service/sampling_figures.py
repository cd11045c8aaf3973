"""The sample's typed figures: one shape per indicator, from `resources/sample/figures.toml`."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.domain.values import rounded
from zjmz_desktop.service.sampling_scene import Place, Scene, Shape, shapes

STATE = "state"
_ONE, _HUNDRED = Decimal(1), 100
Parts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as a clerk types it; part `state` says a kind of nothing."""

    code: str
    unit: str
    period: Period
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """One form to be filled: a shape at a place, its n-th period (from 0) of the year."""

    shape: Shape
    indicator: Indicator
    place: Place
    number: int
    period: Period
    factor: Decimal = _ONE

    @property
    def key(self) -> tuple[str, str, str]:
        """Code, unit and period."""
        return self.indicator.code, self.place.unit.id, self.period.code

    @property
    def given(self) -> Any:
        """What the shape's list says here; "" where nothing is to be filled."""
        by_town = self.shape.get("by_town")
        values = by_town[self.place.position % len(by_town)] if by_town else self.shape["values"]
        return values[self.number % len(values)]


class _Maker:
    """Makes figures in the order of the shapes: sums and parts come after what they are made of."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self._scene = scene
        self._rng = random.Random(f"{seed}/figures")
        self._made: dict[tuple[str, str, str], Decimal] = {}
        self._replaced = {
            (one["code"], scene.town(one["town"]).id, one["period"]): Decimal(one["value"])
            for one in shapes("oddities")["replace"]
            if not scene.alone
        }

    def spots(self, shape: Shape, places: Sequence[Place]) -> Iterator[_Spot]:
        """Every form of this year that a shape fills."""
        indicator = self._scene.plan.indicator(shape["code"])
        for place in places:
            if not self._scene.plan.concerned(indicator, place.unit.id, units=self._scene.units):
                continue
            for number, period in enumerate(_periods(self._scene, indicator)):
                yield _Spot(shape, indicator, place, number, period)

    def of_last_year(self, spot: _Spot) -> _Spot:
        """The same form a year before."""
        factor = Decimal(spot.shape["last_year"])
        return replace(spot, period=spot.period.last_year(), factor=factor)

    def filled(self, spot: _Spot) -> Iterator[Typed]:
        """The fields of one form."""
        for part, text in _KINDS[spot.shape["kind"]](self, spot):
            yield Typed(spot.indicator.code, spot.place.unit.id, spot.period, part, text)
        if spot.factor == _ONE and spot.period.year == self._scene.plan.year:
            for part, text in self._beside(spot):
                yield Typed(spot.indicator.code, spot.place.unit.id, spot.period, part, text)

    def _beside(self, spot: _Spot) -> Iterator[tuple[str, str]]:
        shape = spot.shape
        if spot.number == 0 and "opening" in shape:
            yield "opening", f"{self._scaled(spot, Decimal(shape['opening']))}"
        if "removed" in shape:
            yield (
                "removed",
                f"{self._scaled(spot, Decimal(self._rng.randint(*shape['removed'])))}",
            )
        if "sample_size" in shape:
            yield "sample_size", shape["sample_size"]

    def _scaled(self, spot: _Spot, amount: Decimal) -> Decimal:
        return rounded(amount * self._scene.weight(spot.place) * spot.factor, 0)

    def _between(self, low: Any, high: Any) -> Decimal:
        """A random number with two decimals."""
        ends = (int(Decimal(end) * _HUNDRED) for end in (low, high))
        return Decimal(self._rng.randint(*ends)) / _HUNDRED

    def _number(self, spot: _Spot, amount: Decimal) -> Parts:
        n = self._replaced.get(spot.key, amount)
        self._made[spot.key] = n
        return [("value", f"{n:f}")]

    # -- kinds of shapes --

    def spread(self, spot: _Spot) -> Parts:
        """Between low and high, by the size of the town."""
        amount = self._between(spot.shape["low"], spot.shape["high"])
        return self._number(spot, self._scaled(spot, amount))

    def sum(self, spot: _Spot) -> Parts:
        """The sum of other figures of the same form."""
        unit, period = spot.key[1:]
        return self._number(
            spot, sum((self._made[c, unit, period] for c in spot.shape["of"]), Decimal(0))
        )

    def part(self, spot: _Spot) -> Parts:
        """A share of another figure; of something there is at least one."""
        whole = self._made[spot.shape["of"], *spot.key[1:]]
        decimals = spot.shape.get("decimals", 0)
        share = rounded(whole * self._between(spot.shape["low"], spot.shape["high"]), decimals)
        return self._number(spot, max(share, _ONE) if whole and not decimals else share)

    def listed(self, spot: _Spot) -> Parts:
        """As the list says."""
        if spot.given == "":
            return []
        given = Decimal(spot.given)
        decimals = spot.indicator.scale
        return self._number(
            spot, given if spot.factor == _ONE else rounded(given * spot.factor, decimals)
        )

    def ratio(self, spot: _Spot) -> Parts:
        """Objects that ought to be covered, and those that are."""
        shape = spot.shape
        growth = sum(shape["growth"][n % len(shape["growth"])] for n in range(spot.number + 1))
        whole = self._scaled(spot, Decimal(shape["base"])) + growth
        late = spot.place.position in shape["short_at"] and spot.number < shape["short_until"]
        return [("value/n", f"{whole - int(late):f}"), ("value/d", f"{whole:f}")]

    def pairs(self, spot: _Spot) -> Parts:
        """Numerator and denominator as the list says."""
        n, d = spot.given
        above = rounded(Decimal(n) * spot.factor, spot.indicator.scale)
        return [("value/n", f"{above:f}"), ("value/d", d)]


def _ticks(maker: _Maker, spot: _Spot) -> Parts:
    """So many entries ticked, from the first."""
    del maker
    entries, count = spot.indicator.entries, int(spot.given)
    return [(f"tick/{e.code}", str(int(n < count))) for n, e in enumerate(entries)]


def _nothing(maker: _Maker, spot: _Spot) -> Parts:
    """A kind of nothing."""
    del maker
    return [(STATE, spot.given)]


_KINDS: Mapping[str, Callable[[_Maker, _Spot], Parts]] = {
    "spread": _Maker.spread,
    "sum": _Maker.sum,
    "part": _Maker.part,
    "list": _Maker.listed,
    "ratio": _Maker.ratio,
    "pairs": _Maker.pairs,
    "ticks": _ticks,
    "state": _nothing,
}


def _periods(scene: Scene, indicator: Indicator) -> tuple[Period, ...]:
    return indicator.due_through(month(scene.plan.year, 12))


def figures_of_year(scene: Scene, seed: int) -> list[Typed]:
    """Everything typed into figures for this year and, where a shape says so, for the last."""
    maker, files = _Maker(scene, seed), shapes("figures")
    own = (Place(0, scene.district),)
    spots = [s for shape in files["town"] for s in maker.spots(shape, scene.places)]
    spots += [s for shape in files["district"] for s in maker.spots(shape, own)]
    found = [t for s in spots if "only_last_year" not in s.shape for t in maker.filled(s)]
    last = (maker.of_last_year(s) for s in spots if "last_year" in s.shape)
    return [*found, *(typed for spot in last for typed in maker.filled(spot)), *_texts(scene)]


def _texts(scene: Scene) -> Iterator[Typed]:
    for one in shapes("texts")["text"]:
        indicator = scene.plan.indicator(one["code"])
        for unit in scene.plan.concerned(indicator, scene.district.id, units=scene.units):
            for text, period in zip(one["values"], _periods(scene, indicator), strict=True):
                words = text.format_map({**scene.names, "town": unit.name})
                yield Typed(indicator.code, unit.id, period, "value", words)


def zero_reports(scene: Scene, kept: Mapping[str, frozenset[str]]) -> Iterator[Typed]:
    """零报告 of towns that keep no row of a register: a typed 0 in each period due.

    Args:
        scene: the scene.
        kept: register code → ids of the towns that keep rows of it.
    """
    for indicator in scene.plan.indicators:
        if indicator.source is None or not _is_counted_in_towns(indicator):
            continue
        towns = kept.get(indicator.source.register, frozenset())
        for unit in scene.plan.concerned(indicator, scene.district.id, units=scene.units):
            if unit.id not in towns:
                for period in _periods(scene, indicator):
                    yield Typed(indicator.code, unit.id, period, "value", "0")


def _is_counted_in_towns(indicator: Indicator) -> bool:
    return indicator.level is Level.TOWN and indicator.entry is Entry.NUMBER


# ---- what the oddities take away or change ----


def without_gaps(scene: Scene, typed: Sequence[Typed]) -> list[Typed]:
    """Leaves out what was never reported, and puts 未开展 and 不适用 in its place where said so."""
    gaps, states = _gaps(scene), _states(scene)
    found = []
    for one in typed:
        key = (one.code, one.unit, one.period.code)
        if key in states:
            one = replace(one, part=STATE, text=states[key])
        if key not in gaps:
            found.append(one)
    return found


def _gaps(scene: Scene) -> set[tuple[str, str, str]]:
    return {
        (code, unit.id, period)
        for one in shapes("oddities")["gap"]
        for unit in odd_unit(scene, one)
        for period in one["periods"]
        for code in one["codes"]
    }


def _states(scene: Scene) -> dict[tuple[str, str, str], str]:
    return {
        (one["code"], unit.id, period): one["state"]
        for one in shapes("oddities")[STATE]
        for unit in odd_unit(scene, one)
        for period in one.get("periods") or [one["period"]]
    }


def odd_unit(scene: Scene, one: Shape) -> tuple[Unit, ...]:
    """The unit of an oddity: the district, or a town; none where the district has no towns."""
    if "town" not in one:
        return (scene.district,)
    return () if scene.alone else (scene.town(one["town"]),)
