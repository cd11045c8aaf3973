"""Written counts: who says what counts, and what becomes of a count whose rows are gone."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from bureaus import Bureau
from desks import CITY, DANTU, GAOZI

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.domain.values import State
from zjmz_desktop.service import entering, registering
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.registering import RowAt
from zjmz_desktop.service.written_counts import (
    confirmed_counts,
    own_counts,
    reported_count,
    reported_value,
)
from zjmz_desktop.store.revisions import Write

JUNE = month(2018, 6)
ELDER = {
    "name": "示例老人",
    "registered_village": "示例村",
    "elder_kind": "alone",
    "carer_name": "示例",
    "state": "listed",
    "state_on": "2018-02-01",
}
CANTEEN = {
    "name": "示例点",
    "village": "示例村",
    "address": "1号",
    "canteen_kind": "own_kitchen",
    "build_kind": "new",
    "opened_on": "2018-05-08",
    "state": "running",
    "state_on": "2018-05-08",
}
ORG = {
    "name": "示例会",
    "credit_code": "513211120000000015",
    "kind": "association",
    "registrar": "district",
    "established_on": "2015-01-01",
    "party_members": "3",
    "party_body": "own",
    "chamber": "否",
    "city_wide": "否",
    "social_work_org": "否",
    "army_support": "否",
    "state": "registered",
    "state_on": "2015-01-01",
}


@pytest.fixture
def bureau(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Bureau]:
    made = Bureau(tmp_path, request.param)
    yield made
    made.close()


def told(writes: list[Write]) -> dict[tuple[str, str], object]:
    return {(w.cell.of, w.cell.unit): w.value.n for w in writes}


@pytest.mark.parametrize("bureau", [GAOZI], indirect=True)
def test_a_town_reports_its_rows_and_says_of_none_that_it_counts(bureau: Bureau) -> None:
    bureau.row("elder", **ELDER)
    bureau.row("canteen", **CANTEEN)
    reported = told(own_counts(bureau.office, JUNE))
    assert reported["I08-03", GAOZI] == reported["I11-07", GAOZI] == 1
    assert not confirmed_counts(bureau.office, JUNE)


@pytest.mark.parametrize("bureau", [DANTU], indirect=True)
def test_the_number_alone_is_that_of_the_count_of_every_indicator(bureau: Bureau) -> None:
    bureau.row("elder", town=GAOZI, **ELDER)
    bureau.row("canteen", town=GAOZI, **CANTEEN)
    plan = bureau.office.plan
    code = next(one.code for one in plan.indicators if one.entry is Entry.ACTIVITY)
    held = {"held_on": "2018-06-03", "place": "示例村", "people": "30", "times": "1"}
    bureau.row("activity", indicators=code, summary="示例活动", **held)
    found = {}
    for one, unit in product(plan.indicators, (GAOZI, DANTU)):
        count = reported_count(bureau.office, one, unit_id=unit, through=JUNE)
        number = reported_value(bureau.office, one, unit_id=unit, through=JUNE)
        assert number == (None if count is None else count.value)
        found[one.code, unit] = number and number.n
    assert found[code, DANTU] == found["I08-03", GAOZI] == 1


@pytest.mark.parametrize("bureau", [DANTU], indirect=True)
def test_the_level_that_confirms_counts_its_own_rows_and_those_below(bureau: Bureau) -> None:
    bureau.row("elder", town=GAOZI, **ELDER)
    bureau.row("social_org", **ORG)
    line = bureau.row("boundary", **_line())
    canteen = bureau.row("canteen", town=GAOZI, **CANTEEN)
    bureau.confirm("canteen", canteen)
    found = told(confirmed_counts(bureau.office, JUNE))
    assert found["I11-07", GAOZI] == found["I13-04", DANTU] == found["I08-03", GAOZI] == 1
    assert line
    assert ("I18-04", DANTU) not in found


def _line() -> dict[str, str]:
    return {
        "name": "示例线",
        "neighbours": "示例",
        "lead_party": "示例",
        "assist_party": "示例",
        "role": "lead",
        "section": "示例段",
        "round": "fourth",
        "both_signed": "是",
        "report_on": "2018-05-01",
    }


@pytest.mark.parametrize("bureau", [CITY], indirect=True)
def test_the_city_counts_nothing_that_a_district_confirms(bureau: Bureau) -> None:
    bureau.row("institution", town=DANTU, name="示例院")
    found = confirmed_counts(bureau.office, JUNE)
    assert not [w for w in found if w.cell.of == "I10-06"]


@pytest.mark.parametrize("bureau", [DANTU], indirect=True)
def test_a_count_without_rows_is_cleared_and_a_typed_figure_stands(bureau: Bureau) -> None:
    office = bureau.office
    bureau.row("activity", indicators="I01-01", held_on="2018-05-03")
    bureau.row("social_org", **ORG)
    bureau.fill("I19-08", "2018M06", "10")
    office.write([*own_counts(office, JUNE), *confirmed_counts(office, JUNE)])
    assert not own_counts(office, JUNE)
    for register in ("activity", "social_org"):
        row = rows_of(office, register)[0]
        field = "held_on" if register == "activity" else "kind"
        registering.set_fields(office, RowAt(register, row.id), typed={field: ""})
    gone = [*own_counts(office, JUNE), *confirmed_counts(office, JUNE)]
    assert {w.value.state for w in gone} == {State.BLANK}
    assert {w.cell.of for w in gone} >= {"I01-01", "I13-04"}
    assert "I19-08" not in {w.cell.of for w in gone}
    office.write(gone)
    assert not own_counts(office, JUNE)
    assert not confirmed_counts(office, JUNE)


@pytest.mark.parametrize("bureau", [DANTU], indirect=True)
def test_what_a_unit_types_in_place_of_rows_is_never_cleared(bureau: Bureau) -> None:
    office = bureau.office
    bureau.row("social_org", **ORG)
    office.write(own_counts(office, JUNE))
    at = FieldAt("I13-04", DANTU, JUNE, "mode")
    assert not entering.save_field(office, at, typed="summary").error
    assert office.plan.indicator("I13-04").entry is Entry.NUMBER
    assert "I13-04" not in {w.cell.of for w in own_counts(office, JUNE)}
