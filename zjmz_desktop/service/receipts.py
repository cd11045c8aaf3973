"""回执: what became of this office's month at the office above, as its own files tell.

已收到 is what its chains say (the vector of its last package), 已接收 what it wrote about the submission.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.domain.values import State
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.explaining import exact_words
from zjmz_desktop.service.fillers import fillers
from zjmz_desktop.service.month_states import (
    Due,
    MonthStates,
    due_here,
    submission_cell,
    version_of,
)
from zjmz_desktop.store import cells, packages, revisions
from zjmz_desktop.store import receipts as stored
from zjmz_desktop.store.packages import Direction, PackageState

_FIGURE_PARTS = ("value", "adopted", "proxy", "confirmed")


class Arrival(StrEnum):
    """How far a month has come at the office above."""

    NOT_SUBMITTED = "not_submitted"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One month of this office at the office above.

    Attributes:
        superior: (unit id, name of the office), ("", "") where there is none.
        period: the month.
        version: 第n版.
        arrival: how far it has come.
        on: the day (`2018-07-05`) of the acceptance, the return or the receipt; "" before.
        adopted: how many figures it took another number for (区局采用数).
        words: all of it in a sentence.
    """

    superior: tuple[str, str]
    period: Period
    version: int
    arrival: Arrival
    on: str
    adopted: int
    words: str


def receipt(office: Office, period: Period) -> Receipt:
    """What the office above has done with this office's month."""
    shown, unit = month(period.year, period.last_month), office.unit
    above = office.units.parent(unit.id)
    version = version_of(office, unit.id, shown=shown)
    arrival = _arrival(office, shown, above=above)
    on = _day(office, shown, arrival=arrival, above=above)
    adopted = sum(1 for _ in _adopted(office, shown))
    superior = (above.id, above.office) if above is not None else ("", "")
    told = Receipt(superior, shown, version, arrival, on, adopted, "")
    return Receipt(superior, shown, version, arrival, on, adopted, _words(told))


def _arrival(office: Office, shown: Period, *, above: Unit | None) -> Arrival:
    states = MonthStates(office, shown)
    stage = states.month_stage(office.unit.id)
    reviewed = {
        Stage.ACCEPTED: Arrival.ACCEPTED,
        Stage.CHANGED: Arrival.CHANGED,
        Stage.RETURNED: Arrival.RETURNED,
    }
    if stage in reviewed:
        return reviewed[stage]
    if stage is not Stage.SUBMITTED:
        return Arrival.NOT_SUBMITTED
    heads = [one.id for one in _submitted(office, shown)]
    has = stored.covered(office.database, above.id, ids=heads) if above is not None else ()
    return Arrival.RECEIVED if set(heads) <= set(has) and heads else Arrival.SENT


def _submitted(office: Office, shown: Period) -> tuple[revisions.Written, ...]:
    return revisions.heads(office.database, submission_cell(office, office.unit.id, shown=shown))


def _day(office: Office, shown: Period, *, arrival: Arrival, above: Unit | None) -> str:
    if arrival is Arrival.RECEIVED and above is not None:
        return _heard_on(office, above.id)
    if arrival in (Arrival.NOT_SUBMITTED, Arrival.SENT):
        return ""
    reviews = [one.at for one in _reviews(office, shown)]
    return _date(max(reviews)) if reviews else ""


def _reviews(office: Office, shown: Period) -> Iterator[cells.StoredCell]:
    """Everything that was said above of this office's month."""
    year, unit = office.plan.year, office.unit.id
    due = {(one.indicator.code, one.period.code) for one in due_here(office, shown, unit_id=unit)}
    for one in cells.of_parts(office.database, "review", unit=unit, year=year):
        whole = one.cell.of == "submission" and one.cell.period == shown.code
        if whole or (one.cell.of, one.cell.period) in due:
            yield one


def _heard_on(office: Office, unit: str) -> str:
    """The day of the last package of an office that says what it has got."""
    came = packages.all_of(office.database, Direction.IN)
    made = [p.made_at for p in came if p.sender == unit and p.state is PackageState.APPLIED]
    return _date(datetime.fromisoformat(max(made))) if made else ""


def _date(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d}"


