"""临时要数, 催报 and the table forms of other receivers: asked, answered, kept; phoned figures entered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zjmz_desktop.domain.errors import WriteRefusedError, ZjmzError
from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.sheet_tables import cell_words, worked_out
from zjmz_desktop.domain.urgent import (
    Answer,
    Asked,
    Mark,
    Wanted,
    WantedColumn,
    absent_units,
    answer,
    chase_words,
    mark_of,
    weakest,
)
from zjmz_desktop.service import entering
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office, register_behind
from zjmz_desktop.service.deadlines import deadline
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.exporting import standings
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.guarding import period_for
from zjmz_desktop.service.month_states import accepted_periods
from zjmz_desktop.service.views import Saved
from zjmz_desktop.store import revisions

_LONGEST_NAME = 40


class NothingAskedError(ZjmzError):
    """No indicator is chosen, or a form of that name is not there."""


# ---- answers ----


def urgent_answer(office: Office, wanted: Wanted, *, at: UnitPeriod) -> Answer:
    """The table and the words for what is wanted, as of the end of a month.

    Raises:
        NothingAskedError: when no indicator is chosen.
        UnknownIndicatorError: for a code that the plan does not hold.
    """
    if not wanted.columns:
        raise NothingAskedError("还没有选指标。请至少选一项。")
    indicators = [office.plan.indicator(column.indicator) for column in wanted.columns]
    found = standings(office, at, codes=[one.code for one in indicators])
    marks: dict[tuple[str, str], Mark] = {}
    for one in indicators:
        total = found.totals[one.code]
        for unit in (*(child.unit for child in total.children), total.unit):
            mark = _mark(office, one, unit_id=unit, through=at.period)
            if mark is not None:
                marks[one.code, unit] = mark
    return answer(Asked(wanted, found, marks))


def _mark(office: Office, one: Indicator, *, unit_id: str, through: Period) -> Mark | None:
    figures = figures_through(office, one, through=through)
    register = office.plan.register_by_code.get(register_behind(one))
    confirmed = register is not None and register.confirmed_by is not None
    fillers = office.plan.concerned(one, unit_id, units=office.units)
    marks = [
        mark_of(
            figure := figures.get(unit.id),
            confirmed_rows=confirmed,
            phoned=_phoned(office, one, unit_id=unit.id, figure=figure),
            accepted=_accepted(office, one, unit_id=unit.id, through=through),
        )
        for unit in fillers
    ]
    return weakest(marks) if marks else None


def _accepted(office: Office, one: Indicator, *, unit_id: str, through: Period) -> bool:
    """Whether each period that the unit itself reported was accepted as it stands."""
    figure = figures_through(office, one, through=through).get(unit_id)
    told = figure.origins if figure else ()
    own = {period for period, origin in told if origin is Origin.OWN}
    last = {period.code for period in counted_periods(one, through)[-1:]}
    asked = own or last
    return bool(asked) and asked <= accepted_periods(office, one, unit_id=unit_id)


def _phoned(office: Office, one: Indicator, *, unit_id: str, figure: Figure | None) -> bool:
    """Whether any proxy in the figure came without a file: phoned in, or typed."""
    told = figure.origins if figure else ()
    asked = [
        Cell(one.code, unit_id, "proxy", office.plan.year, period)
        for period, origin in told
        if origin is Origin.PROXY
    ]
    heads = [head for cell in asked for head in revisions.heads(office.database, cell)]
    return not heads or any(head.revision.source is None for head in heads)


def chase(office: Office, at: UnitPeriod, *, codes: Sequence[str] = ()) -> str:
    """催报: who has not reported what, as words for a chat; "" where nobody is missing.

    Args:
        office: the open office.
        at: whose units below, and the month.
        codes: which indicators; default: all that are due in that month.
    """
    due = [one.code for one in office.plan.indicators if _is_due(one, at.period)]
    asked = list(codes) or due
    if not asked:
        return ""
    found = standings(office, at, codes=asked)
    absent = absent_units(found, asked)
    by = deadline(office, at.period).submit_by
    return chase_words(found, absent, by=by, contact=office.user_name)


def _is_due(one: Indicator, month: Period) -> bool:
    return one.due_in(month.year, month.last_month) is not None


# ---- what was given, to whom, when ----


def keep_given(office: Office, wanted: Wanted, *, at: UnitPeriod, given: Answer) -> Path:
    """Record on this computer what was given to whom, when: the words and the table as shown."""
    from zjmz_desktop.exchange import urgent_files

    now = office.now()
    told = {
        "at": now.isoformat(timespec="seconds"),
        "user": office.user,
        "receiver": wanted.receiver,
        "unit": at.unit_id,
        "period": at.period.code,
        "title": given.table.title,
        "indicators": [column.indicator for column in wanted.columns],
        "units": list(wanted.units),
        "words": given.words,
        "rows": [list(row) for row in shown_rows(given)],
    }
    return urgent_files.keep_given(office.folder, f"{now:%Y%m%dT%H%M%S%f}", content=told)


def shown_rows(given: Answer) -> tuple[tuple[str, ...], ...]:
    """The table's cells as they are shown."""
    columns = given.table.columns
    return tuple(
        tuple(cell_words(cell, column) for cell, column in zip(row, columns, strict=True))
        for row in worked_out(given.table)
    )


@dataclass(frozen=True, slots=True)
class Given:
    """Something that was given out: when (local time), to whom, what."""

    at: str
    receiver: str
    title: str
    words: str


