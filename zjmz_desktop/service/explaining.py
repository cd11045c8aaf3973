"""这个数从哪来: from a total down to the unit, the cell or the row, the revision and who wrote it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.judging_words import cut4, plain, value_words
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Measure
from zjmz_desktop.domain.registers import Confirmation, title_of
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.values import State, Value
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import figure_in, figures_through
from zjmz_desktop.service.periods_lacking import reported_words
from zjmz_desktop.service.planning import open_questions
from zjmz_desktop.service.register_readings import readings, rows_of
from zjmz_desktop.service.rolling import judging, total
from zjmz_desktop.service.unsubmitted import unsubmitted_words
from zjmz_desktop.service.wording import act_words, part_words, value_words_of
from zjmz_desktop.store import revisions

if TYPE_CHECKING:
    from zjmz_desktop.store.packages import StoredPackage


@dataclass(frozen=True, slots=True)
class Origin:
    """One revision that a figure rests on.

    `act` is 补报, 更正 … or ""; `before` is the value that it took the place of, told of acts only;
    `package` is the file that it came in, with its sender and day, ""
    where it was written here.
    """

    id: str
    log_no: int
    unit: str
    user: str
    at: str
    period: str
    part: str
    value: str
    note: str
    act: str = ""
    package: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """Where one unit's number comes from.

    Attributes:
        unit: (id, name).
        words: the number in a sentence, with its arithmetic.
        how: the definition, the counting rule and open questions.
        rows: (row name, 计入 or the reason why not), where it comes from a register.
        origins: revisions of typed cells, newest first.
        children: the same of the units below.
        unsubmitted: whose figures are in it though the month was not submitted, or "".
    """

    unit: tuple[str, str]
    words: str
    how: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    origins: tuple[Origin, ...]
    children: tuple["Explained", ...]
    unsubmitted: str = ""


def explain(office: Office, code: str, *, unit_id: str, period: Period) -> Explained:
    """Explain a unit's cumulative number at the end of a period."""
    indicator = office.plan.indicator(code)
    through = month(period.year, period.last_month)
    found = total(office, indicator, unit_id=unit_id, through=through)
    return _explained(office, indicator, found=found, through=through)


def _explained(office: Office, one: Indicator, *, found: Total, through: Period) -> Explained:
    unit = judging(office, through).units.get(found.unit)
    figure = figures_through(office, one, through=through).get(unit.id)
    leaf = not found.children
    reported = reported_words(office, found, through=through)
    words = _words(one, found=found, figure=figure, reported=reported)
    if unit.ended_words:
        words = f"{plain(found.sum.n)}{one.unit}（{unit.ended_words}）"
    elif leaf:
        words += _awaiting_words(office, one, unit=unit.id, through=through)
    return Explained(
        (unit.id, unit.name),
        f"{unit.name}：{words}。",
        (one.definition_on(through.last_on), *open_questions(office, one)),
        _rows(office, one, unit=unit.id, through=through) if leaf else (),
        _origins(office, one, unit=unit.id, through=through) if leaf else (),
        tuple(
            _explained(office, one, found=child, through=through)
            for child in found.children
            if child.sum.expected or child.sum.n
        ),
        unsubmitted_words(office, found, through=through),
    )


def _words(one: Indicator, *, found: Total, figure: Figure | None, reported: str) -> str:
    """The number with its arithmetic, its label and who is missing."""
    value, judged = found.judged.value, found.judged
    if not found.sum.expected:
        return "不适用"
    if not found.sum.reported:
        return found.absent_words
    text = judged.words if value is None else value_words(one, value, target=judged.target)
    if one.entry is Entry.MILESTONE and found.sum.d:
        text = f"{plain(found.sum.n)}/{plain(found.sum.d)}步"
    arithmetic = ""
    if one.is_rate and found.sum.d:
        arithmetic = f"＝{plain(found.sum.n)}÷{plain(found.sum.d)}"
        arithmetic += "×100%" if one.unit == "%" else ""
    elif found.children:
        parts = [c.sum.n for c in found.children if c.sum.reported or c.sum.n]
        arithmetic = f"＝{'＋'.join(plain(n) for n in parts)}" if len(parts) > 1 else ""
    source = "" if figure is None or found.children else f"，{figure.origin_words}"
    lacks = reported.partition("，")[2]
    note = reported if found.children else lacks
    return f"{text}{arithmetic}{source}{note and f'（{note}）'}"


def _awaiting_words(office: Office, one: Indicator, *, unit: str, through: Period) -> str:
    """「（底册2行已报待认定）」: what is not counted yet stands beside the figure."""
    reading = readings(office, one, period=through).get(unit)
    awaiting = len(reading.awaiting) if reading else 0
    return f"（底册{awaiting}行{Confirmation.AWAITING.words}）" if awaiting else ""


