"""Register rows: their state on a day, their confirmation, and what an indicator reads from them.

Only confirmed rows count; the rest are 已报待认定 or say why they do not count (formats C and D).
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

from zjmz_desktop.domain.conditions import (
    STATE,
    Record,
    Test,
    compiled,
    resolved,
    source_fields,
    state_at,
)
from zjmz_desktop.domain.conditions import Context as Context
from zjmz_desktop.domain.conditions import deciding_fields as deciding_fields
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.plan_registers import Condition, Register, RowMeasure, Source
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.values import State, Value

_Conditions = tuple[Condition, ...]
_ZERO = Decimal(0)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a register, as its heads stand.

    Attributes:
        id: 32 hex digits, permanent.
        register: register code.
        keeper: id of the unit that keeps it; where it counts is the field `town`.
        fields: values by field code; a missing one is 未填.
        states: (date, state code) of each dated state, in any order.
        confirmation: `confirmed`, `refused` or "".
        confirmed_on: date of the confirmation, or "".
        confirmation_refs: head ids that the confirming office saw (`seen_heads`).
        heads: field code, or `state/<date>` → head revision id.
    """

    id: str
    register: str
    keeper: str
    fields: Mapping[str, Value]
    states: tuple[tuple[str, str], ...] = ()
    confirmation: str = ""
    confirmed_on: str = ""
    confirmation_refs: frozenset[str] = frozenset()
    heads: Mapping[str, str] = field(default_factory=dict)


class Confirmation(StrEnum):
    """认定 of a row as it stands now."""

    CONFIRMED = "confirmed"
    AWAITING = "awaiting"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"

    @property
    def words(self) -> str:
        """The words on screen."""
        return {
            "confirmed": "已认定",
            "awaiting": "已报待认定",
            "refused": "未予认定",
            "not_needed": "无需认定",
        }[self.value]


def state_on(row: Row, day: date) -> str:
    """Code of the row's state on `day`, "" before the first dated one."""
    return state_at(row.states, day.isoformat())[1]


def town_of(row: Row) -> str:
    """Id of the unit that the row counts for: the field `town`, else its keeper."""
    town = row.fields.get("town")
    return (town.text if town is not None else None) or row.keeper


def title_of(row: Row, register: Register) -> str:
    """What a row is called on screen."""
    value = row.fields.get(register.title_field)
    return (value.text if value is not None else None) or unnamed(register)


def unnamed(register: Register) -> str:
    """What a row without a name is called on screen."""
    return f"未填名称的{register.name}"


def is_ended(row: Row, register: Register, *, day: date) -> bool:
    """Whether the row is ended or merged on `day`."""
    return state_on(row, day) in _ended_codes(register)


def _ended_codes(register: Register) -> frozenset[str]:
    return frozenset((*register.ended_states, register.merged_state)) - {""}


# ---- confirmation ----


def seen_heads(row: Row, fields: Iterable[str], *, day: str = "") -> tuple[str, ...]:
    """Head ids of the fields that decide a figure, by field code: what a confirmation refers to.

    With `day`, of the dated states only the one in force then; else all of them.
    """
    return tuple(_heads(row, sorted(fields), day=day))


def confirmation_state(
    row: Row, register: Register, *, fields: Collection[str], day: str = ""
) -> Confirmation:
    """认定 of the row; a field that decides a figure, changed since, puts it back to awaiting.

    `day` as in `seen_heads`: a closing in October does not undo what was confirmed for June.
    """
    if register.confirmed_by is None:
        return Confirmation.NOT_NEEDED
    if not row.confirmation or not _all_seen(row, fields, day=day):
        return Confirmation.AWAITING
    return _STANDINGS[row.confirmation]


_STANDINGS = {"confirmed": Confirmation.CONFIRMED, "refused": Confirmation.REFUSED}


def _all_seen(row: Row, fields: Collection[str], *, day: str) -> bool:
    refs = row.confirmation_refs
    if not refs.issuperset(filter(None, map(row.heads.get, fields))):
        return False
    return STATE not in fields or refs.issuperset(_state_heads(row, day))


def _heads(row: Row, codes: Iterable[str], *, day: str) -> Iterator[str]:
    heads = row.heads
    for code in codes:
        if code == STATE:
            yield from _state_heads(row, day)
        elif code in heads:
            yield heads[code]


