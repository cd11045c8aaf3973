"""Reads of single cells, rows and drafts."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from zjmz_desktop.domain.revisions import Cell, Clock
from zjmz_desktop.domain.values import State, Value, from_json
from zjmz_desktop.store.database import FILE_NAME, Database
from zjmz_desktop.store.errors import DamagedStoreError
from zjmz_desktop.store.projections import written_keys
from zjmz_desktop.store.selecting import IN_SPAN, in_spans, rows_in, span, spans

_COLUMNS = (
    "of_code, unit, year, period, row_id, part, value, head_id, conflict, user, clock_ms, act"
)


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell with the value of the head that is shown."""

    cell: Cell
    value: Value
    head_id: str
    conflict: bool
    user: str
    at: datetime
    act: str | None


def _stored(row: Sequence[Any]) -> StoredCell:
    of, unit, year, period, row_id, part, value, head, conflict, user, ms, act = row
    return StoredCell(
        Cell(of, unit, part, year, period, row_id),
        _value(value),
        head,
        bool(conflict),
        user,
        _instant(ms),
        act,
    )


def _instant(ms: int) -> datetime:
    try:
        return Clock(ms, 0).at
    except (TypeError, OverflowError) as error:
        raise DamagedStoreError(Path(FILE_NAME), "一个时间的内容坏了") from error


def one(database: Database, cell: Cell) -> StoredCell | None:
    """The cell, or None where nothing was ever written."""
    with database.reading() as conn:
        row = conn.execute(
            f"SELECT {_COLUMNS} FROM cell WHERE cell_key = ?", (cell.key,)
        ).fetchone()
    return _stored(row) if row else None


def values_of(database: Database, asked: Iterable[Cell]) -> dict[Cell, Value]:
    """Cell → value that is shown; of the cells that were ever written."""
    query = "SELECT cell_key, value FROM cell WHERE cell_key IN ({marks})"
    with database.reading() as conn:
        found = rows_in(conn, query, values=written_keys(conn, asked))
        return {Cell.of_key(key): _value(text) for key, text in found}


def of_form(database: Database, code: str, *, unit: str) -> tuple[StoredCell, ...]:
    """Every cell of one indicator and unit (all years, periods and parts)."""
    return _where(database, f"{IN_SPAN} AND row_id IS NULL", values=span(unit, code))


def of_parts(database: Database, prefix: str, *, unit: str, year: int) -> tuple[StoredCell, ...]:
    """Cells of one unit and year whose part is `prefix` or begins with `prefix/`."""
    return _where(
        database,
        f"{IN_SPAN} AND year = ? AND row_id IS NULL AND (part = ? OR part GLOB ?)",
        values=(*span(unit), year, prefix, f"{prefix}/*"),
    )


def of_units(
    database: Database, units: Iterable[str], *, parts: Sequence[str], year: int
) -> dict[str, list[StoredCell]]:
    """Part → cells of some units and one year whose part is that, or begins with it and a stroke."""
    told = " OR ".join("part = ? OR part GLOB ?" for _ in parts)
    query = (
        f"SELECT {_COLUMNS} FROM {in_spans('cell')} WHERE year = ? AND row_id IS NULL AND ({told})"
    )
    asked = [name for part in parts for name in (part, f"{part}/*")]
    found: dict[str, list[StoredCell]] = {part: [] for part in parts}
    with database.reading() as conn:
        for one in map(_stored, conn.execute(query, (spans(units), year, *asked))):
            found[one.cell.part.partition("/")[0]].append(one)
    return found


def saying(
    database: Database, units: Iterable[str], *, part: str, text: str, year: int
) -> tuple[StoredCell, ...]:
    """Cells of some units, one part and one year whose value is that text; the others are not opened."""
    query = (
        f"SELECT {_COLUMNS} FROM {in_spans('cell')} WHERE year = ? AND row_id IS NULL"
        " AND part = ? AND json_extract(value, '$.text') = ?"
    )
    with database.reading() as conn:
        return tuple(map(_stored, conn.execute(query, (spans(units), year, part, text))))


