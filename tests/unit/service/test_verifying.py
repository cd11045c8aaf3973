"""核验: the paper equals the store, or what changed is named, by whom and when; hostile papers are refused."""

import io
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from zjmz_desktop.domain.check_codes import CheckCodeError, grouped, read_code
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.paper_data import (
    FILE_NAME,
    NewerPaperDataError,
    PaperData,
    PaperDataError,
    PaperFileError,
    read_data,
)
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell, canonical
from zjmz_desktop.domain.values import Value, text_value
from zjmz_desktop.domain.verdicts import PaperState, UnknownCodeError, Verdict, Verification
from zjmz_desktop.exchange.strict_json import read_object
from zjmz_desktop.report.placing import PlacingError
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import write_summary
from zjmz_desktop.service.upkeep import check_health
from zjmz_desktop.service.verifying import OtherYearError, verify_code, verify_file
from zjmz_desktop.store import reports
from zjmz_desktop.store.revisions import Write

DANTU, GAOZI = "321112000000", "321112001000"
HOUSEHOLDS = "I05-02"
NOVEMBER = month(2018, 11)
PRINTED_AT = datetime(2019, 1, 20, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def printed(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's store and a paper printed from it."""
    folder = tmp_path_factory.mktemp("printed") / "民政 数据"
    shutil.copytree(sample_folder, folder)
    with closing(open_office(folder, clock=lambda: PRINTED_AT)) as office:
        write_summary(office, UnitPeriod(DANTU, NOVEMBER), target=folder / "总结.pdf")
    return folder


@pytest.fixture
def office(printed: Path, tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "民政 数据"
    shutil.copytree(printed, folder)
    later = datetime(2019, 2, 5, 2, 30, tzinfo=UTC)
    with closing(open_office(folder, clock=lambda: later)) as opened:
        yield opened


def code_of(office: Office) -> str:
    return reports.every(office.database)[0].code


def write(office: Office, cell: Cell, value: Value, *, author: str = GAOZI) -> None:
    office.write([Write(cell, value, act="correction", note="复核后更正")], author=author)


def households(office: Office, change: int) -> None:
    """高资街道 corrects its households of November."""
    cell = Cell(HOUSEHOLDS, GAOZI, "value", 2018, "2018M11")
    before = _value(office, cell)
    write(office, cell, Value(n=before + change))


def _value(office: Office, cell: Cell) -> Decimal:
    from zjmz_desktop.store import cells

    stored = cells.one(office.database, cell)
    assert stored is not None
    assert stored.value.n is not None
    return stored.value.n


def changed(found: Verification) -> list[str]:
    return [one.words for one in found.changes]


# ---- equal ----


def test_a_paper_just_printed_equals_the_store_by_code_and_by_file(office: Office) -> None:
    by_code = verify_code(office, grouped(code_of(office)).lower())
    by_file = verify_file(office, office.folder / "总结.pdf")
    assert by_code.verdict is by_file.verdict is Verdict.EQUAL
    assert (by_code.file, by_file.file) == (PaperState.NOT_ASKED, PaperState.SAME)
    assert by_code.subject == "丹徒区民政局2018年度工作总结，截至11月底"
    assert by_file.sentences[0] == f"一致：{len(by_file.data.figures)}个数与台账完全相同。"
    assert by_code.printed.startswith("2019-01-20 09:12由示例填报员生成")


def test_the_same_paper_twice_is_the_same_file_and_two_records(office: Office) -> None:
    target = office.folder / "又一份.pdf"
    again = write_summary(office, UnitPeriod(DANTU, NOVEMBER), target=target)
    assert read_code(again.code) == code_of(office)
    assert target.read_bytes() == (office.folder / "总结.pdf").read_bytes()
    assert len(reports.every(office.database)) == 2
    (count,) = office.database.conn.execute("SELECT count(*) FROM report_data").fetchone()
    assert count == 1


def test_what_the_paper_does_not_count_changes_nothing(office: Office) -> None:
    december = Cell(HOUSEHOLDS, GAOZI, "value", 2018, "2018M12")
    office.write(
        [Write(december, Value(n=Decimal(1)), act="correction", note="更正")], author=GAOZI
    )
    assert verify_code(office, code_of(office)).verdict is Verdict.EQUAL


# ---- changed ----


def test_a_changed_figure_is_named_with_its_town_its_writer_and_the_time(office: Office) -> None:
    households(office, 7)
    found = verify_code(office, code_of(office))
    assert found.verdict is Verdict.CHANGED
    town, whole = (one for one in found.changes if not one.kind and one.code == HOUSEHOLDS)
    assert (town.unit, whole.unit) == (GAOZI, DANTU)
    assert int(town.after.removesuffix("户")) - int(town.before.removesuffix("户")) == 7
    assert int(whole.after.removesuffix("户")) - int(whole.before.removesuffix("户")) == 7
    assert town.what == "高资街道“低保对象户数”"
    assert town.at == whole.at == "2019-02-05 10:30"
    assert town.by.startswith("高资街道")
    assert {one.code for one in found.changes} == {HOUSEHOLDS}
    assert found.sentences[0] == "不一致：这份报告生成以后，台账有2个数变了。"


def test_a_figure_written_again_with_the_same_value_is_said_and_is_no_change(
    office: Office,
) -> None:
    households(office, 7)
    households(office, -7)
    found = verify_code(office, code_of(office))
    assert found.verdict is Verdict.REWRITTEN
    assert (found.changes, found.rewritten) == ((), 1)
    assert "其中1个数后来重新填报或审核过，数没有变" in found.sentences[0]


def test_a_register_row_that_is_gone_is_traced_to_who_ended_it(office: Office) -> None:
    (row, keeper) = office.database.conn.execute(
        "SELECT row_id, unit FROM cell WHERE of_code = 'day_care' AND part = 'name' AND unit = ?",
        (GAOZI,),
    ).fetchone()
    name = Cell("day_care", keeper, "confirmation", row=row)
    write(office, name, text_value("refused"), author=DANTU)
    found = verify_code(office, code_of(office))
    town = next(one for one in found.changes if one.code == "I08-01" and one.unit == GAOZI)
    assert (town.before, town.at) == ("1个", "2019-02-05 10:30")
    assert town.by == "丹徒区示例填报员"


def test_a_changed_note_is_named_as_a_text(office: Office) -> None:
    place = next(
        one for one in verify_code(office, code_of(office)).data.texts if one.kind == "note"
    )
    period = office.database.conn.execute(
        "SELECT max(period) FROM cell WHERE of_code = ? AND unit = ? AND part = 'note'"
        " AND period <= '2018M11'",
        (place.code, place.unit),
    ).fetchone()[0]
    cell = Cell(place.code, place.unit, "note", 2018, period)
    write(office, cell, text_value("另有原因。"), author=place.unit)
    (one,) = verify_code(office, code_of(office)).changes
    assert (one.kind, one.before, one.after) == ("note", place.text, "另有原因。")
    assert "情况说明" in one.what


# ---- codes ----


def test_a_mistyped_code_is_told_from_an_unknown_one(office: Office, tmp_path: Path) -> None:
    code = code_of(office)
    with pytest.raises(CheckCodeError, match="校验位"):
        verify_code(office, code[1] + code[0] + code[2:])
    with (
        closing(create_office(tmp_path / "别处", DANTU)) as other,
        pytest.raises(UnknownCodeError, match="没有这份报告的记录"),
    ):
        verify_code(other, code)


def test_another_office_compares_the_file_without_a_record(
    office: Office, sample_folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "另一台"
    shutil.copytree(sample_folder, other)
    with closing(open_office(other)) as elsewhere:
        found = verify_file(elsewhere, office.folder / "总结.pdf")
    assert (found.verdict, found.file) == (Verdict.EQUAL, PaperState.UNKNOWN)
    assert "页面上的字没有核对" in found.sentences[1]


# ---- PDFs that were touched ----


def touched(source: Path, target: Path, *, data: bytes | None = None, words: str = "") -> Path:
    with pikepdf.open(source) as pdf:
        if data is not None:
            pdf.attachments[FILE_NAME] = pikepdf.AttachedFileSpec(
                pdf, data, filename=FILE_NAME, mime_type="application/json"
            )
        if words:
            page = pdf.pages[0]
            text = page.Contents.read_bytes() + words.encode()
            page.Contents = pdf.make_stream(text)
        pdf.save(target)
    return target


def attached(path: Path) -> bytes:
    with pikepdf.open(path) as pdf:
        return pdf.attachments[FILE_NAME].get_file().read_bytes()


def swapped(data: PaperData, n: str) -> PaperData:
    figures = tuple(
        replace(one, n=n) if one.at == (HOUSEHOLDS, GAOZI) else one for one in data.figures
    )
    return replace(data, figures=figures)


def test_swapped_data_are_noticed_and_the_swapped_figure_named(
    office: Office, tmp_path: Path
) -> None:
    source = office.folder / "总结.pdf"
    data = swapped(read_data(read_object(attached(source))), "999")
    found = verify_file(office, touched(source, tmp_path / "换.pdf", data=data.content))
    assert found.verdict is Verdict.ALTERED
    assert [(one.code, one.unit, one.after) for one in found.changes] == [
        (HOUSEHOLDS, GAOZI, "999户")
    ]
    assert found.sentences[0].startswith("这个PDF被改过")
    assert "有1个数不同" in found.sentences[0]


def test_edited_page_text_is_noticed(office: Office, tmp_path: Path) -> None:
    path = touched(office.folder / "总结.pdf", tmp_path / "改.pdf", words="\n0 0 1 rg 9 9 9 9 re f")
    found = verify_file(office, path)
    assert (found.verdict, found.file) == (Verdict.EQUAL, PaperState.OTHER)
    assert "页面上的字可能改过" in found.sentences[1]


def _json(office: Office, **other: object) -> bytes:
    found = read_object(attached(office.folder / "总结.pdf"))
    return canonical({**found, **other})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 2}, NewerPaperDataError),
        ({"format": "1"}, PaperDataError),
        ({"more": 1}, PaperDataError),
        ({"figures": {}}, PaperDataError),
        ({"figures": [{"code": 1}]}, PaperDataError),
        ({"figures": [{"code": "a", "unit": "b", "period": "c", "no": "d"}]}, PaperDataError),
        ({"figures": ["a"]}, PaperDataError),
        ({"texts": [{"kind": ""}]}, PaperDataError),
        ({"texts": [{"kind": "note", "odd": "x"}]}, PaperDataError),
        ({"year": "2018"}, PaperDataError),
        ({"sample": 1}, PaperDataError),
    ],
)
def test_strange_data_are_refused(
    office: Office, tmp_path: Path, change: dict[str, object], said: type[Exception]
) -> None:
    path = touched(office.folder / "总结.pdf", tmp_path / "怪.pdf", data=_json(office, **change))
    with pytest.raises(said):
        verify_file(office, path)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"a": 1}', b"\xff", b"[" * 10_000])