def _state_heads(row: Row, day: str) -> tuple[str, ...]:
    if day:
        head = row.heads.get(f"{STATE}/{state_at(row.states, day)[0]}")
        return () if head is None else (head,)
    return tuple(row.heads[key] for key in sorted(row.heads) if key.startswith(f"{STATE}/"))


# ---- reading ----


@dataclass(frozen=True, slots=True)
class Reading:
    """What one indicator reads from rows at a period's end: the cumulative figure.

    Each row concerned is in exactly one of `counted`, `awaiting` and `not_counted`.

    Attributes:
        n: number or numerator, of the rows that count.
        d: denominator, None for a number.
        counted: ids of the rows in numerator or denominator.
        reported_n: 已报: n before confirmation.
        reported_d: d before confirmation.
        awaiting: ids of rows that meet the conditions and are not confirmed yet.
        not_counted: (row id, reason).
        short: (row id, reason) of counted rows that are in the denominator only.
        settled: whether the register speaks: a row is confirmed or refused, or none needs to be.
    """

    n: Decimal
    d: Decimal | None
    counted: tuple[str, ...]
    reported_n: Decimal
    reported_d: Decimal | None
    awaiting: tuple[str, ...]
    not_counted: tuple[tuple[str, str], ...]
    short: tuple[tuple[str, str], ...] = ()
    settled: bool = True


def read(
    source: Source, rows: Iterable[Row], *, context: Context, towns: Collection[str] | None = None
) -> Reading:
    """Read an indicator's figure from rows of `towns` (None: all) at the context's period end."""
    return read_many((source,), rows, context=context, towns=towns)[0]


def read_many(
    sources: Iterable[Source],
    rows: Iterable[Row],
    *,
    context: Context,
    towns: Collection[str] | None = None,
) -> tuple[Reading, ...]:
    """Read several indicators of one register; what they share of a row is worked out once."""
    mine = [row for row in rows if row.register == context.register.code]
    if towns is not None:
        mine = [row for row in mine if town_of(row) in towns]
    mine.sort(key=attrgetter("id"))
    standing = _standing(context)
    books = [_Book(source, context, standing=standing) for source in sources]
    for row in mine:
        for book in books:
            book.add(row)
    settled = any(standing(row) is not Confirmation.AWAITING for row in mine)
    return tuple(replace(book.reading(), settled=settled) for book in books)


def why_not(row: Row, indicator: Indicator, *, context: Context) -> str:
    """Why one row does not count (in the numerator), or "" when it does.

    For many rows take `read`, which compiles its tests once. Whether `distinct` leaves a row out
    can not be told from one row.
    """
    if indicator.source is None:
        return ""
    one = _Book(indicator.source, context, standing=_standing(context))
    one.add(row)
    reasons = (*one.not_counted, *one.short)
    return Confirmation.AWAITING.words if one.awaiting else "".join(reason for _, reason in reasons)


def rows_digest(counted: Iterable[Row], source: Source, *, context: Context) -> str:
    """SHA-256 over the counted rows and the heads of the fields the conditions read (formats A).

    Ids stand in the order of their field codes.
    """
    fields = sorted(source_fields(source, context.register))
    day = context.period_end
    lines = sorted(" ".join((row.id, *_heads(row, fields, day=day))) + "\n" for row in counted)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


_Standing = Callable[[Row], Confirmation]


def _standing(context: Context) -> _Standing:
    """认定 of rows at the context's period end, each worked out once."""
    known, day = context.standings, context.period_end
    register, fields = context.register, context.deciding_fields

    def standing(row: Row) -> Confirmation:
        before, found = known.get(row.id, (None, Confirmation.AWAITING))
        if before is not row:  # a row may be tried out with other fields
            found = confirmation_state(row, register, fields=fields, day=day)
            known[row.id] = row, found
        return found

    return standing


