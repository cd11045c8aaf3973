"""Registers (底册): rows entered once, ended and never deleted, confirmed by the level above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zjmz_desktop.domain.conditions import deciding_fields
from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError, quoted
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.registers import Row, seen_heads
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text, parse_field
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import (
    BLANK,
    Value,
    text_value,
)
from zjmz_desktop.service import row_drafts
from zjmz_desktop.service.confirming import RowChecks
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_readings import one_row
from zjmz_desktop.service.register_tables import may_confirm
from zjmz_desktop.service.row_drafts import RowAt as RowAt
from zjmz_desktop.service.row_writing import (
    day_typed,
    field_named,
    refuse_foreign_town,
    state_typed,
    values_typed,
    write_act,
)
from zjmz_desktop.service.views import ChangeSet, Confirmed, Saved
from zjmz_desktop.store import revisions
from zjmz_desktop.store.revisions import Write


class UnknownRowError(WriteRefusedError):
    """A row id that the register does not hold here."""

    def __init__(self, register: Register, row: str) -> None:
        super().__init__(
            f"底册“{register.name}”里没有编号为{quoted(row)}的行。请先列出底册核对编号。"
        )


def row_at(office: Office, at: RowAt) -> Row:
    """One row.

    Raises:
        UnknownRowError: when the register holds no such row here.
    """
    register = office.plan.register(at.register)
    found = one_row(office, register, row_id=at.row)
    if found is None:
        raise UnknownRowError(register, at.row)
    return found


# ---- writing ----


def add_row(
    office: Office, register_code: str, *, typed: Mapping[str, str], town: str = ""
) -> tuple[str, ChangeSet]:
    """Enter a new object. This office keeps the row; `town` says where it counts.

    Args:
        office: the open office.
        register_code: which register.
        typed: field code → text as typed; `state` with `state_on` sets the first dated state.
        town: unit id of the town it counts for; default this office when it is a town.

    Returns:
        The new row's id and what changed.

    Raises:
        ValueRefusedError: when one of the texts is no value of its field; nothing is written.
    """
    register = office.plan.register(register_code)
    row = office.new_id()
    if not any(text.strip() for text in typed.values()):
        raise WriteRefusedError("新的一行至少要填一格。请先填名称。")
    typed = dict(typed)
    if town or office.unit.level is Level.TOWN:
        typed.setdefault("town", town or office.unit.id)
    values = values_typed(office, register, typed=typed)
    refuse_foreign_town(office, register, values=values)
    writes = [
        Write(Cell(register.code, office.unit.id, part, row=row), value)
        for part, value in values.items()
    ]
    return row, write_act(office, writes)


def set_fields(office: Office, at: RowAt, *, typed: Mapping[str, str]) -> ChangeSet:
    """Write several fields of one row as one act.

    Raises:
        ValueRefusedError: when one of them is refused; nothing is written.
        WriteRefusedError: when the row is another office's.
    """
    row = row_at(office, at)
    register = office.plan.register(at.register)
    writes = []
    for code, text in typed.items():
        field = field_named(register, code)
        value = parse_field(field, text, units=office.units)
        if row.keeper == office.unit.id:  # another keeper's row is refused as such, below
            refuse_foreign_town(office, register, values={field.code: value})
        if value != row.fields.get(field.code, BLANK):
            writes.append(Write(Cell(at.register, row.keeper, field.code, row=row.id), value))
    return write_act(office, writes)


def set_field(office: Office, at: RowAt, *, code: str, typed: str) -> Saved:
    """Write one field as its cell of the table is left; a refused text is kept with the reason."""
    try:
        with office.database.transaction():
            changes = set_fields(office, at, typed={code: typed})
            row_drafts.drop(office, at, code=code)
    except (ValueRefusedError, WriteRefusedError) as error:
        row_drafts.leave(office, at, code=code, typed=typed, reason=error.message)
        return Saved(ChangeSet(), typed, error.message)
    return Saved(changes, typed)


def begin_row(
    office: Office, pending: RowAt, *, typed: Mapping[str, str], code: str
) -> tuple[str, Saved]:
    """Enter a new object from the first cell of its row that can be saved.

    Args:
        office: the open office.
        pending: the row that has no id yet, by the name its drafts are kept under.
        typed: field code → text, of all that is known of the row.
        code: the field that was left; when it is refused its text is kept with the reason.

    Returns:
        The new row's id ("" when it was refused) and what became of the field.
    """
    try:
        with office.database.transaction():
            name, changes = add_row(office, pending.register, typed=typed)
            row_drafts.drop(office, pending, code=code)
            row_drafts.move(office, pending, to=name)
    except (ValueRefusedError, WriteRefusedError) as error:
        row_drafts.leave(office, pending, code=code, typed=typed[code], reason=error.message)
        return "", Saved(ChangeSet(), typed[code], error.message)
    return name, Saved(changes, typed[code])


def set_state(office: Office, at: RowAt, *, typed: str, on: str, reason: str = "") -> ChangeSet:
    """Write a dated change of state (新建, 停运, 销号); its reason goes onto the line.

    Raises:
        ValueRefusedError: when it is no state of the register, or `on` no date.
    """
    row = row_at(office, at)
    register = office.plan.register(at.register)
    cell = Cell(at.register, row.keeper, f"state/{day_typed(on)}", row=row.id)
    write = Write(cell, state_typed(register, typed), note=clean_text(reason) or None)
    return write_act(office, [write])


@dataclass(frozen=True, slots=True)
class Ending:
    """How a row ends (销号, 停运, 并入).

    Attributes:
        on: date of the ending.
        state: ending state; default the register's first one.
        into: id of the row it is merged into (并入).
        reason: why; it goes onto the line.
    """

    on: str
    state: str = ""
    into: str = ""
    reason: str = ""


def end_row(office: Office, at: RowAt, *, ending: Ending) -> ChangeSet:
    """End a row; it is kept and stays in the history."""
    row = row_at(office, at)
    register = office.plan.register(at.register)
    code = _ending(register, ending.state, merged=bool(ending.into))
    cell = Cell(at.register, row.keeper, f"state/{day_typed(ending.on)}", row=row.id)
    writes = [Write(cell, text_value(code), note=clean_text(ending.reason) or None)]
    if ending.into == row.id:
        raise WriteRefusedError("一行不能并入它自己。请填并入的另一行的编号。")
    if ending.into:
        row_at(office, RowAt(at.register, ending.into))
        merged = Cell(at.register, row.keeper, "merged_into", row=row.id)
        writes.append(Write(merged, text_value(ending.into)))
    return write_act(office, writes)


class StateLine(NamedTuple):
    """One dated state of a row, as it was written."""

    on: str
    state: str
    reason: str


def states_of(office: Office, at: RowAt) -> tuple[StateLine, ...]:
    """The dated states of a row in order, with the reason of each.

    Raises:
        UnknownRowError: when the register holds no such row here.
    """
    row, names = row_at(office, at), office.plan.register(at.register).states
    found = []
    for on, code in row.states:
        cell = Cell(at.register, row.keeper, f"state/{on}", row=row.id)
        lines = revisions.heads(office.database, cell)
        note = next((one.revision.note for one in lines if one.revision.note), None)
        found.append(StateLine(on, names.get(code, code), note or ""))
    return tuple(found)


def _ending(register: Register, typed: str, *, merged: bool) -> str:
    endings = [*register.ended_states, *filter(None, [register.merged_state])]
    if merged and register.merged_state:
        return register.merged_state
    if not endings:
        raise WriteRefusedError(f"底册“{register.name}”的行没有销号这种状态。")
    if not typed:
        return endings[0]
    code = state_typed(register, typed).text or ""
    if code not in endings:
        words = "、".join(register.states[e] for e in endings)
        raise ValueRefusedError(typed, "不是销号的状态", remedy=f"可选：{words}。")
    return code


def confirm_rows(
    office: Office, register_code: str, *, rows: Iterable[str], on: str = "", refuse: str = ""
) -> ChangeSet:
    """认定 rows as they stand now, or refuse them with a reason, as one act.

    The confirmation names the exact heads of the fields that counting reads: a later change of one
    of them puts the row back to 已报待认定.

    Raises:
        WriteRefusedError: when this office does not confirm that register, or one of the rows may
            not be confirmed (an error, a date still to come, by the user who wrote it).
    """
    register = _confirmed_here(office, register_code)
    found = [row_at(office, RowAt(register_code, name)) for name in rows]
    left = [] if refuse else RowChecks(office, register).sift(found)[1]
    if left:
        more = f"（另有{len(left) - 1}行也不能认定。）" if len(left) > 1 else ""
        raise WriteRefusedError(f"{left[0]}{more}")
    return _confirm(office, register, rows=found, on=on, refuse=refuse)


def confirm_clean(
    office: Office, register_code: str, *, rows: Iterable[str], on: str = ""
) -> Confirmed:
    """认定 those of the rows that nothing forbids, and say why the others were left.

    Raises:
        WriteRefusedError: when this office does not confirm that register.
    """
    register = _confirmed_here(office, register_code)
    found = [row_at(office, RowAt(register_code, name)) for name in rows]
    clean, left = RowChecks(office, register).sift(found)
    return Confirmed(_confirm(office, register, rows=clean, on=on), len(clean), tuple(left))


def _confirmed_here(office: Office, register_code: str) -> Register:
    register = office.plan.register(register_code)
    if not may_confirm(office, register):
        raise WriteRefusedError(_why_not_confirm(office, register))
    return register


def _confirm(
    office: Office, register: Register, *, rows: Iterable[Row], on: str, refuse: str = ""
) -> ChangeSet:
    day = day_typed(on or office.today().isoformat())
    reason = clean_text(refuse) or None
    fields = deciding_fields(register, office.plan)
    writes = []
    for row in rows:
        refs = tuple(sorted(seen_heads(row, fields)))
        value = Value(text="refused" if refuse else "confirmed", on=day, refs=refs)
        cell = Cell(register.code, row.keeper, "confirmation", row=row.id)
        writes.append(Write(cell, value, note=reason))
    return write_act(office, writes)


def _why_not_confirm(office: Office, register: Register) -> str:
    if register.confirmed_by is None:
        return f"底册“{register.name}”不需要认定。"
    return (
        f"底册“{register.name}”由{register.confirmed_by.words}认定，"
        f"{office.unit.name}不能认定。请上报后由上级认定。"
    )
