"""How a foreign sheet is laid out: titles, header of one row or more, data, totals, notes."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zjmz_desktop.domain.errors import ValueRefusedError, ZjmzError
from zjmz_desktop.domain.sheets import Place, Sheet
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.values import parse_number, parse_percent

_SEARCHED = 40
_HEADER_ROWS = 4
_TOTAL = re.compile(r"^[^0-9]{0,8}?(合计|总计|小计|共计|总数)(数)?[:：]?$")
_NOTE = re.compile(
    r"^[(（※*]?(注|备注|说明|填表说明|填报说明|附注)[0-9一二三四五]?[:：、.]"
    r"|^(单位|统计|分管|科室)?(填表人|填报人|制表人?|审核人?|负责人|分管领导|联系人|联系电话"
    r"|报出日期|填表日期|填报日期|填表单位|填报单位)(\(签[字章]\)|\(盖章\))?[:：]"
)
_SIGNATURE = re.compile(
    r"^(填报|填表|编报|制表|报送|计量|统计)?(单位|日期|时间|机关|人)(\(盖章\))?:"
    r"|^(表号|报告期|有效期至?|(批准|制定)(机关|文号)):"
)
_ORDINALS = frozenset("甲乙丙丁戊己庚辛")
_ORDINAL_NAMES = frozenset(("序号", "编号", "no", "no."))
_LONGEST_LABEL = 60
_MOST_MERGED = 10_000
_MOST_COVERED = 1_000_000
Covered = Mapping[Place, str]


class NoHeaderError(ZjmzError):
    """A sheet in which no row of column names can be found."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            f"表“{sheet}”里没有找到列名。请在数据上面留一行列名，或换一张表。没有写入任何数据。"
        )


class Column(NamedTuple):
    """One column of a sheet.

    Attributes:
        at: which column, from 0.
        parts: header texts from above to below, each once.
    """

    at: int
    parts: tuple[str, ...]

    @property
    def header(self) -> str:
        """The header in one text: 低保 户数."""
        return " ".join(self.parts)


class Layout(NamedTuple):
    """Which rows of a sheet are what; rows count from 0.

    Attributes:
        titles: texts above the header.
        header: rows of column names.
        columns: the columns that have a name.
        data: rows to be read.
        totals: rows of 合计, 小计.
        notes: rows of remarks and signatures.
    """

    titles: tuple[str, ...]
    header: tuple[int, ...]
    columns: tuple[Column, ...]
    data: tuple[int, ...]
    totals: tuple[int, ...]
    notes: tuple[int, ...]


def spread(sheet: Sheet) -> Covered:
    """Texts of the cells that merged cells cover, but for the first of each.

    Merged cells that overlap without end, as only a hostile file has them, are not followed.
    """
    found: dict[Place, str] = {}
    left = _MOST_COVERED
    for span in sheet.merged:
        rows = range(span.top, min(span.bottom + 1, len(sheet.rows)))
        columns = range(span.left, min(span.right + 1, len(sheet.rows[0]) if rows else 0))
        left -= len(rows) * len(columns)
        if left < 0:
            break
        if rows and columns:
            text = sheet.rows[span.top][span.left]
            found.update(dict.fromkeys((Place(r, c) for r in rows for c in columns), text))
            del found[Place(span.top, span.left)]
    return found


def find_layout(sheet: Sheet, *, header: int | None = None) -> Layout:
    """Lay out a sheet.

    Args:
        sheet: the sheet.
        header: first row of the header, from 0, where a person says so.

    Raises:
        NoHeaderError: when no row of column names is found.
    """
    covered = spread(sheet)
    top = _header_top(sheet, covered) if header is None else header
    if top is None or top >= len(sheet.rows):
        raise NoHeaderError(sheet.name)
    rows = _header_rows(sheet, top, covered=covered)
    below = rows[-1] + 1
    kinds = _kinds(sheet, below, header=rows)
    return Layout(
        titles=tuple(dict.fromkeys(t for row in sheet.rows[:top] for t in row if t.strip())),
        header=rows,
        columns=_columns(sheet, rows, covered=covered),
        data=tuple(row for row, kind in kinds.items() if kind == "data"),
        totals=tuple(row for row, kind in kinds.items() if kind == "total"),
        notes=tuple(row for row, kind in kinds.items() if kind == "note"),
    )


def is_number(text: str) -> bool:
    """Whether a text is a number or a percent, as clerks write them."""
    try:
        parse_percent(text) if text.strip().endswith(("%", "％")) else parse_number(text)
    except ValueRefusedError:
        return False
    return True


# ---- the header ----