def test_data_that_are_no_canonical_json_are_refused(
    office: Office, tmp_path: Path, raw: bytes
) -> None:
    path = touched(office.folder / "总结.pdf", tmp_path / "怪.pdf", data=raw)
    with pytest.raises(PaperDataError):
        verify_file(office, path)


def test_a_paper_of_another_year_or_of_a_foreign_unit_is_refused(
    office: Office, tmp_path: Path
) -> None:
    source, target = office.folder / "总结.pdf", tmp_path / "别.pdf"
    data = read_data(read_object(attached(source)))
    for other, said in (
        (replace(data, year=2017, through="2017M11"), OtherYearError),
        (replace(data, unit="321183000000"), WriteRefusedError),
    ):
        with pikepdf.open(touched(source, target, data=other.content)) as pdf:
            pdf.docinfo["/Keywords"] = f"核验码{grouped(other.code)}"
            pdf.save(tmp_path / "又.pdf")
        with pytest.raises(said):
            verify_file(office, tmp_path / "又.pdf")


# ---- hostile files ----


def _bomb() -> bytes:
    """A PDF whose attachment unpacks to 2 GB."""
    import zlib

    packer = zlib.compressobj(9)
    raw = b"".join(packer.compress(bytes(2**24)) for _ in range(128)) + packer.flush()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    spec = pikepdf.AttachedFileSpec(pdf, b"x", filename=FILE_NAME)
    pdf.attachments[FILE_NAME] = spec
    spec.get_file().obj.write(raw, filter=pikepdf.Name.FlateDecode)
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def _plain(encryption: pikepdf.Encryption | None = None) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    file = io.BytesIO()
    pdf.save(file, encryption=encryption or False)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是PDF文件"),
        (b"PK\x03\x04", "不是PDF文件"),
        (b"%PDF-1.7\n", "文件不完整或者坏了"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "文件不完整或者坏了"),
        (_plain(), "里面没有附数据"),
        (_plain(encryption=pikepdf.Encryption(owner="a", user="b")), "加了打开密码"),
        (_plain(encryption=pikepdf.Encryption(owner="a", user="")), "加了保护"),
    ],
)
def test_a_file_that_is_no_paper_is_refused_in_a_sentence(
    office: Office, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "来路不明.pdf"
    path.write_bytes(content)
    with pytest.raises(PaperFileError, match=f"没能核验“来路不明.pdf”：{said}"):
        verify_file(office, path)


def test_a_bomb_is_refused_and_the_program_lives(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "炸弹.pdf"
    path.write_bytes(_bomb())
    assert path.stat().st_size < 3_000_000
    with pytest.raises(PaperFileError, match=r"内存|停下|坏了"):
        verify_file(office, path)


def test_a_folder_and_a_file_that_is_not_there(office: Office, tmp_path: Path) -> None:
    for path, said in ((tmp_path, "是文件夹"), (tmp_path / "没有.pdf", "没有这个位置")):
        with pytest.raises(PaperFileError, match=said):
            verify_file(office, path)


# ---- the record ----


def test_a_paper_that_cannot_be_written_leaves_no_record(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "没有" / "总结.pdf"
    with pytest.raises(PlacingError):
        write_summary(office, UnitPeriod(DANTU, NOVEMBER), target=target)
    assert len(reports.every(office.database)) == 1


def test_damaged_data_of_a_record_are_noticed(office: Office) -> None:
    assert check_health(office).sound
    office.database.conn.execute("UPDATE report_data SET content = x'00'")
    health = check_health(office)
    assert not health.sound
    assert any("一份报告所用的数据坏了" in one for one in health.problems)


def test_the_printed_code_is_told(office: Office) -> None:
    written = write_summary(office, UnitPeriod(DANTU, NOVEMBER), target=office.folder / "三.pdf")
    assert written.code == grouped(code_of(office))
