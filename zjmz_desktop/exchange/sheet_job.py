"""Reads a file of sheets inside the limited child: .xlsx, .xls, and text with separators.

What the file is, its content says; a name that says otherwise is refused, for the clerk took it for
something else.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from zjmz_desktop.domain.sheets import Place, Sheet, Span, UnclearCellError, cell_text
from zjmz_desktop.exchange import archives
from zjmz_desktop.exchange.archives import ArchiveError
from zjmz_desktop.exchange.biff_scan import (
    OldSheet,
    PasswordNeededError,
    refuse_wrapped,
    scan_old,
)
from zjmz_desktop.exchange.csv_texts import unguarded
from zjmz_desktop.exchange.sheet_scan import MOST_CELLS, MOST_ROWS, Scan, ScanError, scan
from zjmz_desktop.sandbox import JobRefusedError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

LARGEST_FILE = 30 * archives.MEGABYTE
UNCOMPUTED = "公式还没有算出结果，请用WPS或Excel打开、保存一次再导入"
_RESAVE = "请用WPS或Excel打开它，另存为xlsx工作簿再导入。"
_AGAIN = "请重新复制或下载一份完整的文件。"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".et": "xls"}
_WORDS = {"xlsx": "新版工作簿（xlsx）", "xls": "旧版工作簿（xls）", "text": "文本"}


def refused(reason: str, remedy: str = _RESAVE) -> JobRefusedError:
    """A refusal as the parent reads it: reason and remedy."""
    return JobRefusedError(orjson.dumps([reason, remedy]).decode())


def read_job(request: bytes) -> bytes:
    """The child's job: a path in, the sheets out, both as JSON."""
    path = Path(orjson.loads(request)["path"])
    try:
        return encoded(read(path))
    except PasswordNeededError as error:
        raise refused("加了打开密码", "请在WPS或Excel里去掉打开密码，保存后再导入。") from error
    except (ArchiveError, ScanError) as error:
        raise refused(str(error)) from error


