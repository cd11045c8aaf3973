"""The sheet of a register: known rows with their values, then empty lines for new ones."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.registers import Row, state_on
from zjmz_desktop.domain.row_checks import show_field
from zjmz_desktop.domain.sheet_tables import SheetCell, columns_of
from zjmz_desktop.domain.template_blocks import NO, YES
from zjmz_desktop.domain.templates import (
    NEW_LINE,
    REGISTER,
    Block,
    Slot,
    SlotKind,
    TemplateColumn,
    TemplateLine,
)
from zjmz_desktop.domain.units import Units
from zjmz_desktop.domain.values import BLANK

NEW_LINES = 20
STATE, STATE_ON = "state", "state_on"
_KINDS = {
    "number": SlotKind.NUMBER,
    "date": SlotKind.DATE,
    "choice": SlotKind.CHOICE,
    "yes_no": SlotKind.CHOICE,
    "unit": SlotKind.CHOICE,
}
_NARROWEST, _WIDEST = 5, 14
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class RegisterStanding:
    """A register as it goes into a template.

    Attributes:
        register: which.
        rows: known rows, in order; ended ones left out.
        office: id of the office that takes the file in; other keepers' rows are locked.
        units: for names.
        day: the day that states are shown of.
        places: field code → names to choose from, of fields that name a unit.
        with_town: whether the field 所属镇（街道） is filled in (else the file's unit is meant).
        words: field code → code → words, of codes that the register does not explain itself.
        new_ids: a permanent id for each empty line; see `new_row_id`.
    """

    register: Register
    rows: tuple[Row, ...]
    office: str
    units: Units
    day: date
    places: Mapping[str, tuple[str, ...]]
    with_town: bool
    words: Mapping[str, Mapping[str, str]]
    new_ids: tuple[str, ...]

    @property
    def fields(self) -> tuple[RegisterField, ...]:
        """The fields that stand in the sheet, the naming one first."""
        title = self.register.title_field
        shown = [f for f in self.register.fields if f.code != "town" or self.with_town]
        return tuple(sorted(shown, key=lambda f: f.code != title))


def register_block(one: RegisterStanding) -> Block:
    """All of it as one block."""
    lines = [_known(one, row) for row in one.rows]
    lines += [_new(one, id_) for id_ in one.new_ids]
    numbered = (
        TemplateLine(line.id, (Slot(str(number)), *line.cells))
        for number, line in enumerate(lines, start=1)
    )
    return Block(f"{REGISTER} {one.register.code}", "", _columns(one), tuple(numbered))


def new_row_id(line: str, *, keeper: str) -> str:
    """The id of the row that an empty line becomes: the same however often the file is imported.

    Two offices that import one file before they hear of each other each get a row of their own: the
    cells of a row have one keeper.
    """
    return hashlib.sha256(f"{line} {keeper}".encode()).hexdigest()[:32]


def _columns(one: RegisterStanding) -> tuple[TemplateColumn, ...]:
    head = [TemplateColumn("序号", "", 4)]
    fields = [TemplateColumn(_title(f), f.code, _width(one, f)) for f in one.fields]
    states = [
        TemplateColumn("现状态", "", 8),
        TemplateColumn("新状态", STATE, 7),
        TemplateColumn("状态变化日期", STATE_ON, 7),
    ]
    return (*head, *fields, *(states if one.register.states else [TemplateColumn("登记单位")]))


def _title(column: RegisterField) -> str:
    mark = "*" if column.required else ""
    return f"{mark}{column.name}（{column.unit}）" if column.unit else f"{mark}{column.name}"


def _width(one: RegisterStanding, column: RegisterField) -> int:
    if column.code == one.register.title_field:
        return _WIDEST
    if column.type == "text":
        return 10
    longest = max((columns_of(words) for words in _words(one, column)), default=0) // 2 + 2
    return min(max(longest, _NARROWEST, 6 if column.type == "date" else 0), _WIDEST)


def _words(one: RegisterStanding, column: RegisterField) -> tuple[str, ...]:
    if column.type == "unit":
        return one.places.get(column.code, ())
    if column.type == "yes_no":
        return (YES, NO)
    return tuple(one.words.get(column.code, column.choices).values())


def _known(one: RegisterStanding, row: Row) -> TemplateLine:
    locked = row.keeper != one.office
    cells = [_slot(one, f, shown=_shown(one, f, row=row), locked=locked) for f in one.fields]
    return TemplateLine(row.id, (*cells, *_state(one, row, locked=locked)))


def _new(one: RegisterStanding, id_: str) -> TemplateLine:
    cells = [_slot(one, f, shown=None, locked=False) for f in one.fields]
    return TemplateLine(f"{NEW_LINE} {id_}", (*cells, *_state(one, None, locked=False)))


def _shown(one: RegisterStanding, column: RegisterField, *, row: Row) -> SheetCell:
    value = row.fields.get(column.code, BLANK)
    if column.type == "number":
        return value.n
    if column.code in one.words:
        return "、".join(one.words[column.code].get(c, c) for c in value.choices or ())
    return show_field(column, value, units=one.units)


def _slot(one: RegisterStanding, column: RegisterField, *, shown: SheetCell, locked: bool) -> Slot:
    kind = _KINDS.get(column.type, SlotKind.TEXT)
    words = _words(one, column)
    several = column.type == "several" and bool(words)
    hint = "可填多项，用“、”隔开。" if several else column.help
    return Slot(
        shown,
        kind,
        words,
        scale=column.scale,
        minimum=_ZERO if column.minimum is None else column.minimum,
        maximum=column.maximum,
        hint=hint,
        locked=locked,
    )


def _state(one: RegisterStanding, row: Row | None, *, locked: bool) -> Iterable[Slot]:
    keeper = one.units.get(row.keeper).name if row is not None and locked else ""
    if not one.register.states:
        return (Slot(keeper),)
    names = one.register.states
    now = "" if row is None else state_on(row, one.day)
    words = "".join((names.get(now, now), f"（{keeper}登记）" if keeper else ""))
    return (
        Slot(words),
        Slot(None, SlotKind.CHOICE, tuple(names.values()), locked=locked),
        Slot(None, SlotKind.DATE, hint="状态从哪一天起变化，例如2018-06-18", locked=locked),
    )
