"""What a package would hold, in words, before it is written; and to whom this office can send one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zjmz_desktop.domain.packages import Kind, Segment
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.routes import Direction, Route, direction_of
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.service.package_contents import Contents, gather, personal_texts
from zjmz_desktop.service.packing import Order, is_submitted, period_of, route_of
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.trusting import signing_key
from zjmz_desktop.service.versions_known import unit_stages

_MEGABYTE = 1_000_000


class Recipient(NamedTuple):
    """An office that this one sends packages to."""

    unit: str
    name: str
    direction: Direction


def recipients(office: Office) -> tuple[Recipient, ...]:
    """The office above, those below, and this office's own second computer."""
    units, own = office.units, office.unit
    above = units.parent(own.id)
    found = [*([above] if above is not None else []), *units.children(own.id), own]
    stages = unit_stages(office)
    return tuple(
        Recipient(one.id, one.office, direction_of(own.id, one.id, stages=stages)) for one in found
    )


@dataclass(frozen=True, slots=True)
class PackPreview:
    """What a package would hold.

    Attributes:
        kind: what it would be for.
        period: period code, "" where it is about none.
        evidence: how many files of evidence.
        evidence_bytes: their size.
        personal: how many personal texts could go along.
        submitted: whether the month is submitted; None where that is not asked.
        more_rows: whether there are register rows, or names in them, that go up only when asked for.
        lines: what is in it, a sentence each.
        warning: what should be known before it is sent, or "".
    """

    kind: Kind
    period: str
    evidence: int
    evidence_bytes: int
    personal: int
    submitted: bool | None
    more_rows: bool
    lines: tuple[str, ...]
    warning: str


def preview_pack(office: Office, order: Order) -> PackPreview:
    """What `pack` would write; nothing is written but, at the very first, this office's own code.

    Args:
        office: the open office, writable.
        order: for whom, what, which month.

    Raises:
        NoRouteError: for an office that is neither above nor below.
    """
    signing_key(office)
    route = route_of(office, order)
    kind = order.kind or route.direction.usual
    period = period_of(office, order, way=route.direction)
    contents = gather(office, route, passphrase="")
    personal = len(personal_texts(office, contents.segments, route=route))
    submitted = is_submitted(office, kind, period=period)
    return PackPreview(
        kind,
        period,
        len(contents.blobs),
        sum(contents.blobs.values()),
        personal,
        submitted,
        route.direction is Direction.UP and _has_more_rows(office, route),
        tuple(_lines(office, contents, route=route)),
        "这个月还没有上报，对方收到后显示未报。" if submitted is False else "",
    )


def _lines(office: Office, contents: Contents, *, route: Route) -> Iterator[str]:
    own = [one for one in contents.segments if one.author == office.unit.id]
    others = [one for one in contents.segments if one.author != office.unit.id]
    if own:
        yield f"{office.unit.office}填写和办理的记录{_count(own)}条。"
    if others:
        names = list(dict.fromkeys(office.units.office_of(one.author) for one in others))
        who = names[0] if len(names) == 1 else f"{names[0]}等{len(names)}个单位"
        yield f"{who}的记录{_count(others)}条，原样转交。"
    if contents.plans:
        yield f"本机执行的{office.plan.year}年工作要点。"
    if route.direction is Direction.UP:
        yield _rows_words(office, route)
    yield _evidence_words(contents)


def _has_more_rows(office: Office, route: Route) -> bool:
    """Whether there are rows of units below, or of registers that the receiver does not confirm."""
    level = office.units.get(route.recipient).level
    return any(
        row.keeper != route.sender or one.counted_by is not level
        for one in office.plan.registers
        for row in rows_of(office, one.code)
    )


def _rows_words(office: Office, route: Route) -> str:
    if not any(rows_of(office, one.code) for one in office.plan.registers):
        return "底册还没有行。"
    if route.rows_below:
        return "底册全部逐行带上。"
    return "底册逐行带上。" if route.rows else "底册不带行，只带数。"


def likely_kind(office: Office, to: Recipient, *, period: Period) -> Kind:
    """What a file for an office is for, as its month stands: what went back, what came in, else the plan."""
    if to.direction is not Direction.DOWN:
        return to.direction.usual
    stage = MonthStates(office, period).month_stage(to.unit)
    if stage in (Stage.RETURNED, Stage.REOPENED):
        return Kind.RETURN
    return Kind.PLAN if stage in (Stage.NOT_REPORTED, Stage.RECALLED) else Kind.RECEIPT


def _count(segments: Sequence[Segment]) -> str:
    lines = sum(one.content.count(b"\n") for one in segments)
    return f"{lines:,}"


def _evidence_words(contents: Contents) -> str:
    lacks = f"另有{len(contents.missing)}个不在本机，带不上。" if contents.missing else ""
    if not contents.blobs:
        return f"佐证材料没有对方缺的。{lacks}"
    size = sum(contents.blobs.values())
    return f"佐证材料{len(contents.blobs)}个，共{size_words(size)}。{lacks}"


def size_words(size: int) -> str:
    """1.4MB, 312KB."""
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.1f}MB"
    return f"{max(1, round(size / 1000))}KB"
