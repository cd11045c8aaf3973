"""The sample's months on their way: submitted by the towns, accepted and returned by the district."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reviewing import accept_whole, return_
from zjmz_desktop.service.sampling_figures import Typed
from zjmz_desktop.service.sampling_scene import REVIEWER, Act, Scene, Shape, shapes
from zjmz_desktop.service.submitting import submit

_SUBMIT, _REVIEW = 60, 65
Deed = Callable[[Office], object]


def flow_acts(scene: Scene) -> Iterator[Act]:
    """Every submission and review of the year; of a district without towns none."""
    if scene.alone:
        return
    flow = shapes("flow")
    for one in scene.office["deadline"]:
        period = parse_period(one["period"])
        if period.code <= flow["submitted_through"]:
            yield from _submissions(scene, flow, deadline=one, period=period)
        if period.code <= flow["accepted_through"]:
            yield from _acceptances(scene, flow, deadline=one, period=period)
    for one in flow["accepted"]:
        at = UnitPeriod(scene.town(one["town"]).id, parse_period(one["period"]))
        yield _by_reviewer(scene, at, on=one["on"], do=partial(accept_whole, at=at))
    for one in flow["returned"]:
        at = UnitPeriod(scene.town(one["town"]).id, parse_period(one["period"]))
        why = ReturnNote(one["reason"], one["phone"], one["due"])
        do = partial(return_, at=at, codes=one["codes"], why=why)
        yield _by_reviewer(scene, at, on=one["on"], do=do)


def mistyped(scene: Scene, typed: Typed) -> Shape | None:
    """What was typed first where a figure is corrected after it was accepted."""
    if scene.alone:
        return None
    wanted = (typed.unit, typed.code, typed.period.code, typed.part)
    known: list[Shape] = shapes("flow")["mistyped"]
    at = ((one, scene.town(one["town"]).id) for one in known)
    return next((o for o, unit in at if (unit, o["code"], o["period"], "value") == wanted), None)


def _submissions(scene: Scene, flow: Shape, *, deadline: Shape, period: Period) -> Iterator[Act]:
    late, missing = _of(flow["delayed"], period), _of(flow["missing"], period)
    for place in scene.places:
        if place.position in missing:
            continue
        usual = deadline["towns_on"][place.position % len(deadline["towns_on"])]
        on = late.get(place.position, {"on": usual})["on"]
        do = partial(_submit, period=period)
        yield Act(date.fromisoformat(on), _SUBMIT, place.unit.id, place.unit.id, do)


def _of(shown: Iterable[Shape], period: Period) -> Mapping[int, Shape]:
    return {one["town"]: one for one in shown if one["period"] == period.code}


def _submit(office: Office, period: Period) -> object:
    return submit(office, period)


def _acceptances(scene: Scene, flow: Shape, *, deadline: Shape, period: Period) -> Iterator[Act]:
    on = date.fromisoformat(deadline["submit_by"]) + timedelta(flow["reviewed_after_days"])
    for place in scene.places:
        at = UnitPeriod(place.unit.id, period)
        yield _by_reviewer(scene, at, on=str(on), do=partial(accept_whole, at=at))


def _by_reviewer(scene: Scene, at: UnitPeriod, *, on: str, do: Deed) -> Act:
    district = scene.district.id
    return Act(date.fromisoformat(on), _REVIEW, district, at.unit_id, do, user=REVIEWER)
