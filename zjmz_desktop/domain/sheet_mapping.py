"""Which column of a foreign sheet means which field: proposed with a reason, settled by a person.

What is not clear is proposed as 不读入 and asks: no column is read on a guess.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.measures import (
    factor,
    is_money,
    measure_in,
    measure_in_titles,
    measure_of,
)
from zjmz_desktop.domain.plan_registers import RegisterField
from zjmz_desktop.domain.register_sheets import COUNTED
from zjmz_desktop.domain.row_checks import parse_field
from zjmz_desktop.domain.sheet_fields import ROW_ID, SheetField, SheetWords, bare
from zjmz_desktop.domain.sheet_layout import Column, Layout, is_number, is_ordinal
from zjmz_desktop.domain.sheet_shares import UNCLEAR, looks_like_shares
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.units import Units

_ONE = Decimal(1)
_SAMPLES, _LOOKED_AT = 3, 50
_SHORTEST_PART = 2


class Sureness(StrEnum):
    """How sure a proposal is."""

    SURE = "sure"
    LIKELY = "likely"
    UNCLEAR = "unclear"
    SKIPPED = "skipped"

    @property
    def words(self) -> str:
        """The word on screen."""
        return {"sure": "确定", "likely": "可能", "unclear": "请确认", "skipped": "不读入"}[
            self.value
        ]


class Use(NamedTuple):
    """What a column is read as.

    Attributes:
        at: the column, from 0.
        field: code of the field, "" for not read.
        factor: what its numbers are multiplied by.
    """

    at: int
    field: str = ""
    factor: Decimal = _ONE


class Proposal(NamedTuple):
    """One column, what it seems to be, and why.

    Attributes:
        column: the column.
        samples: its first texts.
        use: how it is read unless a person says otherwise.
        sureness: how sure that is.
        reason: why, in a few words.
    """

    column: Column
    samples: tuple[str, ...]
    use: Use
    sureness: Sureness
    reason: str


class Match(NamedTuple):
    """How well a header names a field (3 the same, 2 meant by it, 1 like it), and why."""

    score: int
    reason: str


_EXACT, _MEANT, _PART = 3, 2, 1
SURE_ENOUGH = _MEANT


class Asked(NamedTuple):
    """What columns are to be found for.

    Attributes:
        told: bare names of columns that the program fills in itself.
    """

    fields: Sequence[SheetField]
    words: SheetWords
    units: Units
    told: frozenset[str] = frozenset()


def propose(sheet: Sheet, layout: Layout, *, asked: Asked) -> tuple[Proposal, ...]:
    """One proposal a column, in order; no field twice."""
    matches = {
        (column.at, code): match
        for column in layout.columns
        if not is_told(column, asked)
        for code, match in matches_of(column, asked.fields).items()
    }
    taken = _assigned(matches)
    by_code = {one.code: one for one in asked.fields}
    proposer = _Proposer(sheet, layout, asked=asked)
    return tuple(
        proposer.of(column, by_code.get(taken.get(column.at, "")), matches=matches)
        for column in layout.columns
    )


def matches_of(column: Column, fields: Iterable[SheetField]) -> dict[str, Match]:
    """How well a header names each field that it names at all."""
    texts, last = _header_texts(column), bare(column.parts[-1])
    found = {}
    for one in fields:
        if not one.names.isdisjoint(texts):
            found[one.code] = Match(_EXACT, "列名相同")
        elif not one.others.isdisjoint(texts):
            found[one.code] = Match(_MEANT, f"“{column.header}”通常指{one.name}")
        elif not one.vague.isdisjoint(texts):
            found[one.code] = Match(
                _PART, f"“{column.header}”可能是{one.name}，也可能是别的，请指明"
            )
        elif len(last) >= _SHORTEST_PART and any(_is_part(last, name) for name in one.names):
            found[one.code] = Match(_PART, f"列名与“{one.name}”相近")
    return found


def is_told(column: Column, asked: Asked) -> bool:
    """Whether it is a column that the program fills in its own lists, and no field is called so."""
    texts = _header_texts(column)
    if column.parts[0].startswith(COUNTED):
        return True
    return not asked.told.isdisjoint(texts) and all(
        (one.names | one.others).isdisjoint(texts) for one in asked.fields
    )


def _is_part(text: str, name: str) -> bool:
    return (text in name or name in text) and len(name) >= _SHORTEST_PART


def _header_texts(column: Column) -> frozenset[str]:
    """A header as one text and from each part on; with parts that are units of measure, and without."""
    every = [bare(part) for part in column.parts]
    named = [bare(part) for part in column.parts if measure_of(part) is None]
    return frozenset(
        text
        for parts in (every, named)
        for text in (*("".join(parts[at:]) for at in range(len(parts))), "".join(reversed(parts)))
        if text
    )


def _assigned(matches: Mapping[tuple[int, str], Match]) -> dict[int, str]:
    """Column → field, the best matches first; neither twice, and none where two are as good."""
    taken: dict[int, str] = {}
    for (at, code), match in sorted(matches.items(), key=lambda m: (-m[1].score, m[0][0])):
        if at in taken or code in taken.values():
            continue
        rivals = _rivals(matches, (at, code), score=match.score)
        if not any(a not in taken and c not in taken.values() for a, c in rivals):
            taken[at] = code
    return taken


def _rivals(
    matches: Mapping[tuple[int, str], Match], pair: tuple[int, str], *, score: int
) -> list[tuple[int, str]]:
    """Other pairs with the same column or the same field that fit as well."""
    return [
        other
        for other, match in matches.items()
        if match.score == score and other != pair and (other[0] == pair[0] or other[1] == pair[1])
    ]


class _Proposer:
    """Turns a matched field into a proposal, after a look at what stands in the column."""

    def __init__(self, sheet: Sheet, layout: Layout, *, asked: Asked) -> None:
        self._sheet, self._layout, self._asked = sheet, layout, asked

    def of(
        self,
        column: Column,
        wanted: SheetField | None,
        *,
        matches: Mapping[tuple[int, str], Match],
    ) -> Proposal:
        """The proposal of one column."""
        texts = self._texts(column)
        samples = tuple(texts[:_SAMPLES])
        if wanted is None:
            sureness, reason = self._unmatched(column, matches=matches)
            return Proposal(column, samples, Use(column.at), sureness, reason)
        match = matches[column.at, wanted.code]
        use, sureness, reason = self._judged(column, wanted, texts=texts, match=match)
        return Proposal(column, samples, use, sureness, reason)

    def _texts(self, column: Column) -> list[str]:
        rows = (self._sheet.rows[row][column.at] for row in self._layout.data[:_LOOKED_AT])
        return [text for text in rows if text.strip()]

    def _unmatched(
        self, column: Column, *, matches: Mapping[tuple[int, str], Match]
    ) -> tuple[Sureness, str]:
        if is_ordinal(column.header):
            return Sureness.SKIPPED, "表里的序号，不读入"
        if is_told(column, self._asked):
            return Sureness.SKIPPED, f"“{column.parts[-1]}”由程序填，不读入"
        if reason := self.computed(column):
            return Sureness.SKIPPED, reason
        like = {one.name for one in self._asked.fields if (column.at, one.code) in matches}
        if like:
            names = "、".join(sorted(like)[:_SAMPLES])
            return Sureness.UNCLEAR, f"像{names}，分不清，请选"
        return Sureness.SKIPPED, "没有对应的字段"

    def computed(self, column: Column) -> str:
        """Why a column that is worked out is not read, or ""."""
        header = normalised(column.header)
        word = next((word for word in self._asked.words.computed if word in header), "")
        return f"“{word}”由程序算，不读入" if word else ""

    def _judged(
        self, column: Column, wanted: SheetField, *, texts: list[str], match: Match
    ) -> tuple[Use, Sureness, str]:
        none = Use(column.at)
        if match.score < _EXACT and (reason := self.computed(column)):
            return none, Sureness.SKIPPED, reason
        if texts and not self._fits(wanted, texts):
            return none, Sureness.UNCLEAR, f"列名像{wanted.name}，但多数格读不出，请核对"
        if wanted.unit == "%" and looks_like_shares(texts):
            return none, Sureness.UNCLEAR, f"像{wanted.name}，但{UNCLEAR}，请选"
        return self._measured(column, wanted, match=match)

    def _measured(
        self, column: Column, wanted: SheetField, *, match: Match
    ) -> tuple[Use, Sureness, str]:
        """With the unit of measure that the header, or a line above the table, says."""
        sureness = {_EXACT: Sureness.SURE, _MEANT: Sureness.LIKELY, _PART: Sureness.UNCLEAR}
        use = Use(column.at, wanted.code if match.score > _PART else "")
        said = measure_in(column.parts) if wanted.unit else None
        if said is None and is_money(wanted.unit):
            said = measure_in_titles(self._layout.titles, wanted.unit)
        if said is None:
            return use, sureness[match.score], match.reason
        times = factor(said, wanted.unit)
        if times is None:
            words = f"列名与{wanted.name}相近，但单位不是{wanted.unit}，请核对"
            return Use(column.at), Sureness.UNCLEAR, words
        if times == _ONE:
            return use, sureness[match.score], match.reason
        words = f"{match.reason}；单位不同，每个数乘{times:f}后读作{wanted.unit}"
        if not use.field:
            return use, Sureness.UNCLEAR, words
        return use._replace(factor=times), Sureness.LIKELY, words

    def _fits(self, wanted: SheetField, texts: list[str]) -> bool:
        """Whether most of the texts can be read as the field."""
        good = sum(map(self._reader(wanted), texts))
        return good * 2 >= len(texts)

    def _reader(self, wanted: SheetField) -> Callable[[str], bool]:
        column, units = wanted.column, self._asked.units
        if wanted.code == ROW_ID:
            return is_row_id
        if column is None or wanted.is_number:
            return _has_number
        return partial(_is_value, column=column, units=units)


def _has_number(text: str) -> bool:
    """Whether a text is meant as a number: 12, 120对, 约50, 三十."""
    return any("0" <= char <= "9" for char in normalised(text)) or is_number(text)


def _is_value(text: str, *, column: RegisterField, units: Units) -> bool:
    """Whether a text can be read as a field that is no number."""
    try:
        parse_field(column, text, units=units)
    except ValueRefusedError:
        return False
    return True


def is_row_id(text: str) -> bool:
    """Whether a text is the permanent id of a row."""
    return len(text) == 32 and set(text) <= set("0123456789abcdef")


def fingerprint(layout: Layout, target: str) -> str:
    """What a mapping is remembered by: the target and all header texts, in order."""
    headers = [[column.at, *column.parts] for column in layout.columns]
    body = json.dumps([target, headers], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def settled(proposals: Iterable[Proposal], chosen: Mapping[int, Use]) -> tuple[Use, ...]:
    """The uses of all columns: as a person chose, else as proposed; a field chosen is nowhere else."""
    taken = {use.field for use in chosen.values() if use.field}
    found = []
    for one in proposals:
        use = chosen.get(one.column.at, one.use)
        if one.column.at not in chosen and use.field in taken:
            use = Use(use.at)
        found.append(use)
    return tuple(found)