def of_periods(
    database: Database, unit: str, *, periods: Iterable[str], year: int
) -> tuple[StoredCell, ...]:
    """Every cell of one unit in the periods named, of one plan year, without rows."""
    names = list(periods)
    marks = ",".join("?" * len(names))
    where = f"{IN_SPAN} AND year = ? AND row_id IS NULL AND period IN ({marks})"
    return _where(database, where, values=(*span(unit), year, *names))


DECIDED_PARTS = ("target", "base", "choice", "mode")
_DECIDED = " OR ".join(f"part = '{part}'" for part in DECIDED_PARTS)
_BY_CODE = "of_code = ? AND row_id IS NULL AND part != 'value' AND part != 'note'"


def with_part(database: Database, part: str) -> tuple[StoredCell, ...]:
    """Every cell of one of the year's own parts (target, base, choice, mode)."""
    assert part in DECIDED_PARTS
    # Written out, not bound: SQLite takes the index over these parts only for a constant.
    return _where(database, f"part = '{part}' AND ({_DECIDED})", values=())


def of_code(database: Database, code: str) -> tuple[StoredCell, ...]:
    """Every cell of one `of` that is no indicator (a user, the calendar, unit changes …), without rows."""
    return _where(database, f"{_BY_CODE} ORDER BY cell_key", values=(code,))


def conflicting(database: Database) -> tuple[StoredCell, ...]:
    """Every cell whose heads differ, rows too."""
    return _where(database, "conflict = 1 ORDER BY cell_key", values=())


def of_acts(database: Database, acts: Sequence[str], *, year: int) -> tuple[StoredCell, ...]:
    """Cells of one year, without rows, whose head was written as one of these acts (late, correction)."""
    marks = ",".join("?" * len(acts))
    return _where(
        database, f"year = ? AND row_id IS NULL AND act IN ({marks})", values=(year, *acts)
    )


def of_indicator(
    database: Database, code: str, *, year: int, parts: Sequence[str]
) -> tuple[StoredCell, ...]:
    """Cells of one indicator in one year, all units, of `parts` (as `step/*`) other than figure and note."""
    globs = " OR ".join("part GLOB ?" for _ in parts)
    where = f"{_BY_CODE} AND year = ? AND ({globs}) ORDER BY cell_key"
    return _where(database, where, values=(code, year, *parts))


def at(database: Database, addresses: Iterable[Cell]) -> tuple[StoredCell, ...]:
    """Those of some cells that were ever written, in the order of their keys."""
    query = f"SELECT {_COLUMNS} FROM cell WHERE cell_key IN ({{marks}}) ORDER BY cell_key"
    keys = sorted(cell.key for cell in addresses)
    with database.reading() as conn:
        return tuple(map(_stored, rows_in(conn, query, values=keys)))


def of_parts_at(database: Database, place: Cell | None, *, prefix: str) -> tuple[StoredCell, ...]:
    """Cells whose part begins with `prefix`: at one address (its own part aside), or everywhere."""
    where, keys = "part GLOB ?", [f"{prefix}*"]
    if place is not None and place.row is not None:
        where += " AND of_code = ? AND row_id = ?"
        keys += [place.of, place.row]
    elif place is not None:
        where += f" AND {IN_SPAN} AND period = ? AND row_id IS NULL"
        keys += [*span(place.unit, place.of), place.period or ""]
    return _where(database, where, values=keys)


class RowPart(NamedTuple):
    """One cell of a register row: a field, a dated state or the confirmation.

    Attributes:
        text: the personal text behind a sealed value, where it is kept here.
    """

    row: str
    keeper: str
    part: str
    value: Value
    head_id: str
    text: str | None


_ROWS = "of_code = ? AND row_id IS NOT NULL"


