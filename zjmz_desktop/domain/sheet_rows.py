"""Lines of a foreign sheet as rows of a register: read, and matched with the rows that are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zjmz_desktop.domain.duplicates import kinds_of_town, plain
from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.registers import Row, is_ended, title_of, town_of
from zjmz_desktop.domain.row_checks import parse_field
from zjmz_desktop.domain.sheet_cells import CellReader
from zjmz_desktop.domain.sheet_fields import ROW_ID, SheetField
from zjmz_desktop.domain.sheet_layout import Layout
from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.domain.units import Units
from zjmz_desktop.domain.values import BLANK, Value


@dataclass(slots=True)
class SheetLine:
    """One line.

    Attributes:
        at: its row in the sheet, from 0.
        typed: field code → text.
        places: field code → where it stands.
        refusals: field code → why it can't be told for sure.
        hows: field code → how it was read.
        row: id of the row that it changes, "" for a new one.
        why_not: why the whole line is refused, or "".
    """

    at: int
    typed: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    hows: dict[str, str] = field(default_factory=dict)
    row: str = ""
    why_not: str = ""


def read_lines(
    reader: CellReader, layout: Layout, *, uses: Iterable[Use], fields: Iterable[SheetField]
) -> list[SheetLine]:
    """The data rows by field; a line without any text is left out."""
    by_code = {one.code: one for one in fields}
    wanted = [(use, by_code[use.field]) for use in uses if use.field in by_code]
    lines = (_line(reader, row, wanted=wanted) for row in layout.data)
    return [line for line in lines if any(text.strip() for text in line.typed.values())]


def _line(reader: CellReader, row: int, *, wanted: Sequence[tuple[Use, SheetField]]) -> SheetLine:
    line = SheetLine(row)
    for use, one in wanted:
        place = Place(row, use.at)
        found = reader.read(place, use, field=one)
        line.typed[one.code], line.places[one.code] = found.text, place
        if found.refusal:
            line.refusals[one.code] = found.refusal
        if found.how:
            line.hows[one.code] = found.how
    line.row = line.typed.pop(ROW_ID, "").strip()
    return line


def match_lines(
    lines: Sequence[SheetLine],
    rows: Iterable[Row],
    *,
    register: Register,
    units: Units,
    identities: Iterable[str] = (),
) -> None:
    """Give each line the row that it is about; where that is not sure, why it is not taken.

    By the id where the sheet has it, then by a number of its own (`identities`, names of fields such
    as 统一社会信用代码), by what makes a row unique, and by name within town and village.
    """
    matcher = _Matcher(tuple(rows), register, units=units, identities=tuple(identities))
    for line in lines:
        line.why_not = _unreadable_unit(line, register)
        if not line.row and not line.why_not:
            matcher.match(line)
    _refuse_twice(lines, matcher)


def _unreadable_unit(line: SheetLine, register: Register) -> str:
    """Why a line whose town can't be read is no line of any town, or ""."""
    units = [one for one in register.fields if one.type == "unit" and one.code in line.refusals]
    return "；".join(f"{one.name}读不出，整行不填：{line.refusals[one.code]}" for one in units)


