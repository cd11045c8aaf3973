"""临时要数: any indicators, any units, as of a month: one table, the words to send with it, and 催报.

The words are written from the table's own cells, so that no number in them is missing there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.figure_cells import (
    Part,
    Standing,
    completion_cell,
    figure_cells,
    part_names,
    parts_of,
    sum_of_units,
)
from zjmz_desktop.domain.figure_sheets import Standings
from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total, reported_text
from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    SheetCell,
    SheetColumn,
    SheetTable,
    cell_words,
    number_in,
    worked_out,
)
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.domain.values import State

SHORT = 80
_NUMBER = ColumnKind.NUMBER
_TARGET, _COMPLETION = "目标", "完成率（%）"
_MOST_NAMES = 3


class Mark(StrEnum):
    """How far a figure can be relied on, from the weakest."""

    MISSING = "未报"
    PHONED = "电话报数"
    SHEET = "表格代报"
    UNREVIEWED = "未审"
    REVIEWED = "已审定"


_WEAK = {Mark.UNREVIEWED: "未审数", Mark.PHONED: "电话报数", Mark.SHEET: "表格代报"}


@dataclass(frozen=True, slots=True)
class WantedColumn:
    """One indicator, under the title that the receiver's form gives it ("": its own name)."""

    indicator: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for.

    Attributes:
        columns: indicators, in order.
        units: ids of units below; empty: all of them.
        title: the table's title; empty: one is made.
        receiver: who asks: 区政府督查室.
    """

    columns: tuple[WantedColumn, ...]
    units: tuple[str, ...] = ()
    title: str = ""
    receiver: str = ""


class Asked(NamedTuple):
    """What is asked, with all that the answer is made from.

    Attributes:
        wanted: what is asked.
        found: what units stand at.
        marks: (indicator, unit) → mark of what the unit stands at.
    """

    wanted: Wanted
    found: Standings
    marks: Mapping[tuple[str, str], Mark]


class Answer(NamedTuple):
    """The table, and the words that go with it."""

    table: SheetTable
    words: str


def mark_of(
    figure: Figure | None, *, confirmed_rows: bool, phoned: bool = True, accepted: bool = False
) -> Mark:
    """已审定 where all of it was accepted, adopted or confirmed; the weakest part decides.

    Args:
        figure: a unit's effective figure.
        confirmed_rows: whether rows of the register behind it count only once they are confirmed.
        phoned: of a proxy, whether any of it was phoned in or typed, and not read from a sheet.
        accepted: whether all that the unit itself reported was accepted as it stands.
    """
    if figure is None or not figure.reported:
        return Mark.MISSING
    if figure.comes_from(Origin.PROXY):
        return Mark.PHONED if phoned else Mark.SHEET
    own_rows = figure.comes_from(Origin.REGISTER) and not confirmed_rows
    own = own_rows or figure.comes_from(Origin.OWN)
    return Mark.UNREVIEWED if own and not accepted else Mark.REVIEWED


def weakest(marks: Iterable[Mark]) -> Mark:
    """The mark of several units together: the weakest of those that have reported."""
    order = list(Mark)
    told = [order.index(mark) for mark in marks if mark is not Mark.MISSING]
    return order[min(told)] if told else Mark.MISSING


def answer(asked: Asked) -> Answer:
    """The table as asked for, and its words."""
    sheet = _Sheet(asked)
    table = sheet.table()
    return Answer(table, sheet.words(table))


class _Column(NamedTuple):
    """One indicator of the table: its columns begin at `left`, its value stands at `value`."""

    one: Indicator
    title: str
    left: int
    value: int
    total: Total
    units: tuple[Total, ...]


class _Sheet:
    """The table in the making."""

    def __init__(self, asked: Asked) -> None:
        self._asked, self._found = asked, asked.found
        below = self._found.units_below()
        wanted = asked.wanted.units or tuple(unit.id for unit in below)
        self._units = tuple(unit for unit in below if unit.id in wanted)
        self._whole = len(self._units) == len(below)
        self._alone = not below
        self._columns: list[_Column] = []
        left = 1
        for wish in asked.wanted.columns:
            self._columns.append(self._column(wish, left))
            left = self._columns[-1].value + 2

    def _column(self, wish: WantedColumn, left: int) -> _Column:
        one = self._found.plan.indicator(wish.indicator)
        total = self._found.totals[one.code]
        children = {child.unit: child for child in total.children}
        units = tuple(
            children.get(unit.id) or sum_of_units(one, (), unit_id=unit.id) for unit in self._units
        )
        if not self._whole:
            total = sum_of_units(one, units, unit_id=self._found.unit.id)
        value = left + len(parts_of(one)) - 1
        return _Column(one, wish.title or one.name, left, value, total, units)

    def table(self) -> SheetTable:
        """The units, 合计, 目标 and 完成率."""
        names = [unit.name for unit in self._units]
        names.append(self._found.unit.name if self._alone else self._total_name())
        parts = [self._cells(column) for column in self._columns]
        names += [_TARGET, _COMPLETION]
        rows = tuple(
            (name, *(cell for own in parts for cell in own[number]))
            for number, name in enumerate(names)
        )
        return SheetTable(
            name="临时要数",
            title=self._title(),
            columns=(SheetColumn("单位"), *(c for one in self._columns for c in _heads(one))),
            rows=rows,
            bold_rows=frozenset([len(self._units)]),
            head_lines=self._found.head_lines(),
            foot_lines=self._notes(),
            landscape=self._columns[-1].value > 8,
        )

    def _total_name(self) -> str:
        return "合计" if self._whole else f"合计（{len(self._units)}个单位）"

    def _title(self) -> str:
        wanted = self._asked.wanted
        if wanted.title:
            return wanted.title
        first = self._columns[0].title
        more = f"等{len(self._columns)}项指标" if len(self._columns) > 1 else ""
        return f"{self._found.unit.name}{first}{more}情况表"

    def _cells(self, column: _Column) -> list[list[SheetCell]]:
        """Rows of one indicator's columns: units, total, target, completion."""
        parts, last = parts_of(column.one), len(self._units)

        def at(part: Part, number: int) -> Place:
            return Place(number, column.left + parts.index(part))

        units = [self._found.standing(total) for total in column.units]
        whole = self._found.standing(column.total)
        cells = figure_cells(column.one, units, total=whole, at=at)
        rows: list[list[SheetCell]] = [
            [*(cells[part][number] for part in parts), self._mark(standing)]
            for number, standing in enumerate([*units, whole])
        ]
        empty: list[SheetCell] = [None] * (len(parts) - 1)
        done = completion_cell(
            column.total, value=Place(last, column.value), target=Place(last + 1, column.value)
        )
        target = column.total.judged.target if self._whole else None
        return [*rows, [*empty, target, None], [*empty, done, None]]

    def _mark(self, standing: Standing) -> SheetCell:
        one = standing.total.sum
        if not one.expected:
            return None
        share = f"{one.reported}/{one.expected}"
        mark = self._asked.marks.get((standing.total.indicator, standing.total.unit))
        if mark is None or (not self._alone and standing.total.unit == self._found.unit.id):
            return share
        return mark.value if one.reported in (0, one.expected) else f"{mark.value}{share}"

    def _notes(self) -> tuple[str, ...]:
        told = "；".join(
            f"{column.title}{reported_text(column.total, self._found.units)}"
            for column in self._columns
            if column.total.sum.expected
        )
        notes = (f"报送情况：{told}。",) if told else ()
        return (
            *notes,
            "“未报”“不适用”“未开展”不是0，不计入合计；未审、电话报数、表格代报可能还会变动。",
        )

    # ---- words ----

    def words(self, table: SheetTable) -> str:
        """The words; where they are more than 80 characters, without targets and completion."""
        rows = worked_out(table)
        full, short = self._said(rows, completion=True), self._said(rows, completion=False)
        return full if len(full) <= SHORT else short

    def _said(self, rows: Sequence[Sequence[SheetCell]], *, completion: bool) -> str:
        told = [
            phrase
            for column in self._columns
            if (phrase := self._phrase(column, rows, completion=completion))
        ]
        through = f"截至{self._found.through.title}底，"
        return (
            f"{through}{self._found.unit.name}{'；'.join(told)}。{self._absent()}{self._caution()}"
        )

    def _phrase(
        self, column: _Column, rows: Sequence[Sequence[SheetCell]], *, completion: bool
    ) -> str:
        last = len(self._units)
        value, target, done = (rows[last + row][column.value] for row in range(3))
        number = number_in(value)
        if number is None:
            return f"{column.title}{value or State.BLANK.words}"
        words = f"{column.title}{_shown(value)}{column.one.unit}"
        if not completion or number_in(done) is None or number_in(target) is None:
            return words
        goal = f"{_shown(target)}{column.one.unit}"
        if column.one.is_rate:
            return f"{words}（目标{goal}）"
        return f"{words}，完成年度目标{goal}的{_shown(done)}%"

    def _absent(self) -> str:
        names = dict.fromkeys(unit for column in self._columns for unit in column.total.missing)
        listed = _listed([self._found.units.get(unit).name for unit in names])
        return f"{listed}未报。" if listed else ""

    def _caution(self) -> str:
        """What of it is not reviewed yet, in words."""
        codes = {column.one.code for column in self._columns}
        units = {unit.id for unit in self._units} or {self._found.unit.id}
        seen = {
            mark
            for (code, unit), mark in self._asked.marks.items()
            if code in codes and unit in units
        }
        weak = [words for mark, words in _WEAK.items() if mark in seen]
        return f"其中含{'、'.join(weak)}。" if weak else ""


