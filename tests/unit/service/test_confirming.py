"""认定 of register rows: by whom, of what, as it was seen; and rows entered twice across districts."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.confirming import happened_fields
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import register_tables, registering, users
from zjmz_desktop.service.checking import check_unit
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.service.registering import RowAt

SECOND = "u02"
GAOZI, DANTU = "321112001000", "321112000000"
CITY, DANYANG = "321100000000", "321181000000"
JUNE, DECEMBER = month(2018, 6), month(2018, 12)
CANTEEN = {
    "name": "示例助餐点",
    "village": "示例村",
    "canteen_kind": "own_kitchen",
    "address": "1号",
    "build_kind": "new",
    "opened_on": "2018-05-08",
    "state": "running",
    "state_on": "2018-05-08",
}


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区 里", DANTU, clock=clock)) as office:
        yield office


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "镇 里", GAOZI, clock=clock)) as office:
        yield office


def added(office: Office, register: str = "canteen", **typed: str) -> RowAt:
    fields = {**CANTEEN, **typed} if register == "canteen" else typed
    row, _ = registering.add_row(office, register, typed=fields, town=GAOZI)
    return RowAt(register, row)


def counted(office: Office, code: str = "I08-03", *, through: int = 12) -> object:
    figure = figures_through(office, office.plan.indicator(code), through=month(2018, through))
    found = [f.n for f in figure.values() if f.n is not None]
    return sum(found) if found else 0


def confirm(office: Office, *rows: str, register: str = "canteen", **more: str) -> None:
    """认定 by the second person of the office."""
    office.user = SECOND
    registering.confirm_rows(office, register, rows=rows, **more)
    office.user = FIRST_USER


def standing(office: Office, at: RowAt) -> str:
    rows = register_tables.table(office, at.register, unit_id=DANTU, period=DECEMBER).rows
    return next(row.confirmation for row in rows if row.id == at.row)


def test_a_row_counts_once_it_is_confirmed(district: Office) -> None:
    at = added(district)
    assert (standing(district, at), counted(district)) == ("已报待认定", 0)
    confirm(district, at.row)
    assert (standing(district, at), counted(district)) == ("已认定", 1)


def test_a_confirmation_is_of_the_row_as_it_was_seen(district: Office) -> None:
    at = added(district)
    confirm(district, at.row)
    registering.set_fields(district, at, typed={"seats": "30"})  # no condition reads the seats
    assert standing(district, at) == "已认定"
    registering.set_fields(district, at, typed={"opened_on": "2018-05-09"})
    assert (standing(district, at), counted(district)) == ("已报待认定", 0)
    registering.set_fields(district, at, typed={"opened_on": "2018-05-08"})
    assert standing(district, at) == "已报待认定"  # the same text again is not what was seen
    confirm(district, at.row)
    assert counted(district) == 1


@pytest.mark.parametrize("field", ["beds_nursing", "beds_licensed", "beds_set_up"])
def test_a_summed_field_does_not_change_a_confirmed_figure_unseen(
    district: Office, field: str
) -> None:
    """Beds stand in no condition, yet they are the figure: nursing beds ÷ beds."""
    beds = {"beds_nursing": "30", "beds_licensed": "50", "beds_set_up": "60"}
    needed = {
        "nature": "public_public",
        "is_rural_home": "是",
        "residents": "9",
        "has_clinic": "否",
    }
    typed = {"name": "示例敬老院", **beds, **needed}
    at = added(district, "institution", **typed, state="running", state_on="2018-01-01")
    confirm(district, at.row, register="institution")
    assert (standing(district, at), counted(district, "I10-01")) == ("已认定", 30)
    registering.set_fields(district, at, typed={field: "45"})
    assert (standing(district, at), counted(district, "I10-01")) == ("已报待认定", 0)
    confirm(district, at.row, register="institution")
    assert standing(district, at) == "已认定"


def test_a_later_state_does_not_undo_what_was_confirmed_before(district: Office) -> None:
    at = added(district)
    confirm(district, at.row)
    registering.end_row(district, at, ending=registering.Ending(on="2018-10-15"))
    assert (counted(district, through=9), counted(district, through=10)) == (1, 0)


def test_a_refusal_says_so_and_why(district: Office) -> None:
    at = added(district)
    confirm(district, at.row, refuse="没有证照", on="2018-06-20")
    assert (standing(district, at), counted(district)) == ("未予认定", 0)
    row = registering.row_at(district, at)
    assert row.confirmed_on == "2018-06-20"


def test_only_the_level_named_confirms(town: Office) -> None:
    at = added(town)
    with pytest.raises(WriteRefusedError, match="不能认定"):
        registering.confirm_rows(town, "canteen", rows=[at.row])
    elder = added(town, "elder", name="示例老人")
    with pytest.raises(WriteRefusedError, match="不需要认定"):
        registering.confirm_rows(town, "elder", rows=[elder.row])


def test_what_waits_is_listed_until_it_is_confirmed(district: Office) -> None:
    rows = [added(district, village=f"村{n}").row for n in range(3)]
    waiting = register_tables.awaiting(district, "canteen", unit_id=DANTU)
    assert sorted(waiting) == sorted(rows)
    confirm(district, *rows[:2])
    assert register_tables.awaiting(district, "canteen", unit_id=DANTU) == (rows[2],)


def test_a_certificate_in_two_districts_is_found_by_both_and_by_the_city(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "市里", CITY, clock=clock)) as city:
        rows = {}
        for unit, number in ((DANTU, "苏2018Q97531"), (DANYANG, "苏2018q 97531"), (DANTU, "苏1")):
            typed = {"name": "司徒示例", "certificate_no": number}
            row, _ = registering.add_row(city.acting_as(unit), "social_worker", typed=typed)
            rows[row] = unit
        city.cache.clear()
        for unit, there in ((DANTU, "丹阳市"), (DANYANG, "丹徒区")):
            table = register_tables.table(city, "social_worker", unit_id=unit, period=JUNE)
            told = [p.message for row in table.rows for p in row.problems if p.code == "duplicate"]
            assert len(told) == 1
            assert f"（镇江市{there}）的证书管理号（登记号）相同" in told[0]
            found = check_unit(city, unit, month_shown=JUNE)
            assert told[0] in [problem.message for problem in found]


# ---- who may confirm, and what ----


def test_the_same_level_means_a_second_person(district: Office) -> None:
    at = added(district)
    with pytest.raises(WriteRefusedError) as caught:
        registering.confirm_rows(district, "canteen", rows=[at.row])
    assert caught.value.message == (
        "“示例助餐点”里计数用的内容是u01填的，同级认定要由第二人办理。"
        "请在窗口右上角的姓名下换成丹徒区民政局另一人再认定；还没有的，在那里新增用户。"
    )
    assert standing(district, at) == "已报待认定"
    confirm(district, at.row)
    district.user = SECOND
    registering.set_fields(district, at, typed={"opened_on": "2018-05-09"})
    with pytest.raises(WriteRefusedError, match="第二人"):
        registering.confirm_rows(district, "canteen", rows=[at.row])
    registering.set_fields(district, at, typed={"seats": "30"})
    district.user = "u03"
    registering.confirm_rows(district, "canteen", rows=[at.row])
    assert standing(district, at) == "已认定"


def test_who_wrote_only_what_no_condition_reads_may_confirm(district: Office) -> None:
    at = added(district)
    district.user = SECOND
    registering.set_fields(district, at, typed={"seats": "30"})
    registering.confirm_rows(district, "canteen", rows=[at.row])
    assert standing(district, at) == "已认定"


def test_who_entered_a_row_may_refuse_it(district: Office) -> None:
    at = added(district)
    registering.confirm_rows(district, "canteen", rows=[at.row], refuse="重复")
    assert standing(district, at) == "未予认定"


def test_a_town_and_its_district_are_two_persons_anyhow(district: Office) -> None:
    at = added(district.acting_as(GAOZI))
    district.cache.clear()
    registering.confirm_rows(district, "canteen", rows=[at.row])
    assert standing(district, at) == "已认定"


UNCONFIRMABLE = {
    "an error": ("institution", {"name": "示例院"}, "未填"),
    "a date to come": ("canteen", {"opened_on": "2018-07-04"}, "日期2018-07-04还没有到"),
    "a state to come": (
        "canteen",
        {"state_on": "2018-07-04"},
        "“运营”状态的日期2018-07-04还没有到",
    ),
}


@pytest.mark.parametrize("why", UNCONFIRMABLE)
def test_a_row_with_an_error_or_a_date_to_come_is_not_confirmed(district: Office, why: str) -> None:
    register, typed, says = UNCONFIRMABLE[why]
    at = added(district, register, **typed)
    with pytest.raises(WriteRefusedError) as caught:
        confirm(district, at.row, register=register)
    assert says in caught.value.message
    assert caught.value.message.startswith("“示例")
    table = register_tables.table(district, register, unit_id=DANTU, period=DECEMBER)
    assert says in "".join(p.message for row in table.rows for p in row.problems)


def test_a_permit_may_well_end_in_the_future(district: Office) -> None:
    """有效期止 is only asked to lie after the period's end."""
    register = district.plan.register("institution")
    assert "agreement_valid_until" not in happened_fields(register, district.plan.indicators)
    assert "agreement_signed_on" in happened_fields(register, district.plan.indicators)


