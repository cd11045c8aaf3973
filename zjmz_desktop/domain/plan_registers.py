"""Registers (底册) of a plan, and how indicators count their rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from zjmz_desktop.domain.units import Level


@dataclass(frozen=True, slots=True)
class Computed:
    """How the program works a column out; nothing is typed into it, and nothing of it is stored.

    Attributes:
        kind: age, ticked, meets, reaches, sum, difference or percent.
        of: codes of the fields it is worked out of; of a field group (ticked), of an indicator (meets).
        after: code of the typed field that it stands behind, "" where it is the first.
    """

    kind: str
    of: tuple[str, ...]
    after: str


ADDING_UP = ("sum", "difference")
"""Kinds of computed numbers whose sum over rows means something."""


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One field of a register; `type` is text, number, date, choice, several, yes_no or unit.

    Attributes:
        adds_up: whether numbers of several rows can be summed up (beds can, prices and years can't).
        form: how a text is built that has a check of its own: credit_code, division_code or "".
        computed: how it is worked out; None where it is typed.
    """

    code: str
    name: str
    type: str
    required: bool = False
    unit: str = ""
    scale: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    group_name: str = ""
    personal: bool = False
    help: str = ""
    adds_up: bool = True
    form: str = ""
    computed: Computed | None = None

    @property
    def totalled(self) -> bool:
        """Whether a sum over rows means something."""
        return self.type == "number" and self.adds_up


@dataclass(frozen=True, slots=True)
class RegisterCheck:
    """Sum of `left` fields, compared with the sum of `right` fields or with `right_value`.

    Where `left` is a date, it is compared with the date in `right`, or with `right_day`: period_end.
    """

    code: str
    severity: str
    left: tuple[str, ...]
    operator: str
    right: tuple[str, ...] = ()
    right_value: Decimal | None = None
    right_day: str = ""


COMMON_FIELDS = (
    RegisterField("town", "所属镇（街道）", "unit", required=True),
    RegisterField("village", "所属村（社区）", "text"),
)


REMARK_FIELD = RegisterField("remark", "备注", "text")


@dataclass(frozen=True)
class Register:
    """底册: one object a row, feeding many indicators."""

    code: str
    name: str
    measure_word: str
    filled_by: Level
    confirmed_by: Level | None
    unique_by: tuple[str, ...]
    personal: bool
    states: Mapping[str, str]
    ended_states: tuple[str, ...]
    merged_state: str
    own_fields: tuple[RegisterField, ...]
    checks: tuple[RegisterCheck, ...]
    computed_fields: tuple[RegisterField, ...] = ()

    @cached_property
    def fields(self) -> tuple[RegisterField, ...]:
        """All fields that are typed, in paper order, with the common ones (town, village, remark)."""
        town = replace(COMMON_FIELDS[0], required=self.filled_by is Level.TOWN)
        return (town, *COMMON_FIELDS[1:], *self.own_fields, REMARK_FIELD)

    @cached_property
    def columns(self) -> tuple[RegisterField, ...]:
        """What a list of the register shows: its fields, and in their places those worked out."""
        behind: dict[str, list[RegisterField]] = {}
        for one in self.computed_fields:
            assert one.computed is not None
            behind.setdefault(one.computed.after or COMMON_FIELDS[-1].code, []).append(one)
        return tuple(one for field in self.fields for one in (field, *behind.get(field.code, ())))

    @cached_property
    def field_by_code(self) -> Mapping[str, RegisterField]:
        """Fields by code."""
        return {f.code: f for f in self.fields}

    def group_fields(self, group: str) -> tuple[RegisterField, ...]:
        """The yes/no fields of a ticked group."""
        return tuple(f for f in self.own_fields if f.group == group)

    @property
    def counted_by(self) -> Level:
        """The level that says what counts: it confirms the rows; where nobody does, the district at least."""
        if self.confirmed_by is not None:
            return self.confirmed_by
        return Level.DISTRICT if self.filled_by is Level.TOWN else self.filled_by

    @property
    def title_field(self) -> str:
        """The field that names a row: `name` where there is one, else the first required text."""
        if "name" in self.field_by_code:
            return "name"
        required = (f.code for f in self.own_fields if f.required and f.type == "text")
        return next(required, self.own_fields[0].code)


@dataclass(frozen=True, slots=True)
class FromQuestion:
    """A right side that an open question decides."""

    question: str


Operand = str | bool | int | tuple[str, ...] | FromQuestion


@dataclass(frozen=True, slots=True)
class Condition:
    """One counting condition; `field` is a field code, `state`, or a field group when `ticked`.

    `operator` is is, in, not_in, at_least, at_most, on_or_after, on_or_before, within, filled or ticked.
    """

    field: str
    operator: str
    operand: Operand


@dataclass(frozen=True, slots=True)
class RowMeasure:
    """What is taken from the rows: their count, or the sum of a field, of rows that meet all of `where`."""

    sum_field: str | FromQuestion | None = None
    distinct: str = ""
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where an indicator takes its figure from: a register.

    Either `numerator` alone (a number), or both with `only` (rows concerned).
    """

    register: str
    numerator: RowMeasure
    denominator: RowMeasure | None = None
    only: tuple[Condition, ...] = ()
