"""Old workbooks' records, put together by hand: what is found in them, and what hostile ones get."""

import struct
from pathlib import Path

import pytest

from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.exchange.biff_scan import OldSheet, PasswordNeededError, scan_old, scan_records
from zjmz_desktop.exchange.sheet_scan import ScanError

DATA = Path(__file__).resolve().parents[2] / "data" / "sheets"
BOF, EOF, XF, FORMAT, BOUNDSHEET = 0x0809, 0x000A, 0x00E0, 0x041E, 0x0085
NUMBER, MULRK, BOOLERR, FORMULA, FILEPASS = 0x0203, 0x00BD, 0x0205, 0x0006, 0x002F


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def begun(version: int = 0x0600) -> bytes:
    return record(BOF, struct.pack("<HH", version, 5))


def number(row: int, column: int, xf: int = 0) -> bytes:
    return record(NUMBER, struct.pack("<HHHd", row, column, xf, 0.5))


def workbook(*cells: bytes, before: bytes = b"", version: int = 0x0600) -> bytes:
    """Globals and one sheet; XF 0 is plain, 1 is 0.0% (written out as format 200), 2 is 0% (built in)."""
    text = b"0.0%"
    long = struct.pack("<HHB", 200, len(text), 0) if version == 0x0600 else b"\xc8\x00\x04"
    head = begun(version) + before + record(FORMAT, long + text)
    for used in (0, 200, 9):
        head += record(XF, struct.pack("<HH", 0, used) + bytes(16))
    start = len(head) + 4 + 8 + 4
    head += record(BOUNDSHEET, struct.pack("<I", start) + bytes(4)) + record(EOF)
    assert len(head) == start
    return head + begun(version) + b"".join(cells) + record(EOF)


@pytest.mark.parametrize("version", [0x0600, 0x0500])
def test_percent_formats_written_out_and_built_in(version: int) -> None:
    content = workbook(number(0, 0), number(1, 0, 1), number(2, 0, 2), version=version)
    assert scan_records(content) == (OldSheet({}, {Place(1, 0): "0.0%", Place(2, 0): "0%"}),)


def test_numbers_of_one_record_are_placed_one_after_the_other() -> None:
    body = struct.pack("<HH", 4, 2) + struct.pack("<HIHI", 0, 2, 2, 2) + struct.pack("<H", 3)
    (sheet,) = scan_records(workbook(record(MULRK, body)))
    assert sheet.percents == {Place(4, 3): "0%"}


@pytest.mark.parametrize(("code", "words"), [(0x07, "#DIV/0!"), (0x2A, "#N/A"), (0x17, "#REF!")])
def test_errors_typed_and_worked_out(code: int, words: str) -> None:
    typed = record(BOOLERR, struct.pack("<HHHBB", 1, 2, 0, code, 1))
    formula = record(FORMULA, struct.pack("<HHHBBBBBBH", 3, 4, 0, 2, 0, code, 0, 0, 0, 0xFFFF))
    (sheet,) = scan_records(workbook(typed, formula))
    assert sheet.errors == {Place(1, 2): words, Place(3, 4): words}


def test_yes_no_and_results_are_no_errors() -> None:
    truth = record(BOOLERR, struct.pack("<HHHBB", 1, 2, 0, 1, 0))
    result = record(FORMULA, struct.pack("<HHHd", 3, 4, 0, 7.0))
    text = record(FORMULA, struct.pack("<HHHBBBBBBH", 5, 4, 0, 0, 0, 7, 0, 0, 0, 0xFFFF))
    assert scan_records(workbook(truth, result, text)) == (OldSheet({}, {}),)


def test_a_chart_within_a_sheet_is_none_of_its_cells() -> None:
    chart = begun() + record(BOOLERR, struct.pack("<HHHBB", 0, 0, 0, 7, 1)) + record(EOF)
    (sheet,) = scan_records(workbook(chart, number(0, 0, 2)))
    assert sheet == OldSheet({}, {Place(0, 0): "0%"})


def test_a_password() -> None:
    with pytest.raises(PasswordNeededError):
        scan_records(workbook(before=record(FILEPASS, bytes(6))))
    with pytest.raises(PasswordNeededError):
        scan_old(DATA / "password.xls")


MANY = b"".join(number(at // 200, at % 200) for at in range(400_001))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (workbook(number(20_000, 0)), "A20001里有内容"),
        (workbook(number(0, 256)), "IW1里有内容"),
        (workbook(MANY), "填了内容的格子超过400000个"),
        (workbook(number(0, 0))[:-4], "坏了"),
        (workbook(record(NUMBER, b"\0")), "坏了"),
        (begun() + record(BOUNDSHEET, bytes(8)) * 9_000 + record(EOF), "坏了"),
        (begun() + record(BOUNDSHEET, b"\xff" * 8) + record(EOF), "坏了"),
        (b"", "坏了"),
    ],
    ids=["row", "column", "many", "cut", "short", "one place", "beyond", "empty"],
)
def test_refused(content: bytes, words: str) -> None:
    with pytest.raises(ScanError, match=words):
        scan_records(content)


def test_what_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "坏.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(ScanError, match="坏了"):
        scan_old(path)
