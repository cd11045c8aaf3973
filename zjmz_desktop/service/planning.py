"""What the issuing office and superiors decide: allocations, base figures, open questions, deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.judging_words import unallocated_words
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.units import Unit, UnitChange
from zjmz_desktop.domain.values import (
    BLANK,
    Value,
    from_scaled,
    number,
    parse_date,
    parse_number,
    scale_of,
)
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.rolling import total_last_year
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store.revisions import Write

_TARGETLESS = "不设目标"


@dataclass(frozen=True, slots=True)
class Allocation:
    """目标分解 of one indicator below one unit.

    Attributes:
        unit: (id, name) of the unit above.
        whole: its own target, None where it has none.
        parts: (id, name, target or None) of the units below.
        allocated: sum of the parts.
        words: whether it adds up, in a sentence.
    """

    unit: tuple[str, str]
    whole: Decimal | None
    parts: tuple[tuple[str, str, Decimal | None], ...]
    allocated: Decimal
    words: str


def set_target(office: Office, code: str, *, unit_id: str, typed: str) -> ChangeSet:
    """Allocate a target to a unit below; empty takes it back.

    Raises:
        WriteRefusedError: when the indicator has no target, or the unit is not below this office.
        ValueRefusedError: when it is no number that fits.
    """
    indicator = _with_target(office, code)
    unit = office.units.get(unit_id)
    _refuse_own(office, indicator, unit=unit)
    value = _target_value(indicator, typed)
    if value is not BLANK:
        _refuse_without_effect(office, indicator, unit=unit)
    return office.write([Write(_target_cell(office, code, unit=unit), value)])


def _refuse_own(office: Office, indicator: Indicator, *, unit: Unit) -> None:
    """Nobody sets their own target: what to do where the superior gave it on paper."""
    above = office.units.parent(unit.id)
    if unit.id != office.unit.id or above is None:
        return
    standing = ""
    if target_of(office, indicator, unit=unit) is None:
        words = unallocated_words(indicator, unit)
        standing = f"下达以前照常填报，各处写“{words}”，不算完成率；"
    raise WriteRefusedError(
        f"“{indicator.name}”{unit.name}的目标由{above.name}下达，本单位不能给自己下达。{standing}"
        "上级已在纸上下达的，请把目标数和文号写进情况说明，并请上级在程序里下达。"
    )


def _refuse_without_effect(office: Office, indicator: Indicator, *, unit: Unit) -> None:
    """A target that no figure of the unit would ever be held against."""
    if not office.plan.concerned(indicator, unit.id, units=office.units):
        raise WriteRefusedError(
            f"“{indicator.name}”由{indicator.level.words}填报，不适用于{unit.name}，"
            "不能给它下达目标。请改选适用的单位。"
        )


def _with_target(office: Office, code: str) -> Indicator:
    indicator = office.plan.indicator(code)
    if indicator.target is None:
        raise WriteRefusedError(f"指标“{indicator.name}”{_TARGETLESS}，不能分解。")
    return indicator


def _target_value(indicator: Indicator, typed: str) -> Value:
    if not typed.strip():
        return BLANK
    n = parse_number(typed.replace("%", "").replace("％", ""))
    if n < 0:
        raise ValueRefusedError(typed, "目标不能小于0", remedy="请填0或正数。")
    if not indicator.is_rate and n != n.to_integral_value() and indicator.scale == 0:
        raise ValueRefusedError(
            typed, f"{indicator.name}按{indicator.unit}计，应为整数", remedy="请填整数。"
        )
    return number(n)


def _target_cell(office: Office, code: str, *, unit: Unit) -> Cell:
    return Cell(code, unit.id, "target", office.plan.year, str(office.plan.year))


def allocation(office: Office, code: str, *, unit_id: str = "") -> Allocation:
    """How an indicator's target is allocated below a unit (default: this office)."""
    indicator = _with_target(office, code)
    unit = office.units.get(unit_id or office.unit.id)
    whole = target_of(office, indicator, unit=unit)
    below = _concerned_children(office, indicator, unit=unit)
    parts = tuple((u.id, u.name, office.targets.get((code, u.id))) for u in below)
    return Allocation(
        (unit.id, unit.name),
        whole,
        parts,
        _sum_of(parts),
        _adds_up(indicator, whole, unit=unit, parts=parts),
    )


