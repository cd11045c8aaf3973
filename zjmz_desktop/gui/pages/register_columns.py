"""Which columns a register's table has, and in which order: what decides the count comes first."""

from dataclasses import dataclass

from zjmz_desktop.domain.conditions import deciding_fields
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.service.context import Office, register_behind
from zjmz_desktop.service.views import RegisterColumn, RegisterTable

COUNTS, CONFIRMATION, STATE, KEEPER = "@counts", "@confirmation", "@state", "@keeper"
FIRST_ON, CONFIRMED_ON, CONFIRMED_BY = "@first_on", "@confirmed_on", "@confirmed_by"
NUMBER = "@number"
_USEFUL = 8


@dataclass(frozen=True, slots=True)
class Column:
    """One column on screen.

    Attributes:
        code: field code, or one of the page's own columns above.
        kind: field type, or the own column's code.
        place: place of the field in a row's cells, -1 for the page's own columns.
        totalled: whether the numbers of several rows add up.
        computed: whether the program works it out of the row's fields.
    """

    code: str
    title: str
    kind: str
    place: int
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    totalled: bool = False
    computed: bool = False

    @property
    def is_field(self) -> bool:
        """Whether it is typed, not told by the program."""
        return self.place >= 0 and not self.computed


def columns_of(office: Office, table: RegisterTable, *, hidden: str = "") -> tuple[Column, ...]:
    """Name first, then what the program says of the row, then fields, the most useful ahead.

    They hang on the register alone, not on its rows: a column that came with the first row would move
    the others away under the mouse.

    Args:
        office: the open office.
        table: the register as read.
        hidden: code of a field that is the same in every row, or "".
    """
    register = office.plan.register(table.code)
    read = deciding_fields(register, office.plan)
    fields = {c.code: _field(c, at) for at, c in enumerate(table.columns)}
    fields.pop(hidden, None)
    title = fields.pop(_title_field(register))
    useful = [f for f in fields.values() if f.required or f.code in read][: _USEFUL - 1]
    rest = [f for f in fields.values() if f not in useful]
    is_counted = any(register_behind(i) == table.code for i in office.plan.indicators)
    told = [
        Column(COUNTS, "计入", COUNTS, -1) if is_counted else None,
        Column(CONFIRMATION, "认定", CONFIRMATION, -1) if register.confirmed_by else None,
        Column(STATE, "状态", STATE, -1) if table.states else None,
    ]
    last = [
        Column(FIRST_ON, "初报期", FIRST_ON, -1, help="第一次登记的日期，程序记的"),
        Column(CONFIRMED_ON, "认定期", CONFIRMED_ON, -1) if register.confirmed_by else None,
        Column(CONFIRMED_BY, "认定人", CONFIRMED_BY, -1) if register.confirmed_by else None,
        Column(KEEPER, "登记单位", KEEPER, -1),
        Column(NUMBER, "编号", NUMBER, -1, help="程序给的编号，终身不变，只列前8位"),
    ]
    return (title, *filter(None, told), *useful, *rest, *filter(None, last))


def _field(column: RegisterColumn, at: int) -> Column:
    return Column(
        column.code,
        column.name,
        column.kind,
        at,
        column.required,
        column.choices,
        column.help,
        column.totalled,
        column.computed,
    )


def _title_field(register: Register) -> str:
    """The column that stays in sight: a row's name, or, where it has none, its date."""
    if register.field_by_code[register.title_field].type == "text":
        return register.title_field
    dates = (f.code for f in register.own_fields if f.type == "date")
    return next(dates, register.title_field)
