"""The office as it stood: named in any way, the same content again, nothing to be written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desks import BAOYAN, CITY, DANTU, GAOZI, Opened
from flow import Flow
from pdf_text import read_pdf

from zjmz_desktop.domain.moments import MomentError, UnknownMomentError, data_words
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.service import packing, submitting, trusting
from zjmz_desktop.service.as_of import as_of, find_moment, month_told, open_past
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office, create_office, plan_text
from zjmz_desktop.service.entering import FieldAt, UnitPeriod, save_field
from zjmz_desktop.service.explaining import explain
from zjmz_desktop.service.importing_packages import import_packages
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.plan_taking import put_in_force
from zjmz_desktop.service.planning import set_target
from zjmz_desktop.service.reporting import proven_summary, write_summary
from zjmz_desktop.service.rolling import total, totals
from zjmz_desktop.service.undoing_imports import undo_import
from zjmz_desktop.store import reports
from zjmz_desktop.store.as_of import PastIsReadOnlyError
from zjmz_desktop.store.revisions import Write

JUNE = month(2018, 6)
CODE = "I06-02"
AT = UnitPeriod(DANTU, JUNE)


@pytest.fixture
def opened() -> Iterator[Opened]:
    found = Opened()
    yield found
    found.close()


@pytest.fixture
def district(tmp_path: Path, opened: Opened) -> Office:
    return opened.create(tmp_path / "区", DANTU)


def fill(office: Office, typed: str, code: str = CODE, *, period: Period = JUNE) -> None:
    saved = save_field(office, FieldAt(code, office.unit.id, period, "value"), typed=typed)
    assert not saved.error


def sent(town: Office, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return packing.pack(town, Order(DANTU, period=JUNE), out=folder).files[0]


def take(district: Office, file: Path) -> None:
    trusting.trust_sender(district, file)
    assert import_packages(district, [file]).refused == ()


def summed(office: Office, code: str = CODE) -> int:
    return int(total(office, office.plan.indicator(code), unit_id=DANTU, through=JUNE).sum.n)


def test_what_was_printed_comes_out_again_after_two_hundred_writes_and_an_undone_import(
    tmp_path: Path, opened: Opened, district: Office
) -> None:
    gaozi, baoyan = (opened.create(tmp_path / unit, unit) for unit in (GAOZI, BAOYAN))
    fill(gaozi, "12")
    first = sent(gaozi, tmp_path / "甲")
    take(district, first)
    position = district.position
    printed, figures = proven_summary(district, AT), totals(district, DANTU, through=JUNE)

    undo_import(district, first.name)  # the very next thing, and no line of the log
    fill(baoyan, "5")
    take(district, sent(baoyan, tmp_path / "乙"))
    for at in range(200):
        cell = Cell(CODE, GAOZI, "proxy", 2018, month(2018, at % 6 + 1).code)
        district.write([Write(cell, number(at))])
    set_target(district, "I08-03", unit_id=GAOZI, typed="3")

    assert summed(district) > 12
    with as_of(district, find_moment(district, str(position))) as past:
        assert summed(past) == 12
        paper, data = proven_summary(past, AT)
        assert paper.subtitle == f"截至2018年6月底，{data_words(past.now())}"
        assert replace(paper, subtitle="截至2018年6月底") == printed[0]
        assert data.digest == printed[1].digest
        assert totals(past, DANTU, through=JUNE) == figures
        assert past.targets == {}
    with as_of(district, find_moment(district, str(position + 1))) as past:
        assert summed(past) == 0  # just after the undo


def test_a_package_is_named_by_its_file_or_its_id_and_is_in_whole(
    tmp_path: Path, opened: Opened, district: Office
) -> None:
    town = opened.create(tmp_path / "镇", GAOZI)
    fill(town, "12")
    fill(town, "30", "I05-02")
    file = sent(town, tmp_path)
    take(district, file)
    fill(district.acting_as(BAOYAN), "100")
    named = find_moment(district, file.name)
    assert named == find_moment(district, named.name) == find_moment(district, named.name[:8])
    assert named.title.startswith(f"导入“{file.name}”后（")
    with as_of(district, named) as past:
        assert (summed(past), summed(past, "I05-02")) == (12, 30)
        told = explain(past, CODE, unit_id=GAOZI, period=JUNE)
        assert file.name in told.origins[0].package


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "flow")
    yield found
    found.district.close()


def test_days_are_beijing_days_and_end_at_midnight(flow: Flow) -> None:
    flow.now = datetime(2018, 7, 5, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Beijing
    flow.put("7")
    flow.now += timedelta(seconds=1)
    flow.put("8")
    for text, expected in (
        ("2018-07-05", 7),
        ("2018-07-06", 8),
        ("2018-07-05T23:59:59", 7),
        ("2018-07-06T00:00", 8),
        ("2018-07-06 00:00", 8),
    ):
        with as_of(flow.district, find_moment(flow.district, text)) as past:
            assert summed(past, "I05-02") == expected, text
    assert find_moment(flow.district, "2018-07-05").title == "7月5日"
    assert find_moment(flow.district, "2018-07-05T23:59:59").title == "7月5日23:59"


def test_a_submission_is_named_by_unit_period_and_number(flow: Flow) -> None:
    for typed in ("7", "9"):
        flow.put(typed)
        submitting.submit(flow.town, JUNE)
        submitting.recall(flow.town, JUNE)
    flow.put("11")
    for text, expected in ((f"{GAOZI}/2018M06/1", 7), (f"{GAOZI}/2018M06/2", 9)):
        with as_of(flow.district, find_moment(flow.district, text)) as past:
            assert summed(past, "I05-02") == expected
    last = find_moment(flow.district, f"{GAOZI}/2018M06")
    assert last.position == find_moment(flow.district, f"{GAOZI}/2018M06/2").position
    late = replace(last, at=datetime(2018, 10, 9, tzinfo=UTC))
    assert month_told(flow.district, late) == JUNE
    assert last.title.startswith("高资街道6月上报第2版后（7月3日")
    with pytest.raises(MomentError, match="高资街道2018年6月在这里只有2次上报的记录"):
        find_moment(flow.district, f"{GAOZI}/2018M06/3")


@pytest.mark.parametrize(
    "text", ["", "abc", "2018-02-31", "2018-07-05T25:00", "7月5日", "-1", "１２"]
)
def test_a_text_that_names_no_moment_is_refused_with_examples(flow: Flow, text: str) -> None:
    with pytest.raises(UnknownMomentError, match=r"可以写日期（2018-07-05）|没有这一天"):
        find_moment(flow.district, text)


def test_moments_outside_the_log_are_refused(flow: Flow) -> None:
    flow.put("7")
    with pytest.raises(
        MomentError, match=f"没有第99号记录：这里的记录从第1号到第{flow.town.position}号"
    ):
        find_moment(flow.district, "99")
    with pytest.raises(MomentError, match="7月2日时这里还没有数据"):
        find_moment(flow.district, "2018-07-02")
    with pytest.raises(MomentError, match="2030年1月1日还没有到，没有那时的数据。"):
        find_moment(flow.district, "2030-01-01")


def test_today_and_now_may_be_named_and_a_minute_later_not(flow: Flow) -> None:
    flow.put("7")
    flow.district.catch_up()
    now = flow.now.astimezone(BEIJING)
    for text in (f"{now:%Y-%m-%d}", f"{now:%Y-%m-%d %H:%M}"):
        assert find_moment(flow.district, text).position == flow.town.position
    later = now + timedelta(minutes=1)
    with pytest.raises(MomentError, match="还没有到"):
        find_moment(flow.district, f"{later:%Y-%m-%dT%H:%M}")


def test_a_report_is_named_by_its_code_and_printed_again_with_the_same_one(
    flow: Flow, tmp_path: Path
) -> None:
    flow.put("7")
    flow.district.catch_up()
    first = write_summary(flow.district, AT, target=tmp_path / "一.pdf")
    flow.put("9")
    flow.district.catch_up()
    later = write_summary(flow.district, AT, target=tmp_path / "二.pdf")
    assert later.code != first.code
    moment = find_moment(flow.district, first.code)
    assert moment.title == "7月3日10:00打印“一.pdf”时"
    assert month_told(flow.district, moment) == JUNE
    with as_of(flow.district, moment) as past:
        again = write_summary(past, AT, target=tmp_path / "三.pdf")
    assert again.code == first.code
    texts = [read_pdf(tmp_path / name).pages for name in ("一.pdf", "三.pdf")]
    assert texts[0] == texts[1]
    records = reports.every(flow.district.database)
    assert [(one.name, one.position) for one in records] == [
        ("三.pdf", moment.position),
        ("二.pdf", moment.position + 1),
        ("一.pdf", moment.position),
    ]
    assert records[0].data == records[2].data


def test_nothing_can_be_written_and_the_present_is_untouched(flow: Flow) -> None:
    flow.put("7")
    past = open_past(flow.district, find_moment(flow.district, "1"))
    with pytest.raises(PastIsReadOnlyError):
        fill(past.acting_as(GAOZI), "8")
    assert past.present is flow.district
    assert flow.district.present is None
    past.close()
    flow.put("9")
    assert summed(flow.district, "I05-02") == 9


def test_the_past_is_closed_when_what_is_done_with_it_fails(flow: Flow) -> None:
    flow.put("7")
    seen: list[Office] = []

    def fail() -> None:
        with as_of(flow.district, find_moment(flow.district, "1")) as past:
            seen.append(past)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not seen[0].database.is_open


def test_no_moment_is_the_present(flow: Flow) -> None:
    with as_of(flow.district, None) as now:
        assert now is flow.district
    assert flow.district.database.is_open


def test_the_plan_is_the_one_that_was_in_force(tmp_path: Path) -> None:
    city = create_office(tmp_path / "市", CITY)
    try:
        old, text = city.plan, plan_text("zhenjiang-2018")
        set_target(city, "I08-03", unit_id=DANTU, typed="14")
        before = city.position
        changed = text.replace('name = "新建老年人助餐点"', 'name = "新建助餐点"')
        assert changed != text
        put_in_force(city, changed)
        for position, name in ((before, "新建老年人助餐点"), (city.position, "新建助餐点")):
            with as_of(city, find_moment(city, str(position))) as past:
                assert past.plan.indicator("I08-03").name == name
        assert city.plan.sha256 != old.sha256
    finally:
        city.close()


def test_the_undo_of_an_import_brings_back_the_plan_that_was_in_force(
    tmp_path: Path, opened: Opened, district: Office
) -> None:
    city = opened.create(tmp_path / "市", CITY)
    text = plan_text("zhenjiang-2018")
    put_in_force(city, text.replace('name = "新建老年人助餐点"', 'name = "新建助餐点"'))
    file = packing.pack(city, Order(DANTU), out=tmp_path).files[0]
    old = district.plan.sha256
    take(district, file)
    assert district.plan.sha256 == city.plan.sha256 != old
    undo_import(district, file.name)
    assert district.plan.sha256 == old