def test_all_confirms_what_is_clean_and_says_why_the_rest_was_left(district: Office) -> None:
    clean = added(district, village="甲村")
    wrong = added(district, village="乙村", name="示例将来点", opened_on="2018-12-01")
    district.user = SECOND
    own = added(district, village="丙村", name="示例自填点")
    waiting = register_tables.awaiting(district, "canteen", unit_id=DANTU)
    found = registering.confirm_clean(district, "canteen", rows=waiting)
    assert (found.done, found.words) == (1, "已认定1行，2行没有认定：")
    assert ["示例将来点" in one or "示例自填点" in one for one in found.left] == [True, True]
    assert standing(district, clean) == "已认定"
    assert {standing(district, at) for at in (wrong, own)} == {"已报待认定"}
    again = registering.confirm_clean(district, "canteen", rows=[])
    assert (again.words, again.changes.cells) == ("没有待认定的行。", ())


def confirmer(office: Office, at: RowAt) -> str:
    found = register_tables.table(office, at.register, unit_id=DANTU, period=JUNE)
    return next(row.confirmed_by for row in found.rows if row.id == at.row)


def test_who_confirmed_is_told_by_name(district: Office) -> None:
    at = added(district)
    assert confirmer(district, at) == ""
    district.user = SECOND
    registering.confirm_rows(district, "canteen", rows=[at.row])
    assert confirmer(district, at) == SECOND
    district.user = FIRST_USER
    users.add_user(district, "示例填报员")
    users.rename_user(district, SECOND, name="示例审核员")
    assert confirmer(district, at) == "示例审核员"
    registering.set_field(district, at, code="opened_on", typed="2018-05-09")
    assert confirmer(district, at) == ""