def of_rows(database: Database, register: str, *, rows: Collection[str] = ()) -> Iterator[RowPart]:
    """Every cell of the rows of a register (or of those named), row by row."""
    where = f"of_code = ? AND row_id IN ({','.join('?' * len(rows))})" if rows else _ROWS
    return _parts(database, f"{where} ORDER BY row_id", values=(register, *rows))


def has_more_rows(database: Database, register: str, *, than: int) -> bool:
    """Whether a register holds more rows than so many; no more of it is looked at."""
    query = (
        "SELECT count(*) FROM (SELECT DISTINCT row_id FROM cell"
        " WHERE of_code = ? AND row_id IS NOT NULL LIMIT ?)"
    )
    with database.reading() as conn:
        return int(conn.execute(query, (register, than + 1)).fetchone()[0]) > than


def _parts(database: Database, where: str, *, values: Sequence[str]) -> Iterator[RowPart]:
    """Read at once, so that nobody who writes has to wait; let go of one by one, as they are used.

    A hundred thousand freed together would hold up the window, also from a thread.
    """
    query = (
        "SELECT row_id, unit, part, value, head_id, text FROM cell LEFT JOIN personal ON commitment"
        f" = CASE state WHEN 'sealed' THEN json_extract(value, '$.commit') END WHERE {where}"
    )
    with database.reading() as conn:
        found = conn.execute(query, values).fetchall()
    found.reverse()
    while found:
        row, unit, part, json, head, text = found.pop()
        yield RowPart(row, unit, part, _value(json) if text is None else _SEALED, head, text)


_SEALED = Value(State.SEALED)


def first_written(database: Database, register: str) -> dict[str, datetime]:
    """Row id → when the first of its cells was written, by the clock of who wrote it."""
    query = (
        "SELECT c.row_id, min(r.clock_ms) FROM cell c JOIN revision r ON r.cell_key = c.cell_key"
        f" WHERE {_ROWS} GROUP BY c.row_id"
    )
    with database.reading() as conn:
        return {row: _instant(ms) for row, ms in conn.execute(query, (register,))}


def writers_of_row(database: Database, register: str, *, row: str) -> dict[str, str]:
    """Part of a row → user who wrote the head that is shown."""
    query = "SELECT part, user FROM cell WHERE of_code = ? AND row_id = ?"
    with database.reading() as conn:
        return dict(conn.execute(query, (register, row)).fetchall())


def writers_of_part(database: Database, register: str, *, part: str) -> dict[str, tuple[str, str]]:
    """Row id → (its keeper, user who wrote the head of that part); only the index is gone through."""
    keys = f"SELECT cell_key FROM cell WHERE {_ROWS} AND part = ?"
    query = f"SELECT row_id, unit, user FROM cell WHERE cell_key IN ({keys})"
    with database.reading() as conn:
        found = conn.execute(query, (register, part)).fetchall()
    return {row: (unit, user) for row, unit, user in found}


class HeadAt(NamedTuple):
    """Which revision stands in a cell of a figure."""

    of: str
    unit: str
    period: str
    part: str
    head_id: str


def heads_of_year(database: Database, units: Iterable[str], *, year: int) -> tuple[HeadAt, ...]:
    """What stands in every filled cell of some units' figures of a year; rows of registers have no year."""
    query = (
        f"SELECT of_code, unit, period, part, head_id FROM {in_spans('cell')}"
        " WHERE year = ? AND row_id IS NULL AND period IS NOT NULL AND state != 'blank'"
    )
    with database.reading() as conn:
        return tuple(HeadAt(*row) for row in conn.execute(query, (spans(units), year)))