def _header_top(sheet: Sheet, covered: Covered) -> int | None:
    """The first row with nearly as many labels as any, or the row of groups above it."""
    counts = {row: _labels(sheet.rows[row]) for row in range(min(len(sheet.rows), _SEARCHED))}
    widest = max((len(set(labels)) for labels in counts.values()), default=0)
    enough = max(2, -(-widest * 3 // 4))
    found = next(
        (
            r
            for r, texts in counts.items()
            if len(set(texts)) >= enough and not _is_signature(texts)
        ),
        None,
    )
    while found and len(set(counts[found - 1])) > 1 and not _is_signature(counts[found - 1]):
        if not _continues(sheet, found, top=found - 1, covered=covered):
            break
        found -= 1
    return found


def _labels(texts: Iterable[str]) -> list[str]:
    """The row's texts when it can be a row of labels: nothing in it is a number."""
    filled = [text.strip() for text in texts if text.strip()]
    if any(is_number(text) or len(text) > _LONGEST_LABEL for text in filled):
        return []
    return filled


def _is_signature(labels: Iterable[str]) -> bool:
    """A line like 填报单位：…　2018年6月　单位：万元."""
    return any(_SIGNATURE.match(normalised(label)) for label in labels)


def _header_rows(sheet: Sheet, top: int, *, covered: Covered) -> tuple[int, ...]:
    rows = [top]
    while len(rows) < _HEADER_ROWS:
        if not _continues(sheet, rows[-1] + 1, top=top, covered=covered):
            break
        rows.append(rows[-1] + 1)
    if _is_ordinal_row(sheet, rows[-1] + 1):
        rows.append(rows[-1] + 1)
    return tuple(rows)


def _continues(sheet: Sheet, row: int, *, top: int, covered: Covered) -> bool:
    """Whether a row names parts of what stands above: its first column is the header's still."""
    if row >= len(sheet.rows):
        return False
    labels = _labels(sheet.rows[row])
    if not labels or _is_total(sheet.rows[row]) or _NOTE.match(normalised(labels[0])):
        return False
    first, here = _first_filled(sheet.rows[top]), _first_filled(sheet.rows[row])
    if _is_merged_down(sheet, top, to=row, at=first):
        return True
    return here > first and _has_groups(sheet, top, covered=covered)


def _is_merged_down(sheet: Sheet, top: int, *, to: int, at: int) -> bool:
    """Whether the header's first cell reaches down to a row: a group of one column has no blank."""
    return any(
        span.top == top and span.bottom >= to and span.left == at
        for span in sheet.merged[:_MOST_MERGED]
    )


def _first_filled(texts: Iterable[str]) -> int:
    return next((at for at, text in enumerate(texts) if text.strip()), 0)


def _has_groups(sheet: Sheet, top: int, *, covered: Covered) -> bool:
    """Whether a header row holds a name over several columns: merged, or followed by blanks."""
    texts = sheet.rows[top]
    blank = (at for at in range(_first_filled(texts) + 1, len(texts)) if not texts[at].strip())
    return any(covered.get(Place(top, at), "") or texts[at - 1].strip() for at in blank)


def _is_ordinal_row(sheet: Sheet, row: int) -> bool:
    """A row that only numbers the columns: 甲 乙 1 2 3."""
    if row >= len(sheet.rows):
        return False
    filled = [normalised(text) for text in sheet.rows[row] if text.strip()]
    numbers = [text for text in filled if text not in _ORDINALS]
    wanted = [str(at) for at in range(1, len(numbers) + 1)]
    return len(filled) > 1 and bool(numbers) and numbers == wanted


def _columns(sheet: Sheet, rows: tuple[int, ...], *, covered: Covered) -> tuple[Column, ...]:
    named = [row for row in rows if not _is_ordinal_row(sheet, row)]
    texts = [_filled(sheet, row, covered=covered, last=row == named[-1]) for row in named]
    found = []
    for at in range(len(sheet.rows[rows[0]])):
        parts = tuple(dict.fromkeys(text for row in texts if (text := row[at])))
        if parts:
            found.append(Column(at, parts))
    return tuple(found)


def _filled(sheet: Sheet, row: int, *, covered: Covered, last: bool) -> list[str]:
    """Header texts of one row, in one line each; a group's name stands over all of its columns."""
    texts = sheet.rows[row]
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else texts
    found: list[str] = []
    for at, text in enumerate(texts):
        own = text.strip() or covered.get(Place(row, at), "").strip()
        if not own and not last and found and below[at].strip():
            own = found[-1]
        found.append(" ".join(own.split()))
    return found


# ---- the rows below ----


def _kinds(sheet: Sheet, below: int, *, header: tuple[int, ...]) -> Mapping[int, str]:
    names = tuple(sheet.rows[header[0]])
    found: dict[int, str] = {}
    noted = False
    for row in range(below, len(sheet.rows)):
        texts = sheet.rows[row]
        filled = [text for text in texts if text.strip()]
        if not filled or texts == names:
            continue
        found[row] = kind = _kind(texts, filled, noted=noted)
        noted = noted or kind == "note"
    return found


def _kind(texts: tuple[str, ...], filled: list[str], *, noted: bool) -> str:
    if _NOTE.match(normalised(filled[0])) or (noted and len(filled) == 1):
        return "note"
    return "total" if _is_total(texts) else "data"


def _is_total(texts: Iterable[str]) -> bool:
    """Whether one of the first three filled cells says 合计, or the like."""
    filled = [normalised(text) for text in texts if text.strip()]
    return any(_TOTAL.match(text) for text in filled[:3])


def is_ordinal(header: str) -> bool:
    """Whether a column only numbers the rows of the sheet (序号)."""
    return normalised(header) in _ORDINAL_NAMES
