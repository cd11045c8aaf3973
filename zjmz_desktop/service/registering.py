"""Registers (底册): rows entered once, ended and never deleted, confirmed by the level above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zjmz_desktop.domain.conditions import condition_fields
from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.registers import (
    Row,
    seen_heads,
)
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import parse_field
from zjmz_desktop.domain.targets import RANK
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import (
    BLANK,
    Value,
    parse_date,
    plain_text,
    sealed,
    text_value,
)
from zjmz_desktop.service.context import Office, Step
from zjmz_desktop.service.register_readings import one_row
from zjmz_desktop.service.register_tables import may_confirm
from zjmz_desktop.service.views import (
    ChangeSet,
    Saved,
)
from zjmz_desktop.store import cells, personal
from zjmz_desktop.store.revisions import Write


class UnknownRowError(WriteRefusedError):
    """A row id that the register does not hold here."""

    def __init__(self, register: Register, row: str) -> None:
        super().__init__(f"底册“{register.name}”里没有编号为{row}的行。请先列出底册核对编号。")


@dataclass(frozen=True, slots=True)
class RowAt:
    """A row of a register."""

    register: str
    row: str


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
    values = _values(office, register, typed=typed)
    _refuse_foreign_town(office, register, values=values)
    writes = [
        Write(Cell(register.code, office.unit.id, part, row=row), value)
        for part, value in values.items()
    ]
    return row, _write(office, writes, register=register)


def _refuse_foreign_town(
    office: Office, register: Register, *, values: Mapping[str, Value]
) -> None:
    """A row counts for this office or a unit below it, and is kept at the level that fills it or above."""
    if RANK[office.unit.level] < RANK[register.filled_by]:
        raise WriteRefusedError(
            f"底册“{register.name}”由{register.filled_by.words}登记，{office.unit.name}不用登记。"
        )
    town = values.get("town", BLANK).text
    if town and town != office.unit.id and not office.units.is_below(town, office.unit.id):
        name = office.units.get(town).name
        raise WriteRefusedError(
            f"{name}不在{office.unit.name}之下，不能替它登记。请核对所属镇（街道）。"
        )


def _values(office: Office, register: Register, *, typed: Mapping[str, str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    on = typed.get("state_on", "")
    for code, text in typed.items():
        if code == "state_on":
            continue
        if code == "state":
            found[f"state/{_day(on or office.today().isoformat())}"] = _state(register, text)
            continue
        value = parse_field(_field(register, code), text, units=office.units)
        if value != BLANK:
            found[code] = value
    return found


def _field(register: Register, code: str) -> RegisterField:
    """A field by its code, or by its Chinese name."""
    field = register.field_by_code.get(code)
    field = field or next((f for f in register.fields if f.name == code), None)
    if field is None:
        names = "、".join(f"{f.code}（{f.name}）" for f in register.fields)
        raise WriteRefusedError(f"底册“{register.name}”没有字段“{code}”。可填的字段：{names}。")
    return field


def _state(register: Register, typed: str) -> Value:
    for code, words in register.states.items():
        if typed in (code, words):
            return text_value(code)
    options = "、".join(register.states.values()) or "无"
    raise ValueRefusedError(
        typed, f"{register.name}没有这种状态", remedy=f"可选的状态：{options}。"
    )


def _day(typed: str) -> str:
    day = parse_date(typed)
    return f"{day}-01" if len(day) == len("2018-06") else day


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
        field = _field(register, code)
        value = parse_field(field, text, units=office.units)
        if row.keeper == office.unit.id:  # another keeper's row is refused as such, below
            _refuse_foreign_town(office, register, values={field.code: value})
        if value != row.fields.get(field.code, BLANK):
            writes.append(Write(Cell(at.register, row.keeper, field.code, row=row.id), value))
    return _write(office, writes, register=register)


def _sealed(office: Office, register: Register, *, writes: list[Write]) -> list[Write]:
    """Personal values go into the line as a salted commitment; value and salt are kept apart."""
    found = []
    for write in writes:
        field, text = register.field_by_code.get(write.cell.part), plain_text(write.value)
        if field is None or not field.personal or not text:
            found.append(write)
            continue
        salt = bytes.fromhex(office.new_id())
        value = sealed(text, salt)
        personal.keep(office.database, value.commit or "", salt=salt.hex(), text=text)
        found.append(replace(write, value=value))
    return found


def set_field(office: Office, at: RowAt, *, code: str, typed: str) -> Saved:
    """Write one field as its cell of the table is left; a refused text stays with the reason."""
    try:
        return Saved(set_fields(office, at, typed={code: typed}), typed)
    except ValueRefusedError as error:
        return Saved(ChangeSet(), typed, error.message)


def set_state(office: Office, at: RowAt, *, typed: str, on: str) -> ChangeSet:
    """Write a dated change of state (新建, 停运, 销号).

    Raises:
        ValueRefusedError: when it is no state of the register, or `on` no date.
    """
    row = row_at(office, at)
    register = office.plan.register(at.register)
    cell = Cell(at.register, row.keeper, f"state/{_day(on)}", row=row.id)
    return _write(office, [Write(cell, _state(register, typed))])


def end_row(office: Office, at: RowAt, *, on: str, state: str = "", into: str = "") -> ChangeSet:
    """End a row (销号, 停运, 并入); it is kept and stays in the history.

    Args:
        office: the open office.
        at: the row.
        on: date of the ending.
        state: ending state; default the register's first one.
        into: id of the row it is merged into (并入).
    """
    row = row_at(office, at)
    register = office.plan.register(at.register)
    code = _ending(register, state, merged=bool(into))
    writes = [
        Write(Cell(at.register, row.keeper, f"state/{_day(on)}", row=row.id), text_value(code))
    ]
    if into == row.id:
        raise WriteRefusedError("一行不能并入它自己。请填并入的另一行的编号。")
    if into:
        row_at(office, RowAt(at.register, into))
        writes.append(
            Write(Cell(at.register, row.keeper, "merged_into", row=row.id), text_value(into))
        )
    return _write(office, writes)


def _ending(register: Register, typed: str, *, merged: bool) -> str:
    endings = [*register.ended_states, *filter(None, [register.merged_state])]
    if merged and register.merged_state:
        return register.merged_state
    if not endings:
        raise WriteRefusedError(f"底册“{register.name}”的行没有销号这种状态。")
    if not typed:
        return endings[0]
    code = _state(register, typed).text or ""
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
        WriteRefusedError: when this office does not confirm that register.
    """
    register = office.plan.register(register_code)
    if not may_confirm(office, register):
        raise WriteRefusedError(_why_not_confirm(office, register))
    day = _day(on or office.today().isoformat())
    fields = condition_fields(register, office.plan.indicators)
    writes = []
    for name in rows:
        row = row_at(office, RowAt(register_code, name))
        refs = tuple(sorted(seen_heads(row, fields)))
        value = Value(text="refused" if refuse else "confirmed", on=day, refs=refs)
        cell = Cell(register_code, row.keeper, "confirmation", row=row.id)
        writes.append(Write(cell, value, note=refuse or None))
    return _write(office, writes)


def _why_not_confirm(office: Office, register: Register) -> str:
    if register.confirmed_by is None:
        return f"底册“{register.name}”不需要认定。"
    return (
        f"底册“{register.name}”由{register.confirmed_by.words}认定，"
        f"{office.unit.name}不能认定。请上报后由上级认定。"
    )


def _write(office: Office, writes: list[Write], *, register: Register | None = None) -> ChangeSet:
    """Write as one act (sealing personal fields of `register`), and remember for undo."""
    if not writes:
        return ChangeSet()
    before = [cells.one(office.database, write.cell) for write in writes]
    with office.database.transaction():
        if register is not None:
            writes = _sealed(office, register, writes=writes)
        changes = office.write(writes)
    steps = tuple(
        Step(office.unit.id, write, stored.value if stored else BLANK)
        for write, stored in zip(writes, before, strict=True)
    )
    office.undo.done.append(steps)
    office.undo.undone.clear()
    return changes
