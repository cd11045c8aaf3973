"""Cells of a summary's words: told for a month, in force from there on until told otherwise."""

from collections.abc import Iterator

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.paper_kinds import PAPER
from zjmz_desktop.domain.periods import PeriodType, parse_period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.settling import SETTLE
from zjmz_desktop.domain.values import BLANK, Value, text_value
from zjmz_desktop.service.context import Office, Step
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write


def in_force(office: Office, at: UnitPeriod, *, part: str) -> dict[str, str]:
    """Key → text, of that month, else of the last month before that has one."""
    last: dict[str, tuple[int, str]] = {}
    for month, key, text in _told(office, at, part=part):
        last[key] = max(last.get(key, (0, "")), (month, text))
    return {key: text for key, (_, text) in sorted(last.items())}


def as_made(office: Office, at: UnitPeriod, *, cell: str, text: str) -> Value:
    """What takes a text back: nothing, or `text` where an earlier month has told otherwise."""
    part, _, key = cell.partition("/")
    month = at.period.last_month
    earlier = any(m < month and key == k for m, k, _ in _told(office, at, part=part))
    return text_value(text) if earlier else BLANK


def write(office: Office, at: UnitPeriod, *, cell: str, value: Value, note: str = "") -> ChangeSet:
    """Write one cell as an act of its own; what stands there already writes nothing.

    Args:
        office: the office.
        at: whose summary, through which month.
        cell: the part, `sentence/<key>` or `order/<key>`.
        value: what it is to hold.
        note: why.

    Raises:
        WriteRefusedError: for another unit's summary.
    """
    if at.unit_id != office.unit.id:
        name = office.units.get(at.unit_id).name
        raise WriteRefusedError(f"{name}的总结由{name}自己改，这里只能看。")
    place = Cell(PAPER, at.unit_id, cell, office.plan.year, at.period.code)
    before = cells.one(office.database, place)
    standing = before.value if before else BLANK
    if standing == value and not (before and before.conflict):
        return ChangeSet()
    act = SETTLE if before and before.conflict else None
    told = Write(place, value, note=note or None, act=act)
    changes = office.write([told])
    office.undo.did(Step(office.unit.id, told, standing))
    return changes


def _told(office: Office, at: UnitPeriod, *, part: str) -> Iterator[tuple[int, str, str]]:
    """(month, key, text) of what was told up to the month; what was cleared is told no more."""
    for one in cells.of_parts(office.database, part, unit=at.unit_id, year=office.plan.year):
        period = parse_period(one.cell.period or str(office.plan.year))
        month = period.last_month if period.type is PeriodType.MONTH else 0
        if one.cell.of == PAPER and 0 < month <= at.period.last_month and one.value.text:
            yield month, one.cell.part.partition("/")[2], one.value.text
