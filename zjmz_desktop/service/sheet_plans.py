"""What a foreign sheet would do, cell by cell, and doing it: one act, one undo, the mapping remembered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zjmz_desktop.domain.batches import CellFound, Outcome, OutcomeLine, tally_words
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.sheet_cells import CellReader
from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.domain.sheet_sums import check_totals
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.service.context import Act, Office
from zjmz_desktop.service.figure_batches import (
    FigurePlan,
    write_figures,
)
from zjmz_desktop.service.importing_sheets import Understood, remember_uses
from zjmz_desktop.service.row_batches import RowPlan, write_rows
from zjmz_desktop.service.views import ChangeSet

SOURCE = "sheet"


class NothingToReadError(ZjmzError):
    """A mapping by which nothing can be read."""


@dataclass(frozen=True)
class SheetPlan:
    """What a sheet would do; see `write_sheet`.

    Attributes:
        understood: the sheet.
        uses: how its columns are read.
        cells: every cell read, in the sheet's order.
        notes: what does not agree: totals, the month in the title.
        batch: what is to be written.
        added: how many rows are new.
    """

    understood: Understood
    uses: tuple[Use, ...]
    cells: tuple[OutcomeLine, ...]
    notes: tuple[str, ...]
    batch: RowPlan | FigurePlan
    added: int = 0

    @property
    def words(self) -> str:
        """The tally in a sentence."""
        return f"{tally_words(self.batch.found)}。"

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return any(cell.outcome.is_written for cell in self.cells)


class SheetWritten(NamedTuple):
    """What was written, and the act by which it is taken back."""

    changes: ChangeSet
    act: Act


def write_sheet(office: Office, plan: SheetPlan) -> ChangeSet:
    """Write a plan as one act with one undo, and remember how the sheet was read.

    Raises:
        StoreError: when the disk refuses; nothing is written.
        FileNotWrittenError: when the mapping can't be remembered; nothing is written.
    """
    remember_uses(office, plan.understood, uses=plan.uses)
    if isinstance(plan.batch, FigurePlan):
        return write_figures(office, plan.batch)
    return write_rows(office, plan.batch)


def write_sheet_beside(office: Office, plan: SheetPlan) -> SheetWritten:
    """`write_sheet` through another connection than the one that works on (see `Office.take_over`).

    Raises:
        StoreError: when the disk refuses; nothing is written.
        FileNotWrittenError: when the mapping can't be remembered; nothing is written.
    """
    since = len(office.undo.done)
    changes = write_sheet(office, plan)
    return SheetWritten(changes, office.undo.hand_over(since))


def reader_of(office: Office, understood: Understood, *, day: date | None = None) -> CellReader:
    """Reader of the sheet's cells; names of units meant within this office, as on `day` or now."""
    known = (office.units,) if day is None else (office.units_at(day), office.units)
    return CellReader(understood.sheet, *known, within=office.unit.id)


def totals_of(understood: Understood, uses: Iterable[Use]) -> tuple[str, ...]:
    """What of the totals does not agree with the rows."""
    fields = understood.fields
    columns = [use.at for use in uses if use.field in fields and fields[use.field].is_number]
    return check_totals(understood.sheet, understood.layout, columns=columns)


def text_after(understood: Understood, place: Place, *, cell: CellFound) -> str:
    """What is to stand there; where it is refused, the sheet's own text."""
    own = understood.sheet.rows[place.row][place.column].strip()
    return own or cell.after if cell.outcome is Outcome.REFUSED else cell.after


def lines_left_out(understood: Understood) -> tuple[str, ...]:
    """What of the sheet is not data."""
    count = len(understood.layout.notes)
    return (f"表下的说明、落款{count}行不读入。",) if count else ()