class _Book:
    """One reading in the making: tests compiled once, rows added one by one."""

    def __init__(self, source: Source, context: Context, *, standing: _Standing) -> None:
        self._standing = standing
        self._only = tuple(compiled(c, context) for c in source.only)
        self._numerator = _Column(source.numerator, context, only=source.only)
        below = source.denominator
        self._denominator = None if below is None else _Column(below, context, only=source.only)
        self.counted: list[str] = []
        self.awaiting: list[str] = []
        self.not_counted: list[tuple[str, str]] = []
        self.short: list[tuple[str, str]] = []

    def add(self, row: Row) -> None:
        """Judge one row and add it where it belongs."""
        for test in self._only:
            if reason := test(row):
                self.not_counted.append((row.id, reason))
                return
        above = self._numerator.reason(row)
        below = above if self._denominator is None else self._denominator.reason(row)
        if above and below:
            self.not_counted.append((row.id, above))
            return
        self._confirm(row, above=above, below=below)

    def _confirm(self, row: Row, *, above: str, below: str) -> None:
        """Add a row that one column at least takes; a reason says why the other does not."""
        standing = self._standing(row)
        counts = standing in (Confirmation.CONFIRMED, Confirmation.NOT_NEEDED)
        above = above or self._numerator.add(row, counts)
        own = self._denominator
        below = above if own is None else below or own.add(row, counts)
        if standing is Confirmation.AWAITING:
            self.awaiting.append(row.id)
        elif not counts:
            on = f"（{row.confirmed_on}）" if row.confirmed_on else ""
            self.not_counted.append((row.id, f"{standing.words}{on}，不计入"))
        elif above and below:
            self.not_counted.append((row.id, above))
        else:
            self._count(row, above)

    def _count(self, row: Row, above: str) -> None:
        self.counted.append(row.id)
        if above:
            self.short.append((row.id, above))

    def reading(self) -> Reading:
        """The reading of the rows added so far."""
        n, d = self._numerator, self._denominator
        return Reading(
            n=n.total,
            d=None if d is None else d.total,
            counted=tuple(self.counted),
            reported_n=n.reported,
            reported_d=None if d is None else d.reported,
            awaiting=tuple(self.awaiting),
            not_counted=tuple(self.not_counted),
            short=tuple(self.short),
        )


class _Column:
    """Numerator or denominator: its tests, and its running totals."""

    def __init__(self, measure: RowMeasure, context: Context, *, only: _Conditions) -> None:
        ended = _ended_test(context) if _ignores_state(only + measure.where) else None
        own = tuple(compiled(c, context) for c in measure.where)
        self._tests: tuple[Test, ...] = own if ended is None else (ended, *own)
        self._sum = str(resolved(measure.sum_field, context)) if measure.sum_field else ""
        self.distinct = measure.distinct
        names = context.register.field_by_code
        needed = tuple(code for code in (self._sum, self.distinct) if code)
        self._needed = tuple((code, f"{names[code].name}未填") for code in needed)
        self._reported: set[object] = set()
        self._counted: set[object] = set()
        self._twice = f"{names[self.distinct].name}与另一行相同，只计一次" if self.distinct else ""
        self.total = self.reported = _ZERO

    def reason(self, row: Row) -> str:
        """Why the row is not in this column, or ""."""
        for test in self._tests:
            if reason := test(row):
                return reason
        for code, blank in self._needed:
            value = row.fields.get(code)
            if value is None or value.state not in (State.VALUE, State.SEALED):
                return blank
        return ""

    def add(self, row: Row, counts: bool) -> str:
        """Add a row that meets the tests; the reason when another row stands for it."""
        amount = (row.fields[self._sum].n or _ZERO) if self._sum else _ONE
        key = _key(row.fields[self.distinct]) if self.distinct else None
        if key is None or _is_new(key, self._reported):
            self.reported += amount
        if not counts:
            return ""
        if key is not None and not _is_new(key, self._counted):
            return self._twice
        self.total += amount
        return ""


def _is_new(key: object, seen: set[object]) -> bool:
    new = key not in seen
    seen.add(key)
    return new


def _key(value: Value) -> object:
    text = None if value.text is None else normalised(value.text)
    return (text, value.n, value.on, value.choices, value.commit)


def _ignores_state(conditions: _Conditions) -> bool:
    return not any(c.field == STATE for c in conditions)


def _ended_test(context: Context) -> Test | None:
    """Leaves out ended and merged rows where no condition on the state decides."""
    codes, names, day = _ended_codes(context.register), context.register.states, context.period_end

    def test(row: Record) -> str:
        since, code = state_at(row.states, day)
        if code not in codes:
            return ""
        return f"状态为“{names.get(code, code)}”（{since}起），不计入"

    return test if codes else None
