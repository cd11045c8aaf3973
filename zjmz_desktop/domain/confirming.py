"""认定: what forbids it. A row with an error, with a date still to come, or by the hand that wrote it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from zjmz_desktop.domain.conditions import STATE, first_day
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.plan_registers import Condition, Register, Source
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.registers import Row, title_of


def happened_fields(register: Register, indicators: Iterable[Indicator]) -> frozenset[str]:
    """Dates that counting takes for something that has happened.

    A date that is only asked to lie after another one (有效期止) may well be still to come.
    """
    sources = (i.source for i in indicators if i.source and i.source.register == register.code)
    read = {
        condition.field
        for source in sources
        for condition in _conditions(source)
        if condition.operator != "on_or_after"
    }
    columns = register.field_by_code
    return frozenset(code for code in read if code in columns and columns[code].type == "date")


def _conditions(source: Source) -> tuple[Condition, ...]:
    below = source.denominator.where if source.denominator else ()
    return (*source.only, *source.numerator.where, *below)


def dates_to_come(
    row: Row, register: Register, *, fields: Collection[str], today: date
) -> list[Problem]:
    """Errors for dates after today, in `fields` (`happened_fields`) or of a dated state."""
    day = today.isoformat()
    columns = (column for column in register.fields if column.code in fields)
    dated = [
        (column.code, column.name, on)
        for column in columns
        if (value := row.fields.get(column.code)) is not None and (on := value.on)
    ]
    dated += [
        (STATE, f"“{register.states.get(state, state)}”状态的日期", on) for on, state in row.states
    ]
    title = title_of(row, register)
    return [
        Problem(
            Severity.ERROR,
            "to_come",
            "",
            code,
            f"“{title}”：{name}{on}还没有到（今天是{day}）。",
            "请核对日期；确实还没有发生的，等发生以后再填。",
            row.id,
        )
        for code, name, on in dated
        if first_day(on) > day
    ]


def written_by(row: Row, fields: Collection[str], *, writers: Mapping[str, str]) -> frozenset[str]:
    """Users who wrote what a confirmation refers to.

    Args:
        row: the row.
        fields: what the figures hang on (`deciding_fields`).
        writers: field code, or `state/<date>` → user id of its head.
    """
    seen = (p for p in row.heads if (STATE if p.startswith(f"{STATE}/") else p) in fields)
    return frozenset(writers[part] for part in seen if part in writers)


def same_person(row: Row, register: Register, *, name: str, office: str) -> str:
    """Why the user who wrote a row can't confirm it at the same level, in a sentence."""
    return (
        f"“{title_of(row, register)}”里计数用的内容是{name}填的，同级认定要由第二人办理。"
        f"请在窗口右上角的姓名下换成{office}另一人再认定；还没有的，在那里新增用户。"
    )
