"""A register as a sheet: the list with what counts and why not, or a blank form to be filled by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    SheetCell,
    SheetColumn,
    SheetTable,
    columns_of,
)

ROW_ID = "行编号"
STATE, STATE_ON, CONFIRMATION, KEEPER = "状态", "状态日期", "认定", "登记单位"
CONFIRMED_ON, CONFIRMED_BY = "认定期", "认定人"
_KINDS = {"number": ColumnKind.NUMBER, "date": ColumnKind.DATE}
COUNTED = "计入"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a register as texts, as a table on screen shows it.

    Attributes:
        id: the row's permanent id.
        fields: text by field code.
        state: words of its dated state, and its date.
        confirmation: words, "" where none is needed; since when and by whom, where it holds.
        counts: why it does not count, by indicator fed; "" where it counts.
        keeper: name of the office that keeps it.
    """

    id: str
    fields: dict[str, str]
    state: tuple[str, str]
    confirmation: tuple[str, str, str]
    counts: tuple[str, ...]
    keeper: str


@dataclass(frozen=True, slots=True)
class ListedRegister:
    """A register's rows, ready to be laid out.

    Attributes:
        register: the register.
        unit_name: whose rows.
        period: as they stand at its end.
        fed: names of the indicators that take their figure from it.
        rows: in order.
        personal: whether personal fields go with it.
        sample: whether every row is invented.
    """

    register: Register
    unit_name: str
    period: Period
    fed: tuple[str, ...]
    rows: tuple[ListedRow, ...]
    personal: bool = False
    sample: bool = False

    @property
    def fields(self) -> tuple[RegisterField, ...]:
        """The columns that go out, with those that are worked out."""
        return tuple(f for f in self.register.columns if self.personal or not f.personal)

    @property
    def head_lines(self) -> tuple[tuple[str, str], ...]:
        """Whose rows, as of when."""
        mark = "（示例数据，不得上报）" if self.sample else ""
        return ((f"单位：{self.unit_name}{mark}", f"截至{self.period.title}底"),)

    @property
    def left_out(self) -> tuple[str, ...]:
        """A line that says which personal fields stay here."""
        kept = [f.name for f in self.register.columns if f.personal]
        return () if self.personal or not kept else (f"个人信息没有写入：{'、'.join(kept)}。",)


def register_table(found: ListedRegister) -> SheetTable:
    """The whole list; numbers that add up are summed, a 1 under 计入 to the rows an indicator counts.

    Notes stand above the table, so that what is below it can be read back as rows.
    """
    register = found.register
    columns = [*map(_column, found.fields), *_standing_columns(register)]
    columns += [
        SheetColumn(name, ColumnKind.NUMBER, summed=True, group=COUNTED) for name in found.fed
    ]
    columns.append(SheetColumn(ROW_ID, hidden=True))
    notes = [f"共{len(found.rows)}{register.measure_word or '行'}。", *found.left_out]
    if found.fed:
        notes.append("“计入”下的1表示这一行计入该项指标，文字是不计入的原因。")
    return SheetTable(
        name=register.name,
        title=f"{register.name}台账",
        columns=tuple(columns),
        rows=tuple(tuple(_cells(found, row)) for row in found.rows),
        total="合计" if any(column.summed for column in columns) else "",
        head_lines=(*found.head_lines, ("".join(notes), "")),
        frozen=_frozen(found.fields, register),
        landscape=True,
    )


def _standing_columns(register: Register) -> list[SheetColumn]:
    found = []
    if register.states:
        found += [SheetColumn(STATE), SheetColumn(STATE_ON, ColumnKind.DATE)]
    if register.confirmed_by is not None:
        found += [
            SheetColumn(CONFIRMATION),
            SheetColumn(CONFIRMED_ON, ColumnKind.DATE),
            SheetColumn(CONFIRMED_BY),
        ]
    return [*found, SheetColumn(KEEPER)]


def _cells(found: ListedRegister, row: ListedRow) -> Iterable[SheetCell]:
    for field in found.fields:
        yield _cell(field, row.fields.get(field.code, ""))
    if found.register.states:
        yield from row.state
    if found.register.confirmed_by is not None:
        yield from row.confirmation
    yield row.keeper
    for why in row.counts:
        yield why or Decimal(1)
    yield row.id


