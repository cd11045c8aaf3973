"""示例单位: a made-up year of a district and its towns, made through the services that clerks use.

What is in it stands in `resources/sample`; what is made up carries 示例, and the store says so.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import Value, text_value
from zjmz_desktop.service import entering, planning
from zjmz_desktop.service.context import (
    Office,
    create_office,
    open_office,
)
from zjmz_desktop.service.entering import PLAIN, Circumstances, FieldAt, StepTyped
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.service.sampling_figures import (
    STATE,
    Typed,
    figures_of_year,
    odd_unit,
    without_gaps,
    zero_reports,
)
from zjmz_desktop.service.sampling_flow import flow_acts, mistyped
from zjmz_desktop.service.sampling_rows import row_acts, rows_of_year, towns_with_rows
from zjmz_desktop.service.sampling_scene import (
    REVIEWER,
    Act,
    Scene,
    Shape,
    Ticker,
    play,
    scene_for,
    seeded_ids,
    shapes,
)
from zjmz_desktop.store.database import FILE_NAME
from zjmz_desktop.store.revisions import Write

SAMPLE_UNIT = "321112000000"
SAMPLE_SEED = 2018
_ISSUED = date(2018, 3, 26)
_LAST_YEAR_ON = date(2018, 4, 10)
_ESTIMATED = "2018M11"
_ISSUE, _FILL, _EXPLAIN, _MEND = 10, 40, 50, 70
Progress = Callable[[int, int], None]


def create_sample(
    folder: Path,
    *,
    unit_id: str = SAMPLE_UNIT,
    seed: int = SAMPLE_SEED,
    on_progress: Progress | None = None,
) -> Office:
    """Make the sample office of a district or a town in a fresh store, and open it.

    Args:
        folder: where the store is made.
        unit_id: whose office; a town's holds its own data only.
        seed: the same seed gives the same revisions, id for id.
        on_progress: called with acts done and acts in all.

    Raises:
        ZjmzError: for the city, an unknown unit, or a folder that can't be used; no store is left.
    """
    office = create_office(folder, unit_id)
    try:
        _make(office, seed, on_progress=on_progress)
    except BaseException:
        office.close()
        (folder / FILE_NAME).unlink(missing_ok=True)
        raise
    office.close()
    return open_office(folder)


def _make(office: Office, seed: int, *, on_progress: Progress | None) -> None:
    scene = scene_for(office)
    clock = Ticker(_ISSUED)
    office.new_id, office.now = seeded_ids(seed), clock
    acts = [act for act in _acts(scene, seed) if scene.is_mine(act.subject)]
    with office.database.transaction():
        office.database.set_meta("sample", "1")
        play(office, acts, clock=clock, on_progress=on_progress)


def _acts(scene: Scene, seed: int) -> Iterator[Act]:
    rows = rows_of_year(scene, seed)
    zeros = zero_reports(scene, towns_with_rows(rows))
    typed = without_gaps(scene, [*figures_of_year(scene, seed), *zeros])
    yield from _users(scene)
    yield from _issued(scene)
    yield from row_acts(scene, rows)
    yield from _Typing(scene).acts(typed)
    yield from _steps(scene)
    yield from _oddities(scene, typed)
    yield from flow_acts(scene)


# ---- users, and what comes from above ----


def _users(scene: Scene) -> Iterator[Act]:
    names = scene.office["clerk"], scene.office["reviewer"]
    offices = [scene.district, *(p.unit for p in scene.places if not scene.alone)]
    for unit in offices:
        for user, name in zip((FIRST_USER, REVIEWER), names, strict=True):
            cell = Cell("user", unit.id, user)
            yield Act(_ISSUED, 0, unit.id, unit.id, partial(_name, cell=cell, name=name))


def _name(office: Office, *, cell: Cell, name: str) -> None:
    office.write([Write(cell, text_value(name))])


def _issued(scene: Scene) -> Iterator[Act]:
    by_city = partial(Act, _ISSUED, _ISSUE, scene.city)
    for one in scene.office["deadline"]:
        dates = {name: one[name] for name in ("cut_off", "submit_by")}
        period = parse_period(one["period"])
        yield by_city(scene.city, partial(planning.set_deadline, period=period, **dates))
    for question, choice in scene.office["decided"].items():
        do = partial(planning.decide, question=question, choice=choice, on=str(_ISSUED))
        yield by_city(scene.city, do)
    for unit in (scene.district, *(p.unit for p in scene.places if not scene.alone)):
        for code in scene.office["bases"]:
            typed, source = f"{scene.base(code, unit):f}", scene.office["base_source"]
            do = partial(planning.set_base, base=code, unit_id=unit.id, typed=typed, source=source)
            yield by_city(unit.id, do)
    yield from _targets(scene)


def _targets(scene: Scene) -> Iterator[Act]:
    district = scene.district.id
    for code, typed in scene.office["targets"].items():
        if scene.plan.concerned(scene.plan.indicator(code), district, units=scene.units):
            do = partial(planning.set_target, code=code, unit_id=district, typed=typed)
            yield Act(_ISSUED, _ISSUE, scene.city, district, do)
    for code, values in scene.office["town_targets"].items():
        for place, typed in zip(scene.places, values, strict=False):
            if not scene.alone:
                do = partial(planning.set_target, code=code, unit_id=place.unit.id, typed=typed)
                yield Act(date(2018, 4, 2), _ISSUE, district, place.unit.id, do)


# ---- what clerks type ----


class _Typing:
    """Turns typed fields into acts on the days on which months are reported."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._position = {p.unit.id: p.position for p in scene.places if not scene.alone}
        self._deadline = {one["period"]: one for one in scene.office["deadline"]}
        self._late = {
            (code, unit.id, one["period"]): one
            for one in shapes("oddities")["late"]
            for unit in odd_unit(scene, one)
            for code in one["codes"]
        }

    def acts(self, typed: Sequence[Typed]) -> Iterator[Act]:
        """One act a field."""
        for one in typed:
            late = self._late.get((one.code, one.unit, one.period.code))
            how = Circumstances(late["note"], "late") if late else PLAIN
            on = date.fromisoformat(late["on"]) if late else self.day(one)
            at = FieldAt(one.code, one.unit, one.period, one.part)
            fill, first = partial(_fill, at=at, how=how), mistyped(self._scene, one)
            if first is not None:
                mended = partial(_fill, at=at, typed=one.text, how=_corrected(first))
                yield Act(date.fromisoformat(first["on"]), _MEND, one.unit, one.unit, mended)
            text = first["first"] if first is not None else one.text
            yield Act(on, _FILL, one.unit, one.unit, partial(fill, typed=text))

    def day(self, one: Typed) -> date:
        """The day on which a unit fills a period: that of the month in which it is due."""
        if one.period.year < self._scene.plan.year:
            return _LAST_YEAR_ON
        indicator = self._scene.plan.indicator(one.code)
        due = [
            m for m in indicator.due_months if indicator.due_in(one.period.year, m) == one.period
        ]
        shown = month(one.period.year, due[-1] if due else one.period.last_month)
        said = self._deadline[shown.code]
        position = self._position.get(one.unit)
        if position is None:
            return date.fromisoformat(said["submit_by"])
        return date.fromisoformat(said["towns_on"][position % len(said["towns_on"])])


