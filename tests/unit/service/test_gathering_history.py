"""What was told of earlier months, from a store: typed, counted, by steps, in the office's own words."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from bureaus import Bureau, Time
from desks import DANTU, GAOZI

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import Value, text_value
from zjmz_desktop.service import entering, registering
from zjmz_desktop.service.context import open_office
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.gathering_history import history_of, history_told
from zjmz_desktop.service.registering import RowAt
from zjmz_desktop.service.written_counts import confirmed_counts, own_counts
from zjmz_desktop.store.revisions import Write

_ROW = {
    "village": "示例村",
    "canteen_kind": "own_kitchen",
    "build_kind": "new",
    "state": "running",
}
_HOME = {
    "name": "示例院",
    "nature": "public_public",
    "is_rural_home": "是",
    "residents": "40",
    "has_clinic": "是",
    "state": "running",
    "state_on": "2018-01-02",
}
_ORDER = "示例民〔2018〕3号"
YEAR = UnitPeriod(DANTU, month(2018, 12))


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    """丹徒区 after its year."""
    made = Bureau(tmp_path, DANTU, clock=Time(12, 28))
    yield made
    made.close()


def told(bureau: Bureau, code: str, through: int = 12) -> list[str]:
    found = history_told(bureau.office, UnitPeriod(DANTU, month(2018, through)))
    return [line.text for line in found.get(code, ())]


def canteen(bureau: Bureau, name: str, opened_on: str) -> str:
    more = {"address": f"{name}1号", "opened_on": opened_on, "state_on": opened_on}
    row = bureau.row("canteen", town=GAOZI, name=name, **_ROW, **more)
    bureau.confirm("canteen", row)
    return row


def report(bureau: Bureau, number: int) -> None:
    """The counts that go with a month's report are written."""
    shown = month(2018, number)
    bureau.office.write(
        [*own_counts(bureau.office, shown), *confirmed_counts(bureau.office, shown)]
    )


def test_of_an_office_that_has_entered_nothing_nothing_is_told(bureau: Bureau) -> None:
    assert not any(history_told(bureau.office, YEAR).values())


def test_each_quarter_says_what_was_reached_by_its_end(bureau: Bureau) -> None:
    """A rate of every month, of which the last of a quarter is told; June's own table has March alone."""
    for number, n in ((3, 20), (4, 30), (6, 50), (9, 63), (12, 70)):
        bureau.fill("I11-01", f"2018M{number:02d}", f"{n}/100")
    whole = ["3月：20.0%", "6月：50.0%", "9月：63.0%"]
    assert told(bureau, "I11-01") == whole
    assert told(bureau, "I11-01", 7) == whole[:2]
    assert told(bureau, "I11-01", 6) == whole[:1]
    assert told(bureau, "I11-01", 3) == []


def test_the_offices_words_are_those_of_their_month(bureau: Bureau) -> None:
    """Also between the quarters; not of the month that the table is of, nor what a town says."""
    bureau.part("I05-07", "2018Q1", "note", "窗口选址中。")
    bureau.part("I05-07", "2018M10", "note", "全部挂牌。")
    bureau.part("I05-07", "2018M12", "note", "已总结。")
    bureau.fill("I05-07", "2018Q1", "1", unit=GAOZI)
    bureau.fill("I05-07", "2018Q3", "0", unit=GAOZI)
    assert told(bureau, "I05-07") == [
        "3月：1/8达到（1/8已报）；窗口选址中",
        "9月：0/8达到（1/8已报）",
        "10月：全部挂牌",  # no figure is reported with October
    ]
    assert told(bureau, "I05-07", 10)[1:] == ["9月：0/8达到（1/8已报）"]
    town = history_told(bureau.office, UnitPeriod(GAOZI, month(2018, 12)))
    assert [line.text for line in town["I05-07"]] == ["3月：1个，已完成", "9月：0个"]