def _rows(
    office: Office, one: Indicator, *, unit: str, through: Period
) -> tuple[tuple[str, str], ...]:
    reading = readings(office, one, period=through).get(unit)
    if reading is None or one.source is None:
        return ()
    register = office.plan.register(one.source.register)
    names = {row.id: title_of(row, register) for row in rows_of(office, register.code)}
    short = dict(reading.short)
    said = [(row, short.get(row, "计入")) for row in reading.counted]
    said += [(row, Confirmation.AWAITING.words) for row in reading.awaiting]
    said += reading.not_counted
    return tuple((names[row], why) for row, why in said)


def _origins(office: Office, one: Indicator, *, unit: str, through: Period) -> tuple[Origin, ...]:
    year = office.plan.year
    periods = {p.code for p in counted_periods(one, through)} | {str(year)}
    parts = ["value", "removed", "opening", "adopted", "proxy", "confirmed", "decision"]
    parts += [f"step/{s.code}" for s in one.steps] + [f"tick/{e.code}" for e in one.entries]
    addressed = [Cell(one.code, unit, part, year, period) for part in parts for period in periods]
    return _told(office, one, addressed=addressed)


def _told(office: Office, one: Indicator, *, addressed: list[Cell]) -> tuple[Origin, ...]:
    """The revisions of some cells, newest first, each with the file that it came in."""
    history = revisions.history(office.database, addressed)
    from zjmz_desktop.store import packages

    brought = packages.brought(office.database, (written.id for written in history))
    files = {name: _package_words(office, package) for name, package in brought.items()}
    return tuple(
        replace(origin_of(office, one, written=written), package=files.get(written.id, ""))
        for written in history
    )


def _package_words(office: Office, package: "StoredPackage") -> str:
    sender = office.units.office_of(package.sender)
    at = package.handled.at.astimezone(BEIJING)
    return f"{package.name}（{sender}，{at:%Y-%m-%d %H:%M}导入）"


def origin_of(office: Office, one: Indicator, *, written: revisions.Written) -> Origin:
    """One revision as it is told."""
    revision = written.revision
    at = revision.clock.at.astimezone(BEIJING)
    return Origin(
        written.id,
        written.log_no,
        office.units.get(revision.author).name,
        office.name_of_user(revision.author, revision.user),
        f"{at:%Y-%m-%d %H:%M:%S}",
        revision.cell.period or "",
        part_words(one, revision.cell.part),
        value_words_of(revision.value),
        revision.note or "",
        act_words(revision.act, None),
    )


# ---- one cell, for `get` ----


@dataclass(frozen=True, slots=True)
class CellStory:
    """One unit's figure in one period with its parts, heads and history; None where nothing stands."""

    value: str | None
    state: str
    effective: str | None
    own: str | None
    adopted: str | None
    proxy: str | None
    version: int
    heads: tuple[str, ...]
    conflict: bool
    history: tuple[Origin, ...]


def story(office: Office, code: str, *, unit_id: str, period: Period) -> CellStory:
    """What stands in one unit's figure of one period, and how it came about."""
    one, unit = office.plan.indicator(code), office.units.get(unit_id)
    year = office.plan.year
    by_part = {
        part: revisions.heads(office.database, Cell(code, unit.id, part, year, period.code))
        for part in ("value", "adopted", "proxy", "confirmed")
    }
    values = {
        part: max(heads, key=lambda w: (w.revision.clock, w.revision.replica, w.id)).revision.value
        for part, heads in by_part.items()
        if heads
    }
    own = by_part["value"]
    cells_of_story = [Cell(code, unit.id, part, year, period.code) for part in by_part]
    told = _told(office, one, addressed=cells_of_story)
    shown = values.get("value") or values.get("proxy") or Value(State.BLANK)
    distinct = {w.revision.value for w in own}
    return CellStory(
        value=exact_words(shown),
        state=shown.state.value,
        effective=_effective(office, one, unit=unit.id, period=period),
        own=exact_words(values.get("value")),
        adopted=exact_words(values.get("adopted")),
        proxy=exact_words(values.get("proxy")),
        version=len(told),
        heads=tuple(w.id for w in own),
        conflict=len(distinct) > 1,
        history=told,
    )


def _effective(office: Office, one: Indicator, *, unit: str, period: Period) -> str | None:
    through = month(period.year, period.last_month)
    if one.measure is Measure.FLOW and one.source is None and one.entry is not Entry.ACTIVITY:
        figure = figure_in(office, one, period=period).get(unit)
    else:
        figure = figures_through(office, one, through=through).get(unit)
    if figure is None or figure.conflict:
        return None
    if figure.not_begun:
        return "0"
    return exact_words(Value(n=figure.n, d=figure.d))


def exact_words(value: Value | None) -> str | None:
    """A value as exact text: 12, 50/60, or its words; None for 未填."""
    if value is None or value.state is State.BLANK:
        return None
    if value.n is not None:
        return plain(value.n) if value.d is None else f"{plain(value.n)}/{plain(value.d)}"
    return value.text


def exact_total(one: Indicator, found: Total) -> str | None:
    """A total's value as exact text: whole counts and amounts as they are, rates cut to four decimals."""
    value = found.judged.value
    if value is None:
        return None
    if one.is_rate:
        return cut4(value / 100)
    return plain(Decimal(value.numerator) / Decimal(value.denominator))
