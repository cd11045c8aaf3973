"""A district's year worked out by hand: json and sums over the log's lines, nothing of the program."""

import calendar
import copy
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

DISTRICT = "321112000000"
STREETS_AND_TOWNS = (
    "321112001000",
    "321112100000",
    "321112101000",
    "321112102000",
    "321112103000",
    "321112104000",
    "321112105000",
    "321112400000",
)
PARKS = ("321112401000", "321112402000", "321112403000")
TOWNS = (*STREETS_AND_TOWNS, *PARKS)
Value = dict[str, Any]


class Found(NamedTuple):
    """What was worked out: n (and d), how many units reported, of how many asked."""

    n: Fraction
    d: Fraction
    reported: int
    expected: int


class Row:
    """One register row: the last line of every part, and that line's id; read on the last day."""

    def __init__(self, last: str) -> None:
        self.last = last
        self.parts: dict[str, tuple[str, Value]] = {}

    def text(self, part: str) -> Any:
        value = self.parts.get(part, ("", {}))[1]
        return value.get("text", value.get("on"))

    def number(self, part: str) -> Fraction:
        return number(self.parts.get(part, ("", {}))[1])

    def state(self, day: str) -> tuple[str, str]:
        """(state, id of its line) in force on a day."""
        dated = sorted(p for p in self.parts if p.startswith("state/") and p[6:] <= day)
        return (self.text(dated[-1]), self.parts[dated[-1]][0]) if dated else ("", "")

    def confirmed(self, fields: Iterable[str], day: str) -> bool:
        """Confirmed with exactly these fields seen as they stand, and the state then in force."""
        _, value = self.parts.get("confirmation", ("", {}))
        needed = {self.parts[f][0] for f in fields if f in self.parts} | {self.state(day)[1]}
        return value.get("text") == "confirmed" and needed - {""} <= set(value.get("refs", ()))


def number(value: Value, part: str = "n") -> Fraction:
    """The number of a value; 0 where it has none."""
    return Fraction(value.get(part) or 0, 10 ** int(value.get("scale", 0)))


