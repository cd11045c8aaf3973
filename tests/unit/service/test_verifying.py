"""核验: the paper equals the store, or what changed is named, by whom and when; hostile papers are refused."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from printed_office import (
    DANTU,
    GAOZI,
    HOUSEHOLDS,
    NOVEMBER,
    code_of,
    opened_copy,
    print_once,
)

from zjmz_desktop.domain.check_codes import CheckCodeError, grouped, read_code
from zjmz_desktop.domain.paper_data import (
    read_data,
)
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import Value, text_value
from zjmz_desktop.domain.verdicts import PaperState, UnknownCodeError, Verdict, Verification
from zjmz_desktop.exchange.strict_json import read_object
from zjmz_desktop.report.placing import PlacingError
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.papers import remember_letter
from zjmz_desktop.service.reporting import (
    PaperAsked,
    proven_summary,
    write_report,
    write_summary,
)
from zjmz_desktop.service.upkeep import check_health
from zjmz_desktop.service.users import add_user, switch_user
from zjmz_desktop.service.verifying import verify_code, verify_file
from zjmz_desktop.store import reports
from zjmz_desktop.store.revisions import Write


@pytest.fixture(scope="module")
def printed(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return print_once(sample_folder, tmp_path_factory.mktemp("printed") / "民政 数据")


@pytest.fixture
def office(printed: Path, tmp_path: Path) -> Iterator[Office]:
    with opened_copy(printed, tmp_path / "民政 数据") as opened:
        yield opened


def write(office: Office, cell: Cell, value: Value, *, author: str = GAOZI) -> None:
    office.write([Write(cell, value, act="correction", note="复核后更正")], author=author)


def households(office: Office, change: int) -> None:
    """高资街道 corrects its households of November."""
    cell = Cell(HOUSEHOLDS, GAOZI, "value", 2018, "2018M11")
    before = _value(office, cell)
    write(office, cell, Value(n=before + change))


def day_care(office: Office) -> tuple[Cell, str]:
    """A counted day-care centre's name: where it is written, and what it is."""
    texts = verify_code(office, code_of(office)).data.texts
    name = next(one.text for one in texts if one.kind == "name" and one.code == "I08-01")
    row, keeper = office.database.conn.execute(
        "SELECT row_id, unit FROM cell WHERE of_code = 'day_care' AND part = 'name' AND instr(value, ?)",
        (name,),
    ).fetchone()
    return Cell("day_care", keeper, "name", row=row), name


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
    (corrected,) = (one for one in found.changes if one.kind)  # annex 6 lists corrections
    assert corrected.what == "高资街道“低保对象户数”各版本差异和补报、更正"
    assert "2018年11月更正" in corrected.after
    assert found.sentences[0] == "不一致：这份报告生成以后，台账有2个数、1处文字变了。"


def test_a_figure_written_again_with_the_same_value_is_said_and_is_no_change(
    office: Office,
) -> None:
    cell, name = day_care(office)
    for text in ("别的名称", name):
        write(office, cell, text_value(text), author=cell.unit)
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


def test_a_paper_of_the_first_format_is_verified_by_its_own_rule(office: Office) -> None:
    """Its code was made without returns, versions and the like: they are not asked for."""
    record = reports.every(office.database)[0]
    data = read_data(read_object(reports.data_of(office.database, record)))
    old = data.in_format(1)
    assert b'"format":1,' in old.content
    assert {"version", "filled_by", "month"} <= {one.kind for one in data.texts}
    kept = {
        "note",
        "check_note",
        "narrative",
        "decision",
        "step",
        "lacking",
        "facility",
        "question",
    }
    assert {one.kind for one in old.texts} <= kept | {"last_year", "estimate", "people"}
    first = replace(record, no=0, code=old.code, data=old.digest)
    reports.keep(office.database, first, data=old.content)
    remember_letter(office, {"phone": "0511-11111111"}, through=NOVEMBER)
    assert verify_code(office, old.code).verdict is Verdict.EQUAL
    assert [one.code for one in verify_code(office, data.code).changes] == ["phone"]
    households(office, 7)
    assert {one.code for one in verify_code(office, old.code).changes} == {HOUSEHOLDS}
    assert not any(one.kind for one in verify_code(office, old.code).changes)


def test_what_was_told_of_an_earlier_month_is_behind_the_paper(office: Office) -> None:
    """The office's words of September and a town's figure of March are other ones since."""
    texts = verify_code(office, code_of(office)).data.texts
    (march,) = (one for one in texts if (one.code, one.period) == ("I05-01", "2018M03"))
    (september,) = (one for one in texts if (one.code, one.period) == ("I08-03", "2018M09"))
    assert september.text == (
        "6个；上党镇、宝堰镇进度偏慢，选址难、用房手续不全是主要原因。已派人现场督办，倒排工期"
    )
    note = Cell("I08-03", DANTU, "note", 2018, "2018M09")
    write(office, note, text_value("房屋租期届满，已另行选址。"), author=DANTU)
    (one,) = verify_code(office, code_of(office)).changes
    assert one.words == (
        "丹徒区“新建老年人助餐点”9月进展："
        f"{september.text}→6个；房屋租期届满，已另行选址（丹徒区示例填报员，2019-02-05 10:30）"
    )
    insured = Cell("I05-01", GAOZI, "value", 2018, "2018M03")
    write(office, insured, Value(n=Decimal(0), d=Decimal(200)))
    found = verify_code(office, code_of(office))
    (other,) = (one for one in found.changes if (one.code, one.kind) == ("I05-01", "history"))
    assert (other.period, other.before) == ("2018M03", march.text)
    assert other.after != march.text
    assert other.by.startswith("高资街道")
    assert found.verdict is Verdict.CHANGED


