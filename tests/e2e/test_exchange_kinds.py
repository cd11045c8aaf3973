"""Every kind of entry at the city from files alone: where rows come along, and where only counts do."""

from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import pytest
from bureaus import Bureau, Time
from desks import CITY, DANTU, GAOZI

from zjmz_desktop.domain.figures import Origin
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.service import planning
from zjmz_desktop.service.context import plan_text
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.plan_taking import put_in_force
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.store import cells

JUNE = "2018M06"
CANTEEN = {
    "village": "示例村",
    "canteen_kind": "own_kitchen",
    "build_kind": "new",
    "opened_on": "2018-05-08",
    "state": "running",
    "state_on": "2018-05-08",
}
HOME = {
    "nature": "public_public",
    "is_rural_home": "是",
    "beds_licensed": "40",
    "beds_nursing": "10",
    "residents": "20",
    "has_clinic": "否",
    "resident_service": "是",
    "state": "running",
    "state_on": "2018-03-01",
}
SOCIAL_ORG = {
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
CODES = ("513211120000000015", "513211120000000028", "51321112000000003B")
ELDER = {
    "registered_village": "示例村",
    "elder_kind": "alone",
    "carer_name": "示例",
    "state": "listed",
    "state_on": "2018-02-01",
}
WORKER = {
    "certificate_level": "worker",
    "certified_year": "2016",
    "employer": "示例单位",
    "employer_district": DANTU,
    "union_worker": "否",
    "state": "on_post",
    "state_on": "2018-01-01",
}


class Offices:
    """A town, its district and the city; what each entered in the first half-year."""

    def __init__(self, folder: Path, *, rows: bool) -> None:
        clock = Time()
        self.city, self.dantu, self.gaozi = (
            Bureau(folder, unit, clock=clock) for unit in (CITY, DANTU, GAOZI)
        )
        self.rows = rows

    def play(self) -> None:
        self.plan_goes_down()
        self.town_fills()
        self.district_fills()
        self.files_go_up()

    def plan_goes_down(self) -> None:
        if not self.rows:  # a plan by which the city confirms no register: then no rows come to it
            text = plan_text("zhenjiang-2018")
            put_in_force(
                self.city.office, text.replace('confirmed_by = "city"', 'confirmed_by = "district"')
            )
        planning.set_base(self.city.office, "B01", unit_id=DANTU, typed="36.5")
        down = self.city.pack(DANTU)
        self.dantu.meet(down)
        self.gaozi.meet(self.dantu.pack(GAOZI))

    def town_fills(self) -> None:
        town = self.gaozi
        for month in range(1, 7):
            town.fill("I05-02", f"2018M{month:02d}", str(month))
        town.part("I05-02", "2018M04", "removed", "3")
        town.part("I05-02", JUNE, "opening", "100")
        town.fill("I05-01", JUNE, "50/60")
        for entry in range(1, 8):
            town.part("I22-01", "2018H1", f"tick/e{entry}", "1")
        town.fill("I12-04", "2018H1", "示例情况。")
        for no in (1, 2, 3):
            town.row("canteen", name=f"示例点{no}", address=f"{no}号", **CANTEEN)
        town.row("elder", name="示例老人", **ELDER)

    def district_fills(self) -> None:
        dantu = self.dantu
        for no, day in enumerate(("2018-02-03", "2018-05-04", "2018-07-01"), 1):
            dantu.row("activity", indicators="I01-01", held_on=day, place=f"示例{no}")
        dantu.fill("I01-03", "2018H1", "示例学习情况。")
        dantu.step("I07-03", "step/s1", "done", "2018-05-20")
        dantu.step("I17-01", "decision", "named", "2018-06-20", "示例〔2018〕1号")
        for entry in (1, 2, 3):
            dantu.part("I07-01", "2018H1", f"tick/e{entry}", "1")
        for month in range(1, 7):
            dantu.fill("I19-08", f"2018M{month:02d}", "10")
        homes = [dantu.row("institution", name=f"示例院{no}", **HOME) for no in (1, 2)]
        dantu.confirm("institution", homes[0])
        for code in CODES:
            dantu.row("social_org", name=f"示例会{code}", credit_code=code, **SOCIAL_ORG)
        workers = [
            dantu.row("social_worker", name=f"示例{no}", certificate_no=f"{no}", **WORKER)
            for no in range(7)
        ]
        dantu.confirm("social_worker", *workers[:6])
        dantu.row("joint_deed", name="示例实事")

    def files_go_up(self) -> None:
        self.dantu.meet(self.gaozi.pack(DANTU, JUNE))
        rows = [row.id for row in rows_of(self.dantu.office, "canteen")]
        self.dantu.confirm("canteen", *rows[:2])
        self.city.meet(self.dantu.pack(CITY, JUNE))


@pytest.fixture(scope="module", params=[True, False], ids=["rows", "counts"])
def offices(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Offices]:
    made = Offices(tmp_path_factory.mktemp("kinds"), rows=request.param)
    with ExitStack() as closing:
        for one in (made.city, made.dantu, made.gaozi):
            closing.callback(one.close)
        made.play()
        yield made


FIGURES = [
    ("I05-02", 100 + 21 - 3, 0),  # opening, added in six months, removed
    ("I05-01", 50, 60),
    ("I22-01", 1, None),
    ("I12-04", 1, 0),
    ("I08-03", 2, 0),  # of three reported, two were confirmed
    ("I11-07", 1, 0),  # a register that nobody confirms, of the town
    ("I01-01", 2, 0),  # two were held by the end of June
    ("I01-03", 1, 0),
    ("I07-03", 1, 4),
    ("I07-01", 0, None),  # three of six ticks: not met
    ("I19-08", 60, 0),
    ("I10-06", 1, 0),  # the district's own register, of which it confirmed one of two
    ("I13-04", 3, 0),  # a register that nobody confirms, of the district
]


@pytest.mark.parametrize(("code", "n", "d"), FIGURES)
def test_what_was_entered_below_adds_up_at_the_city(
    offices: Offices, code: str, n: int, d: int | None
) -> None:
    for office in (offices.dantu, offices.city):
        found = office.total(code, JUNE).sum
        assert found.reported == 1, office.unit
        if d is None:
            assert found.met == n
        else:
            assert (found.n, found.d) == (Decimal(n), Decimal(d))


def test_a_figure_per_base_is_worked_out_of_both(offices: Offices) -> None:
    found = offices.city.total("I14-01", JUNE)
    assert found.sum.n == 6
    assert f"{found.sum.d}" == "36.5"


def test_what_is_decided_outside_is_seen_with_its_document(offices: Offices) -> None:
    found = offices.city.total("I17-01", JUNE, unit=DANTU)
    assert found.judged.met is True


def test_rows_come_where_the_city_confirms_and_counts_everywhere(offices: Offices) -> None:
    city = offices.city.office
    has_rows = bool(rows_of(city, "institution"))
    with_rows = any(one.confirmed_by == "city" for one in city.plan.registers)
    assert has_rows is with_rows
    assert not rows_of(city, "canteen")
    canteens = figures_through(city, city.plan.indicator("I08-03"), through=parse_period(JUNE))[
        GAOZI
    ]
    assert canteens.origin is Origin.CONFIRMED
    forms = {one: cells.of_form(city.database, "I10-06", unit=one) for one in city.units.by_id}
    mine = {(one, stored.cell.part) for one, form in forms.items() for stored in form}
    assert mine == {(DANTU, "value"), (DANTU, "confirmed")}
    assert not offices.city.take(*offices.dantu.sent[-1:])[0].quarantined