def given_before(office: Office) -> tuple[Given, ...]:
    """What was given out from this computer, newest first."""
    from datetime import datetime

    from zjmz_desktop.exchange import urgent_files

    found = []
    for one in urgent_files.read_given(office.folder):
        at = datetime.fromisoformat(str(one["at"])).astimezone(BEIJING)
        texts = (str(one.get(key, "")) for key in ("receiver", "title", "words"))
        found.append(Given(f"{at:%Y-%m-%d %H:%M}", *texts))
    return tuple(found)


# ---- saved forms ----


def saved_forms(office: Office) -> dict[str, Wanted]:
    """Name → the table form of a receiver."""
    from zjmz_desktop.exchange import urgent_files

    return {str(one["name"]): _wanted(one) for one in urgent_files.read_forms(office.folder)}


def saved_form(office: Office, name: str) -> Wanted:
    """One saved form.

    Raises:
        NothingAskedError: when there is none of that name.
    """
    forms = saved_forms(office)
    if name not in forms:
        known = "、".join(forms) or "还没有存过"
        raise NothingAskedError(f"没有名为“{name}”的表样。已存的表样：{known}。")
    return forms[name]


def save_form(office: Office, name: str, *, wanted: Wanted) -> None:
    """Save a form under a name; one of the same name is replaced.

    Raises:
        NothingAskedError: without a name or an indicator.
    """
    from zjmz_desktop.exchange import urgent_files

    bare = clean_text(name, limit=_LONGEST_NAME) if name.strip() else ""
    if not bare or not wanted.columns:
        raise NothingAskedError("表样要有名称，并且至少选一项指标。")
    forms = {**saved_forms(office), bare: wanted}
    urgent_files.write_forms(office.folder, [_stored(*pair) for pair in forms.items()])


def drop_form(office: Office, name: str) -> None:
    """Forget a form.

    Raises:
        NothingAskedError: when there is none of that name.
    """
    from zjmz_desktop.exchange import urgent_files

    saved_form(office, name)
    left = {key: wanted for key, wanted in saved_forms(office).items() if key != name}
    urgent_files.write_forms(office.folder, [_stored(*pair) for pair in left.items()])


def _stored(name: str, wanted: Wanted) -> dict[str, Any]:
    columns = [{"indicator": one.indicator, "title": one.title} for one in wanted.columns]
    return {
        "name": name,
        "receiver": wanted.receiver,
        "title": wanted.title,
        "columns": columns,
        "units": list(wanted.units),
    }


def _wanted(stored: dict[str, Any]) -> Wanted:
    columns = stored.get("columns", [])
    return Wanted(
        tuple(WantedColumn(str(one["indicator"]), str(one.get("title", ""))) for one in columns),
        tuple(str(unit) for unit in stored.get("units", [])),
        str(stored.get("title", "")),
        str(stored.get("receiver", "")),
    )


# ---- figures that were phoned in ----


@dataclass(frozen=True, slots=True)
class Phoned:
    """A figure as it was phoned in.

    Attributes:
        code: indicator.
        unit_id: whose figure.
        number: number or numerator, as typed.
        below: denominator as typed, "" where there is none to type.
        who: who said it.
        when: when, in words.
        how: 电话, 微信, 传真.
    """

    code: str
    unit_id: str
    number: str
    below: str = ""
    who: str = ""
    when: str = ""
    how: str = "电话"


def can_be_phoned(one: Indicator) -> bool:
    """Whether a figure of the indicator is one number or one pair of numbers."""
    return one.entry not in (Entry.MILESTONE, Entry.NARRATIVE, Entry.ACTIVITY) and not one.entries


def has_denominator(one: Indicator) -> bool:
    """Whether a denominator has to be said too."""
    return one.is_rate and one.entry is not Entry.PER_BASE and not one.rate_only


def phoneable(
    office: Office, wanted: Wanted, *, month: Period
) -> tuple[tuple[Indicator, str], ...]:
    """The wanted indicators that can be phoned in, each with the period that is asked for, in words."""
    found = (office.plan.indicator(column.indicator) for column in wanted.columns)
    return tuple((one, period_for(one, month).title) for one in found if can_be_phoned(one))


def phone_in(office: Office, told: Phoned, *, month: Period) -> Saved:
    """Enter a phoned figure as 代报, with who, how and when.

    Raises:
        WriteRefusedError: for a unit that is not below this office, a kind that can't be phoned in, or
            without saying who.
    """
    one = office.plan.indicator(told.code)
    if told.unit_id == office.unit.id:
        raise WriteRefusedError("本单位的数请直接填报，不用登记电话报数。")
    if not can_be_phoned(one):
        raise WriteRefusedError(f"“{one.name}”不是一个数，不能用电话报。请由单位自己填报。")
    if not told.who.strip():
        raise WriteRefusedError("没有写是谁报的。请填报数人的姓名或职务。")
    at = FieldAt(told.code, told.unit_id, period_for(one, month), "value")
    source = clean_text(" ".join((told.who, told.how, told.when)).strip(), limit=200)
    how = Circumstances(proxy=source)
    if one.is_rate and not one.rate_only:
        below = told.below if has_denominator(one) else None
        return entering.save_pair(office, at, typed=(told.number, below), how=how)
    saved = entering.save_field(office, at, typed=told.number, how=how)
    if saved.error:
        entering.drop_draft(office, at)
    return saved


def unit_choices(office: Office, unit_id: str) -> tuple[tuple[str, str], ...]:
    """(id, name) of the units below one, as rows of the table."""
    return tuple((unit.id, unit.name) for unit in office.units.children(unit_id))


def indicator_choices(office: Office, at: UnitPeriod) -> Iterable[tuple[str, str, str]]:
    """(code, name, work item) of the indicators that concern a unit."""
    for one in office.plan.indicators:
        if office.plan.concerned(one, at.unit_id, units=office.units):
            yield one.code, one.name, office.plan.item_of(one).title
