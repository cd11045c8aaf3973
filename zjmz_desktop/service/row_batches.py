"""Many register rows as one act: planned first (nothing written), then written, with one undo.

A paste, a template workbook and a foreign sheet all come through here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from zjmz_desktop.domain.batches import CellFound, Outcome, outcome_of
from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.registers import Row, state_on
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import parse_field, show_field
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import BLANK, Value, text_value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.row_writing import (
    day_typed,
    field_named,
    refuse_foreign_town,
    state_typed,
    write_act,
)
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store.revisions import Write

STATE, STATE_ON = "state", "state_on"
_TEXTS_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class RowLine:
    """One line of a batch.

    Attributes:
        typed: field code → text as typed; nothing typed keeps what is there. `state` with `state_on`
            gives a dated state.
        row: id of the row it changes, "" for a new one.
        refusals: field code → why its text can't be told for sure.
        given: field code → text that a new row has besides what is typed; nothing is told of it.
        new_id: id of the row that is added, "" for a random one.
    """

    typed: Mapping[str, str]
    row: str = ""
    refusals: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    new_id: str = ""


class RowPlan(NamedTuple):
    """What a batch would do; see `write_rows`.

    Attributes:
        register: register code.
        found: every cell with its outcome, line by line.
        rows: line → id of the row that it changes or adds; a line that is refused whole has none.
        added: lines that add a row.
        writes: what is to be written.
    """

    register: str
    found: tuple[CellFound, ...]
    rows: Mapping[int, str]
    added: tuple[int, ...]
    writes: tuple[Write, ...]


def plan_rows(
    office: Office,
    register_code: str,
    *,
    lines: Iterable[RowLine],
    source: str | None = None,
    nameless: bool = False,
) -> RowPlan:
    """What would become of each cell; nothing is written.

    A line is refused whole when its row is not kept here, counts for a unit that is not below, or is
    new and has no name (unless `nameless`: the name may be typed later).

    Args:
        office: the open office.
        register_code: which register.
        lines: in order.
        source: `workbook` or `sheet`, onto the lines written.
        nameless: whether new rows without a name are taken.

    Raises:
        UnknownRegisterError: when the plan has no such register.
    """
    planner = _Planner(office, office.plan.register(register_code), source=source)
    planner.nameless = nameless
    for line in lines:
        planner.add(line)
    return planner.plan()


def write_rows(office: Office, plan: RowPlan) -> ChangeSet:
    """Write a planned batch as one act with one undo; empty when there is nothing to write.

    Raises:
        StoreError: when the disk refuses; nothing is written.
    """
    return write_act(office, list(plan.writes))


class _Taken(NamedTuple):
    """A line that is to be written; `row` is "" where a new one is to have a random id."""

    at: int
    row: str
    is_new: bool
    values: Mapping[str, Value]


class _Planner:
    """A plan in the making.

    Attributes:
        nameless: whether new rows without a name are taken.
    """

    nameless = False

    def __init__(self, office: Office, register: Register, *, source: str | None) -> None:
        self._office, self._register, self._source = office, register, source
        self._unit, self._units = office.unit, office.units
        self._parsed = lru_cache(maxsize=_TEXTS_KEPT)(self._parse)  # columns say the same again
        self._stated = lru_cache(maxsize=_TEXTS_KEPT)(self._parse_state)
        self._rows = {row.id: row for row in rows_of(office, register.code)}
        self._found: list[CellFound] = []
        self._taken: list[_Taken] = []
        self._lines = 0

    def plan(self) -> RowPlan:
        """The lines added so far; random ids go to new rows in order, so that a block lies together."""
        added = tuple([one.at for one in self._taken if one.is_new])
        drawn = [self._office.new_id() for one in self._taken if not one.row]
        fresh = iter(sorted(drawn))
        ids = {one.at: one.row or next(fresh) for one in self._taken}
        found, code = tuple(self._found), self._register.code
        return RowPlan(code, found, ids, added, tuple(self._writes(ids)))

    def _writes(self, ids: Mapping[int, str]) -> Iterator[Write]:
        code, keeper, source = self._register.code, self._unit.id, self._source
        for at, _, _, values in self._taken:
            row = ids[at]
            for part, value in values.items():
                cell = Cell(code, keeper, part, None, None, row)
                yield Write(cell, value, None, None, source)

    def add(self, line: RowLine) -> None:
        """Plan one line."""
        at = self._lines
        self._lines += 1
        row = self._rows.get(line.row)
        cells, values = self._read(at, line, row=row)
        why = self._why_not(line, row, values=values)
        if why:
            self._found += [
                one._replace(outcome=Outcome.REFUSED, reason=one.reason or why)
                if one.outcome.is_written
                else one
                for one in cells
            ]
            return
        self._found += cells
        if not values:
            return
        if row is None:
            values = {**self._given(line), **values}
        name = row.id if row else line.new_id
        self._taken.append(_Taken(at, name, row is None, values))

    def _given(self, line: RowLine) -> dict[str, Value]:
        """What a new row has besides what is typed."""
        found: dict[str, Value] = {}
        if self._unit.level is Level.TOWN:
            found["town"] = text_value(self._unit.id)
        for code, text in line.given.items():
            part, value, _ = self._parsed(code, text)
            found[part] = value
        return found

    def _read(
        self, at: int, line: RowLine, *, row: Row | None
    ) -> tuple[list[CellFound], dict[str, Value]]:
        """Every cell of a line, and part → value of what is new or changed."""
        cells: list[CellFound] = []
        values: dict[str, Value] = {}
        for code, text in line.typed.items():
            if code == STATE_ON:
                continue
            try:
                if code in line.refusals:
                    raise ValueRefusedError(self._named(code, text), line.refusals[code], remedy="")
                part, value, before, after = self._cell(line, code, text=text, row=row)
            except (ValueRefusedError, WriteRefusedError) as error:
                words = self._named(code, text)
                cells.append(CellFound(at, code, Outcome.REFUSED, "", words, error.message))
                continue
            outcome = outcome_of(before, after) if text.strip() else Outcome.KEPT
            cells.append(CellFound(at, code, outcome, before, after))
            if outcome.is_written:
                values[part] = value
        return cells, values

    def _named(self, code: str, text: str) -> str:
        """A text as a clerk knows it: a unit by its name."""
        column, units = self._register.field_by_code.get(code), self._units.by_id
        is_unit = column is not None and column.type == "unit" and text in units
        return units[text].name if is_unit else text

    def _cell(
        self, line: RowLine, code: str, *, text: str, row: Row | None
    ) -> tuple[str, Value, str, str]:
        """Part, value, and how it is shown before and after."""
        if code == STATE:
            return self._state(text, line.typed.get(STATE_ON, ""), row=row)
        part, value, now = self._parsed(code, text)
        return part, value, "" if row is None else self._shown(part, row), now

    def _parse(self, code: str, text: str) -> tuple[str, Value, str]:
        """Part, value, and how it is shown."""
        column = field_named(self._register, code)
        value = parse_field(column, text, units=self._units)
        return column.code, value, show_field(column, value, units=self._units)

    def _shown(self, code: str, row: Row) -> str:
        """How a field stands now."""
        column, value = self._register.field_by_code[code], row.fields.get(code, BLANK)
        return show_field(column, value, units=self._units)

    def _state(self, text: str, on: str, *, row: Row | None) -> tuple[str, Value, str, str]:
        day, value, now = self._stated(text.strip(), on)
        standing = "" if row is None else state_on(row, date.fromisoformat(day))
        return f"state/{day}", value, self._register.states.get(standing, standing), now

    def _parse_state(self, text: str, on: str) -> tuple[str, Value, str]:
        """Day, value, and how it is shown."""
        day = day_typed(on or self._office.today().isoformat())
        value = state_typed(self._register, text) if text else BLANK
        return day, value, self._register.states.get(value.text or "", "")

    def _why_not(self, line: RowLine, row: Row | None, *, values: Mapping[str, Value]) -> str:
        """Why a whole line is refused, or ""."""
        if line.row and row is None:
            return f"底册里没有编号为{line.row}的行"
        if row is not None and row.keeper != self._unit.id:
            keeper = self._units.get(row.keeper).name
            return f"这一行由{keeper}登记，请由{keeper}自己改"
        named = self.nameless or self._register.title_field in values
        if row is None and values and not named:
            return f"没有{self._register.field_by_code[self._register.title_field].name}"
        try:
            refuse_foreign_town(self._office, self._register, values=values)
        except WriteRefusedError as error:
            return error.message
        return ""
