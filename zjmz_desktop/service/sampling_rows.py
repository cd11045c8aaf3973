"""The sample's register rows: entered, changed, ended and confirmed in the course of the year."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.domain.values import rounded
from zjmz_desktop.domain.written_forms import with_check_sign
from zjmz_desktop.service import registering
from zjmz_desktop.service.context import Office, register_behind
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.service.registering import RowAt
from zjmz_desktop.service.sampling_scene import REVIEWER, Act, Place, Scene, Shape, shapes

_ADD, _CHANGE, _CONFIRM = 20, 30, 60
_FILES = ("registers", "registers_district")
_PLAN_IS_OUT = date(2018, 4, 20)


@dataclass(slots=True)
class RowPlan:
    """One row of the sample, and its life.

    Attributes:
        register: the register.
        keeper: the office that keeps it.
        town: unit that it counts for.
        typed: fields as typed when it is entered, with `state` and `state_on`.
        on: day it is entered.
        confirmed_on: day it is confirmed, or "".
        then: later changes.
        id: row id, once it is entered.
    """

    register: Register
    keeper: Unit
    town: Unit
    typed: dict[str, str]
    on: date
    confirmed_on: str = ""
    then: Sequence[Shape] = ()
    id: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


class _Filler:
    """Fills the fields of rows by their shapes."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self._scene = scene
        self._rng = random.Random(f"{seed}/rows")

    def fill(
        self, fields: Shape, k: int, *, words: Mapping[str, str], typed: dict[str, str]
    ) -> None:
        """Put the fields' texts into `typed`, in order; "" takes one away."""
        for code, shape in fields.items():
            text = self._text(shape, k, typed=typed).format_map(words)
            if isinstance(shape, dict) and "credit_code" in shape:
                text = with_check_sign(text)
            typed.pop(code, None)
            if text:
                typed[code] = text

    def _text(self, shape: Any, k: int, *, typed: Mapping[str, str]) -> str:
        if isinstance(shape, list):
            return str(shape[(k - 1) % len(shape)])
        if not isinstance(shape, dict):
            return str(shape)
        if "credit_code" in shape:
            return str(shape["credit_code"])
        if "minus" in shape:
            return self._less(shape, k, typed=typed)
        if "of" in shape:
            return f"{int(Decimal(typed[shape['of']]) * self._between(shape, 2))}"
        if "from" in shape:
            first, last = (date.fromisoformat(shape[end]) for end in ("from", "to"))
            return str(first + timedelta(days=self._rng.randint(0, (last - first).days)))
        return f"{self._between(shape, shape.get('decimals', 0)):f}"

    def _less(self, shape: Shape, k: int, *, typed: Mapping[str, str]) -> str:
        taken = shape["minus"]
        if isinstance(taken[0], str):
            less = sum((Decimal(typed[code]) for code in taken), Decimal(0))
        else:
            less = Decimal(taken[(k - 1) % len(taken)])
        return f"{Decimal(typed[shape['of']]) - less:f}"

    def _between(self, shape: Shape, decimals: int) -> Decimal:
        size = 10**decimals
        ends = (int(Decimal(str(shape[end])) * size) for end in ("low", "high"))
        return rounded(Decimal(self._rng.randint(*ends)) / size, decimals)


def _is_meant(exception: Shape, place: Place, *, k: int) -> bool:
    return exception.get("town", place.position) == place.position and k in exception["k"]


