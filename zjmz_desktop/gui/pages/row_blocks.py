"""A block over the clipboard as lines of a register: which row and which field each cell is for, without Qt."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from zjmz_desktop.domain.batches import CellFound, Outcome, tally_words
from zjmz_desktop.domain.pasting import Block, Laid, lay
from zjmz_desktop.gui.pages.register_columns import STATE, Column
from zjmz_desktop.gui.pages.register_rows import NEW
from zjmz_desktop.gui.pages.register_sheet import RegisterSheet
from zjmz_desktop.service.row_batches import RowLine
from zjmz_desktop.service.row_pasting import RowsPasted

_STATE, _STATE_ON = "state", "state_on"
# 运营, 运营（2018-05-18起） as the table shows it, 运营 2018年5月18日
_SINCE = re.compile(r"(?P<state>[^0-9（(]+?)\s*[（(]?\s*(?P<on>[0-9].*?)\s*起?\s*[)）]?")


class BlockLines(NamedTuple):
    """A block as lines.

    Attributes:
        lines: one for each row of the table that the block reaches.
        places: where each of them stands in the table, from 0; beyond the last row: new ones.
        laid: what else there was in the block.
    """

    lines: tuple[RowLine, ...]
    places: tuple[int, ...]
    laid: Laid

    @property
    def pending(self) -> int:
        """Which line is for the row that is begun and has no id yet, -1 for none."""
        found = (at for at, line in enumerate(self.lines) if line.row == NEW)
        return next(found, -1)


class RefusedCell(NamedTuple):
    """One text that was not taken: where it was to go, what it was, why not."""

    place: str
    text: str
    reason: str


def lines_of(
    sheet: RegisterSheet,
    block: Block,
    *,
    at: tuple[int, int],
    given: Mapping[str, str],
    today: str,
) -> BlockLines:
    """Lay a block onto the table, over the rows in the order shown and beyond the last as new ones.

    A first line of headings, copied along, is no row.

    Args:
        sheet: the table.
        block: the cells.
        at: row and column of its first cell.
        given: field code → text that new rows have from the start.
        today: since when a state holds that is given without a date.
    """
    if _is_headings(block[0], sheet.columns[at[1] :]):
        block = block[1:]
    open_columns = [column.is_field or column.code == STATE for column in sheet.columns]
    laid = lay(block, at=at, open_columns=open_columns)
    codes = [sheet.columns[at].code for at in laid.columns]
    lines, places = list[RowLine](), list[int]()
    for row, texts in laid.lines:
        if texts:
            typed = _typed(dict(zip(codes, texts, strict=False)), today=today)
            name = sheet.shown[row] if row < len(sheet.shown) else NEW
            lines.append(RowLine(typed, row=name, given=given))
            places.append(row)
    return BlockLines(tuple(lines), tuple(places), laid)


def _typed(texts: dict[str, str], *, today: str) -> dict[str, str]:
    """Field code → text of one line; a state stands in one column and is two fields."""
    if STATE not in texts:
        return texts
    state, on = state_and_day(texts.pop(STATE))
    return {**texts, _STATE: state, _STATE_ON: on or today}


def _is_headings(line: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a line says what its columns are called, with or without the unit and the star."""
    pairs = [(text.strip(" *"), c.title) for text, c in zip(line, columns, strict=False)]
    filled = [(text, title) for text, title in pairs if text]
    same = all(text in (title, title.partition("（")[0]) for text, title in filled)
    return len(line) > 1 and bool(filled) and same


def state_and_day(text: str) -> tuple[str, str]:
    """A state as the table shows it (运营（2018-05-18起）), or as it is typed, with or without a date."""
    found = _SINCE.fullmatch(text.strip())
    return (found["state"], found["on"]) if found else (text.strip(), "")


class BlockWritten(NamedTuple):
    """What a paste did, ready to be shown.

    Attributes:
        words: in a sentence.
        texts: row id → field code → text that stands there now.
        refused: what was not taken.
    """

    pasted: RowsPasted
    words: str
    texts: Mapping[str, Mapping[str, str]]
    refused: tuple[RefusedCell, ...]


def written(pasted: RowsPasted, block: BlockLines, *, titles: Mapping[str, str]) -> BlockWritten:
    """What is shown of a paste; `titles` are the columns' by code."""
    refused = tuple(_refused_cells(pasted, block, titles=titles))
    return BlockWritten(pasted, _words(pasted, block), _texts(pasted), refused)


def _words(pasted: RowsPasted, block: BlockLines) -> str:
    """What a paste did, in a sentence."""
    told = [one for one in pasted.found if not _is_gap(one, block)]
    words = [tally_words(told)]
    if pasted.added:
        words.append(f"新增{len(pasted.added)}行")
    if block.laid.closed:
        words.append(f"{block.laid.closed}格在由程序填的列，没有填入")
    if block.laid.outside:
        words.append(f"{block.laid.outside}格在最后一列以外，没有填入")
    return f"{'，'.join(words)}。"


def _is_gap(one: CellFound, block: BlockLines) -> bool:
    """An empty cell of a new row keeps nothing."""
    return one.outcome is Outcome.KEPT and not block.lines[one.line].row


def _refused_cells(
    pasted: RowsPasted, block: BlockLines, *, titles: Mapping[str, str]
) -> Iterator[RefusedCell]:
    named = {**titles, _STATE: "状态"}
    for one in pasted.found:
        if one.outcome is Outcome.REFUSED:
            place = f"第{block.places[one.line] + 1}行　{named.get(one.column, one.column)}"
            yield RefusedCell(place, one.after, one.reason)


def _texts(pasted: RowsPasted) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {name: {} for name in pasted.rows.values()}
    for one in pasted.found:
        if one.outcome.is_written and one.column != _STATE:
            found[pasted.rows[one.line]][one.column] = one.after
    return found