def _corrected(one: Shape) -> Circumstances:
    return Circumstances(one["note"], "correction")


def _fill(office: Office, *, at: FieldAt, typed: str, how: Circumstances) -> object:
    if at.part == STATE:
        at = FieldAt(at.code, at.unit_id, at.period, "value")
        return entering.save_state(office, at, state=typed, how=how)
    return entering.save_field(office, at, typed=typed, how=how)


def _steps(scene: Scene) -> Iterator[Act]:
    unit, year, files = scene.district.id, parse_period(str(scene.plan.year)), shapes("texts")
    for one in files["step"]:
        for step in one["steps"] if _concerns(scene, one["code"]) else ():
            at = FieldAt(one["code"], unit, year, f"step/{step['step']}")
            typed = StepTyped(step["state"], step.get("on", ""), step.get("doc", ""))
            how = Circumstances(step.get("note"))
            do = partial(entering.save_step, at=at, typed=typed, how=how)
            yield Act(date.fromisoformat(step["entered"]), _FILL, unit, unit, do)
    for one in files["decision"]:
        if not _concerns(scene, one["code"]):
            continue
        at = FieldAt(one["code"], unit, year, "decision")
        value = Value(text=one["state"], on=one["on"], doc=one["doc"])
        named = partial(entering.save_value, at=at, value=value)
        yield Act(date.fromisoformat(one["entered"]), _FILL, unit, unit, named)


