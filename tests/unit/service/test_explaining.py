"""这个数从哪来: down to the town, the row and the revision, with its arithmetic."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.units import UnitChange
from zjmz_desktop.service import entering, forms, planning, registering
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.explaining import Explained, explain, story

DANTU, GAOZI, GAOQIAO = "321112000000", "321112001000", "321112100000"
MAY, JUNE = month(2018, 5), month(2018, 6)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with closing(
        create_office(
            tmp_path / "区",
            DANTU,
            user_name="李示例",
            clock=lambda: datetime(2018, 7, 3, 1, 2, 3, tzinfo=UTC),
        )
    ) as office:
        yield office


def put(office: Office, code: str, typed: str, **how: str | None) -> None:
    unit, period = how.pop("unit", GAOZI) or "", MAY if how.pop("month", "") == "5" else JUNE
    at = FieldAt(code, unit, period, how.pop("part", "value") or "")
    entering.save_field(office, at, typed=typed, how=Circumstances(**how))  # type: ignore[arg-type]


def child(found: Explained, unit: str) -> Explained:
    return next(one for one in found.children if one.unit[0] == unit)


def test_a_sum_shows_its_parts_and_who_is_missing(district: Office) -> None:
    put(district, "I06-02", "12")
    put(district, "I06-02", "30", month="5")
    put(district, "I06-02", "5", unit=GAOQIAO)
    found = explain(district, "I06-02", unit_id=DANTU, period=JUNE)
    assert "丹徒区：47人次＝42＋5（2/11 已报，" in found.words
    assert len(found.children) == 11
    gaozi = child(found, GAOZI)
    assert "高资街道：42人次，代报" in gaozi.words
    assert [(o.period, o.value) for o in gaozi.origins] == [
        ("2018M05", "30 代填"),
        ("2018M06", "12 代填"),
    ]
    assert {o.user for o in gaozi.origins} == {"李示例"}
    assert gaozi.origins[0].at == "2018-07-03 09:02:03"
    assert found.origins == ()
    assert child(found, "321112104000").words == "宝堰镇：未报。"


def test_a_rate_shows_the_division(district: Office) -> None:
    for part, typed in (("value/n", "55"), ("value/d", "66")):
        put(district, "I05-01", typed, part=part)
    found = explain(district, "I05-01", unit_id=DANTU, period=JUNE)
    assert "＝55÷66×100%" in found.words
    assert any("暂按" in line for line in found.how)


def test_rows_say_why_they_count_or_not(district: Office) -> None:
    common = {"village": "示例村", "address": "1号", "state": "accepted", "state_on": "2018-06-01"}
    areas = {"大中心": "620", "小中心": "460", "待定中心": "700"}
    rows = {
        name: registering.add_row(
            district,
            "day_care",
            typed={**common, "name": name, "usable_area_m2": area, "accepted_on": "2018-06-01"},
            town=GAOZI,
        )[0]
        for name, area in areas.items()
    }
    district.user = "u02"
    registering.confirm_rows(district, "day_care", rows=[rows["大中心"], rows["小中心"]])
    found = child(explain(district, "I08-01", unit_id=DANTU, period=JUNE), GAOZI)
    said = dict(found.rows)
    assert said["大中心"] == "计入"
    assert said["待定中心"] == "已报待认定"
    assert "低于500㎡" in said["小中心"]
    assert "1个，底册认定" in found.words


def test_a_story_keeps_every_version_newest_first(district: Office) -> None:
    put(district, "I19-08", "100", unit=DANTU)
    put(district, "I19-08", "101", unit=DANTU, note="漏报1对", act="correction")
    found = story(district, "I19-08", unit_id=DANTU, period=JUNE)
    assert (found.value, found.version, found.conflict) == ("101", 2, False)
    assert [(one.value, one.note) for one in found.history] == [("101", "漏报1对"), ("100", "")]
    assert found.heads == (found.history[0].id,)


def test_nothing_entered_has_no_story(district: Office) -> None:
    found = story(district, "I19-08", unit_id=DANTU, period=JUNE)
    assert (found.value, found.state, found.effective, found.version) == (None, "blank", None, 0)
    told = explain(district, "I19-08", unit_id=DANTU, period=JUNE)
    assert told.words == "丹徒区：未报。"


def test_a_figure_partly_by_proxy_says_both(district: Office) -> None:
    put(district, "I06-02", "30", month="5")
    entering.save_field(
        district.acting_as(GAOZI), FieldAt("I06-02", GAOZI, JUNE, "value"), typed="12"
    )
    gaozi = child(explain(district, "I06-02", unit_id=DANTU, period=JUNE), GAOZI)
    assert gaozi.words == "高资街道：42人次，本单位填报，其中5月代报（缺1月至4月）。"
    shown = forms.form(district, "I06-02", at=UnitPeriod(GAOZI, JUNE))
    assert shown.facts[0].hint == "本单位填报，其中5月代报，2/6 月"
    lines = {
        line.unit: line.state
        for line in forms.form(district, "I06-02", at=UnitPeriod(DANTU, JUNE)).towns
    }
    assert lines[GAOZI] == "本单位填报，其中5月代报，缺1月至4月"


def test_a_merged_town_is_told_with_its_day(district: Office, tmp_path: Path) -> None:
    put(district, "I06-02", "30")
    with closing(create_office(tmp_path / "市", "321100000000")) as city:
        planning.change_unit(city, UnitChange(GAOZI, "ended", date(2018, 7, 1), ""))
        number = figures_row(district)
        city.database.conn.execute("INSERT INTO figure VALUES (?,?,?,?,?,?,?,?,?,?)", number)
        found = explain(city, "I06-02", unit_id=DANTU, period=month(2018, 8))
    assert child(found, GAOZI).words == "高资街道：30人次（2018-07-01撤并，计此前数）。"


def figures_row(office: Office) -> tuple[object, ...]:
    row: tuple[object, ...] = office.database.conn.execute("SELECT * FROM figure").fetchone()
    return row


def test_a_phoned_count_stands_while_all_rows_await_confirmation(district: Office) -> None:
    """formats C: adopted, else confirmed rows counted here, else proxy."""
    put(district, "I08-01", "3")
    typed = {"village": "示例村", "address": "1号", "state": "accepted", "state_on": "2018-06-01"}
    typed |= {"usable_area_m2": "620", "accepted_on": "2018-06-01"}
    first, second = (
        registering.add_row(district, "day_care", typed=typed | {"name": name}, town=GAOZI)[0]
        for name in ("甲中心", "乙中心")
    )

    def told() -> tuple[str, dict[str, str]]:
        found = child(explain(district, "I08-01", unit_id=DANTU, period=JUNE), GAOZI)
        return found.words, dict(found.rows)

    waiting = {"甲中心": "已报待认定", "乙中心": "已报待认定"}
    assert told() == ("高资街道：3个，代报（底册2行已报待认定）。", waiting)
    assert story(district, "I08-01", unit_id=GAOZI, period=JUNE).effective == "3"
    district.user = "u02"
    registering.confirm_rows(district, "day_care", rows=[first])
    assert told() == (
        "高资街道：1个，底册认定（底册1行已报待认定）。",
        waiting | {"甲中心": "计入"},
    )
    registering.confirm_rows(district, "day_care", rows=[first, second], refuse="未验收")
    assert told()[0] == "高资街道：0个，底册认定。"