def _adopted(office: Office, shown: Period) -> Iterator[str]:
    """Codes of figures for which the office above uses a number of its own."""
    for due in due_here(office, shown, unit_id=office.unit.id):
        cell = Cell(
            due.indicator.code, office.unit.id, "adopted", office.plan.year, due.period.code
        )
        found = cells.one(office.database, cell)
        if found is not None and found.value.state is not State.BLANK:
            yield due.indicator.code


def _words(found: Receipt) -> str:
    """「丹徒区民政局已接收第2版，7月5日，已用于汇总」, and so on."""
    name, version = found.superior[1] or "上级", f"第{found.version}版"
    day = f"，{int(found.on[5:7])}月{int(found.on[8:])}日" if found.on else ""
    used = f"，其中{found.adopted}项用{name}的采用数" if found.adopted else ""
    return {
        Arrival.NOT_SUBMITTED: f"{found.period.title}还没有上报。",
        Arrival.SENT: f"{version}还没有收到{name}的回执。",
        Arrival.RECEIVED: f"{name}已收到{version}{day}，还没有审核。",
        Arrival.RETURNED: f"{name}已退改{version}{day}，请改好后重新上报。",
        Arrival.ACCEPTED: f"{name}已接收{version}{day}，已用于汇总{used}。",
        Arrival.CHANGED: f"{name}接收{version}以后又有改动{day}，待{name}复核。",
    }[found.arrival]


# ---- figure by figure ----


class FigureUse(NamedTuple):
    """One figure of one unit, whether the office above has it exactly as it stands here, and what it did.

    Attributes:
        words: 上级采用5（本单位报50000）, 已接收, 退改 …; else whether it was received.
    """

    indicator: str
    name: str
    unit: str
    unit_name: str
    known: bool
    words: str = ""


_DECIDED = frozenset(CellStage) - {CellStage.BLANK, CellStage.WAITING}


def uses(office: Office, period: Period) -> tuple[FigureUse, ...]:
    """Which figures of this office and those below it the office above rolls up as they stand now."""
    shown = month(period.year, period.last_month)
    above = office.units.parent(office.unit.id)
    heads = dict(_heads(office, shown))
    names = {name for some in heads.values() for name in some}
    has = stored.covered(office.database, above.id, ids=names) if above is not None else frozenset()
    said = _said(office, shown)
    return tuple(
        _use(office, place, known=some <= has, said=said.get(place[0], ""))
        for place, some in heads.items()
    )


def _use(office: Office, place: tuple[str, str], *, known: bool, said: str) -> FigureUse:
    (code, unit), name = place, office.plan.indicator(place[0]).name
    received = "上级已收到" if known else "上级还没有收到现在的数"
    adopted = said.startswith(_ADOPTED)
    mine = unit == office.unit.id
    words = said if said and (mine or (known and not adopted)) else received
    return FigureUse(code, name, unit, office.units.get(unit).name, known, words)


_ADOPTED = "上级采用"


def _said(office: Office, shown: Period) -> dict[str, str]:
    """Indicator → what the office above did with this office's figure, "" before."""
    states, unit = MonthStates(office, shown), office.unit.id
    found = {}
    for due in due_here(office, shown, unit_id=unit):
        parts, stage = states.parts(due, unit_id=unit), states.stage(due, unit_id=unit)
        adopted = exact_words(parts["adopted"].value) if "adopted" in parts else None
        if adopted is not None:
            own = exact_words(parts["value"].value) if "value" in parts else None
            found[due.indicator.code] = f"{_ADOPTED}{adopted}（本单位报{own or '未填'}）"
        elif stage in _DECIDED:
            found[due.indicator.code] = stage.words
        elif states.acts(unit).returned_whole:
            found[due.indicator.code] = CellStage.RETURNED.words
    return found


def _heads(office: Office, shown: Period) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """(indicator, unit) → the revisions on which the figure of the month rests."""
    for due in due_here(office, shown, unit_id=office.unit.id):
        for unit in fillers(office, due.indicator, unit_id=office.unit.id):
            found = frozenset(_ids(office, due, unit=unit))
            if found:
                yield (due.indicator.code, unit), found


def _ids(office: Office, due: Due, *, unit: str) -> Iterable[str]:
    asked = [
        Cell(due.indicator.code, unit, part, office.plan.year, due.period.code)
        for part in _FIGURE_PARTS
    ]
    found = (cells.one(office.database, cell) for cell in asked)
    return [one.head_id for one in found if one is not None and one.value.state is not State.BLANK]
