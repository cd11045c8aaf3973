"""What is typed into rows becomes values and one act of writes; personal texts are sealed."""

from collections.abc import Iterable, Mapping

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError, quoted
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.row_checks import parse_field
from zjmz_desktop.domain.targets import RANK
from zjmz_desktop.domain.values import (
    BLANK,
    Value,
    parse_date,
    plain_text,
    sealed,
    text_value,
)
from zjmz_desktop.service import row_drafts
from zjmz_desktop.service.context import Office, Step
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells, personal
from zjmz_desktop.store.revisions import Write


def refuse_foreign_town(office: Office, register: Register, *, values: Mapping[str, Value]) -> None:
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


def values_typed(
    office: Office, register: Register, *, typed: Mapping[str, str]
) -> dict[str, Value]:
    """Part → value of what was typed into a new row; nothing typed is left out.

    Args:
        office: the open office.
        register: whose row.
        typed: field code or name → text; `state` with `state_on` gives a dated state.

    Raises:
        ValueRefusedError: when a text is no value of its field.
        WriteRefusedError: when there is no such field.
    """
    found: dict[str, Value] = {}
    on = typed.get("state_on", "")
    for code, text in typed.items():
        if code == "state_on":
            continue
        if code == "state":
            found[f"state/{day_typed(on or office.today().isoformat())}"] = state_typed(
                register, text
            )
            continue
        value = parse_field(field_named(register, code), text, units=office.units)
        if value != BLANK:
            found[code] = value
    return found


def field_named(register: Register, code: str) -> RegisterField:
    """A field by its code, or by its Chinese name."""
    field = register.field_by_code.get(code)
    field = field or next((f for f in register.fields if f.name == code), None)
    if field is None:
        _refuse_computed(register, code)
        names = "、".join(f"{f.code}（{f.name}）" for f in register.fields)
        raise WriteRefusedError(
            f"底册“{register.name}”没有字段{quoted(code)}。可填的字段：{names}。"
        )
    return field


def _refuse_computed(register: Register, code: str) -> None:
    told = next((f.name for f in register.computed_fields if code in (f.code, f.name)), "")
    if told:
        raise WriteRefusedError(f"“{told}”由程序计算，不用填，也不能改。请去掉这一项。")


def state_typed(register: Register, typed: str) -> Value:
    """A state of the register, by its code or its words.

    Raises:
        ValueRefusedError: when there is no such state.
    """
    for code, words in register.states.items():
        if typed in (code, words):
            return text_value(code)
    options = "、".join(register.states.values()) or "无"
    raise ValueRefusedError(
        typed, f"{register.name}没有这种状态", remedy=f"可选的状态：{options}。"
    )


def day_typed(typed: str) -> str:
    """The day of a dated state; a month alone is its first day.

    Raises:
        ValueRefusedError: when it is no date.
    """
    day = parse_date(typed)
    return f"{day}-01" if len(day) == len("2018-06") else day


def _sealed(office: Office, writes: list[Write]) -> list[Write]:
    """Personal values go into the line as a salted commitment; value and salt are kept apart."""
    hidden = _personal_fields(office, {write.cell.of for write in writes})
    if not hidden:
        return writes
    found: list[Write] = []
    kept: list[personal.Kept] = []
    for write in writes:
        text = plain_text(write.value) if (write.cell.of, write.cell.part) in hidden else ""
        if not text:
            found.append(write)
            continue
        salt = bytes.fromhex(office.new_id())
        value = sealed(text, salt)
        kept.append(personal.Kept(value.commit or "", salt.hex(), text))
        found.append(write._replace(value=value))
    personal.keep(office.database, kept)
    return found


def _personal_fields(office: Office, codes: Iterable[str]) -> set[tuple[str, str]]:
    """(register, field) of the fields that name or describe a person."""
    registers = (office.plan.register_by_code.get(code) for code in codes)
    return {(one.code, f.code) for one in registers if one for f in one.fields if f.personal}


def _mend_drafts(office: Office, writes: list[Write]) -> None:
    """What was refused in a cell of a row before is mended by what is written there."""
    for register in {write.cell.of for write in writes if write.cell.row is not None}:
        standing = row_drafts.standing(office, register)
        if not standing:
            continue
        written = {
            (w.cell.row, w.cell.part.partition("/")[0]) for w in writes if w.cell.of == register
        }
        mended = [(one.row, one.code) for one in standing if (one.row, one.code) in written]
        row_drafts.drop_many(office, register, cells=mended)


def write_act(office: Office, writes: list[Write]) -> ChangeSet:
    """Write figures and rows as one act (personal fields sealed), and remember it for one undo."""
    if not writes:
        return ChangeSet()
    before = cells.values_of(office.database, (write.cell for write in writes))
    with office.database.transaction():
        _mend_drafts(office, writes)
        writes = _sealed(office, writes)
        changes = office.write(writes)
    unit = office.unit.id
    steps = [Step(unit, write, before.get(write.cell, BLANK)) for write in writes]
    office.undo.did(*steps)
    return changes