def _heads(column: _Column) -> tuple[SheetColumn, ...]:
    unit = f"（{column.one.unit}）" if column.one.unit else ""
    named = dict(zip((Part.ABOVE, Part.BELOW), part_names(column.one), strict=True))
    values = tuple(
        SheetColumn(
            named.get(part, f"{column.title}{unit}"),
            _NUMBER,
            width=5,
            detail=part is not Part.VALUE,
        )
        for part in parts_of(column.one)
    )
    return (*values, SheetColumn("审核", width=5, beside=True))


def _shown(cell: SheetCell) -> str:
    """A number as the table shows it, without useless zeros."""
    return plain(Decimal(cell_words(cell, SheetColumn("", _NUMBER))))


def _listed(names: Sequence[str]) -> str:
    more = "等单位" if len(names) > _MOST_NAMES else ""
    return "、".join(names[:_MOST_NAMES]) + more


# ---- 催报 ----


class Absent(NamedTuple):
    """One unit with the names of the indicators that it has not reported."""

    unit: str
    indicators: tuple[str, ...]


def absent_units(found: Standings, codes: Iterable[str]) -> tuple[Absent, ...]:
    """Who has not reported what, in the order of units."""
    missing: dict[str, list[str]] = {}
    for code in codes:
        for unit in found.totals[code].missing:
            missing.setdefault(unit, []).append(found.plan.indicator(code).name)
    return tuple(
        Absent(unit.name, tuple(missing[unit.id]))
        for unit in found.units.by_id.values()
        if unit.id in missing
    )


def chase_words(
    found: Standings, absent: Sequence[Absent], *, by: date | None, contact: str
) -> str:
    """催报 to paste into a chat: who and what, until when, whom to ask; no figure of anybody's."""
    if not absent:
        return ""
    lines = [f"{one.unit}：{_named(one.indicators)}" for one in absent]
    until = f"请于{by.month}月{by.day}日前报送" if by else "请尽快报送"
    asked = f"，有疑问请联系{contact}" if contact else ""
    head = f"【催报】{found.through.title}民政工作要点数据，以下单位还有没填数的指标，{until}："
    return "\n".join([head, *lines, f"没有发生的请报“0”，未开展、不适用的请注明{asked}。"])


def _named(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMES:
        return "、".join(names)
    return f"{'、'.join(names[:_MOST_NAMES])}等{len(names)}项"