def test_steps_count_from_the_day_on_which_they_ended(bureau: Bureau) -> None:
    """One that is only under way says nothing of any month; nor does one that ends after the last line."""
    bureau.step("I07-03", "step/s1", "done", "2018-05-23")
    bureau.step("I07-03", "step/s2", "done", "2018-09-30", _ORDER)
    bureau.step("I07-03", "step/s3", "done", "2018-10-08", _ORDER)
    begun = Value(text="in_progress", on="2018-04-02")
    bureau.office.write([Write(Cell("I07-03", DANTU, "step/s4", 2018, "2018"), begun)])
    assert told(bureau, "I07-03") == ["6月：“制定方案”已完成", "9月：“确定承保机构”已完成"]
    assert told(bureau, "I07-03", 9) == ["6月：“制定方案”已完成"]


def test_what_was_decided_outside_is_told_in_its_quarter(bureau: Bureau) -> None:
    bureau.step("I17-01", "decision", "named", "2018-07-30", "苏示例〔2018〕1号")
    assert told(bureau, "I17-01") == ["9月：已命名"]
    assert told(bureau, "I17-01", 9) == []


def test_rows_are_counted_by_their_dates_until_a_report_has_written_the_count(
    bureau: Bureau,
) -> None:
    """A canteen that is entered late is in no count that was reported before."""
    canteen(bureau, "甲点", "2018-05-08")
    canteen(bureau, "乙点", "2018-08-20")
    by_date = ["3月：0个（1/11已报）", "6月：1个（1/11已报）", "9月：2个（1/11已报）"]
    assert told(bureau, "I08-03") == by_date
    report(bureau, 6)
    canteen(bureau, "丙点", "2018-05-30")
    assert told(bureau, "I08-03") == [*by_date[:2], "9月：3个（1/11已报）"]


def test_of_rows_without_a_date_only_what_was_reported_is_known(bureau: Bureau) -> None:
    """Beds are those of today: a past quarter has none but those that went with its report."""
    row = bureau.row("institution", **_HOME, beds_nursing="60", beds_licensed="100")
    bureau.confirm("institution", row)
    assert bureau.total("I10-01", "2018M06").sum.n == 60
    assert told(bureau, "I10-01") == []
    report(bureau, 6)
    assert told(bureau, "I10-01") == ["6月：60.0%"]
    typed = {"beds_nursing": "10"}
    registering.set_fields(bureau.office, RowAt("institution", row), typed=typed)
    bureau.confirm("institution", row)
    assert bureau.total("I10-01", "2018M06").sum.n == 10
    assert told(bureau, "I10-01") == ["6月：60.0%"]


def test_what_is_typed_in_place_of_such_rows_is_known(bureau: Bureau) -> None:
    at = FieldAt("I10-01", DANTU, month(2018, 6), "mode")
    assert not entering.save_field(bureau.office, at, typed="summary").error
    bureau.fill("I10-01", "2018Q2", "54/100")
    assert told(bureau, "I10-01") == ["6月：54.0%"]


def test_a_citys_own_duty_is_none_of_the_districts(bureau: Bureau) -> None:
    note = Cell("I08-05", DANTU, "note", 2018, "2018M06")
    bureau.office.write([Write(note, text_value("选址已定。"))])
    assert bureau.office.plan.indicator("I08-05").city_duty
    assert "I08-05" not in history_of(bureau.office, YEAR)


# ---- the sample's year ----


def test_a_rate_of_the_sample_is_that_of_the_towns_cells(
    sample_folder: Path, tmp_path: Path
) -> None:
    """兜底保障率: the towns' numerators and denominators of the month, added up as they stand in the file."""
    query = (
        "SELECT sum(json_extract(value, '$.n')), sum(json_extract(value, '$.d')), count(*) FROM cell"
        " WHERE of_code = 'I05-01' AND part = 'value' AND period = ? AND state = 'value'"
        " AND coalesce(json_extract(value, '$.scale'), 0) = 0"
    )
    expected = []
    shutil.copytree(sample_folder, tmp_path / "sample")
    with closing(open_office(tmp_path / "sample")) as office:
        for number in (3, 6, 9):
            n, d, towns = office.database.conn.execute(query, (f"2018M{number:02d}",)).fetchone()
            assert (towns, n < d) == (11, True)
            percent = (Decimal(100 * n) / d).quantize(Decimal("0.1"), ROUND_HALF_UP)
            expected.append(f"{number}月：{percent}%")
        found = history_told(office, YEAR)["I05-01"]
    assert [line.text for line in found] == expected