def test_a_paper_of_the_second_format_is_verified_by_its_own_rule(office: Office) -> None:
    """It was made without what was told of earlier months and is expected of towns: that is not asked for."""
    record = reports.every(office.database)[0]
    data = read_data(read_object(reports.data_of(office.database, record)))
    assert b'"format":3,' in data.content
    old = data.in_format(2)
    assert b'"format":2,' in old.content
    new = {"history", "will_reach"}
    assert {one.kind for one in data.texts} - {one.kind for one in old.texts} == new
    assert len(data.texts) - len(old.texts) == sum(one.kind in new for one in data.texts)
    second = replace(record, no=0, code=old.code, data=old.digest)
    reports.keep(office.database, second, data=old.content)
    note = Cell("I08-03", DANTU, "note", 2018, "2018M09")
    write(office, note, text_value("另有原因。"), author=DANTU)
    assert verify_code(office, old.code).verdict is Verdict.EQUAL
    assert verify_code(office, data.code).verdict is Verdict.CHANGED
    households(office, 7)
    assert {one.code for one in verify_code(office, old.code).changes} == {HOUSEHOLDS}


@pytest.fixture
def letter(office: Office) -> str:
    """The code of a 报告 that is printed with a signer."""
    remember_letter(office, {"signer": "示例签发人"}, through=NOVEMBER)
    asked = PaperAsked(UnitPeriod(DANTU, NOVEMBER), PaperKind.OFFICIAL)
    return read_code(write_report(office, asked, target=office.folder / "报告.pdf").code)


def summary_code(office: Office) -> str:
    return next(one.code for one in reports.every(office.database) if one.paper == "summary")


def test_details_of_a_letter_are_behind_its_code(office: Office, letter: str) -> None:
    assert verify_code(office, letter).verdict is Verdict.EQUAL
    remember_letter(office, {"signer": "另一签发人"}, through=NOVEMBER)
    (one,) = verify_code(office, letter).changes
    assert (one.what, one.before, one.after) == ("丹徒区签发人", "示例签发人", "另一签发人")
    assert verify_code(office, summary_code(office)).verdict is Verdict.EQUAL


def test_whom_to_ask_is_told_and_leaves_the_paper_as_it_is(office: Office, letter: str) -> None:
    told = {"phone": "0511-22222222", "contact": "另一联系人"}
    remember_letter(office, told, through=NOVEMBER)
    for code, parts in ((letter, ["contact", "phone"]), (summary_code(office), ["phone"])):
        found = verify_code(office, code)
        assert found.verdict is Verdict.EQUAL
        assert [one.code for one in found.changes] == parts
        assert found.sentences[0].startswith("一致：")
        assert found.sentences[1] == "联系方式变了，新的见下面。"
    households(office, 8)
    found = verify_code(office, letter)
    assert found.verdict is Verdict.CHANGED
    assert found.sentences[:2] == (
        "不一致：这份报告生成以后，台账有2个数、1处文字变了。",
        "联系方式变了，新的见下面。",
    )


def test_a_return_and_a_renamed_facility_are_changes(office: Office) -> None:
    cell, name = day_care(office)
    write(office, cell, text_value("另名老年人日间照料中心"), author=cell.unit)
    review = Cell(HOUSEHOLDS, GAOZI, "review", 2018, "2018M11")
    write(office, review, text_value("returned"), author=DANTU)
    found = {one.kind: one for one in verify_code(office, code_of(office)).changes}
    assert found["name"].after == "另名老年人日间照料中心"
    assert found["name"].before == name
    assert "returned" in found


def test_who_asks_is_not_compared_with_who_filled_it_in(office: Office) -> None:
    switch_user(office, add_user(office, "王玥"))
    assert verify_code(office, code_of(office)).verdict is Verdict.EQUAL


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


def test_a_code_seen_in_the_preview_may_not_have_been_saved(office: Office) -> None:
    """The paper of October was only looked at."""
    asked = UnitPeriod(DANTU, month(2018, 10))
    seen = proven_summary(office, asked)[1].code
    with pytest.raises(UnknownCodeError, match="可能还没有在本机保存：请先存成PDF或打印，再核验"):
        verify_code(office, seen)
    write_summary(office, asked, target=office.folder / "十月.pdf")
    assert verify_code(office, seen).verdict is Verdict.EQUAL


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