def _sum_of(parts: tuple[tuple[str, str, Decimal | None], ...]) -> Decimal:
    return sum((n for _, _, n in parts if n is not None), Decimal(0))


def _concerned_children(office: Office, indicator: Indicator, *, unit: Unit) -> tuple[Unit, ...]:
    children = office.units.children(unit.id)
    return tuple(u for u in children if office.plan.concerned(indicator, u.id, units=office.units))


def target_of(office: Office, indicator: Indicator, *, unit: Unit) -> Decimal | None:
    """A unit's own target: the text's where it is of its level, else its allocation."""
    target = indicator.target
    if target is None:
        return None
    if target.level is unit.level or target.each:
        return target.value
    return office.targets.get((indicator.code, unit.id))


def _adds_up(
    indicator: Indicator,
    whole: Decimal | None,
    *,
    unit: Unit,
    parts: tuple[tuple[str, str, Decimal | None], ...],
) -> str:
    allocated = _sum_of(parts)
    missing = "、".join(name for _, name, n in parts if n is None)
    lacking = f"；{missing}未分解" if missing else ""
    if indicator.is_rate:
        return f"比率目标各自对照，不相加{lacking}。"
    if whole is None:
        words = unallocated_words(indicator, unit)
        return f"{words}，下级已分解{allocated:f}{indicator.unit}{lacking}。"
    gap = whole - allocated
    if gap == 0:
        return f"分解合计{allocated:f}{indicator.unit}，与目标相符{lacking}。"
    word = "少" if gap > 0 else "多"
    return f"分解合计{allocated:f}{indicator.unit}，比目标{whole:f}{indicator.unit}{word}{abs(gap):f}{lacking}。"


def split_target(office: Office, code: str, *, by: str = "even", unit_id: str = "") -> ChangeSet:
    """Allocate this office's own target among the units below, so that the parts add up.

    Args:
        office: the open office.
        code: the indicator.
        by: even, population (base figures) or last_year (last year's figures).
        unit_id: whose target; only this office's own can be split here.

    Raises:
        WriteRefusedError: when there is no target to split, or nothing to split it by.
    """
    indicator = _with_target(office, code)
    _refuse_others(office, unit_id)
    whole = target_of(office, indicator, unit=office.unit)
    if whole is None:
        raise WriteRefusedError(f"“{indicator.name}”本级目标未下达，不能分解。请先由上级下达。")
    below = _concerned_children(office, indicator, unit=office.unit)
    if not below:
        raise WriteRefusedError(f"“{indicator.name}”没有可以分解的下级单位。")
    parts = (
        dict.fromkeys((u.id for u in below), whole)
        if indicator.is_rate
        else _shares(whole, _weights(office, indicator, below=below, by=by))
    )
    writes = [
        Write(_target_cell(office, code, unit=unit), number(parts[unit.id])) for unit in below
    ]
    return office.write(writes)


def _refuse_others(office: Office, unit_id: str) -> None:
    unit = office.units.get(unit_id or office.unit.id)
    if unit.id != office.unit.id:
        raise WriteRefusedError(
            f"{unit.name}的目标由{unit.name}自己分解，这里只能分解{office.unit.name}的。"
            f"给{unit.name}下达目标请用 target set。"
        )


def _weights(
    office: Office, indicator: Indicator, *, below: tuple[Unit, ...], by: str
) -> dict[str, Fraction]:
    if by == "even":
        return {u.id: Fraction(1) for u in below}
    if by == "population":
        found = {u.id: Fraction(n) for u in below if (n := _population(office, u)) is not None}
    elif by == "last_year":
        found = _last_year(office, indicator, below=below)
    else:
        raise WriteRefusedError(f"不认识的分解办法“{by}”。可用even、population、last_year。")
    missing = "、".join(u.name for u in below if u.id not in found)
    if missing or not any(found.values()):
        what = "人口数" if by == "population" else "上年全年数"
        raise WriteRefusedError(
            f"{missing or '各单位'}没有{what}，不能按它分解。请改用even，或先补{what}。"
        )
    return found


def _population(office: Office, unit: Unit) -> Decimal | None:
    return next(
        (
            office.bases[b.code, unit.id]
            for b in office.plan.bases
            if (b.code, unit.id) in office.bases
        ),
        None,
    )


