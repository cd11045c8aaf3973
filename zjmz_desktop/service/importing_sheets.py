"""Foreign sheets into a register or into figures: understood, planned cell by cell, then written as one act."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.sheet_fields import (
    ROW_ID,
    SheetField,
    SheetWords,
    bare,
    indicator_fields,
    read_words,
    register_fields,
    told_columns,
)
from zjmz_desktop.domain.sheet_figures import (
    INDICATOR,
    UNIT,
    FigureSheet,
    asks_about_shares,
    understand,
)
from zjmz_desktop.domain.sheet_layout import Layout, NoHeaderError, find_layout
from zjmz_desktop.domain.sheet_mapping import (
    Asked,
    Proposal,
    Sureness,
    Use,
    fingerprint,
    propose,
)
from zjmz_desktop.domain.sheet_shares import looks_like_shares
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.domain.values import parse_number
from zjmz_desktop.exchange import remembered_mappings
from zjmz_desktop.exchange.foreign_sheet import read_sheets
from zjmz_desktop.paths import resource
from zjmz_desktop.service.context import Office

FIGURES = "figures"


def open_file(path: Path, *, cancelled: Callable[[], bool]) -> tuple[Sheet, ...]:
    """The sheets of a file that hold anything.

    Raises:
        SheetFileError: with a sentence.
    """
    found = read_sheets(path, cancelled=cancelled)
    return tuple(sheet for sheet in found if any(any(row) for row in sheet.rows))


@dataclass(frozen=True)
class Understood:
    """One sheet with what its columns seem to be; nothing is written.

    Attributes:
        sheet: the sheet.
        target: register code, or `FIGURES`.
        layout: which rows are what.
        asked: the fields that columns can be.
        proposals: one for each column, as remembered from last time or as proposed.
        remembered: whether the sheet was read before.
        figures: for a sheet of figures, its shape, and the indicator and month that a title names.
    """

    sheet: Sheet
    target: str
    layout: Layout
    asked: Asked
    proposals: tuple[Proposal, ...]
    remembered: bool = False
    figures: FigureSheet | None = None

    @property
    def fields(self) -> Mapping[str, SheetField]:
        """Fields by code."""
        return {one.code: one for one in self.asked.fields}

    @property
    def uses(self) -> tuple[Use, ...]:
        """The uses as proposed."""
        return tuple(one.use for one in self.proposals)


def words_of_sheets(office: Office) -> SheetWords:
    """Words on foreign sheets."""
    text = resource("sheets", "words.toml")
    return office.cached(("words", ""), lambda: read_words(text.read_text("utf-8")))


def understand_rows(
    office: Office, sheet: Sheet, *, register: str, header: int | None = None
) -> Understood:
    """A sheet as rows of a register.

    Raises:
        NoHeaderError: when no row of column names is found.
        UnknownRegisterError: when the plan has no such register.
    """
    words, found_in = words_of_sheets(office), office.plan.register(register)
    fields = register_fields(found_in, words)
    asked = Asked(fields, words, office.units, told_columns(found_in))
    layout = find_layout(sheet, header=header)
    found = Understood(sheet, register, layout, asked, propose(sheet, layout, asked=asked))
    return _as_remembered(office, found)


def understand_figures(office: Office, sheet: Sheet, *, header: int | None = None) -> Understood:
    """A sheet as figures of units.

    Raises:
        NoHeaderError: when no row of column names is found.
    """
    words = words_of_sheets(office)
    asked = Asked(indicator_fields(office.plan.indicators, words), words, office.units)
    layout = find_layout(sheet, header=header)
    figures = understand(sheet, layout, asked=asked, within=office.unit.id)
    return _as_remembered(
        office, Understood(sheet, FIGURES, layout, asked, figures.proposals, figures=figures)
    )


def _as_remembered(office: Office, found: Understood) -> Understood:
    """With the uses of last time, where a sheet with the same header was read before."""
    name = fingerprint(found.layout, found.target)
    uses = remembered_mappings.remembered(office.folder, name)
    if set(uses) != {one.column.at for one in found.proposals}:
        return found
    proposals = tuple(_remembered(found, one, use=uses[one.column.at]) for one in found.proposals)
    return replace(found, proposals=proposals, remembered=True)


def _remembered(found: Understood, one: Proposal, *, use: Use) -> Proposal:
    """As last time; but where 0.85 was 85 % and now stands 85, or the reverse, it is asked again."""
    if use == one.use:
        return one
    field = found.fields.get(use.field)
    if field is not None and field.unit == "%":
        texts = (found.sheet.rows[row][one.column.at] for row in found.layout.data)
        if looks_like_shares(text for text in texts if text.strip()) != (use.factor != 1):
            return one
    sureness = Sureness.SURE if use.field else Sureness.SKIPPED
    return one._replace(use=use, sureness=sureness, reason="同上次导入")


def share_question(understood: Understood, *, uses: Sequence[Use], field: str) -> bool:
    """Whether a person has to say what percentages written as shares of 1 mean.

    `field` is the one indicator of the sheet (months across), else "".
    """
    return understood.figures is not None and asks_about_shares(
        understood.sheet, understood.layout, uses=uses, asked=understood.asked, field=field
    )


class UnknownColumnError(ZjmzError):
    """A column or field named in a mapping that is not there."""


def uses_named(understood: Understood, pairs: Mapping[str, str]) -> dict[int, Use]:
    """列 → 字段, as a person writes them; `字段*100` multiplies, nothing means not read.

    Raises:
        UnknownColumnError: when the sheet has no such column, or the target no such field.
    """
    return dict(_use_named(understood, column, target=pairs[column]) for column in pairs)


def _use_named(understood: Understood, column: str, *, target: str) -> tuple[int, Use]:
    at = next((c.at for c in understood.layout.columns if column in (c.header, *c.parts)), None)
    if at is None:
        names = "、".join(c.header for c in understood.layout.columns)
        raise UnknownColumnError(f"表里没有叫“{column}”的列。有这些列：{names}。")
    name, _, times = target.partition("*")
    known = {one.name: one.code for one in understood.asked.fields}
    code = name if name in understood.fields or name in ("", UNIT, INDICATOR) else known.get(name)
    if code is None:
        raise UnknownColumnError(f"没有字段“{name}”。请写字段名或编号，例如 名称=name。")
    return at, Use(at, code, parse_number(times)) if times else Use(at, code)


def remember_uses(office: Office, understood: Understood, *, uses: Iterable[Use]) -> None:
    """Keep how a sheet was read, for the next one with the same header.

    Raises:
        FileNotWrittenError: with a sentence.
    """
    name = fingerprint(understood.layout, understood.target)
    remembered_mappings.remember(office.folder, name, uses=uses)


_POINTS = {Sureness.SURE: 3, Sureness.LIKELY: 2}
_REMEMBERED, _TITLED = 1000, 6
_SHORTEST_TITLE = 3


def likeliest_target(office: Office, sheet: Sheet) -> str:
    """The register, or `FIGURES`, that a sheet's columns and title fit best; "" where none does."""
    counts: dict[str, int] = {}
    try:
        figures = understand_figures(office, sheet)
        counts[FIGURES] = _points(figures, needed=(UNIT, INDICATOR))
        for register in office.plan.registers:
            rows = understand_rows(office, sheet, register=register.code)
            named = (register.title_field, ROW_ID)
            titled = _is_titled(rows, bare(register.name))
            counts[register.code] = _points(rows, needed=named) + _TITLED * titled
    except NoHeaderError:
        return ""
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else ""


def _points(found: Understood, *, needed: Sequence[str]) -> int:
    """How well the columns fit; nothing without one that names the lines, or with that alone."""
    read = [one for one in found.proposals if one.use.field]
    names = [one for one in read if one.use.field in needed]
    if not names or len(read) == len(names):
        return 0
    return _REMEMBERED * found.remembered + sum(_POINTS.get(one.sureness, 0) for one in read)


def _is_titled(found: Understood, name: str) -> bool:
    """Whether a title, or the sheet's name, holds the end of a register's name (助餐点)."""
    ends = [name[at:] for at in range(max(len(name) - _SHORTEST_TITLE + 1, 1))]
    titles = [bare(title) for title in (*found.layout.titles, found.sheet.name)]
    return any(end in title for end in ends for title in titles)