def read(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a file, whatever its kind.

    Raises:
        JobRefusedError: in words that `refused` made.
        ArchiveError: damaged or hostile.
        ScanError: too large or broken.
        PasswordNeededError: encrypted.
    """
    content = path.read_bytes()
    kind = _kind(content)
    if kind == "xls":
        refuse_wrapped(path)  # an encrypted xlsx looks like an xls from outside
    named = _KINDS.get(path.suffix.lower(), "")
    if named and named != kind:
        raise refused(f"文件名的结尾是{path.suffix.lower()}，里面其实是{_WORDS[kind]}", _RESAVE)
    return _READERS[kind](path, content)


def _kind(content: bytes) -> str:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(_ZIP):
        return "xlsx"
    if content.startswith(_OLE):
        return "xls"
    if not content.strip():
        raise refused("是空文件", _AGAIN)
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style")):
        raise refused("其实是网页（HTML）表格，不是工作簿")
    if start.startswith(b"<?xml"):
        raise refused("其实是XML文件，不是工作簿")
    return "text"


# ---- .xlsx ----


def _read_xlsx(path: Path, content: bytes) -> tuple[Sheet, ...]:
    del content
    import openpyxl

    with archives.opened(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            raise refused("不是xlsx工作簿")
        for name in names:
            if name.endswith((".xml", ".rels")) and "worksheets/" not in name:
                _refuse_entities(archives.chunks(archive, name))
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
            raise refused("里面的表格内容坏了") from error
        sheets = [
            _xlsx_sheet(sheet, scan(archives.chunks(archive, sheet._worksheet_path.lstrip("/"))))
            for sheet in book.worksheets
        ]
        book.close()
    return tuple(sheets)


def _refuse_entities(pieces: Iterable[bytes]) -> None:
    first = next(iter(pieces), b"")
    if b"<!DOCTYPE" in first or b"<!ENTITY" in first:
        raise refused("里面有不该有的声明，可能是恶意文件", "请不要使用这个文件，核对它的来源。")


class _Grid:
    """Texts and faults of one sheet in the making."""

    def __init__(self, uncomputed: Iterable[Place] = ()) -> None:
        self.rows: list[tuple[str, ...]] = []
        self.faults = dict.fromkeys(uncomputed, UNCOMPUTED)

    def add(self, cells: Iterable[tuple[object, str]]) -> None:
        """Add one row of values with their number formats."""
        texts = []
        for column, (value, number_format) in enumerate(cells):
            try:
                texts.append(cell_text(value, number_format))
            except UnclearCellError as error:
                texts.append("")
                self.faults[Place(len(self.rows), column)] = str(error)
        self.rows.append(tuple(texts))

    def sheet(self, name: str, *, merged: Iterable[Span], hidden: bool) -> Sheet:
        """The whole; rows of one length."""
        width = max((len(row) for row in self.rows), default=0)
        rows = tuple(row + ("",) * (width - len(row)) for row in self.rows)
        return Sheet(name, rows, tuple(merged), self.faults, hidden)


def _xlsx_sheet(sheet: Any, found: Scan) -> Sheet:
    grid = _Grid(found.uncomputed)
    sheet.reset_dimensions()
    if found.rows and found.columns:
        rows = sheet.iter_rows(max_row=found.rows, max_col=found.columns)
        for row in rows:
            grid.add((cell.value, cell.number_format or "") for cell in row)
    hidden = sheet.sheet_state != "visible"
    return grid.sheet(str(sheet.title), merged=found.merged, hidden=hidden)


# ---- .xls ----


def _read_xls(path: Path, content: bytes) -> tuple[Sheet, ...]:
    del content
    import python_calamine as calamine

    looked = scan_old(path)
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        return tuple(
            _xls_sheet(
                book.get_sheet_by_name(one.name),
                look,
                hidden=one.visible != calamine.SheetVisibleEnum.Visible,
            )
            for one, look in zip(book.sheets_metadata, looked, strict=True)
            if one.typ == calamine.SheetTypeEnum.WorkSheet
        )
    except (calamine.CalamineError, ValueError) as error:
        raise refused("里面的表格内容坏了或没有下载完", _AGAIN) from error


def _xls_sheet(sheet: "CalamineSheet", look: OldSheet, *, hidden: bool) -> Sheet:
    grid = _Grid()
    errors, percents = look
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        places = (Place(row, column) for column in range(len(values)))
        grid.add(
            (errors.get(at, value), percents.get(at, ""))
            for at, value in zip(places, values, strict=True)
        )
    merged = (Span(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return grid.sheet(sheet.name, merged=merged, hidden=hidden)


# ---- text ----

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ",\t;，"


def _read_text(path: Path, content: bytes) -> tuple[Sheet, ...]:
    text = _decoded(content)
    if "\0" in text:
        raise refused("认不出是什么文件")
    rows = _text_rows(text)
    if len(rows) > MOST_ROWS or sum(map(len, rows)) > MOST_CELLS:
        raise ScanError(f"超过{MOST_ROWS}行")
    grid = _Grid()
    for row in rows:
        grid.add((unguarded(cell), "") for cell in row)
    return (grid.sheet(path.stem, merged=(), hidden=False),)


def _text_rows(text: str) -> list[list[str]]:
    """The rows, read strictly: a quote that does not end must not swallow the rows below it."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[list[str]] = []
    begun = 1
    try:
        for row in lines:
            rows.append(row)
            begun = lines.line_num + 1
    except csv.Error as error:
        why = f"第{begun}行起有一格的英文引号没有成对，或超过{csv.field_size_limit()}个字"
        raise refused(why, "请改好这一格，或另存为xlsx工作簿再导入。") from error
    return rows


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith(_UTF16) else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused("认不出是什么文件", "请导入xlsx、xls工作簿，或UTF-8、GBK编码的csv文件。")


def _separator(text: str) -> str:
    """The separator that the first lines hold most of; a comma where there is none."""
    first = "\n".join(text.splitlines()[:20])
    return max(_SEPARATORS, key=first.count) if any(s in first for s in _SEPARATORS) else ","


_READERS: dict[str, Callable[[Path, bytes], tuple[Sheet, ...]]] = {
    "xlsx": _read_xlsx,
    "xls": _read_xls,
    "text": _read_text,
}


# ---- between child and parent ----


def encoded(sheets: Sequence[Sheet]) -> bytes:
    """Sheets as JSON."""
    return orjson.dumps(
        [
            [
                one.name,
                one.rows,
                [list(span) for span in one.merged],
                [[*at, why] for at, why in one.faults.items()],
                one.hidden,
            ]
            for one in sheets
        ]
    )


class _Encoded(NamedTuple):
    name: str
    rows: list[list[str]]
    merged: list[list[int]]
    faults: list[tuple[int, int, str]]
    hidden: bool


def decoded(answer: bytes) -> tuple[Sheet, ...]:
    """Sheets from JSON."""
    found = [_Encoded(*one) for one in orjson.loads(answer)]
    return tuple(
        Sheet(
            one.name,
            tuple(map(tuple, one.rows)),
            tuple(Span(*span) for span in one.merged),
            {Place(row, column): why for row, column, why in one.faults},
            one.hidden,
        )
        for one in found
    )
