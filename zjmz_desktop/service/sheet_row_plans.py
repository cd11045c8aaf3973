"""What a foreign sheet would do to a register, cell by cell."""

from collections.abc import Sequence

from zjmz_desktop.domain.batches import OutcomeLine
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.registers import title_of
from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.domain.sheet_rows import SheetLine, match_lines, read_lines
from zjmz_desktop.domain.sheets import place_words
from zjmz_desktop.domain.units import Level
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_sheets import Understood
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.row_batches import RowLine, RowPlan, plan_rows
from zjmz_desktop.service.sheet_plans import (
    SOURCE,
    NothingToReadError,
    SheetPlan,
    lines_left_out,
    reader_of,
    text_after,
    totals_of,
)


def plan_sheet_rows(
    office: Office, understood: Understood, *, uses: Sequence[Use], unit_id: str = ""
) -> SheetPlan:
    """What the sheet would do to a register; nothing is written.

    Args:
        office: the open office.
        understood: the sheet.
        uses: how its columns are read.
        unit_id: where rows count whose line names no town; default this office.

    Raises:
        NothingToReadError: when no column is read.
    """
    if not any(use.field for use in uses):
        raise NothingToReadError("没有一列要读入。请在“读作”里选字段，再看预览。")
    register = office.plan.register(understood.target)
    lines = read_lines(
        reader_of(office, understood),
        understood.layout,
        uses=uses,
        fields=understood.asked.fields,
    )
    town = unit_id if unit_id and unit_id != office.unit.id else ""
    for line in lines:
        if town and not line.typed.get("town", "").strip():
            line.typed["town"] = town
    match_lines(
        lines,
        rows_of(office, register.code),
        register=register,
        units=office.units,
        identities=understood.asked.words.identities,
    )
    batch = plan_rows(office, register.code, lines=map(_row_line, lines), source=SOURCE)
    planned = _row_cells(office, understood, lines=lines, batch=batch)
    townless = _without_town(office, register, lines=[lines[at] for at in batch.added])
    notes = (*totals_of(understood, uses), *townless, *lines_left_out(understood))
    return SheetPlan(understood, tuple(uses), planned, notes, batch, len(batch.added))


def _without_town(
    office: Office, register: Register, *, lines: Sequence[SheetLine]
) -> tuple[str, ...]:
    """How many new rows say no town, in an office above the towns."""
    column = register.field_by_code.get("town")
    bare = [line.at + 1 for line in lines if not line.typed.get("town", "").strip()]
    if column is None or not bare or office.unit.level is Level.TOWN:
        return ()
    return (f"新增的{len(bare)}行没有写{column.name}（第{bare[0]}行起），导入后这一项空着。",)


def _row_line(line: SheetLine) -> RowLine:
    refusals = dict.fromkeys(line.typed, line.why_not) if line.why_not else line.refusals
    return RowLine(line.typed, line.row, refusals)


def _row_cells(
    office: Office, understood: Understood, *, lines: Sequence[SheetLine], batch: RowPlan
) -> tuple[OutcomeLine, ...]:
    register = office.plan.register(understood.target)
    titles = {row.id: title_of(row, register) for row in rows_of(office, register.code)}
    names = {code: one.name for code, one in understood.fields.items()}
    found = []
    for cell in batch.found:
        line = lines[cell.line]
        place = line.places.get(cell.column)
        if place is None:  # the town that the whole sheet counts for
            continue
        who = titles.get(line.row) or line.typed.get(register.title_field, "")
        found.append(
            OutcomeLine(
                place_words(understood.sheet.name, place),
                who or f"第{line.at + 1}行",
                names.get(cell.column, cell.column),
                cell.before,
                text_after(understood, place, cell=cell),
                cell.outcome,
                cell.reason or line.hows.get(cell.column, ""),
            )
        )
    return tuple(found)