class _Planner:
    """Plans the rows of one register after the other."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self._scene = scene
        self._filler = _Filler(scene, seed)

    def rows(self, shape: Shape) -> Iterator[RowPlan]:
        """The rows of one register."""
        for i, (place, k, own) in enumerate(self._seats(shape), start=1):
            yield self._row(shape, place, i=i, k=k, own=own)

    def _seats(self, shape: Shape) -> Iterator[tuple[Place, int, Shape]]:
        """(where it is, number in its town, what is particular to it) of each row."""
        places = self._scene.places
        if "per_town" in shape:
            counts = shape["per_town"]
            for place in places:
                for k in range(1, counts[place.position % len(counts)] + 1):
                    yield place, k, {}
            return
        rows = shape["row"] if "row" in shape else [{}] * shape["count"]
        for i, own in enumerate(rows):
            yield places[own.get("town", i) % len(places)], i + 1, own

    def _row(self, shape: Shape, place: Place, *, i: int, k: int, own: Shape) -> RowPlan:
        register = self._scene.plan.register(shape["code"])
        exceptions = [e for e in shape.get("except", ()) if _is_meant(e, place, k=k)]
        layers = (shape, *exceptions, own)
        said: dict[str, Any] = {name: v for layer in layers for name, v in layer.items()}
        words = self._words(place, i=i, k=k, state_on=said.get("state_on", ""))
        typed: dict[str, str] = {}
        for layer in layers:
            self._filler.fill(layer.get("fields", {}), k, words=words, typed=typed)
        if "state" in said:
            typed |= {"state": said["state"], "state_on": said["state_on"]}
        in_town = register.filled_by is Level.TOWN or "located" in shape
        keeper = place.unit if register.filled_by is Level.TOWN else self._scene.district
        return RowPlan(
            register,
            keeper,
            place.unit if in_town else self._scene.district,
            typed,
            date.fromisoformat(said["entered_on"]),
            said.get("confirmed_on", ""),
            self._changes(layers, k, words=words, typed=typed),
        )

    def _words(self, place: Place, *, i: int, k: int, state_on: str) -> Mapping[str, str]:
        per_town = {"i": str(i), "k": str(k), "i4": f"{i:04d}", "k2": f"{k:02d}"}
        return {
            **self._scene.names,
            **per_town,
            "m2": f"{(i - 1) % 12 + 1:02d}",
            "word": self._scene.word(k),
            "person": self._scene.person(i),
            "town": place.unit.name,
            "state_on": state_on,
        }

    def _changes(
        self, layers: Sequence[Shape], k: int, *, words: Mapping[str, str], typed: dict[str, str]
    ) -> list[Shape]:
        found: list[Shape] = []
        for change in (change for layer in layers for change in layer.get("then", ())):
            before = dict(typed)
            fields: dict[str, str] = {}
            for code, shape in change.get("fields", {}).items():
                self._filler.fill({code: shape}, k, words=words, typed=before)
                fields[code] = before.get(code, "")
            found.append({**change, "fields": fields})
        return found


def rows_of_year(scene: Scene, seed: int) -> list[RowPlan]:
    """All rows that this store's office and its towns keep."""
    planner = _Planner(scene, seed)
    found = [
        row
        for name in _FILES
        for shape in shapes(name)["register"]
        if _is_needed(scene, shape["code"])
        for row in planner.rows(shape)
    ]
    if not scene.is_mine(scene.district.id):
        return [row for row in found if scene.is_mine(row.keeper.id)]
    return [*found, *_activities(scene)]


def _is_needed(scene: Scene, register: str) -> bool:
    """Whether an indicator that the register feeds concerns the district, or it feeds none at all."""
    fed = [one for one in scene.plan.indicators if register_behind(one) == register]
    if not fed:
        return register in scene.plan.register_by_code
    units = scene.units
    return any(scene.plan.concerned(one, scene.district.id, units=units) for one in fed)


def _activities(scene: Scene) -> Iterator[RowPlan]:
    register = scene.plan.register("activity")
    for one in shapes("activities")["activity"]:
        held = date.fromisoformat(one["on"])
        typed = {
            "indicators": "、".join(one["codes"]),
            "held_on": one["on"],
            "place": f"{scene.district.name}示例会议中心",
            "people": str(one["people"]),
            "times": str(one["people"]),
            "summary": one["summary"],
        }
        on = max(held + timedelta(days=1), _PLAN_IS_OUT)
        yield RowPlan(register, scene.district, scene.district, typed, on)


def towns_with_rows(rows: Sequence[RowPlan]) -> Mapping[str, frozenset[str]]:
    """Register code → ids of the towns that its rows count for."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.register.code, set()).add(row.town.id)
    return {code: frozenset(towns) for code, towns in found.items()}


# ---- acts ----


def row_acts(scene: Scene, rows: Sequence[RowPlan]) -> Iterator[Act]:
    """Everything that happens to the rows."""
    confirmed: dict[tuple[str, str], list[RowPlan]] = {}
    for row in rows:
        keeper = row.keeper.id
        yield Act(row.on, _ADD, keeper, keeper, partial(_add, row=row))
        days = [row.confirmed_on]
        for change in row.then:
            on = date.fromisoformat(change["on"])
            yield Act(on, _CHANGE, keeper, keeper, partial(_change, row=row, change=change))
            days.append(change.get("confirmed_on", ""))
        for day in filter(None, days):
            confirmed.setdefault((row.register.code, day), []).append(row)
    for (_, day), those in confirmed.items():
        yield _confirming(scene, day, rows=those)


def _confirming(scene: Scene, day: str, *, rows: list[RowPlan]) -> Act:
    by_city = rows[0].register.confirmed_by is Level.CITY
    who = scene.city if by_city else scene.district.id
    user = FIRST_USER if by_city else REVIEWER
    do = partial(_confirm, rows=rows, on=day)
    return Act(date.fromisoformat(day), _CONFIRM, who, rows[0].keeper.id, do, user)


def _add(office: Office, *, row: RowPlan) -> None:
    row.id, _ = registering.add_row(office, row.register.code, typed=row.typed, town=row.town.id)


def _change(office: Office, *, row: RowPlan, change: Shape) -> None:
    at = RowAt(row.register.code, row.id)
    if change["fields"]:
        registering.set_fields(office, at, typed=change["fields"])
    if "state" not in change:
        return
    code, on = change["state"], change["state_on"]
    if code in row.register.ended_states:
        registering.end_row(office, at, ending=registering.Ending(on=on, state=code))
    else:
        registering.set_state(office, at, typed=code, on=on)


def _confirm(office: Office, *, rows: list[RowPlan], on: str) -> None:
    registering.confirm_rows(office, rows[0].register.code, rows=[row.id for row in rows], on=on)