@lru_cache(maxsize=32_768)
def _value(text: str) -> Value:
    """A stored value; registers repeat towns, ticks and choices thousands of times."""
    try:
        return from_json(orjson.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedStoreError(Path(FILE_NAME), "一格的内容坏了") from error


def _where(database: Database, where: str, *, values: Sequence[Any]) -> tuple[StoredCell, ...]:
    with database.reading() as conn:
        rows = conn.execute(f"SELECT {_COLUMNS} FROM cell WHERE {where}", values).fetchall()
    return tuple(map(_stored, rows))


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and not (or not yet) saved, with the reason it was refused."""

    part: str
    typed: str
    reason: str


@dataclass(frozen=True, slots=True)
class DraftAt:
    """Where a draft belongs: never offered on another form, period or user."""

    code: str
    unit: str
    period: str
    user: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The four columns."""
        return self.code, self.unit, self.period, self.user


def drafts(database: Database, at: DraftAt) -> dict[str, Draft]:
    """Drafts of one form by part."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT part, typed, reason FROM draft WHERE of_code=? AND unit=? AND period=? AND user=?",
            at.key,
        ).fetchall()
    return {row[0]: Draft(*row) for row in rows}


def drafted_codes(database: Database, *, unit: str, user: str) -> set[tuple[str, str, bool]]:
    """(indicator, period, refused?) of every draft of a user."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT of_code, period, reason != '' FROM draft WHERE unit = ? AND user = ?",
            (unit, user),
        ).fetchall()
    return {(code, period, bool(refused)) for code, period, refused in rows}


def refused_drafts(
    database: Database, *, unit: str, user: str
) -> dict[tuple[str, str], list[Draft]]:
    """(indicator, period) → drafts of a user that were refused, in the order of their parts."""
    query = (
        "SELECT of_code, period, part, typed, reason FROM draft"
        " WHERE unit = ? AND user = ? AND reason != '' ORDER BY of_code, period, part"
    )
    found: dict[tuple[str, str], list[Draft]] = {}
    with database.reading() as conn:
        for code, period, *draft in conn.execute(query, (unit, user)):
            found.setdefault((code, period), []).append(Draft(*draft))
    return found


def keep_drafts(database: Database, at: DraftAt, *, drafts: Iterable[Draft], now: datetime) -> None:
    """Keep what was typed."""
    kept_at = now.isoformat()
    with database.transaction() as conn:
        conn.executemany(
            "INSERT OR REPLACE INTO draft (of_code, unit, period, user, part, typed, reason, kept_at)"
            " VALUES (?,?,?,?,?,?,?,?)",
            [(*at.key, one.part, one.typed, one.reason, kept_at) for one in drafts],
        )


def drop_draft(database: Database, at: DraftAt, *, part: str) -> None:
    """Forget the drafts of a part and of what is below it (`value`, `value/n`); without one, nothing."""
    if any(name == part or name.startswith(f"{part}/") for name in drafts(database, at)):
        with database.transaction() as conn:
            conn.execute(
                "DELETE FROM draft WHERE of_code=? AND unit=? AND period=? AND user=?"
                " AND (part = ? OR substr(part, 1, length(?)) = ?)",
                (*at.key, part, f"{part}/", f"{part}/"),
            )


def drop_drafts(database: Database, at: DraftAt, *, parts: Iterable[str]) -> None:
    """Forget the drafts of exactly these parts."""
    with database.transaction() as conn:
        conn.executemany(
            "DELETE FROM draft WHERE of_code=? AND unit=? AND period=? AND user=? AND part=?",
            [(*at.key, part) for part in parts],
        )


def move_drafts(database: Database, at: DraftAt, *, part: str, to: str) -> None:
    """Give the drafts below a part another one: those of a new row belong to it once it has an id."""
    for draft in drafts(database, at).values():
        if draft.part.startswith(f"{part}/"):
            with database.transaction() as conn:
                conn.execute(
                    "UPDATE OR REPLACE draft SET part = ?"
                    " WHERE of_code=? AND unit=? AND period=? AND user=? AND part = ?",
                    (f"{to}{draft.part.removeprefix(part)}", *at.key, draft.part),
                )