def _last_year(
    office: Office, indicator: Indicator, *, below: tuple[Unit, ...]
) -> dict[str, Fraction]:
    """Last year's whole figures; a unit of which only a part is known has none."""
    through = month(office.plan.year, 12)
    sums = {
        u.id: total_last_year(office, indicator, unit_id=u.id, through=through).sum for u in below
    }
    return {
        unit: Fraction(found.n)
        for unit, found in sums.items()
        if 0 < found.reported == found.expected
    }


def _shares(whole: Decimal, weights: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """Parts by largest remainder, as fine as the whole is: they add up to it, exactly."""
    total, scale = sum(weights.values(), Fraction(0)), scale_of(whole)
    steps = int(whole.scaleb(scale))
    exact = {unit: steps * weight / total for unit, weight in weights.items()}
    parts = {unit: int(share) for unit, share in exact.items()}
    left = steps - sum(parts.values())
    by_remainder = sorted(exact, key=lambda unit: (parts[unit] - exact[unit], unit))
    for unit in by_remainder[:left]:
        parts[unit] += 1
    return {unit: from_scaled(n, scale) for unit, n in parts.items()}


def set_base(office: Office, base: str, *, unit_id: str, typed: str, source: str = "") -> ChangeSet:
    """Issue a base figure (population) to a unit; only the issuing office does."""
    if base not in {b.code for b in office.plan.bases}:
        raise WriteRefusedError(f"本年度工作要点里没有基数“{base}”。")
    year = office.plan.year
    cell = Cell(base, office.units.get(unit_id).id, "base", year, str(year))
    return office.write([Write(cell, Value(n=parse_number(typed), text=source or None))])


def decide(office: Office, question: str, *, choice: str, on: str = "") -> ChangeSet:
    """Decide an open question (待确认口径); only the issuing office does."""
    found = next((q for q in office.plan.questions if q.code == question), None)
    if found is None:
        raise WriteRefusedError(f"没有待确认口径“{question}”。")
    if choice not in found.choices:
        options = "、".join(f"{code}（{found.labels[code]}）" for code in found.choices)
        raise WriteRefusedError(f"口径“{found.text}”没有选项“{choice}”。可选：{options}。")
    year = office.plan.year
    day = parse_date(on) if on else office.today().isoformat()
    cell = Cell(question, office.plan.issuer, "choice", year, str(year))
    return office.write([Write(cell, Value(text=choice, on=day))])


def set_deadline(office: Office, period: Period, *, cut_off: str, submit_by: str) -> ChangeSet:
    """Set a month's data cut-off and submission date; only the issuing office does."""
    cells_of_month = {"cut_off": cut_off, "submit_by": submit_by}
    return office.write(
        [
            Write(
                Cell("calendar", office.plan.issuer, part, office.plan.year, period.code),
                Value(on=parse_date(typed)),
            )
            for part, typed in cells_of_month.items()
        ]
    )


def open_questions(office: Office, indicator: Indicator) -> tuple[str, ...]:
    """The indicator's undecided questions, in words with the working choice."""
    found = []
    for question in office.plan.questions:
        if question.code in indicator.questions and question.code not in office.choices:
            working = next(iter(question.labels.values()))
            found.append(f"{question.text}（暂按：{working}）")
    return tuple(found)


UNIT_PARTS = ("name", "type", "parent_admin", "parent_stat", "ended")


def change_unit(office: Office, change: UnitChange) -> ChangeSet:
    """Record a dated change of a unit (行政区划调整); only the issuing office does.

    Figures of earlier days keep the unit as it then was.

    Raises:
        WriteRefusedError: for a part that units do not have, or a parent that is the unit itself.
        UnknownUnitError: when the unit, or the parent named, is in no list.
    """
    unit = office.units.get(change.unit)
    if change.part not in UNIT_PARTS:
        raise WriteRefusedError(f"单位没有“{change.part}”这一项。可改：{'、'.join(UNIT_PARTS)}。")
    if change.part.startswith("parent"):
        parent = office.units.get(change.text)
        if parent.id == unit.id or office.units.is_below(parent.id, unit.id):
            raise WriteRefusedError(f"{parent.name}不能作{unit.name}的上级：它在{unit.name}之下。")
    cell = Cell("unit", unit.id, f"{change.part}/{change.on.isoformat()}")
    return office.write([Write(cell, Value(text=change.text or None))])