class _Matcher:
    def __init__(
        self,
        rows: tuple[Row, ...],
        register: Register,
        *,
        units: Units,
        identities: tuple[str, ...],
    ) -> None:
        self._register, self._units = register, units
        self._kinds = kinds_of_town(units)
        self._titles = {row.id: title_of(row, register) for row in rows}
        standing = [row for row in rows if not is_ended(row, register, day=date.max)]
        ended = [row for row in rows if row not in standing]
        numbers = [(f.code,) for f in register.fields if f.name in identities]
        self._keys = [key for key in (*numbers, register.unique_by) if key]
        self._indexes = [
            (key, [self._index(some, key) for some in (standing, ended)]) for key in self._keys
        ]
        self._by_title: dict[str, list[Row]] = {}
        for row in standing:
            self._by_title.setdefault(self._title_key(row.fields), []).append(row)

    def title(self, row_id: str) -> str:
        return self._titles.get(row_id, row_id)

    def _index(self, rows: Iterable[Row], key: tuple[str, ...]) -> dict[tuple[str, ...], list[Row]]:
        found: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            words = tuple(self._alike(row.fields.get(code, BLANK)) for code in key)
            if all(words):
                found.setdefault(words, []).append(row)
        return found

    def _title_key(self, fields: Mapping[str, Value]) -> str:
        return self._alike(fields.get(self._register.title_field, BLANK))

    def values(self, line: SheetLine) -> dict[str, Value]:
        """The line's fields that name it, as values."""
        found = {}
        codes = {c for key in self._keys for c in key}
        for code in codes | {"town", "village", self._register.title_field}:
            text = line.typed.get(code, "")
            if not text.strip() or code not in self._register.field_by_code:
                continue
            try:
                column = self._register.field_by_code[code]
                found[code] = parse_field(column, text, units=self._units)
            except ValueRefusedError:
                continue
        return found

    def key(self, line: SheetLine) -> tuple[str, ...]:
        """What makes the line unique, () where a part of it is missing."""
        values = self.values(line)
        words = tuple(self._alike(values.get(code, BLANK)) for code in self._register.unique_by)
        return words if words and all(words) else ()

    def place_key(self, line: SheetLine) -> tuple[str, ...]:
        """Name, town and village, for a line whose key is not whole; () where it has no name."""
        values = self.values(line)
        codes = (self._register.title_field, "town", "village")
        words = tuple(self._alike(values.get(code, BLANK)) for code in codes)
        return words if words[0] and not self.key(line) else ()

    def match(self, line: SheetLine) -> None:
        values = self.values(line)
        for key, indexes in self._indexes:
            words = tuple(self._alike(values.get(code, BLANK)) for code in key)
            for index in indexes if all(words) else ():
                if found := index.get(words):
                    self._take(line, found)
                    return
        self._match_title(line, values)

    def _match_title(self, line: SheetLine, values: Mapping[str, Value]) -> None:
        title = self._title_key(values)
        if not title or self._register.unique_by == (self._register.title_field,):
            return
        found = [row for row in self._by_title.get(title, ()) if self._same_place(row, values)]
        if found:
            self._take(line, found)

    def _alike(self, value: Value) -> str:
        return plain(value, self._kinds)

    def _same_place(self, row: Row, values: Mapping[str, Value]) -> bool:
        """Whether town and village do not speak against it."""
        town = values.get("town", BLANK).text
        if town and town != town_of(row):
            return False
        mine, theirs = (self._alike(f.get("village", BLANK)) for f in (values, row.fields))
        return not mine or not theirs or mine == theirs

    def _take(self, line: SheetLine, found: Sequence[Row]) -> None:
        if len(found) == 1:
            line.row = found[0].id
            return
        title = title_of(found[0], self._register)
        line.why_not = (
            f"底册里有{len(found)}行像“{title}”，看不出是哪一行。请在表里加“行编号”一列再导入"
        )


def _refuse_twice(lines: Sequence[SheetLine], matcher: _Matcher) -> None:
    by_row: dict[str, list[SheetLine]] = {}
    by_key: dict[tuple[str, ...], list[SheetLine]] = {}
    for line in lines:
        if line.row:
            by_row.setdefault(line.row, []).append(line)
        elif key := matcher.key(line) or matcher.place_key(line):
            by_key.setdefault(key, []).append(line)
    for row, several in by_row.items():
        if len(several) > 1:
            title = matcher.title(row)
            _refuse(several, f"{_row_words(several)}都像底册里的“{title}”，请只留一行")
    for several in by_key.values():
        if len(several) > 1:
            _refuse(several, f"{_row_words(several)}说的像是同一个，请只留一行")


def _row_words(lines: Iterable[SheetLine]) -> str:
    return "第" + "、".join(str(line.at + 1) for line in lines) + "行"


def _refuse(lines: Iterable[SheetLine], why: str) -> None:
    for line in lines:
        line.why_not = why