def _concerns(scene: Scene, code: str) -> bool:
    return bool(
        scene.plan.concerned(scene.plan.indicator(code), scene.district.id, units=scene.units)
    )


# ---- notes, reasons, estimates, proxies, corrections ----


def _oddities(scene: Scene, typed: Sequence[Typed]) -> Iterator[Act]:
    odd, typing = shapes("oddities"), _Typing(scene)
    for one in odd["note"]:
        yield from _said(scene, typing, one=one, part="note")
    for one in odd["reason"]:
        yield from _said(scene, typing, one=one, part=f"check/{one['check']}")
    for one in odd["estimate"]:
        yield from typing.acts(list(_estimates(scene, one)))
    yield from _proxies(scene, odd["proxy"])
    yield from _corrections(scene, odd["correction"], typed=typed)


def _said(scene: Scene, typing: _Typing, *, one: Shape, part: str) -> Iterator[Act]:
    if not _concerns(scene, one["code"]):
        return
    for unit in odd_unit(scene, one):
        period, text = parse_period(one["period"]), one["text"].format_map(scene.names)
        field = Typed(one["code"], unit.id, period, part, text)
        at = FieldAt(one["code"], unit.id, period, part)
        do = partial(_fill, at=at, typed=text, how=PLAIN)
        yield Act(typing.day(field), _EXPLAIN, unit.id, unit.id, do)


def _estimates(scene: Scene, one: Shape) -> Iterator[Typed]:
    """预计全年, as each unit that fills the indicator sees it in November."""
    period: Period = parse_period(_ESTIMATED)
    indicator = scene.plan.indicator(one["code"])
    values = one.get("by_town") or [one["value"]]
    position = {p.unit.id: p.position for p in scene.places}
    for unit in scene.plan.concerned(indicator, scene.district.id, units=scene.units):
        text = values[position.get(unit.id, 0) % len(values)]
        yield Typed(one["code"], unit.id, period, "estimate", text)


def _proxies(scene: Scene, proxies: Sequence[Shape]) -> Iterator[Act]:
    """Figures that a town gave by phone, entered by the district."""
    for one in proxies:
        for unit in odd_unit(scene, one):
            at = FieldAt(one["code"], unit.id, parse_period(one["period"]), "value")
            how = Circumstances(proxy=one["by"].format_map(scene.names))
            do = partial(_fill, at=at, typed=one["value"], how=how)
            yield Act(date.fromisoformat(one["on"]), _EXPLAIN, scene.district.id, unit.id, do)


def _corrections(
    scene: Scene, corrections: Sequence[Shape], *, typed: Sequence[Typed]
) -> Iterator[Act]:
    for one in corrections:
        for unit in odd_unit(scene, one):
            period = parse_period(one["period"])
            stood = next(
                Decimal(t.text)
                for t in typed
                if (t.code, t.unit, t.period, t.part) == (one["code"], unit.id, period, "value")
            )
            at = FieldAt(one["code"], unit.id, period, "value")
            text = f"{stood + Decimal(one['add']):f}"
            do = partial(_fill, at=at, typed=text, how=_corrected(one))
            yield Act(date.fromisoformat(one["on"]), _MEND, unit.id, unit.id, do)