def _cell(field: RegisterField, text: str) -> SheetCell:
    if field.type == "number" and text:
        return Decimal(text.replace(",", ""))
    return text


def _column(field: RegisterField) -> SheetColumn:
    kind = _KINDS.get(field.type, ColumnKind.TEXT)
    return SheetColumn(
        _title(field), kind, field.scale, summed=field.totalled, group=field.group_name
    )


def _title(field: RegisterField) -> str:
    return f"{field.name}（{field.unit}）" if field.unit else field.name


def _frozen(fields: Sequence[RegisterField], register: Register) -> int:
    """Columns up to the one that names a row stay in sight."""
    codes = [field.code for field in fields]
    name = register.title_field
    return codes.index(name) + 1 if name in codes and codes.index(name) < 4 else 1


# ---- 空表 ----

_PORTRAIT, _LANDSCAPE = 120, 180
_LEAST_WRITTEN, _MOST_WRITTEN = 8, 26
_NEW_ROWS = 8
_TO_WRITE_POINTS = 40
_HAN = "一二三四五六七八九十"
_HOW_TO_WRITE = (
    "印出的是上次登记的内容：有变化的，划掉后在空处写新的；没有变化的不用写；新增的写在空行里。"
)
_SIGNED = "填表人：　　　　　　联系电话：　　　　　　　　　填表日期：　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a blank form fits on one sheet; `number` 0 where one sheet takes all."""

    fields: tuple[RegisterField, ...]
    number: int
    landscape: bool


def blank_forms(found: ListedRegister, *, new_rows: int = _NEW_ROWS) -> tuple[SheetTable, ...]:
    """The known rows with their last values and room to write, and empty lines for new ones.

    A register too wide for one sheet of A4 is split into parts, each beginning with the names.
    """
    return tuple(_blank_form(found, part, new_rows=new_rows) for part in _parts(found))


def _parts(found: ListedRegister) -> list[_Part]:
    named = [f for f in found.register.fields if f.code == found.register.title_field]
    others = [f for f in found.register.fields if f not in named]
    first = sum(_paper_width(found, field) for field in named)
    landscape = first + sum(_paper_width(found, field) for field in others) > _PORTRAIT
    room = (_LANDSCAPE if landscape else _PORTRAIT) - first
    split: list[list[RegisterField]] = [[]]
    taken = 0
    for field in others:
        width = _paper_width(found, field)
        if split[-1] and taken + width > room:
            split.append([])
            taken = 0
        split[-1].append(field)
        taken += width
    only = len(split) == 1
    return [
        _Part((*named, *fields), 0 if only else number, landscape)
        for number, fields in enumerate(split, 1)
    ]


def _paper_width(found: ListedRegister, field: RegisterField) -> int:
    """Half-width columns that a field takes on paper: its longest text within reason, room to write."""
    texts = [_printed(found, row, field=field) for row in found.rows]
    longest = max((columns_of(text) for text in texts), default=0)
    title = columns_of(_title(field))
    return min(max(longest, min(title, 12), _LEAST_WRITTEN), _MOST_WRITTEN)


def _printed(found: ListedRegister, row: ListedRow, *, field: RegisterField) -> str:
    """The last value; a personal field's is left to be written by hand unless it may go out."""
    return row.fields.get(field.code, "") if found.personal or not field.personal else ""


def _blank_form(found: ListedRegister, part: _Part, *, new_rows: int) -> SheetTable:
    known: list[tuple[SheetCell, ...]] = [
        (str(number), *(_printed(found, row, field=field) for field in part.fields))
        for number, row in enumerate(found.rows, 1)
    ]
    empty: tuple[SheetCell, ...] = (None,) * (len(part.fields) + 1)
    mark = f"（{_HAN[part.number - 1]}）" if part.number else ""
    columns = [
        SheetColumn(_title(field), width=(_paper_width(found, field) + 1) // 2)
        for field in part.fields
    ]
    return SheetTable(
        name=f"{found.register.name}空表{mark}",
        title=f"{found.register.name}登记表{mark}",
        columns=(SheetColumn("序号", width=2), *columns),
        rows=(*known, *[empty] * new_rows),
        head_lines=found.head_lines,
        foot_lines=(_HOW_TO_WRITE, *found.left_out, _SIGNED),
        frozen=2,
        landscape=part.landscape,
        row_points=_TO_WRITE_POINTS,
    )