class ByHand:
    """The log of one store, read line by line; worked out through a month of 2018."""

    def __init__(self, folder: Path, *, months: int = 12) -> None:
        self.months = months
        self.last = f"2018-{months:02d}-{calendar.monthrange(2018, months)[1]}"
        self.cells: dict[tuple[str, str, str, str], Value] = {}
        self.rows: dict[str, dict[str, Row]] = {}
        store = sqlite3.connect(f"file:{folder / 'office.db'}?mode=ro", uri=True)
        for name, line in store.execute("SELECT id, line FROM revision ORDER BY log_no"):
            found = json.loads(line)
            cell, value = found["cell"], found["value"]
            if "row" in cell:
                row = self.rows.setdefault(cell["of"], {}).setdefault(cell["row"], Row(self.last))
                row.parts[cell["part"]] = (name, value)
            else:
                key = (cell["of"], cell["unit"], cell.get("period", ""), cell["part"])
                self.cells[key] = value
        store.close()

    def periods(self, kind: str) -> list[str]:
        """The periods of a kind (month, quarter, half, year) that have ended."""
        names, length = {
            "month": ([f"2018M{n:02d}" for n in range(1, 13)], 1),
            "quarter": ([f"2018Q{n}" for n in range(1, 5)], 3),
            "half": (["2018H1", "2018H2"], 6),
            "year": (["2018"], 12),
        }[kind]
        return names[: self.months // length]

    def of_town(self, town: str) -> "ByHand":
        """The same log with the rows of one town alone, of registers whose rows name one."""
        found = copy.copy(self)
        found.rows = {
            register: {name: row for name, row in rows.items() if row.text("town") in (town, None)}
            for register, rows in self.rows.items()
        }
        return found

    def retold(self, cell: tuple[str, str, str, str], **value: Any) -> "ByHand":
        """The log with one line (of, unit, period, part) that tells something else: a planted fault."""
        found = copy.copy(self)
        found.cells = {**self.cells, cell: {**self.cells[cell], **value}}
        return found

    def row_retold(
        self, register: str, part: str, *, where: Callable[[Row], bool], **value: Any
    ) -> "ByHand":
        """The log with one part of the first such row told otherwise."""
        found = copy.copy(self)
        rows = self.rows[register]
        name, old = next((name, row) for name, row in rows.items() if where(row))
        new = Row(old.last)
        new.parts = {**old.parts, part: (old.parts[part][0], {**old.parts[part][1], **value})}
        found.rows = {**self.rows, register: {**rows, name: new}}
        return found

    def value(self, code: str, unit: str, *, period: str) -> Value | None:
        """A unit's own figure, else what was written for it (代报)."""
        for part in ("value", "proxy"):
            found = self.cells.get((code, unit, period, part))
            if found is not None and found["state"] != "blank":
                return found
        return None

    def flow(self, code: str, units: Iterable[str], *, months: int) -> Found:
        """Sum of the months 1 to `months`."""
        n, reported, units = Fraction(0), 0, list(units)
        for unit in units:
            own = [self.value(code, unit, period=f"2018M{m:02d}") for m in range(1, months + 1)]
            reported += any(own)
            n += sum((number(one) for one in own if one), Fraction(0))
        return Found(n, Fraction(0), reported, len(units))

    def stock(self, code: str, units: Iterable[str], *, period: str) -> Found:
        """Sum of what stands at the end of one period."""
        units = list(units)
        own = [found for unit in units if (found := self.value(code, unit, period=period))]
        n = sum((number(one) for one in own), Fraction(0))
        return Found(n, sum((number(o, "d") for o in own), Fraction(0)), len(own), len(units))

    def closing(self, code: str, units: Iterable[str], *, months: int) -> Found:
        """Opening stock, additions of the months, less what was taken off."""
        mine = list(units)
        found = self.flow(code, mine, months=months)
        n = found.n
        for (of, unit, period, part), value in self.cells.items():
            if of != code or unit not in mine:
                continue
            if part == "opening":
                n += number(value)
            if part == "removed" and period <= f"2018M{months:02d}":
                n -= number(value)
        return found._replace(n=n)

    def base(self, code: str, unit: str) -> Fraction:
        """A base figure issued."""
        return number(self.cells[code, unit, "2018", "base"])

    def target(self, code: str, unit: str) -> Fraction:
        """An allocated target."""
        return number(self.cells[code, unit, "2018", "target"])

    def counting(
        self, register: str, where: Callable[[Row], bool], *, seen: Iterable[str], day: str
    ) -> list[Row]:
        """Rows that meet the conditions and are confirmed as they stand on a day."""
        fields = list(seen)
        rows = self.rows.get(register, {}).values()
        return [row for row in rows if where(row) and row.confirmed(fields, day)]

    def steps_done(self, code: str, unit: str, *, day: str) -> int:
        """Steps of a milestone done by a day."""
        return sum(
            value.get("text") == "done" and value.get("on", "9") <= day
            for (of, where, _, part), value in self.cells.items()
            if (of, where) == (code, unit) and part.startswith("step/")
        )

    def ticks(self, code: str, units: Iterable[str], *, period: str) -> Mapping[str, int]:
        """Unit → ticks in one period."""
        found = dict.fromkeys(units, 0)
        for (of, unit, when, part), value in self.cells.items():
            if (of, when) == (code, period) and unit in found and part.startswith("tick/"):
                found[unit] += int(value.get("n", 0))
        return found

    def held(self, code: str, *, until: str) -> int:
        """Occurrences of an activity in the year, up to a day."""
        return sum(
            code in row.parts["indicators"][1]["list"] and "2018" <= row.text("held_on") <= until
            for row in self.rows["activity"].values()
            if "held_on" in row.parts
        )


def decimal(exact: Fraction) -> str:
    """A number that ends, without useless zeros."""
    return f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"


def cut4(percent: Fraction) -> str:
    """A percent cut to four decimals."""
    tenthousandths = percent.numerator * 10_000 // percent.denominator
    return f"{tenthousandths // 10_000}.{tenthousandths % 10_000:04d}"
