"""What can be said of register rows without Qt: texts, filter, order, totals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.gui.pages.register_columns import (
    CONFIRMATION,
    CONFIRMED_BY,
    CONFIRMED_ON,
    COUNTS,
    FIRST_ON,
    NUMBER,
    STATE,
    Column,
)
from zjmz_desktop.service.listing import initials
from zjmz_desktop.service.views import RegisterRowView

NEW = ""
AWAITING = "已报待认定"
UNCONCERNED = "不涉及"
_NUMBER_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """Which rows are wanted; `only` is all, awaiting, problems or uncounted."""

    words: str = ""
    only: str = "all"
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """The line under the table; `ended` rows are in none of the other numbers but `counted`."""

    rows: int = 0
    counted: tuple[tuple[str, int], ...] = ()
    awaiting: int = 0
    problems: int = 0
    uncounted: int = 0
    ended: int = 0


def empty_row(fields: Sequence[str], given: Mapping[str, str]) -> RegisterRowView:
    """A row without an id, that holds no more than what is given: field code to text."""
    cells = tuple(given.get(code, "") for code in fields)
    return RegisterRowView(NEW, cells, "", "", (), (), False, "", True)


def text_of(row: RegisterRowView, column: Column) -> str:
    """A cell's text as the service gives it."""
    if column.place >= 0:
        return row.cells[column.place]
    if column.code == COUNTS:
        return counts_text(row)
    return {
        CONFIRMATION: row.confirmation,
        STATE: row.state or ("" if row.id == NEW else "未登记"),
        FIRST_ON: row.first_on,
        CONFIRMED_ON: row.confirmed_on,
        CONFIRMED_BY: row.confirmed_by,
        NUMBER: row.id[:_NUMBER_DIGITS],
    }.get(column.code, row.keeper)


def is_counted(row: RegisterRowView) -> bool:
    """Whether the row counts for anything."""
    return any(counts for _, counts, _ in row.counts)


def counts_text(row: RegisterRowView) -> str:
    """计入, 计入1／2项, or the reason why not."""
    concerned = [(counts, why) for _, counts, why in row.counts if why != UNCONCERNED]
    counted = sum(counts for counts, _ in concerned)
    if not concerned:
        return ""
    if not counted:
        return concerned[0][1]
    return "计入" if counted == len(concerned) else f"计入{counted}／{len(concerned)}项"


def counts_tip(row: RegisterRowView) -> str:
    """Indicator by indicator, whether it counts and why not."""
    return "\n".join(f"{name}：{'计入' if yes else why}" for name, yes, why in row.counts)


def keeper_words(row: RegisterRowView) -> str:
    """Who keeps a row that this office may not write, though it may confirm it; else ""."""
    return "" if row.own else f"这一行由{row.keeper}登记，本单位不能改写。"


def worst_problem(row: RegisterRowView, code: str) -> Problem | None:
    """The most serious problem of one field."""
    part = part_of(code)
    found = [problem for problem in row.problems if problem.part == part]
    return min(found, key=_rank, default=None)


def part_of(code: str) -> str:
    """The part that problems name: the page's own column of states shows the part `state`."""
    return "state" if code == STATE else code


def column_of(part: str) -> str:
    """The column that shows a part of a row: `part_of` the other way."""
    return STATE if part == "state" else part


def has_error(row: RegisterRowView) -> bool:
    """Whether a check forbids the row."""
    return any(problem.severity is Severity.ERROR for problem in row.problems)


def is_ghost(row: RegisterRowView) -> bool:
    """A row whose adding was undone: nothing is left in it."""
    return not row.state and not any(row.cells)


def wanted_of(
    rows: Iterable[RegisterRowView], wanted: Finding, *, title: int
) -> list[RegisterRowView]:
    """The rows that are shown; letters that stand in no row are read as pinyin initials of names.

    Args:
        rows: all rows.
        wanted: which of them.
        title: place of a row's name in its cells.
    """
    fitting = [row for row in rows if _fits(row, wanted)]
    words = wanted.words.lower()
    if not words:
        return fitting
    found = [row for row in fitting if any(words in cell.lower() for cell in row.cells)]
    if found or not words.isascii():
        return found
    return [row for row in fitting if words in initials(row.cells[title])]


def _fits(row: RegisterRowView, wanted: Finding) -> bool:
    if row.ended and not wanted.ended:
        return False
    if wanted.only == "awaiting":
        return row.confirmation == AWAITING
    if wanted.only == "problems":
        return bool(row.problems)
    return wanted.only != "uncounted" or (bool(row.counts) and not is_counted(row))


def ordered(
    rows: Iterable[RegisterRowView], column: Column, *, backwards: bool
) -> list[RegisterRowView]:
    """Numbers by size, texts in the order of the national character set; empty ones last."""
    keyed = [(_key(row, column), row) for row in rows]
    filled = [pair for pair in keyed if pair[0] is not None]
    empty = [row for key, row in keyed if key is None]
    filled.sort(key=_first, reverse=backwards)
    return [row for _, row in filled] + empty


_Keyed = tuple[tuple[Decimal, bytes] | None, RegisterRowView]


def _first(pair: _Keyed) -> tuple[Decimal, bytes]:
    return pair[0] or (Decimal(0), b"")


def _key(row: RegisterRowView, column: Column) -> tuple[Decimal, bytes] | None:
    text = text_of(row, column)
    if not text:
        return None
    if column.kind != "number":
        return Decimal(0), text.encode("gb18030", "replace")
    try:
        return Decimal(text), b""
    except InvalidOperation:
        return Decimal(0), text.encode("gb18030", "replace")


def totals_of(rows: Iterable[RegisterRowView], refused: Iterable[str]) -> Totals:
    """Count rows; `refused` are ids of rows with a refused typing."""
    known = [row for row in rows if row.id != NEW]
    live = [row for row in known if not row.ended]
    wrong = set(refused)
    counted: dict[str, int] = {}
    for row in known:
        for name, counts, _ in row.counts:
            counted[name] = counted.get(name, 0) + counts
    return Totals(
        len(live),
        tuple(counted.items()),
        sum(row.confirmation == AWAITING for row in live),
        sum(bool(row.problems) or row.id in wrong for row in live),
        sum(bool(row.counts) and not is_counted(row) for row in live),
        len(known) - len(live),
    )


def sums_of(rows: Iterable[RegisterRowView], columns: Sequence[Column]) -> dict[int, str]:
    """Place of a column on screen → its exact sum; columns that do not add up are left out."""
    places = {at: column.place for at, column in enumerate(columns) if column.totalled}
    sums = dict.fromkeys(places, Decimal(0))
    for row in rows:
        for at, place in places.items():
            if text := row.cells[place]:
                sums[at] += _number(text)
    return {at: f"{total:,f}" for at, total in sums.items()}


def _number(text: str) -> Decimal:
    """A number as shown; a text just typed that is none yet (1,234) adds nothing until it is read."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def _rank(problem: Problem) -> int:
    return 0 if problem.severity is Severity.ERROR else 1
