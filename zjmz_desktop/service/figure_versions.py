"""Versions of a unit's figure side by side, with their differences and what was corrected on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zjmz_desktop.domain.figure_versions import Kind, Version, differences
from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import BLANK, State, Value
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.explaining import Origin, origin_of
from zjmz_desktop.service.rolling import total
from zjmz_desktop.service.wording import value_words_of
from zjmz_desktop.store import revisions


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of a unit's figure up to a month.

    Attributes:
        unit: (id, name).
        name: the indicator's.
        versions: 月报累计, 快报, 预计全年, 年报, those that there are.
        differences: each in a sentence: 「年报12，快报13，少1，原因：…」.
        acts: 补报 and 更正 of the monthly figures, newest first, with their reasons.
    """

    unit: tuple[str, str]
    name: str
    versions: tuple[Version, ...]
    differences: tuple[str, ...]
    acts: tuple[Origin, ...]


def versions(office: Office, code: str, *, unit_id: str, period: Period) -> Versions:
    """The versions of a unit's figure up to the end of a period; 年报 is of the whole year."""
    one, unit = office.plan.indicator(code), office.units.get(unit_id)
    through = month(period.year, period.last_month)
    monthly = _monthly(office, one, unit_id=unit.id, through=through)
    addresses = {
        Kind.FLASH: ("flash", through.code),
        Kind.ESTIMATE: ("estimate", through.code),
        Kind.ANNUAL: ("annual", str(office.plan.year)),
    }
    typed = [
        _typed(office, kind, cell=Cell(code, unit.id, part, office.plan.year, at))
        for kind, (part, at) in addresses.items()
    ]
    found = tuple(version for version in (monthly, *typed) if version is not None)
    acts = _acts(office, one, unit_id=unit.id, through=through)
    return Versions((unit.id, unit.name), one.name, found, differences(found), acts)


def _monthly(office: Office, one: Indicator, *, unit_id: str, through: Period) -> Version | None:
    found = total(office, one, unit_id=unit_id, through=through)
    if not found.sum.reported:
        return None
    d = found.sum.d if one.is_rate else None
    return Version(Kind.MONTHLY, through.title, found.sum.n, d)


def _typed(office: Office, kind: Kind, *, cell: Cell) -> Version | None:
    heads = revisions.heads(office.database, cell)
    if not heads:
        return None
    last = max(heads, key=lambda one: (one.revision.clock, one.revision.replica, one.id))
    value, one = last.revision.value, office.plan.indicator(cell.of)
    if value.n is None:
        return None
    said = origin_of(office, one, written=last)
    title = parse_period(cell.period or "").title
    return Version(kind, title, value.n, value.d, said.user, said.at, said.note, last.id)


def _acts(office: Office, one: Indicator, *, unit_id: str, through: Period) -> tuple[Origin, ...]:
    """Lines of the monthly figures that were written as 补报 or 更正."""
    periods = counted_periods(one, through)
    addressed = [Cell(one.code, unit_id, "value", office.plan.year, p.code) for p in periods]
    told = revisions.history(office.database, addressed)
    marked = [w for w in told if w.revision.act in ("late", "correction")]
    known = {w.id: w.revision.value for w in told}
    return tuple(
        replace(origin_of(office, one, written=w), before=_before(w, known)) for w in marked
    )


def _before(written: revisions.Written, known: Mapping[str, Value]) -> str:
    """What stood in the cell until then, in words; "" where nothing did."""
    values = (known.get(parent, BLANK) for parent in written.revision.parents)
    told = sorted({value_words_of(v) for v in values if v.state is not State.BLANK})
    return "、".join(told)
