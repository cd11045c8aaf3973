"""A block pasted into a register, and cells of it cleared: each one transaction and one undo."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zjmz_desktop.domain.batches import CellFound, refused
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import BLANK
from zjmz_desktop.service import row_drafts
from zjmz_desktop.service.context import Act, Office
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.row_batches import RowLine, RowPlan, plan_rows, write_rows
from zjmz_desktop.service.row_writing import write_act
from zjmz_desktop.service.views import ChangeSet, RowDraft
from zjmz_desktop.store.revisions import Write


class RowsPasted(NamedTuple):
    """What a paste did.

    Attributes:
        changes: what was written.
        found: every cell of the block with its outcome, line by line.
        rows: line → id of the row that it changed or added.
        added: lines that added a row.
        drafts: texts that were refused and stay in their cells.
    """

    changes: ChangeSet
    found: tuple[CellFound, ...]
    rows: dict[int, str]
    added: tuple[int, ...]
    drafts: tuple[RowDraft, ...]


def paste_rows(office: Office, register_code: str, *, lines: Sequence[RowLine]) -> RowsPasted:
    """Write a block; what is refused stays in its cell as a draft, where the row is kept here.

    Raises:
        StoreError: when the disk refuses; nothing is written and no draft is kept.
    """
    plan = plan_rows(office, register_code, lines=lines, nameless=True)
    drafts = tuple(_left(office, plan, lines=lines))
    with office.undo.one_act(), office.database.transaction():
        changes = write_rows(office, plan)
        row_drafts.leave_many(office, register_code, drafts=drafts)
    return RowsPasted(changes, plan.found, dict(plan.rows), plan.added, drafts)


class PastedBeside(NamedTuple):
    """What a paste did, and the act by which it is taken back."""

    pasted: RowsPasted
    act: Act


def paste_rows_beside(
    office: Office, register_code: str, *, lines: Sequence[RowLine]
) -> PastedBeside:
    """`paste_rows` through another connection than the one that works on (see `Office.take_over`).

    Raises:
        StoreError: when the disk refuses; nothing is written and no draft is kept.
    """
    since = len(office.undo.done)
    pasted = paste_rows(office, register_code, lines=lines)
    return PastedBeside(pasted, office.undo.hand_over(since))


def _left(office: Office, plan: RowPlan, *, lines: Sequence[RowLine]) -> Iterable[RowDraft]:
    """Drafts of what is refused, in rows of this office that are there afterwards."""
    own = {r.id for r in rows_of(office, plan.register) if r.keeper == office.unit.id}
    own |= {plan.rows[line] for line in plan.added}
    for one in refused(plan.found):
        row = plan.rows.get(one.line) or lines[one.line].row
        if row in own:
            yield RowDraft(row, one.column, one.after, one.reason, pending=False)


def clear_cells(
    office: Office, register_code: str, *, cells: Iterable[tuple[str, str]]
) -> ChangeSet:
    """Clear cells (row id, field code) of rows kept here; their drafts fall away with them.

    A row's name stays: a row without one is found by nobody, and rows are ended, not emptied.

    Raises:
        StoreError: when the disk refuses; nothing is cleared.
    """
    register, unit = office.plan.register(register_code), office.unit.id
    rows = {row.id: row for row in rows_of(office, register_code) if row.keeper == unit}
    asked = [(row, code) for row, code in cells if row in rows and code != register.title_field]
    writes = [
        Write(Cell(register_code, unit, code, row=row), BLANK)
        for row, code in asked
        if rows[row].fields.get(code, BLANK) != BLANK
    ]
    with office.database.transaction():
        row_drafts.drop_many(office, register_code, cells=asked)
        return write_act(office, writes)
