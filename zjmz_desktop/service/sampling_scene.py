"""The sample's stage: which units play, what day it is, and the acts of a year in their order."""

import random
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.units import Level, Unit, Units
from zjmz_desktop.paths import resource
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.service.views import Saved

Shape = Mapping[str, Any]
REVIEWER = "u02"
_BEIJING = timezone(timedelta(hours=8))
_STEP = timedelta(seconds=9)
_OFFICE_OPENS = time(9)
_EVERY = 50


class SampleError(ZjmzError):
    """The sample can't be made: for that unit, or because its own data break a rule."""


@cache
def shapes(name: str) -> Shape:
    """One of the sample's files of shapes."""
    return tomllib.loads(resource("sample", f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Place:
    """A town (or a district without towns) with its place in the order of its district."""

    position: int
    unit: Unit


@dataclass(frozen=True)
class Scene:
    """Who plays: all towns of one district; only what is the home office's is written.

    Attributes:
        plan: the plan in force.
        units: the units.
        home: the office whose store it is, a district or a town.
        district: the district.
        places: its towns, or itself where it has none.
        office: names, populations, targets, deadlines.
    """

    plan: Plan
    units: Units
    home: Unit
    district: Unit
    places: tuple[Place, ...]
    office: Shape = field(default_factory=lambda: shapes("office"))

    @property
    def city(self) -> str:
        """Id of the issuing office."""
        return self.plan.issuer

    @property
    def alone(self) -> bool:
        """Whether the district has no towns and fills theirs itself."""
        return self.places[0].unit == self.district

    def town(self, position: int) -> Unit:
        """The town at a position; positions beyond the last begin again."""
        return self.places[position % len(self.places)].unit

    def is_mine(self, unit_id: str) -> bool:
        """Whether a unit's data belong into this store."""
        return self.home.level is Level.DISTRICT or unit_id in (self.home.id, self.city)

    def base(self, code: str, unit: Unit) -> Decimal:
        """A unit's base figure: the district's is the sum of its towns'."""
        known = self.office["bases"][code]
        at = {p.unit.id: Decimal(known[p.position % len(known)]) for p in self.places}
        return at[unit.id] if unit != self.district else sum(at.values(), Decimal(0))

    def weight(self, place: Place) -> Decimal:
        """How big a town is, 1 being the average."""
        return self.base("B01", place.unit) / Decimal(self.office["average_people"])

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What placeholders of every text stand for."""
        towns = {f"t{n}": self.town(n).name for n in range(len(self.office["bases"]["B01"]))}
        return {"district": self.district.name, "district_id": self.district.id, **towns}

    def word(self, number: int) -> str:
        """The word that names the n-th invented place, from 1; none comes twice."""
        again, at = divmod(number - 1, len(self.office["words"]))
        tail = self.office["stems"][again - 1] if again else ""
        return str(self.office["words"][at] + tail)

    def person(self, number: int) -> str:
        """The name of the n-th invented person, from 1."""
        stems, words = self.office["stems"], self.office["words"]
        return f"示例{stems[number % len(stems)]}{words[number // len(stems) % len(words)]}"


def scene_for(office: Office) -> Scene:
    """The scene around an office.

    Raises:
        SampleError: for the city, whose store would be the packages of eight districts.
    """
    units, home = office.units, office.unit
    if home.level is Level.CITY:
        raise SampleError(
            f"示例单位只能是辖市区或镇（街道）。{home.office}的数由各地上报汇集，请改用辖市区的单位编号。"
        )
    district = home if home.level is Level.DISTRICT else units.get(home.parent_stat)
    towns = units.children(district.id) or (district,)
    places = tuple(Place(n, unit) for n, unit in enumerate(towns))
    return Scene(office.plan, units, home, district, places)


# ---- days and acts ----


class Ticker:
    """The sample's clock: it begins each working day at nine and steps with every write."""

    def __init__(self, first: date) -> None:
        self._now = datetime.min.replace(tzinfo=UTC)
        self.begin(first)

    def begin(self, day: date) -> None:
        """Go on to a day; never back."""
        opening = datetime.combine(day, _OFFICE_OPENS, _BEIJING).astimezone(UTC)
        self._now = max(self._now, opening)

    def __call__(self) -> datetime:
        """The next instant."""
        self._now += _STEP
        return self._now


def seeded_ids(seed: int) -> Callable[[], str]:
    """Where 32 hex digits come from, the same ones for the same seed."""
    source = random.Random(f"{seed}/ids")
    return lambda: f"{source.getrandbits(128):032x}"


@dataclass(frozen=True, slots=True)
class Act:
    """What one office does on one day.

    Attributes:
        on: the day.
        rank: what comes first within a day.
        author: unit id of the office that does it.
        subject: unit id of the unit whose data it concerns.
        do: what is done.
        user: who of the office does it.
    """

    on: date
    rank: int
    author: str
    subject: str
    do: Callable[[Office], object]
    user: str = FIRST_USER


def play(
    office: Office,
    acts: Iterable[Act],
    *,
    clock: Ticker,
    on_progress: Callable[[int, int], None] | None = None,
) -> None:
    """Do all acts in the order of their days, each as the office that does it.

    Raises:
        SampleError: when a service refuses one of them.
    """
    ordered = sorted(acts, key=lambda act: (act.on, act.rank))
    actors: dict[tuple[str, str], Office] = {}
    for done, act in enumerate(ordered, start=1):
        clock.begin(act.on)
        actor = actors.get((act.author, act.user))
        if actor is None:
            actor = actors[act.author, act.user] = office.acting_as(act.author)
            actor.user = act.user
        result = act.do(actor)
        if isinstance(result, Saved) and result.error:
            raise SampleError(f"示例数据没有做成：{result.error}")
        if on_progress is not None and (done % _EVERY == 0 or done == len(ordered)):
            on_progress(done, len(ordered))
