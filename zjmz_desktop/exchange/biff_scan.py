"""A look at an old workbook's records (.xls) before a library reads it: limits, errors, percents, passwords.

The library that reads its cells gives an error (#DIV/0!) as an empty text and tells no number formats. Only
record headers and a few bytes of each cell are looked at, so a large file costs little.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.exchange.sheet_scan import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, ScanError

_FILEPASS, _BOUNDSHEET, _FORMAT, _XF = 0x002F, 0x0085, 0x041E, 0x00E0
_BOF, _EOF = 0x0809, 0x000A
_BOOL_OR_ERROR, _FORMULA, _MANY_RK = 0x0205, 0x0006, 0x00BD
_MAY_BE_ERRORS = {_BOOL_OR_ERROR, _FORMULA}
_CELLS = {_BOOL_OR_ERROR, _FORMULA, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6}  # and numbers, texts
_NEWEST = 0x0600  # the version since Excel 97
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_PERCENTS = {9: "0%", 10: "0.00%"}  # built in, so no file writes them out
_HEAD, _WORD = struct.Struct("<HH").unpack_from, struct.Struct("<H").unpack_from
_CELL = struct.Struct("<HHH").unpack_from
_BROKEN = "里面的表格内容坏了或没有下载完"


class PasswordNeededError(Exception):
    """The workbook is encrypted."""


class OldSheet(NamedTuple):
    """What a sheet holds that the library does not tell.

    Attributes:
        errors: error cells and their words.
        percents: number formats with a percent sign in them.
    """

    errors: dict[Place, str]
    percents: dict[Place, str]


def scan_old(path: Path) -> tuple[OldSheet, ...]:
    """Look through every sheet, in the order of the file.

    Raises:
        PasswordNeededError: encrypted.
        ScanError: no old workbook, damaged, or filled cells beyond the limits.
    """
    return scan_records(_stream(path))


def scan_records(content: bytes) -> tuple[OldSheet, ...]:
    """`scan_old` of the stream that holds the records.

    Raises:
        PasswordNeededError: encrypted.
        ScanError: damaged, or filled cells beyond the limits.
    """
    try:
        book = _Globals.of(content)
        if len(set(book.starts)) < len(book.starts):
            raise ScanError(_BROKEN)
        return tuple(_sheet(content, start, percents=book.percents) for start in book.starts)
    except struct.error as error:
        raise ScanError(_BROKEN) from error


def refuse_wrapped(path: Path) -> None:
    """Refuse a workbook of the new kind that is encrypted: it stands in the wrapping of an old one.

    Raises:
        PasswordNeededError: it is one.
        ScanError: the wrapping is damaged.
    """
    with _opened(path) as found:
        if found.exists("EncryptedPackage"):
            raise PasswordNeededError


def _stream(path: Path) -> bytes:
    with _opened(path) as found:
        for name in ("Workbook", "Book"):
            if found.exists(name):
                content: bytes = found.openstream(name).read()
                return content
    raise ScanError("不是xls工作簿")


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The wrapping of an old workbook, a file system of its own."""
    import olefile

    try:
        with olefile.OleFileIO(path) as found:
            yield found
    except (OSError, ValueError, IndexError, OverflowError, struct.error) as error:
        raise ScanError(_BROKEN) from error


_Record = tuple[int, bytes]  # what kind it is, and its body


def _records(content: bytes, start: int) -> Iterator[_Record]:
    """The records of one substream, those of others within it (charts) left out."""
    depth, at, end = 0, start, len(content) - 4
    while at <= end:
        kind, size = _HEAD(content, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, content[at + 4 : at + 4 + size]
        at += 4 + size
    raise ScanError(_BROKEN)


# ---- the workbook ----


@dataclass
class _Globals:
    """What holds for all sheets: where each begins, and what its cells may be formatted as.

    Attributes:
        starts: position of each sheet in the stream.
        percents: number of a cell's format (XF) → its text, where that has a percent sign.
    """

    starts: list[int] = field(default_factory=list)
    percents: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> "_Globals":
        """Those of a workbook."""
        found, texts, used = cls(), dict(_PERCENTS), []
        version = 0
        for kind, body in _records(content, 0):
            if kind == _FILEPASS:
                raise PasswordNeededError
            if kind == _BOF:
                (version,) = _WORD(body)
            elif kind == _BOUNDSHEET:
                found.starts += struct.unpack_from("<I", body)
            elif kind == _FORMAT:
                texts[_WORD(body)[0]] = _format_text(body, version)
            elif kind == _XF:
                used.append(_HEAD(body)[1])
        known = {number: texts.get(one, "") for number, one in enumerate(used)}
        found.percents = {number: text for number, text in known.items() if "%" in text}
        return found


def _format_text(body: bytes, version: int) -> str:
    """A format; only its signs matter, so that bytes above 127 may be read as anything."""
    if version < _NEWEST:
        return body[3:].decode("latin-1")
    is_wide = bool(body[4] & 1) if len(body) > 4 else False
    return body[5:].decode("utf-16-le" if is_wide else "latin-1", "replace")


# ---- a sheet ----


def _sheet(content: bytes, start: int, *, percents: Mapping[int, str]) -> OldSheet:
    found = OldSheet({}, {})
    filled = 0
    for record in _records(content, start):
        for row, column, number in _cells(record):
            filled += 1
            if row >= MOST_ROWS or column >= MOST_COLUMNS:
                where = Place(row, column).name
                raise ScanError(f"{where}里有内容，超过{MOST_ROWS}行、{MOST_COLUMNS}列")
            if number in percents:
                found.percents[Place(row, column)] = percents[number]
            if record[0] in _MAY_BE_ERRORS and (error := _error_of(record)):
                found.errors[Place(row, column)] = error
        if filled > MOST_CELLS:
            raise ScanError(f"填了内容的格子超过{MOST_CELLS}个")
    return found


def _cells(record: _Record) -> Sequence[tuple[int, ...]]:
    """(row, column, number of its format) of the filled cells of a record."""
    kind, body = record
    if kind in _CELLS:
        return (_CELL(body),)
    if kind != _MANY_RK:
        return ()
    row, first = _HEAD(body)
    places = range(4, len(body) - 2, 6)
    return [(row, first + at, *_WORD(body, place)) for at, place in enumerate(places)]


def _error_of(record: _Record) -> str:
    """The words of a cell that holds an error, "" of any other."""
    kind, body = record
    if kind == _BOOL_OR_ERROR:
        code, is_error = struct.unpack_from("<BB", body, 6)
    else:
        of, _, code, _, _, _, mark = struct.unpack_from("<BBBBBBH", body, 6)
        is_error = mark == 0xFFFF and of == 2
    return _ERRORS.get(code, "#N/A") if is_error else ""
