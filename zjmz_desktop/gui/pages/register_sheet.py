"""What the register's table shows, without Qt: rows in order, and typing that was refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.gui.pages.refusals import Refusals
from zjmz_desktop.gui.pages.register_columns import Column
from zjmz_desktop.gui.pages.register_rows import (
    AWAITING,
    NEW,
    Finding,
    Totals,
    empty_row,
    has_error,
    is_ghost,
    ordered,
    part_of,
    sums_of,
    text_of,
    totals_of,
    wanted_of,
    worst_problem,
)
from zjmz_desktop.service.views import RegisterRowView, RegisterTable


@dataclass
class RegisterSheet:
    """Rows by id and the order they are shown in; the order only changes when it is asked to.

    Attributes:
        fields: codes of all fields, in the order of a row's cells.
        shown: ids of the rows in sight, from above.
        refused: texts that stand in cells and were refused.
        restriction: (place of a cell, what it must say) of a page for one indicator, or None.
    """

    columns: tuple[Column, ...] = ()
    fields: tuple[str, ...] = ()
    rows: dict[str, RegisterRowView] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    finding: Finding = field(default_factory=Finding)
    refused: Refusals = field(default_factory=Refusals)
    may_edit: bool = False
    restriction: tuple[int, str] | None = None

    def show(self, table: RegisterTable, columns: tuple[Column, ...]) -> None:
        """Show a table from the start."""
        self.columns, self.may_edit = columns, table.may_edit
        self.fields = tuple(column.code for column in table.columns)
        self.rows = _taken(table, self.restriction)
        self.refused.unkept.clear()
        self.refused.take(table.drafts, rows=self.rows)
        self.arrange()

    def renew(self, table: RegisterTable) -> None:
        """The same table read again: rows stay where they are, new ones come last."""
        before, pending = set(self.rows), self.rows.get(NEW)
        self.rows = _taken(table, self.restriction)
        self.may_edit = table.may_edit
        if pending is not None:
            self.rows[NEW] = pending
        live = {i for i, row in self.rows.items() if self.finding.ended or not row.ended}
        self.shown = [i for i in self.shown if i in live]
        self.shown += [i for i in self.rows if i in live and i not in before]
        self.refused.take(table.drafts, rows=self.rows)

    def arrange(self, sort: Column | None = None, *, backwards: bool = False) -> None:
        """Filter anew, and sort by a column (None leaves the register's own order)."""
        title = self.columns[0].place if self.columns else 0
        found = wanted_of((r for r in self.rows.values() if r.id != NEW), self.finding, title=title)
        if sort is not None:
            found = ordered(found, sort, backwards=backwards)
        self.shown = [row.id for row in found]
        if NEW in self.rows:
            self.shown.append(NEW)

    def row(self, at: int) -> RegisterRowView:
        """The row shown there."""
        return self.rows[self.shown[at]]

    def text(self, at: int, column: Column) -> str:
        """What a cell shows: a refused typing stays."""
        row = self.row(at)
        typed = self.refused.texts.get((row.id, column.code))
        return text_of(row, column) if typed is None else typed[0]

    def is_editable(self, at: int, column: Column) -> bool:
        """Whether it can be typed here."""
        return self.may_edit and column.is_field and self.row(at).own

    def message(self, at: int, column: Column) -> tuple[str, str]:
        """(mood, sentence) of a cell: bad, warn, or "" where nothing is wrong."""
        row = self.row(at)
        refused = self.refused.texts.get((row.id, column.code))
        if refused is not None:
            return "bad", refused[1]
        worst = worst_problem(row, column.code)
        if worst is None:
            return "", ""
        mood = "bad" if worst.severity is Severity.ERROR else "warn"
        return mood, f"{worst.message}{worst.remedy}"

    def next_problem(self, row: int, column: int) -> tuple[int, int] | None:
        """The cell with a problem after that one, going round."""
        wide = len(self.columns)
        found = sorted(_problem_places(self))
        later = [place for place in found if place > row * wide + column]
        place = next(iter(later or found), None)
        return None if place is None else divmod(place, wide)

    def patch(self, name: str, texts: Mapping[str, str]) -> None:
        """Show saved texts (field code → text) at once; the row, which may be new, is read again soon."""
        if name not in self.rows:
            self.rows[name] = empty_row(self.fields, {})._replace(id=name)
            self.shown.append(name)
        cells = list(self.rows[name].cells)
        for code, text in texts.items():
            self.refused.forget((name, code))
            cells[self.fields.index(code)] = text
        self.rows[name] = self.rows[name]._replace(cells=tuple(cells))

    def add_pending(self, row: RegisterRowView) -> int:
        """Put an empty row at the end; returns where it is."""
        if NEW not in self.rows:
            self.rows[NEW] = row
            self.shown.append(NEW)
        return self.shown.index(NEW)

    def settle_pending(self, name: str = "") -> None:
        """The pending row was saved under this id, or, with "", is forgotten."""
        pending = self.rows.pop(NEW, None)
        if name and pending is not None:
            self.rows[name] = pending._replace(id=name)
        self.shown = [name if i == NEW else i for i in self.shown if i != NEW or name]
        self.refused.settle_pending(name)

    def totals(self) -> Totals:
        """Rows that are not ended, how many count for what, how many wait."""
        return totals_of(self.rows.values(), self.refused.rows())

    def sums(self) -> dict[int, str]:
        """Place of a column → sum of the rows shown, for columns that add up."""
        return sums_of((self.rows[i] for i in self.shown), self.columns)

    def awaiting(self) -> list[str]:
        """Ids of rows shown that await confirmation."""
        return [i for i in self.shown if self.rows[i].confirmation == AWAITING]

    def clean_awaiting(self) -> list[str]:
        """Those of `awaiting` that have no error."""
        return [i for i in self.awaiting() if not has_error(self.rows[i])]


def _taken(table: RegisterTable, restriction: tuple[int, str] | None) -> dict[str, RegisterRowView]:
    rows = {row.id: row for row in table.rows if not is_ghost(row)}
    if restriction is None:
        return rows
    place, word = restriction
    return {i: row for i, row in rows.items() if word in row.cells[place].split("、")}


def _problem_places(sheet: RegisterSheet) -> Iterable[int]:
    """Every cell with a problem, as row × columns + column."""
    codes = {part_of(column.code): at for at, column in enumerate(sheet.columns)}
    refused: dict[str, list[str]] = {}
    for name, code in sheet.refused.texts:
        refused.setdefault(name, []).append(part_of(code))
    for at, name in enumerate(sheet.shown):
        parts = [problem.part for problem in sheet.rows[name].problems] + refused.get(name, [])
        for part in parts:
            yield at * len(codes) + codes.get(part, 0)
